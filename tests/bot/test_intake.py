"""Intake: kept before it is confirmed, handled once, and what cannot be handled reaches a person."""

import asyncio
import json
import logging
from typing import Any

import pytest
from telegram import Update
from telegram.ext import TypeHandler

from bot.handling import DEATHS
from bot.intake import SHORTEST
from demo.faults import FaultKind
from domain.work_items import WorkKind
from handlers.house import account_of
from storage.errors import StorageFull
from storage.tables.inbox import UpdateState
from tests.support.cast import open_files
from tests.support.waiting import until
from tests.support.world import KringUnderTest

WHISPER = "ik ben bang voor hem"


async def _kept(kring: KringUnderTest, who: str = "fatima") -> list[str]:
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people[who].id)
        return [] if thread is None else [m.body.reveal() for m in await uow.messages.all_of(thread)]


async def test_everybodys_words_are_kept_once_and_in_order(kring: KringUnderTest) -> None:
    for number in range(15):
        for phone in (kring.fatima, kring.jan, kring.noor):
            await phone.says(f"{number}")
    await kring.idle()
    for who in ("fatima", "jan", "noor"):
        assert await _kept(kring, who) == [str(number) for number in range(15)]


async def test_what_comes_again_is_handled_once(kring: KringUnderTest) -> None:
    """Telegram repeats what it thinks unconfirmed, whether or not we handled it."""
    seen: list[dict[str, Any]] = []
    fetch = kring.machine.source.fetch

    async def repeating(offset: int | None) -> list[dict[str, Any]]:
        seen.extend(await fetch(offset))
        return sorted(seen, key=lambda update: int(update["update_id"]))

    await kring.fatima.says("een")
    await kring.idle()
    kring.machine.source.fetch = repeating  # type: ignore[method-assign] # a Telegram that forgets confirmations
    await kring.fatima.says("twee")
    await kring.fatima.waits_for("Bewaard")
    await asyncio.sleep(0.2)
    kring.machine.source.fetch = fetch  # type: ignore[method-assign] # and one that does not
    await kring.idle()
    assert await _kept(kring) == ["een", "twee"]
    assert len(kring.stand_in.journal.of("deleteMessage")) == 2


async def test_what_cannot_be_kept_is_not_confirmed_and_comes_again(
    kring: KringUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_updates: object) -> None:
        raise StorageFull

    monkeypatch.setattr(kring.machine.archive.inbox, "keep", full)
    await kring.fatima.says("vergeet dit niet")
    await asyncio.sleep(SHORTEST / 2)
    assert kring.stand_in.updates.waiting()
    assert await _kept(kring) == []

    monkeypatch.undo()
    await kring.idle()
    assert await _kept(kring) == ["vergeet dit niet"]


async def test_a_network_that_fails_and_mends_loses_nothing(kring: KringUnderTest) -> None:
    for kind in (FaultKind.BAD_GATEWAY, FaultKind.DROP_AFTER):
        kring.stand_in.faults.add(kind, "getUpdates")
    for number in range(3):
        await kring.fatima.says(f"{number}")
        await asyncio.sleep(0.05)
    await until(lambda: not kring.stand_in.updates.waiting())
    await kring.idle()
    assert await _kept(kring) == ["0", "1", "2"]


def _break(kring: KringUnderTest, times: int) -> list[int]:
    """Have a door fail so many times, with what the person said in the error."""
    failures: list[int] = []

    async def broken(update: Update, _context: object) -> None:
        if len(failures) < times:
            failures.append(update.update_id)
            raise RuntimeError(WHISPER)

    kring.machine.application.add_handler(TypeHandler(Update, broken), group=-1)
    return failures


async def test_a_door_that_fails_is_tried_again(kring: KringUnderTest) -> None:
    failures = _break(kring, times=2)
    await kring.fatima.says(WHISPER)
    await kring.idle()
    assert len(failures) == 2
    assert await _kept(kring) == [WHISPER]


async def test_a_door_that_keeps_failing_hands_over_to_a_person_and_whispers_nothing(
    kring: KringUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    failures = _break(kring, times=99)
    posted = await kring.fatima.says(WHISPER)
    await kring.idle()

    assert len(failures) == 3
    async with kring.reading() as uow:
        (item,) = await uow.work_items.all_open()
    assert item.kind is WorkKind.CHECK_UPDATE
    assert item.person == kring.cast.people["fatima"].id
    answer = kring.fatima.last()
    assert answer.message_id > posted.message_id
    assert kring.machine.house.emergency_number in answer.text
    ours = [record for record in caplog.records if record.name.startswith("kring")]
    assert [record.msg for record in ours].count("handling.failed") == 3
    assert all(WHISPER not in str(record.__dict__) for record in ours)


async def test_others_go_on_while_one_persons_update_fails(kring: KringUnderTest) -> None:
    async def broken(update: Update, _context: object) -> None:
        if update.effective_user is not None and update.effective_user.id == kring.jan.user_id:
            raise RuntimeError(WHISPER)

    kring.machine.application.add_handler(TypeHandler(Update, broken), group=-1)
    await kring.jan.says("stuk")
    await kring.fatima.says("heel")
    await kring.fatima.waits_for("Bewaard", timeout=2)


async def _left_behind(kring: KringUnderTest, text: str, *, applied: bool) -> int:
    """An update that an earlier process kept and perhaps applied, but did not finish."""
    await kring.fatima.says(text)
    (update,) = kring.stand_in.updates.waiting()
    kring.stand_in.updates.forget_all()
    number = int(update["update_id"])
    archive = await open_files(kring.files, kring.stand_in.clock.instant)
    try:
        async with archive.reading() as uow:
            lane = account_of(uow, kring.fatima.user_id)
        await archive.inbox.keep([(number, lane, json.dumps(update).encode())])
        if applied:
            async with archive.unit(update=number) as uow:
                await uow.expectations.clear(lane)
    finally:
        await archive.close()
    return number


async def test_what_an_earlier_process_left_is_handled_at_the_start(kring_stopped: KringUnderTest) -> None:
    kring = kring_stopped
    await _left_behind(kring, "nog niet gelezen", applied=False)
    await kring.start()
    await kring.idle()
    assert await _kept(kring) == ["nog niet gelezen"]
    assert await kring.machine.archive.inbox.pending() == ()


async def test_what_had_its_effect_already_is_only_answered(kring_stopped: KringUnderTest) -> None:
    kring = kring_stopped
    await _left_behind(kring, "al gelezen", applied=True)
    await kring.start()
    await kring.fatima.waits_for("laatste bericht is verwerkt")
    await kring.idle()
    assert await _kept(kring) == []
    assert await kring.machine.archive.inbox.pending() == ()


async def test_an_update_that_was_there_at_every_death_is_not_begun_again(
    kring_stopped: KringUnderTest,
) -> None:
    kring = kring_stopped
    number = await _left_behind(kring, "fataal", applied=False)
    archive = await open_files(kring.files, kring.stand_in.clock.instant)
    for _ in range(DEATHS):
        await archive.inbox.mark(number, UpdateState.RECEIVED)
    await archive.close()
    await kring.start()
    await kring.fatima.waits_for(kring.machine.house.emergency_number)
    await kring.idle()
    assert await _kept(kring) == []
    async with kring.reading() as uow:
        assert [item.kind for item in await uow.work_items.all_open()] == [WorkKind.CHECK_UPDATE]
