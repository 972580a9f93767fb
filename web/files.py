"""Giving a sealed file to a browser: as what it is, whole or in parts, and never inside a page of ours."""

import re
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from domain.files import FileId, FileKind, MediaType
from domain.threads import ThreadId
from usecases.ports import Files

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


async def file_answer(
    request: Request, files: Files, *, file: FileId, thread: ThreadId, media_type: MediaType, size: int
) -> Response:
    """The file, or the part of it that a player asks for; ``size`` is in bytes.

    Raises:
        FileUnreadable: it is gone, it was changed, or its key was destroyed.
    """
    span = _span(request.headers.get("range", ""), size)
    start, stop = span or (0, size)
    blocks = await files.open(file=file, thread=thread, start=start, stop=stop)
    # A document is opened by the reader's own program, never inside our page.
    shown = "attachment" if media_type.kind is FileKind.DOCUMENT else "inline"
    headers = {
        "content-disposition": f'{shown}; filename="{NAMES[media_type]}"',
        "content-length": str(stop - start),
        "accept-ranges": "bytes",
    }
    if span is not None:
        headers["content-range"] = f"bytes {start}-{stop - 1}/{size}"
    return StreamingResponse(_all(blocks), 206 if span else 200, headers, media_type.value)


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
