"""A file of one's own conversation: shown to nobody else, and never as anything but what it is."""

import re
from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from domain.files import FileId, FileKind, MediaType
from usecases.own_thread import OwnFile, own_file
from web import addresses
from web.doorway import family
from web.family.talk import talker
from web.visits import FamilyVisit

NAMES = {
    MediaType.JPEG: "foto.jpg",
    MediaType.PDF: "document.pdf",
    MediaType.OGG: "geluid.ogg",
    MediaType.WEBM: "geluid.webm",
    MediaType.MP4: "geluid.m4a",
    MediaType.MP3: "geluid.mp3",
}
"""What a file is called when somebody keeps it; what the sender called it may tell too much."""

_RANGE = re.compile(r"bytes=(\d{1,10})-(\d{0,10})")


async def own(visit: FamilyVisit) -> Response:
    """The file, or the part of it that a player asks for."""
    which = FileId(visit.id())
    found = await own_file(visit.uow, talker(visit), file=which)
    span = _span(visit.request.headers.get("range", ""), found.size)
    start, stop = span or (0, found.size)
    blocks = await visit.lobby.files.open(file=which, thread=found.thread, start=start, stop=stop)
    headers = _headers(found, stop - start)
    if span is not None:
        headers["content-range"] = f"bytes {start}-{stop - 1}/{found.size}"
    return StreamingResponse(_all(blocks), 206 if span else 200, headers, found.media_type.value)


def _headers(found: OwnFile, length: int) -> dict[str, str]:
    # A document is opened by the reader's own program, never inside our page.
    shown = "attachment" if found.media_type.kind is FileKind.DOCUMENT else "inline"
    return {
        "content-disposition": f'{shown}; filename="{NAMES[found.media_type]}"',
        "content-length": str(length),
        "accept-ranges": "bytes",
    }


async def _all(blocks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for block in blocks:
        yield block


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """From where up to where; None for the whole file, also when what is asked for makes no sense."""
    found = _RANGE.fullmatch(asked)
    if found is None:
        return None
    start = int(found.group(1))
    stop = min(int(found.group(2)) + 1, size) if found.group(2) else size
    return (start, stop) if start < stop else None


ROUTES = (Route(f"{addresses.FILES}/{{id}}", family(own), methods=["GET"]),)
