"""One damaged or failing row stops nothing but itself, and a person hears of it."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from bot.clock import parse_instant
from bot.crash import CrashPoints
from bot.delivery import Sender
from bot.delivery_desk import CLOCKWORK, TurnLost, prepare
from bot.sweeping import look_through
from bot.wiring import archive_of
from demo.faults import FaultKind
from domain.actors import CaseManager
from domain.appointments import Appointment
from domain.delivery import DispatchId, DispatchState
from domain.notices import RunningLate
from domain.secret import Secret
from domain.work_items import WorkKind
from tests.support.plans import plan_visit
from tests.support.waiting import until
from tests.support.world import KringUnderTest
from usecases import delivery
from usecases.appointments import cancel
from usecases.outbox import tell_case_manager

DAMAGED_PLACE = "UPDATE appointments SET place = zeroblob(length(place)) WHERE place IS NOT NULL"


async def _change(kring: KringUnderTest, sql: str) -> None:
    """Change the file behind the bot's back; the bot goes on meanwhile, since it may be writing itself."""
    await asyncio.to_thread(_change_now, kring, sql)


def _change_now(kring: KringUnderTest, sql: str) -> None:
    with closing(sqlite3.connect(kring.files.database, timeout=10)) as raw, raw:
        assert raw.execute(sql).rowcount


async def _plan(kring: KringUnderTest, *people: str, at: str, place: str | None = None) -> Appointment:
    async with kring.unit() as uow:
        (made,) = await plan_visit(uow, kring.cast, *people, at=at)
        if place:
            await uow.appointments.save(replace(made, place=Secret(place)))
    return made


async def _tasks(kring: KringUnderTest) -> Counter[WorkKind]:
    async with kring.reading() as uow:
        return Counter(item.kind for item in await uow.work_items.all_open())


async def _counts(kring: KringUnderTest) -> dict[str, int]:
    async with kring.reading() as uow:
        return {s: n for s, n in (await uow.dispatches.counts()).items() if s != DispatchState.VOID}


async def _looks(kring: KringUnderTest, times: int) -> None:
    for _ in range(times):
        await kring.machine.timers.look()
    await kring.idle()


async def test_an_appointment_that_cannot_be_read_holds_up_neither_others_nor_the_digests(
    kring: KringUnderTest,
) -> None:
    await _plan(kring, "lotte", at="2026-11-25 14:00", place="Kade 1")
    await _plan(kring, "fatima", at="2026-11-25 15:00")
    await _change(kring, DAMAGED_PLACE)
    await kring.move_to("2026-11-24 08:31")
    await _looks(kring, 3)
    await kring.move_to("2026-11-24 09:01")

    assert kring.fatima.screen()
    for phone in (kring.sanne, kring.mehmet):
        assert phone.heard("Dinsdag 24 november"), "the digest"
    assert (await _tasks(kring))[WorkKind.CHECK_NOTICE] == 1
    await _looks(kring, 4)
    await kring.machine.timers.report()
    assert (await _tasks(kring))[WorkKind.CHECK_NOTICE] == 1


async def test_what_was_changed_behind_our_back_is_put_on_a_list_once(kring: KringUnderTest) -> None:
    await _plan(kring, "fatima", at="2026-11-25 14:00")
    await _change(kring, "UPDATE appointments SET minutes = 61")
    await look_through(kring.machine.archive)
    for _ in range(2):
        await kring.machine.timers.report()

    async with kring.reading() as uow:
        (item,) = await uow.work_items.all_open()
    assert (item.kind, item.count, item.urgent) == (WorkKind.CHECK_NOTICE, 1, True)
    await kring.sanne.waits_for("Ster")
    async with kring.unit() as uow:
        await uow.work_items.close(item.id, uow.now)
    await kring.machine.timers.report()
    assert not await _tasks(kring)


async def test_a_follow_up_that_was_changed_is_put_on_a_list_too(kring: KringUnderTest) -> None:
    await _plan(kring, "fatima", at="2026-11-25 14:00")
    await _change(kring, "UPDATE follow_ups SET due_at = due_at - 1 WHERE step = 'announce'")
    await kring.move_to("2026-11-23 09:15")
    await kring.machine.timers.report()
    assert (await _tasks(kring))[WorkKind.CHECK_NOTICE] == 1


async def _is_given_up(kring: KringUnderTest) -> None:
    """Wait until what cannot be prepared has been tried often enough; its chat need not wait for that."""
    for _ in range(400):
        if "refused" in await _counts(kring):
            return
        await asyncio.sleep(0.05)


async def test_what_cannot_be_prepared_is_given_up_and_its_chat_goes_on(kring: KringUnderTest) -> None:
    made = await _plan(kring, "fatima", at="2026-11-25 14:00", place="Kade 1")
    family = kring.cast.families["Ster"]
    late = RunningLate(made.id, family.id, kring.cast.people["fatima"].id, 5)
    async with kring.machine.archive.unit() as uow:
        await tell_case_manager(uow, family, late, key="late", until=made.ends_at)
    await _change(kring, DAMAGED_PLACE)
    kring.machine.house.wake()
    await kring.jan.says("/afspraken")
    await kring.jan.taps("Bel mij terug")

    await kring.sanne.waits_for("terug", timeout=20)
    await _is_given_up(kring)
    assert (await _counts(kring))["refused"] == 1
    assert (await _tasks(kring))[WorkKind.CHECK_NOTICE] == 1


async def test_an_error_of_our_own_while_sending_is_a_doubt(
    kring: KringUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, calls = kring.machine.sender._send, []

    async def send(ready: Any) -> int:
        calls.append(ready)
        if len(calls) == 1:
            raise RuntimeError
        return await really(ready)

    monkeypatch.setattr(kring.machine.sender, "_send", send)
    await _plan(kring, "fatima", at="2026-11-25 14:00")
    await kring.move_to("2026-11-23 09:15")
    assert await _counts(kring) == {"unknown": 1}
    await kring.move_to("2026-11-23 09:16")
    assert await _counts(kring) == {"sent": 1}


async def test_what_was_accepted_is_settled_although_the_appointment_cannot_be_read(
    kring: KringUnderTest,
) -> None:
    await _plan(kring, "fatima", at="2026-11-25 14:00", place="Kade 1")
    kring.stand_in.faults.add(FaultKind.DELAY, "sendMessage", chat_id=kring.fatima.user_id, seconds=1)
    kring.stand_in.clock.move_to(parse_instant("2026-11-23 09:15"))
    await kring.machine.timers.look()
    kring.machine.house.wake()
    await until(lambda: not kring.machine.sender.is_idle and bool(kring.machine.sender._busy))
    async with kring.reading() as uow:
        assert (await uow.dispatches.counts()).get("sent") is None
    await _change(kring, DAMAGED_PLACE)
    await kring.idle()

    assert (await _counts(kring))["sent"] == 1
    assert (await _tasks(kring))[WorkKind.CHECK_NOTICE] == 1


async def test_a_message_whose_chat_cannot_be_read_is_for_a_person_to_delete(kring: KringUnderTest) -> None:
    kring.stand_in.faults.add(FaultKind.TOO_MANY, "deleteMessage", seconds=60)
    await kring.fatima.says("het gaat niet goed")
    await kring.idle()
    await _change(kring, "UPDATE wipes SET chat = zeroblob(length(chat))")
    other = await kring.jan.says("met mij ook niet")
    await kring.idle()
    await kring.move_to("2026-11-23 09:10")

    assert kring.jan.chat.find(other.message_id) is None
    assert (await _tasks(kring))[WorkKind.DELETE_BY_HAND] == 1


async def test_a_doubt_that_quiet_hours_would_keep_until_morning_is_for_a_person_at_once(
    kring: KringUnderTest,
) -> None:
    early = await _plan(kring, "fatima", at="2026-11-24 08:30")
    await kring.move_to("2026-11-23 19:49:30")
    await _plan(kring, "fatima", at="2026-11-26 15:00")
    kring.stand_in.faults.add(FaultKind.DROP_AFTER, "sendMessage", chat_id=kring.fatima.user_id)
    await kring.move_to("2026-11-23 19:59:50")
    assert (await _counts(kring))["unknown"] == 1
    await kring.move_to("2026-11-23 20:00:15")
    assert (await _counts(kring))["parked"] == 1
    assert (await _tasks(kring))[WorkKind.CALL_MAYBE_ARRIVED] == 1

    sanne = kring.cast.professionals["sanne"]
    async with kring.unit() as uow:
        await cancel(uow, CaseManager(sanne.id, sanne.team), appointment_id=early.id, version=0)
    await kring.move_to("2026-11-23 20:11")
    assert kring.fatima.heard("niet door")


async def test_a_429_that_lasts_until_it_is_too_late_is_told_at_once(kring: KringUnderTest) -> None:
    made = await _plan(kring, "fatima", at="2026-11-23 12:00")
    await kring.move_to("2026-11-23 11:20")
    kring.stand_in.faults.add(
        FaultKind.TOO_MANY, "sendMessage", chat_id=kring.fatima.user_id, seconds=3600, times=None
    )
    sanne = kring.cast.professionals["sanne"]
    async with kring.unit() as uow:
        await cancel(uow, CaseManager(sanne.id, sanne.team), appointment_id=made.id, version=0)
    await kring.move_to("2026-11-23 11:31")
    assert (await _counts(kring))["too_late"] == 1
    assert (await _tasks(kring))[WorkKind.CALL_TOO_LATE] == 1


async def _begun_elsewhere(kring: KringUnderTest) -> DispatchId:
    """Another machine takes its turn, writes down that it sends, and dies."""
    async with kring.machine.archive.unit() as uow:
        assert await delivery.take_turn(uow, CLOCKWORK, owner=uuid4()) is not None
        (which,) = await delivery.due(uow, CLOCKWORK)
        assert await delivery.begin(uow, CLOCKWORK, dispatch_id=which) is not None
    return which


async def test_who_takes_over_the_turn_takes_up_what_the_other_left_half_sent(kring: KringUnderTest) -> None:
    await _plan(kring, "jan", at="2026-11-25 14:00")
    await kring.move_to("2026-11-23 09:15")
    assert kring.jan.screen()
    await _plan(kring, "fatima", at="2026-11-25 15:00")
    kring.machine.sender._closing = True
    await kring.move_to("2026-11-23 09:30")
    await _begun_elsewhere(kring)
    kring.machine.sender._closing = False

    await kring.move_to("2026-11-23 09:30:10")
    assert (await _counts(kring))["sending"] == 1, "it is not our turn yet"
    await kring.move_to("2026-11-23 09:31")
    assert (await _counts(kring))["unknown"] == 1
    await kring.move_to("2026-11-23 09:32")
    assert (await _counts(kring)) == {"sent": 2}


async def test_nothing_begins_when_the_turn_was_lost_since_the_look(kring: KringUnderTest) -> None:
    kring.machine.sender._closing = True
    await _plan(kring, "fatima", at="2026-11-25 14:00")
    await kring.move_to("2026-11-23 09:15")
    archive = kring.machine.archive
    async with archive.unit() as uow:
        assert await delivery.take_turn(uow, CLOCKWORK, owner=uuid4()) is not None
        (which,) = await delivery.due(uow, CLOCKWORK)
    with pytest.raises(TurnLost):
        await prepare(archive, which, kring.machine.sender._owner, window="")
    assert await _counts(kring) == {"planned": 1}


async def test_of_two_senders_on_one_archive_only_the_one_whose_turn_it_is_sends(
    kring: KringUnderTest,
) -> None:
    machine, noted = kring.machine, CrashPoints("before_intent", passage=100)
    async with archive_of(kring.settings, machine.clock, writer="other") as archive:
        other = Sender(archive, machine.application.bot, uuid4(), noted, tick=0.05)
        running = asyncio.get_running_loop().create_task(other.run())
        await _plan(kring, "fatima", "jan", at="2026-11-25 14:00")
        await kring.move_to("2026-11-23 09:15")
        await until(lambda: bool(kring.fatima.screen() and kring.jan.screen()))
        await until(lambda: other.is_idle and machine.sender.is_idle)
        for user in (kring.fatima.user_id, kring.jan.user_id):
            assert len(kring.stand_in.journal.sent(user)) == 1
        assert noted.passed["before_intent"] in (0, 2), "all of them, or none"
        running.cancel()


async def test_the_list_stays_readable_when_an_appointment_on_it_is_damaged_later(
    kring: KringUnderTest,
) -> None:
    await _plan(kring, "fatima", at="2026-11-25 14:00", place="Dorpsstraat 12")
    await kring.move_to("2026-11-24 15:01")
    assert WorkKind.CALL_UNCONFIRMED in await _tasks(kring)
    await _change(kring, DAMAGED_PLACE)
    await kring.sanne.says("/lijst")
    await kring.sanne.waits_for("nog geen antwoord")
