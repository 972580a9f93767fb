"""A bit that flipped on the disk is noticed before anybody acts on it, and the rest goes on (F13)."""

import logging
import sqlite3
from contextlib import closing
from datetime import timedelta
from uuid import UUID

import pytest

from domain.appointments import Appointment
from domain.delivery import DispatchState
from domain.followups import FollowUp, FollowUpState
from domain.linking import Recipient
from storage.archive import Archive
from storage.errors import StorageDamaged, Tampered
from tests.storage.world import START, Cast, Place, appointment, dispatch, follow_up

DAY = timedelta(days=1)


async def _planned(archive: Archive, cast: Cast) -> tuple[Appointment, Appointment, FollowUp, FollowUp]:
    """Two appointments with a follow-up each, the first one earlier."""
    one, other = appointment(cast), appointment(cast)
    first, second = follow_up(one, due_in=DAY, person=cast.fatima.id), follow_up(other, due_in=2 * DAY)
    async with archive.unit() as unit:
        await unit.appointments.add(one)
        await unit.appointments.add(other)
        await unit.follow_ups.add((first, second))
    await archive.checkpoint()
    return one, other, first, second


def _change(place: Place, table: str, change: str, which: UUID, *, by: str = "id") -> None:
    sql = f"UPDATE {table} SET {change} WHERE {by} = ?"  # noqa: S608 - nothing from outside
    with closing(sqlite3.connect(place.data)) as raw, raw:
        assert raw.execute(sql, (which.bytes,)).rowcount == 1


FLIPPED = {
    "due_at": "due_at = due_at + 65536",
    "state": "state = 'fired'",
    "step": "step = 'week_before'",
    "person": "person = NULL",
    "mark": "mark = zeroblob(16)",
    "appointment": "appointment = (SELECT id FROM appointments ORDER BY id DESC LIMIT 1)",
}


@pytest.mark.parametrize("column", FLIPPED)
async def test_a_changed_follow_up_is_set_apart_and_the_rest_goes_on(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture, column: str
) -> None:
    *_, first, second = await _planned(archive, cast)
    _change(place, "follow_ups", FLIPPED[column], first.id)

    with caplog.at_level(logging.ERROR):
        found = await archive.inspect()
        async with archive.unit() as unit:
            assert await unit.follow_ups.due(START + 9 * DAY, 10) == (second,)
            assert await unit.follow_ups.quarantined() == 1
    assert found.follow_ups == (first.id,)
    assert not (await archive.inspect())
    (record,) = [r for r in caplog.records if r.msg == "storage.tampered"]
    assert (record.__dict__["table"], record.__dict__["row"]) == ("follow_ups", first.id.hex)


async def test_a_changed_follow_up_is_also_noticed_when_it_falls_due_and_only_once(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    _, _, first, second = await _planned(archive, cast)
    _change(place, "follow_ups", "due_at = due_at - 3600000000", first.id)

    async with archive.reading() as reading:
        assert await reading.follow_ups.due(START + 9 * DAY, 10) == (second,)
    for _ in range(3):
        async with archive.unit() as unit:
            assert await unit.follow_ups.due(START + 9 * DAY, 1) == (second,)
    assert [r.msg for r in caplog.records].count("storage.tampered") == 2


async def test_a_changed_follow_up_is_not_made_sound_by_settling_or_voiding_it(
    archive: Archive, cast: Cast, place: Place
) -> None:
    _, _, first, second = await _planned(archive, cast)
    for follow_up_ in (first, second):
        _change(place, "follow_ups", "due_at = due_at + 1", follow_up_.id)
    async with archive.unit() as unit:
        await unit.follow_ups.settle((first.id,), FollowUpState.FIRED)
        await unit.follow_ups.void(second.appointment)
    async with archive.reading() as unit:
        assert await unit.follow_ups.quarantined() == 2


@pytest.mark.parametrize(
    "change",
    [
        "starts_at = starts_at + 86400000000",
        "ends_at = ends_at + 1",
        "minutes = minutes | 512",
        "kind = 'hearing'",
        "cancelled_at = made_at",
        "sequence = 7",
        "family = zeroblob(16)",
        "starts_at = 'text'",
        "starts_at = 9223372036854775807",
        "kind = CAST(x'ff80' AS TEXT)",
        "mark = 'x'",
        "outcome = 'held'",
    ],
)
async def test_a_changed_appointment_is_never_given_out(
    archive: Archive, cast: Cast, place: Place, change: str
) -> None:
    one, other, *_ = await _planned(archive, cast)
    _change(place, "appointments", change, one.id)

    async with archive.reading() as unit:
        assert await unit.appointments.of_person(cast.jan.id, START) == (other,)
        assert await unit.appointments.of_case_manager(cast.sanne.id, START, START + 9 * DAY) == (other,)
        with pytest.raises(Tampered):
            await unit.appointments.get(one.id)
    assert (await archive.inspect()).appointments == (one.id,)


@pytest.mark.parametrize(
    "change", ["answer = 'coming'", "told_starts_at = 5", "late_minutes = 1", "position = 9"]
)
async def test_a_changed_answer_is_noticed_too(
    archive: Archive, cast: Cast, place: Place, change: str
) -> None:
    one, *_ = await _planned(archive, cast)
    _change(place, "attendances", change, one.id, by="position = 0 AND appointment")
    assert (await archive.inspect()).appointments == (one.id,)


async def test_what_leans_on_a_changed_appointment_is_set_apart_after_one_failure(
    archive: Archive, cast: Cast, place: Place
) -> None:
    one, _, _, second = await _planned(archive, cast)
    _change(place, "appointments", "minutes = minutes + 1", one.id)

    async def run_due() -> tuple[FollowUp, ...]:
        async with archive.unit() as unit:
            due = await unit.follow_ups.due(START + 9 * DAY, 10)
            for each in due:
                assert await unit.appointments.get(each.appointment)
            return due

    with pytest.raises(Tampered):
        await run_due()
    assert await run_due() == (second,)


@pytest.mark.parametrize(
    "change",
    [
        "not_before = not_before + 86400000000",
        "state = 'sent'",
        "notice = replace(notice, 'Made', 'Cancelled')",
        "valid_until = NULL",
        "holder = zeroblob(16)",
        "attempts = 3",
    ],
)
async def test_a_changed_dispatch_is_set_apart_and_never_sent(
    archive: Archive, cast: Cast, place: Place, change: str
) -> None:
    one, *_ = await _planned(archive, cast)
    bad, good = (
        dispatch(one, Recipient(person=who), key=str(n))
        for n, who in enumerate((cast.fatima.id, cast.jan.id))
    )
    async with archive.unit() as unit:
        for each in (bad, good):
            await unit.dispatches.add(each, one.id)
    _change(place, "dispatches", change, bad.id)

    assert (await archive.inspect()).dispatches == (bad.id,)
    async with archive.unit() as unit:
        assert await unit.dispatches.due(START + 9 * DAY, 10) == (good,)
        assert await unit.dispatches.get(bad.id) is None
        assert await unit.dispatches.quarantined() == 1
        await unit.dispatches.void_planned(one.id)
        found = await unit.dispatches.get(good.id)
        assert found is not None
        assert found.state is DispatchState.VOID


async def test_every_single_bit_of_a_schedule_row_is_noticed(
    archive: Archive, cast: Cast, place: Place
) -> None:
    """Flip each bit of the row in the file itself: whatever is found afterwards is never a wrong schedule."""
    _, _, first, second = await _planned(archive, cast)
    await archive.close()
    whole = place.data.read_bytes()
    start = whole.index(first.id.bytes + first.appointment.bytes)
    silent = []
    for position in range(start - 10, start + 100):
        changed = bytearray(whole)
        changed[position] ^= 1 << position % 8
        place.data.write_bytes(changed)
        if not await _is_noticed(place, first, second):
            silent.append(position - start)
    assert silent == []


async def _is_noticed(place: Place, first: FollowUp, second: FollowUp) -> bool:
    """Whether the flip was noticed, or did no harm: it is as it was, or only set apart."""
    archive = await place.open()
    try:
        found = await archive.inspect()
        async with archive.reading() as unit:
            due = await unit.follow_ups.due(START + 9 * DAY, 10)
    except StorageDamaged:
        return True
    finally:
        await archive.close()
    return bool(found) or due in ((first, second), (second,))


async def test_a_damaged_page_is_a_clean_error(archive: Archive, cast: Cast, place: Place) -> None:
    await _planned(archive, cast)
    await archive.close()
    with place.data.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 6)
    with pytest.raises(StorageDamaged):
        await place.open()


async def test_a_page_that_is_damaged_later_is_a_clean_error_too(
    archive: Archive, cast: Cast, place: Place
) -> None:
    await _planned(archive, cast)
    again = await place.open(seed=2)
    try:
        with place.data.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * (place.data.stat().st_size - 4096))
        for _ in range(2):
            with pytest.raises(StorageDamaged):
                await _read_everything(again, cast)
        assert not await again.is_sound()
    finally:
        await again.close()


async def _read_everything(archive: Archive, cast: Cast) -> None:
    async with archive.reading() as unit:
        await unit.organisation.professionals()
        await unit.families.families()
        await unit.appointments.of_person(cast.jan.id, START)
