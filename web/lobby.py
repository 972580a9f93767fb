"""What every door of the window is given: the archive, the files, the words of danger, and the machine's bell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from starlette.requests import Request

from usecases.ports import Archive, Files


class Phrases(Protocol):
    """Tells whether a text may speak of danger; `domain/crisis.py` fits."""

    def alarms(self, text: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Lobby:
    """Handed to each door through the application.

    ``launch_key`` checks what Telegram says about who opens the window. ``url`` is the public origin, without a
    slash at the end. ``confidant_number`` is that of the independent vertrouwenspersoon, if somebody has checked it.
    ``wake`` tells delivery that something may have been planned. ``frame_ancestors`` are origins
    that may show the window in a frame besides Telegram's; only the demo has any. ``demo``: made-up people alone,
    so that a professional may sign in with one click.
    """

    archive: Archive
    files: Files
    launch_key: bytes = field(repr=False)
    url: str
    emergency_number: str
    bot_username: str
    wake: Callable[[], None]
    phrases: Phrases
    confidant_number: str = ""
    demo: bool = False
    frame_ancestors: tuple[str, ...] = ()

    @property
    def is_secure(self) -> bool:
        """Whether the window is opened over HTTPS; without it, it stands on this very machine."""
        return self.url.startswith("https://")

    @property
    def origins(self) -> frozenset[str]:
        """The origins under which the window is opened: one, or on this machine both of its names."""
        parts = urlsplit(self.url)
        if self.is_secure or parts.hostname not in ("localhost", "127.0.0.1"):
            return frozenset({self.url})
        port = f":{parts.port}" if parts.port else ""
        return frozenset({f"http://localhost{port}", f"http://127.0.0.1{port}"})


def lobby_of(request: Request) -> Lobby:
    """The lobby, at the beginning of a door."""
    lobby: Lobby = request.app.state.lobby
    return lobby
