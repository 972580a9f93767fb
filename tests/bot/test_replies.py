"""Replies: a tap changes its message, whatever Telegram makes of it; nothing a person asked goes unanswered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from demo.faults import FaultKind
from domain.work_items import WorkKind
from storage.errors import StorageBusy
from storage.unit import Unit
from tests.support.plans import plan_visit
from tests.support.world import KringUnderTest


async def _asked(kring: KringUnderTest) -> int:
    """Fatima has been asked whether she comes; the number of that message."""
    async with kring.unit() as uow:
        await plan_visit(uow, kring.cast, "fatima")
    await kring.move_to("2026-11-23 09:15")
    kring.stand_in.journal.clear()
    return kring.fatima.last().message_id


def _sent(kring: KringUnderTest) -> int:
    return len(kring.stand_in.journal.sent(kring.fatima.user_id))


async def test_a_tap_changes_its_message_and_ends_the_waiting(kring: KringUnderTest) -> None:
    message = await _asked(kring)
    query = await kring.fatima.taps("Ik kom")
    await kring.idle()
    assert kring.fatima.last().message_id == message
    assert kring.stand_in.world.queries[query].answered
    assert _sent(kring) == 0
    assert kring.stand_in.journal.refused() == []


@pytest.mark.parametrize("description", ["message can't be edited", "message to edit not found"])
async def test_a_message_that_can_no_longer_be_changed_is_followed_by_a_new_one(
    kring: KringUnderTest, description: str
) -> None:
    await _asked(kring)
    kring.stand_in.faults.add(FaultKind.BAD_REQUEST, "editMessageText", description=description)
    await kring.fatima.taps("Ik kom")
    await kring.idle()
    assert _sent(kring) == 1
    assert kring.fatima.last().protected


@pytest.mark.parametrize(
    ("method", "description"),
    [
        ("answerCallbackQuery", "query is too old and response timeout expired or query ID is invalid"),
        ("editMessageText", "message is not modified: specified new message content is exactly the same"),
    ],
)
async def test_an_old_tap_and_an_edit_without_change_are_let_be(
    kring: KringUnderTest, method: str, description: str
) -> None:
    await _asked(kring)
    fault = kring.stand_in.faults.add(FaultKind.BAD_REQUEST, method, description=description)
    await kring.fatima.taps("Ik kom")
    await kring.idle()
    assert fault.hits == 1
    assert _sent(kring) == 0
    async with kring.reading() as uow:
        assert WorkKind.CHECK_UPDATE not in {item.kind for item in await uow.work_items.all_open()}


@pytest.mark.parametrize("kind", [FaultKind.DROP_AFTER, FaultKind.BAD_GATEWAY])
async def test_an_edit_in_doubt_is_not_followed_by_a_second_message(
    kring: KringUnderTest, kind: FaultKind
) -> None:
    await _asked(kring)
    kring.stand_in.faults.add(kind, "editMessageText")
    await kring.fatima.taps("Ik kom")
    await kring.idle()
    assert "Fijn" in kring.fatima.last().text
    assert _sent(kring) == 0


async def test_a_429_is_waited_out_and_others_are_answered_meanwhile(kring: KringUnderTest) -> None:
    kring.stand_in.faults.add(FaultKind.TOO_MANY, "sendMessage", chat_id=kring.fatima.user_id, seconds=2)
    await kring.fatima.says("/help")
    await kring.jan.says("/help")
    await kring.jan.waits_for("/afspraken", timeout=1.5)
    assert not kring.fatima.heard("/afspraken")
    await kring.fatima.waits_for("/afspraken")


async def test_who_blocks_the_bot_meanwhile_breaks_nothing(kring: KringUnderTest) -> None:
    await kring.fatima.says("/help")
    await kring.fatima.blocks()
    await kring.idle()
    await kring.jan.says("/help")
    await kring.jan.waits_for("/afspraken")


async def test_an_answer_that_telegram_refuses_outright_reaches_the_person_otherwise(
    kring: KringUnderTest,
) -> None:
    """The tap has had its effect; only the words were refused."""
    await _asked(kring)
    kring.stand_in.faults.add(FaultKind.BAD_REQUEST, "editMessageText", description="can't parse entities")
    await kring.fatima.taps("Ik kom")
    await kring.fatima.waits_for("laatste bericht is verwerkt")
    await kring.idle()


async def test_what_a_professional_reads_is_wiped_after_a_working_day(kring: KringUnderTest) -> None:
    await kring.sanne.says("/lijst")
    await kring.idle()
    said = kring.sanne.last()
    assert not said.from_bot or said.text
    await asyncio.sleep(0)
    await kring.move_to("2026-11-24 09:05")
    assert kring.sanne.chat.find(said.message_id) is None


async def test_an_answer_to_a_professional_disappears_although_the_archive_was_busy_for_a_moment(
    kring: KringUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, busy = kring.machine.archive.unit, [True]

    @asynccontextmanager
    async def unit(*, update: int | None = None) -> AsyncIterator[Unit]:
        if update is None and busy and busy.pop():
            raise StorageBusy
        async with really(update=update) as uow:
            yield uow

    monkeypatch.setattr(kring.machine.archive, "unit", unit)
    await kring.sanne.says("/lijst")
    await kring.idle()
    assert not busy
    answer = kring.sanne.last()
    await kring.move_to("2026-11-24 09:30")
    assert kring.sanne.chat.find(answer.message_id) is None
