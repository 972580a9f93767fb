"""Asking Telegram for updates, as raw objects: what arrived is kept as it came, before anything reads it."""

from typing import Any

import httpx

from bot.request import POLL
from bot.settings import Settings
from bot.stopping import Stopped

Json = dict[str, Any]

ALLOWED = '["message","edited_message","callback_query","my_chat_member"]'


class NoAnswer(Exception):
    """Telegram did not answer, or not sensibly; ``wait`` is how long it asked us to stay away, in seconds."""

    def __init__(self, wait: float | None = None) -> None:
        super().__init__()
        self.wait = wait


class Polling:
    """One connection that waits for updates; nobody else may wait with the same token."""

    def __init__(self, settings: Settings, *, patience: int = POLL) -> None:
        token = settings.token.get_secret_value()
        self._address = f"{settings.server}/bot{token}/getUpdates"
        self._patience = patience
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(10.0, read=patience + 10.0),
            trust_env=not settings.on_loopback,
            verify=settings.server.startswith("https"),
        )

    async def fetch(self, offset: int | None) -> list[Json]:
        """The next updates, oldest first; ``offset`` confirms everything below it.

        Raises:
            NoAnswer: try again later. Stopped: the token is refused, or somebody else is polling.
        """
        asked = {"timeout": str(self._patience), "limit": "100", "allowed_updates": ALLOWED}
        if offset is not None:
            asked["offset"] = str(offset)
        try:
            answer = await self._client.post(self._address, data=asked)
            said = answer.json()
        except (httpx.HTTPError, ValueError):
            raise NoAnswer from None
        if answer.status_code == httpx.codes.OK and isinstance(said, dict) and said.get("ok"):
            updates: list[Json] = said["result"]
            return sorted(updates, key=lambda update: int(update["update_id"]))
        raise _refusal(answer.status_code, said)

    async def close(self) -> None:
        """Let go of the connection."""
        await self._client.aclose()


def _refusal(status: int, said: object) -> Exception:
    match status:
        case 401 | 404:
            return Stopped("stop.token_refused", setting="KRING_TOKEN")
        case 409:
            return Stopped("stop.other_poller", setting="KRING_TOKEN")
        case _:
            parameters = said.get("parameters") if isinstance(said, dict) else None
            wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
            return NoAnswer(float(wait) if isinstance(wait, int | float) else None)
