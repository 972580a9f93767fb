"""A picture or a paper as an answer: drawn after the door's transaction has ended, so that nobody waits for it."""

from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.responses import Response, StreamingResponse

PNG, PDF = "image/png", "application/pdf"


def drawn_after(draw: Callable[[], Awaitable[bytes]], media_type: str, *, filename: str = "") -> Response:
    """The answer with what ``draw`` gives; with a ``filename`` a browser keeps it and does not show it."""
    headers = {"content-disposition": f'attachment; filename="{filename}"'} if filename else {}
    return StreamingResponse(_whole(draw), headers=headers, media_type=media_type)


async def _whole(draw: Callable[[], Awaitable[bytes]]) -> AsyncIterator[bytes]:
    yield await draw()
