"""What goes into the drawers of the outbox, wipes and leases comes out the same, in order for each chat."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from domain.appointments import Appointment
from domain.delivery import QUARANTINE, Dispatch, DispatchId, DispatchState, Wipe
from domain.linking import Recipient
from storage.archive import Archive
from storage.unit import Unit
from tests.storage.world import START, Cast, Place, appointment, dispatch, new_id

MINUTE = timedelta(minutes=1)


async def _planned(unit: Unit, cast: Cast) -> tuple[Appointment, Dispatch, Dispatch, Dispatch]:
    """Two for Fatima, the second a minute later, and one for Jan in between."""
    about = appointment(cast)
    await unit.appointments.add(about)
    fatima, jan = Recipient(person=cast.fatima.id), Recipient(person=cast.jan.id)
    first = dispatch(about, fatima, key="1")
    second = dispatch(about, fatima, key="2", due_in=MINUTE)
    of_jan = dispatch(about, jan, key="3", due_in=MINUTE / 2)
    for one in (second, of_jan, first):
        assert await unit.dispatches.add(one, about.id)
    return about, first, second, of_jan


async def test_a_dispatch_comes_back_with_everything(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as unit:
        _, first, *_ = await _planned(unit, cast)
        changed = replace(
            first,
            not_before=START + MINUTE,
            valid_until=None,
            urgent=True,
            silent=True,
            state=DispatchState.UNKNOWN,
            attempts=2,
            labelled=True,
            message=12345,
            revealed=True,
        )
        assert await unit.dispatches.get(first.id) == first
        await unit.dispatches.save(changed)

    async with archive.reading() as unit:
        assert await unit.dispatches.get(first.id) == changed
        assert await unit.dispatches.get(DispatchId(new_id())) is None
        assert await unit.dispatches.counts() == {"planned": 2, "unknown": 1}


async def test_a_second_dispatch_with_the_same_key_is_not_kept(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as unit:
        about, first, *_ = await _planned(unit, cast)
        assert not await unit.dispatches.add(replace(first, id=DispatchId(new_id())), about.id)
        assert (await unit.dispatches.counts())["planned"] == 3


async def test_each_recipient_gets_one_at_a_time_earliest_first(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as unit:
        _, first, second, of_jan = await _planned(unit, cast)
        assert await unit.dispatches.next_due() == first.not_before
        assert await unit.dispatches.due(START, 10) == (first,)
        assert await unit.dispatches.due(START + MINUTE, 10) == (first, of_jan)
        assert await unit.dispatches.due(START + MINUTE, 1) == (first,)
        await unit.dispatches.save(replace(first, state=DispatchState.SENT))
        assert await unit.dispatches.due(START + MINUTE, 10) == (of_jan, second)


async def test_a_chat_with_something_on_its_way_waits(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as unit:
        _, first, second, of_jan = await _planned(unit, cast)
        await unit.dispatches.save(replace(first, state=DispatchState.SENDING))
        assert await unit.dispatches.due(START + MINUTE, 10) == (of_jan,)
        assert [d.id for d in await unit.dispatches.in_flight()] == [first.id]
        doubtful = replace(first, state=DispatchState.UNKNOWN, not_before=START + MINUTE + QUARANTINE)
        await unit.dispatches.save(doubtful)
        assert await unit.dispatches.due(START + MINUTE, 10) == (of_jan,)
        assert await unit.dispatches.in_flight() == ()
        # Its quarantine over, the doubtful one is due itself, after the one that waited for it.
        assert await unit.dispatches.due(START + 5 * MINUTE, 10) == (of_jan, second)
        await unit.dispatches.save(replace(second, state=DispatchState.SENT))
        assert await unit.dispatches.due(START + 5 * MINUTE, 10) == (of_jan, doubtful)


async def test_only_the_short_quarantine_holds_back_what_comes_after(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as unit:
        _, first, second, of_jan = await _planned(unit, cast)
        told_to_wait = replace(first, state=DispatchState.UNKNOWN, not_before=START + 60 * MINUTE)
        await unit.dispatches.save(told_to_wait)
        assert await unit.dispatches.due(START + MINUTE, 10) == (of_jan, second)


async def test_a_move_voids_what_participants_have_not_been_told(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as unit:
        about, first, second, of_jan = await _planned(unit, cast)
        to_sanne = dispatch(about, Recipient(professional=cast.sanne.id), key="4")
        elsewhere = dispatch(about, Recipient(person=cast.fatima.id), key="5", due_in=5 * MINUTE)
        await unit.dispatches.add(to_sanne, about.id)
        await unit.dispatches.add(elsewhere)
        await unit.dispatches.save(replace(first, state=DispatchState.SENT))
        await unit.dispatches.void_planned(about.id)

    async with archive.unit() as unit:
        states = {
            one.key: found.state
            for one in (first, second, of_jan, to_sanne, elsewhere)
            if (found := await unit.dispatches.get(one.id))
        }
        assert states == {"1": "sent", "2": "void", "3": "void", "4": "planned", "5": "planned"}
        assert await unit.dispatches.quarantined() == 0


async def test_an_empty_outbox_has_nothing_due(archive: Archive) -> None:
    async with archive.unit() as unit:
        assert await unit.dispatches.due(START, 10) == ()
        assert await unit.dispatches.next_due() is None
        assert await unit.dispatches.counts() == {}


async def test_a_wipe_whose_chat_cannot_be_read_keeps_no_other_waiting(
    archive: Archive, place: Place
) -> None:
    deadline = START + timedelta(hours=47)
    bad, good = (Wipe(new_id(), None, b"a" * 32, number, START, deadline) for number in (1, 2))
    async with archive.unit() as unit:
        for wipe in (bad, good):
            await unit.wipes.add(wipe, 555000)
    with closing(sqlite3.connect(place.data)) as raw, raw:
        raw.execute("UPDATE wipes SET chat = zeroblob(length(chat)) WHERE id = ?", (bad.id.bytes,))
    async with archive.unit() as unit:
        assert await unit.wipes.due(START, 10) == ((bad, None), (good, 555000))


async def test_a_wipe_comes_back_with_its_chat_until_it_is_done(archive: Archive, cast: Cast) -> None:
    deadline = START + timedelta(hours=47)
    known = Wipe(new_id(), Recipient(person=cast.fatima.id), b"a" * 32, 77, START, deadline)
    stranger = Wipe(new_id(), None, b"b" * 32, 78, START + MINUTE, deadline)
    async with archive.unit() as unit:
        await unit.wipes.add(stranger, 5550002222)
        await unit.wipes.add(known, 5550001111)
        assert await unit.wipes.due(START, 10) == ((known, 5550001111),)
        assert await unit.wipes.due(START + MINUTE, 10) == ((known, 5550001111), (stranger, 5550002222))
        assert len(await unit.wipes.due(START + MINUTE, 1)) == 1
        await unit.wipes.retry(known.id, START + 2 * MINUTE)
        await unit.wipes.done(stranger.id)
        assert await unit.wipes.due(START + MINUTE, 10) == ()

    async with archive.reading() as unit:
        again = replace(known, due_at=START + 2 * MINUTE, attempts=1)
        assert await unit.wipes.due(START + 2 * MINUTE, 10) == ((again, 5550001111),)


async def test_a_lease_has_one_holder_and_its_token_grows(archive: Archive) -> None:
    one, other, until = new_id(), new_id(), START + MINUTE
    async with archive.unit() as unit:
        assert await unit.leases.take("sender", one, START, until) == 1
        assert await unit.leases.take("sender", other, START, until) is None
        assert await unit.leases.take("sender", one, START, until + MINUTE) == 1
        assert await unit.leases.take("sender", other, until, until + MINUTE) is None
        assert await unit.leases.take("sender", other, until + MINUTE, until + 2 * MINUTE) == 2
        assert await unit.leases.take("sender", one, until + MINUTE, until + 2 * MINUTE) is None
        assert await unit.leases.take("another", one, START, until) == 1
