"""The stylesheet, scripts and pictures: read once, served from memory under names that change with their content."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from web.addresses import STATIC

HOME = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
FOR_EVER = "private, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, as it goes out."""

    name: str
    media_type: str
    content: bytes
    packed: bytes


def asset(name: str) -> str:
    """The address of a file of ``web/static``.

    Raises:
        KeyError: there is no such file.
    """
    return f"{STATIC}/{_by_own_name()[name].name}"


async def serve(request: Request) -> Response:
    """A file by the name that `asset` gave it; no other name leads to anything."""
    found = _by_served_name().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    headers = {"cache-control": FOR_EVER, "vary": "accept-encoding"}
    # The same for everybody and without a secret, so packing it betrays nothing.
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(found.packed, media_type=found.media_type, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)


@cache
def _by_own_name() -> Mapping[str, Asset]:
    files = sorted(file for file in HOME.iterdir() if file.suffix in TYPES)
    return MappingProxyType({file.name: _read(file) for file in files})


@cache
def _by_served_name() -> Mapping[str, Asset]:
    return MappingProxyType({found.name: found for found in _by_own_name().values()})


def _read(file: Path) -> Asset:
    content = file.read_bytes()
    mark = hashlib.sha256(content).hexdigest()[:12]
    return Asset(
        name=f"{file.stem}.{mark}{file.suffix}",
        media_type=TYPES[file.suffix],
        content=content,
        packed=gzip.compress(content, mtime=0),
    )
