"""The window's server, inside the process of the bot; nothing of it is loaded where no window is set."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from bot.origin import port_of
from bot.settings import Settings, StartRefused
from domain.crisis import Phrases
from domain.launch import launch_key
from usecases.ports import Archive, Files

if TYPE_CHECKING:
    from web.lobby import Lobby

Window = Callable[[], AbstractAsyncContextManager[None]]
"""Opens the window, and closes it at the end; does nothing where there is none."""

GRACE_S = 2
"""Seconds that a request under way gets when Kring stops."""

MOST_AT_ONCE = 100
"""Connections at a time; the reverse proxy in front holds the others, and who comes straight is told to wait."""

_BACKLOG = 128


def window_of(
    settings: Settings,
    archive: Archive,
    files: Files,
    username: str,
    wake: Callable[[], None],
    phrases: Phrases,
) -> Window:
    """How this installation's window is opened."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[None]:
        if not settings.window_url:
            yield
            return
        lobby = lobby_of(settings, archive, files, username, wake, phrases)
        async with _serving(lobby, *settings.listen_at):
            yield

    return opened


def lobby_of(
    settings: Settings,
    archive: Archive,
    files: Files,
    username: str,
    wake: Callable[[], None],
    phrases: Phrases,
) -> "Lobby":
    """What every door of the window is given."""
    from web.lobby import Lobby  # noqa: PLC0415 - the window's libraries take memory that a chat needs not

    return Lobby(
        archive=archive,
        files=files,
        launch_key=launch_key(settings.token.get_secret_value()),
        url=settings.window_url,
        emergency_number=settings.own_number,
        confidant_number=settings.confidant_number,
        bot_username=username,
        wake=wake,
        phrases=phrases,
        demo=settings.demo,
        frame_ancestors=_phones(settings) if settings.demo else (),
    )


@asynccontextmanager
async def _serving(lobby: "Lobby", host: str, port: int) -> AsyncIterator[None]:
    """Serve until the end.

    Raises:
        StartRefused: another program listens there, or this machine has no such address.
    """
    import uvicorn  # noqa: PLC0415 - see lobby_of

    from web.app import build_window  # noqa: PLC0415 - see lobby_of

    listener = _listen(host, port)
    try:
        config = uvicorn.Config(
            build_window(lobby),
            http="h11",
            ws="none",
            lifespan="off",
            interface="asgi3",
            proxy_headers=True,
            forwarded_allow_ips=["127.0.0.1", "::1"],
            limit_concurrency=MOST_AT_ONCE,
            log_config=None,
            # An access log would hold addresses.
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=GRACE_S,
        )
        # Started and stopped by hand: its own loop would take over the signals of the process.
        server = uvicorn.Server(config)
        config.load()
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listener])
        try:
            yield
        finally:
            await server.shutdown(sockets=[listener])
    finally:
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named; else 40 ms each.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        # A taken port shows at the latest here; uvicorn would end the program instead of raising.
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise StartRefused("start.no_listen", setting="KRING_WINDOW_LISTEN") from None
    return listener


def _phones(settings: Settings) -> tuple[str, ...]:
    """The page with the phones, which shows the window inside them; the stand-in serves it under two names."""
    port = port_of(settings.server)
    return tuple(f"http://{host}:{port}" for host in ("localhost", "127.0.0.1")) if port else ()
