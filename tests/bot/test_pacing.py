"""The pace: 25 a second over all, one a second in a chat, and a 429 holds one chat exactly as long as told."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.pacing import AT_ONCE, CHAT_GAP, OVERALL_GAP, REMEMBERED, Pacer
from handlers.patience import seconds_of


class Stopwatch:
    """A monotonic clock that only moves while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self.now + seconds, len(self._sleepers), woken))
        await woken.wait()

    async def run(self, *calls: Awaitable[Any]) -> None:
        """Let time pass until all of these are through."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_as_coroutine(call)) for call in calls]
            while not all(task.done() for task in tasks):
                for _ in range(20):
                    await asyncio.sleep(0)
                if self._sleepers:
                    self._sleepers.sort()
                    self.now, _, woken = self._sleepers.pop(0)
                    woken.set()


async def _as_coroutine(call: Awaitable[Any]) -> None:
    await call


class Desk:
    """Telegram, as the pacer sees it: notes when what was called for whom, and can answer 429."""

    def __init__(self) -> None:
        self.watch = Stopwatch()
        self.pacer = Pacer(monotonic=self.watch, sleep=self.watch.sleep)
        self.calls: list[tuple[float, str, int | None]] = []
        self.refusing: dict[int, int] = {}

    async def call(self, endpoint: str, chat: int | None = None, *, at_once: bool = False) -> None:
        async def request() -> bool:
            self.calls.append((self.watch.now, endpoint, chat))
            if chat in self.refusing:
                raise RetryAfter(self.refusing.pop(chat))
            return True

        data = {} if chat is None else {"chat_id": chat}
        await self.pacer.process_request(request, (), {}, endpoint, data, AT_ONCE if at_once else None)

    def times(self, chat: int | None = None) -> list[float]:
        return [when for when, _, whom in self.calls if chat is None or whom == chat]


async def test_many_chats_get_at_most_twenty_five_messages_in_any_second() -> None:
    desk = Desk()
    await desk.watch.run(*(desk.call("sendMessage", chat) for chat in range(200)))

    times = sorted(desk.times())
    for first in times:
        assert sum(first <= when < first + 1 for when in times) <= 25
    assert times[-1] - times[0] == pytest.approx(199 * OVERALL_GAP)


async def test_one_chat_gets_at_most_one_new_message_a_second_in_order() -> None:
    desk = Desk()
    await desk.watch.run(*(desk.call("sendMessage", 7) for _ in range(5)), desk.call("sendMessage", 8))

    gaps = [later - earlier for earlier, later in zip(desk.times(7), desk.times(7)[1:], strict=False)]
    assert all(gap >= 1 for gap in gaps)
    assert max(gaps) == pytest.approx(CHAT_GAP, abs=OVERALL_GAP)
    assert desk.times(8)[0] < desk.times(7)[1]


async def test_edits_answers_and_deletions_do_not_wait_for_the_chat() -> None:
    desk = Desk()
    await desk.watch.run(
        desk.call("sendMessage", 7),
        desk.call("editMessageText", 7),
        desk.call("deleteMessage", 7),
        desk.call("answerCallbackQuery"),
        desk.call("setMyCommands"),
    )
    assert max(desk.times()) - min(desk.times()) <= OVERALL_GAP


async def test_a_429_holds_that_chat_exactly_as_long_as_told_and_no_other() -> None:
    desk = Desk()
    desk.refusing[7] = 30
    with pytest.raises(RetryAfter):
        await desk.call("sendMessage", 7)
    begin = desk.watch.now

    with pytest.raises(RetryAfter) as told:
        await desk.call("editMessageText", 7)
    assert seconds_of(told.value) == 30
    assert len(desk.calls) == 1, "Telegram must not be asked again before its time"

    await desk.watch.run(desk.call("sendMessage", 8))
    desk.watch.now = begin + 30
    await desk.watch.run(desk.call("sendMessage", 7))
    assert [chat for _, _, chat in desk.calls] == [7, 8, 7]


async def test_the_help_card_does_not_wait_in_line() -> None:
    desk = Desk()
    line = [desk.call("sendMessage", 7) for _ in range(3)]
    await desk.watch.run(*line, desk.call("sendMessage", 7, at_once=True))
    assert desk.times().count(100.0) == 2


async def test_memory_stays_bounded() -> None:
    desk = Desk()
    for chat in range(3 * REMEMBERED):
        desk.watch.now += 2
        await desk.call("sendMessage", chat)
    assert len(desk.pacer._chats) <= REMEMBERED + 1
