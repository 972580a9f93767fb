"""An answer that is made after the door's transaction ended: what takes long to draw keeps nobody else waiting."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Later(Response):
    """``made`` gives the answer itself; it is asked once everything of the visit has been kept."""

    def __init__(self, made: Callable[[], Awaitable[Response]]) -> None:
        super().__init__()
        self._made = made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Make it and send it."""
        answer = await self._made()
        await answer(scope, receive, send)
