"""Pacing: at most 25 messages a second over all, one a second in a chat, and exact obedience to a 429."""

import asyncio
import math
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from handlers.patience import seconds_of

OVERALL_GAP = 0.041
"""Seconds between two messages over all chats: 25 a second with a little room (Telegram allows about 30)."""

CHAT_GAP = 1.05
"""Seconds between two new messages in one chat; a little over one, since the way there differs each time."""

REMEMBERED = 1024
"""How many chats are kept in mind before those that are free again are forgotten."""

AT_ONCE = 1
"""Given as ``rate_limit_args``: do not wait, this is the help card."""

LOUD = ("send", "edit", "copy", "forward")


@dataclass(slots=True)
class _Chat:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    held_until: float = 0.0
    waiting: int = 0


class Pacer(BaseRateLimiter[int]):
    """Spreads what the bot sends; time is measured on a monotonic clock, in seconds.

    A chat that Telegram told us to leave alone (429) is left alone exactly so long: until then a request to it
    fails at once with what is left to wait, and other chats go on.
    """

    def __init__(
        self,
        overall_gap: float = OVERALL_GAP,
        chat_gap: float = CHAT_GAP,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
    ) -> None:
        self._overall_gap = overall_gap
        self._chat_gap = chat_gap
        self._monotonic = monotonic
        self._sleep = sleep
        self._next_slot = 0.0
        self._chats: dict[int | str, _Chat] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Wait for a turn and call.

        Raises:
            RetryAfter: Telegram asks for patience with this chat, now or a moment ago.
        """
        where = data.get("chat_id")
        if where is None:
            return await callback(*args, **kwargs)
        chat = self._chat(where)
        if rate_limit_args != AT_ONCE and endpoint.startswith(LOUD):
            await self._turn(chat, is_new=endpoint.startswith("send"))
        self._refuse_while_held(chat)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as told:
            chat.held_until = self._monotonic() + seconds_of(told)
            raise

    async def _turn(self, chat: _Chat, *, is_new: bool) -> None:
        self._refuse_while_held(chat)
        if not is_new:
            await self._slot()
            return
        chat.waiting += 1
        try:
            async with chat.turn:
                await self._until(chat.free_at)
                self._refuse_while_held(chat)
                await self._slot()
                chat.free_at = self._monotonic() + self._chat_gap
        finally:
            chat.waiting -= 1

    async def _slot(self) -> None:
        slot = max(self._monotonic(), self._next_slot)
        self._next_slot = slot + self._overall_gap
        await self._until(slot)

    async def _until(self, instant: float) -> None:
        while (left := instant - self._monotonic()) > 0:
            await self._sleep(left)

    def _refuse_while_held(self, chat: _Chat) -> None:
        left = chat.held_until - self._monotonic()
        if left > 0:
            raise RetryAfter(math.ceil(left))

    def _chat(self, where: int | str) -> _Chat:
        if where not in self._chats and len(self._chats) >= REMEMBERED:
            self._forget()
        return self._chats.setdefault(where, _Chat())

    def _forget(self) -> None:
        now = self._monotonic()
        self._chats = {
            where: chat
            for where, chat in self._chats.items()
            if chat.waiting or max(chat.free_at, chat.held_until) > now
        }
