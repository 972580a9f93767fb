"""Runs an ASGI application on loopback inside the running event loop, and stops it cleanly."""

import contextlib
import socket
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from demo.routes import DROP

_GRACE_S = 2


@contextlib.asynccontextmanager
async def serving(app: Starlette, port: int = 0) -> AsyncIterator[str]:
    """Serve on 127.0.0.1 and give `http://127.0.0.1:PORT`; port 0 takes any free one.

    Raises OSError when the port is taken. No signal handler is installed and no task is left behind.
    `app.state.close`, when there is one, is awaited first, so that it can let go of calls that wait.
    """
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named; else 40 ms each.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        # A taken port shows at the latest here; uvicorn would end the program instead of raising.
        listener.listen(128)
        server = _Server(app)
        await server.startup(sockets=[listener])
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            close = getattr(app.state, "close", None)
            if close is not None:
                await close()
            await server.shutdown(sockets=[listener])
    finally:
        listener.close()


def free_port() -> int:
    """Return a port on 127.0.0.1 that nobody listens on now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Server(uvicorn.Server):
    """A server that can break a connection on request; started and stopped by hand, so without signals."""

    def __init__(self, app: Starlette) -> None:
        config = uvicorn.Config(
            self._droppable,
            http=H11Protocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            proxy_headers=False,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
        super().__init__(config)
        config.load()
        self.lifespan = config.lifespan_class(config)
        self._app = app

    async def _droppable(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[DROP] = lambda: self._drop(scope["client"])
        await self._app(scope, receive, send)

    def _drop(self, client: tuple[str, int]) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, H11Protocol) and connection.client == client:
                connection.transport.abort()
