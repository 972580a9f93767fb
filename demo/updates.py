"""The queue of updates with the rules of getUpdates: confirmation by offset, one poller at a time, expiry."""

import asyncio
import contextlib
from dataclasses import dataclass

from demo.clock import Clock
from demo.wire import BotApiError, Json

LONGEST_POLL_S = 50
EXPIRY_S = 24 * 3600
TAP_EXPIRY_S = 150
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, slots=True)
class _Pending:
    update: Json
    born: int
    lifetime: int


class Updates:
    """What happened and was not yet confirmed by the bot.

    Where the clock `ages`, an update is no longer handed out after 24 hours and a tap after 150 seconds.
    """

    def __init__(self, clock: Clock) -> None:
        self.webhook_active = False
        self.allowed: list[str] | None = None
        self._clock = clock
        self._pending: dict[int, _Pending] = {}
        self._last_id = 100_000
        self._turn = 0
        self._released = -1
        self._changed = asyncio.Event()

    def push(self, kind: str, payload: Json) -> None:
        """Add an update, unless the bot asked not to get this kind."""
        if kind not in self.allowed if self.allowed else kind in _NOT_BY_DEFAULT:
            return
        self._last_id += 1
        lifetime = TAP_EXPIRY_S if kind == "callback_query" else EXPIRY_S
        update = {"update_id": self._last_id, kind: payload}
        self._pending[self._last_id] = _Pending(update, self._clock.now(), lifetime)
        self._wake()

    async def poll(self, offset: int = 0, limit: int = 100, wait_s: int = 0) -> list[Json]:
        """Wait up to `wait_s` seconds for updates; an offset above an id confirms it.

        A negative offset forgets all but that many. Raises BotApiError 409 when another poll begins while
        this one waits, or when a webhook is set.
        """
        if self.webhook_active:
            raise BotApiError(409, _WEBHOOK_ACTIVE)
        self._turn += 1
        turn = self._turn
        self._wake()
        self._confirm(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(max(wait_s, 0), LONGEST_POLL_S)
        while True:
            if self._let_go(turn):
                return []
            batch = self.waiting()[: min(max(limit, 1), 100)]
            left = deadline - loop.time()
            if batch or left <= 0:
                return batch
            await self.changed(left)

    def waiting(self) -> list[Json]:
        """Return all updates that may still be handed out, oldest first."""
        if self._clock.ages:
            now = self._clock.now()
            self._pending = {i: p for i, p in self._pending.items() if now - p.born <= p.lifetime}
        return [pending.update for pending in self._pending.values()]

    def confirm(self, update_id: int) -> None:
        """Forget one update that a webhook accepted."""
        self._pending.pop(update_id, None)

    def forget_all(self) -> None:
        """Drop everything that waits."""
        self._pending.clear()

    async def changed(self, seconds: float) -> None:
        """Return at the next change, or after so many seconds."""
        # asyncio.wait_for of Python 3.11 loses a cancellation that comes together with the change.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()

    def release(self) -> None:
        """End a waiting poll with an empty answer, because the server closes."""
        self._released = self._turn
        self._wake()

    def use_webhook(self, *, active: bool) -> None:
        """Switch between a webhook and polling; a waiting poll ends with 409."""
        self.webhook_active = active
        self._turn += 1
        self._wake()

    def _let_go(self, turn: int) -> bool:
        """Return whether a poll must end empty-handed; raises BotApiError 409 when another took its place."""
        if turn not in (self._turn, self._released):
            raise BotApiError(409, _WEBHOOK_ACTIVE if self.webhook_active else _OTHER_POLLER)
        return turn == self._released

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self._pending = {i: p for i, p in self._pending.items() if i >= offset}
        elif offset < 0:
            kept = list(self._pending)[offset:]
            self._pending = {i: self._pending[i] for i in kept}

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
