"""What one person has of appointments that repeat: in a file for their agenda, and who is in what is made further."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from domain.appointments import Appointment
from domain.calendar import at_local
from domain.circle import MemberEnd
from domain.meetings import MeetingKind
from domain.people import FlagKind
from domain.series import Every, Series
from tests.support.agenda_files import events_in, moments_in, sequences_in
from tests.usecases.test_repeating import ANNOUNCED, LONG, filled, plan, rows
from tests.usecases.world import World, wall
from usecases import repeating
from usecases.circle_people import taking_part
from usecases.repeating import OwnSeries

OVER_BOTH = Series(date(2027, 3, 9), time(10), Every.WEEK, until=date(2027, 11, 9))
"""Every Tuesday from before the clock goes forward until after it goes back."""


async def own(world: World, which: Appointment, key: str = "fatima") -> OwnSeries:
    """The series of this appointment as this person has it."""
    found = await world.do(repeating.own_series, world.who(key), appointment_id=which.id)
    assert found is not None
    return found


async def written(world: World, which: Appointment, key: str = "fatima") -> bytes:
    """The file for this person's agenda."""
    return (await own(world, which, key)).file("Afspraak", now=world.clock.now)


def tuesdays(*days: str) -> list[datetime]:
    """At ten in the morning."""
    return [wall(f"{day} 10:00") for day in days]


async def test_it_holds_the_whole_series_with_what_was_moved_or_called_off(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    first, second, third = (await rows(world, made))[:3]
    before = await written(world, first)
    assert len(moments_in(before)) == 6
    await world.at("2026-11-23 10:30")
    await world.move(second, "2026-12-16 15:00")
    await world.cancel(third)
    after = await written(world, first)
    left = tuesdays("2026-12-08", "2026-12-29", "2027-01-05", "2027-01-12")
    assert moments_in(after) == sorted([*left, wall("2026-12-16 15:00")])
    assert min(sequences_in(after)) > max(sequences_in(before))
    # The same file, whichever of them is asked; also of the one that is off.
    assert await written(world, third) == await written(world, second) == after


async def test_what_is_past_stays_as_it_was(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    first, second, *_ = await rows(world, made)
    await world.move(first, "2026-12-09 09:00")
    await world.cancel(second)
    await world.at("2026-12-22 08:00")
    now = (await rows(world, made))[0]
    left = tuesdays("2026-12-22", "2026-12-29", "2027-01-05", "2027-01-12")
    assert moments_in(await written(world, now)) == [wall("2026-12-09 09:00"), *left]


async def test_it_holds_also_what_is_not_made_yet_at_its_own_hour(world: World) -> None:
    made = await plan(world, series=OVER_BOTH)
    await world.at("2027-03-01 09:00")
    found = await rows(world, made)
    await world.move(found[2], "2027-03-28 04:00")
    content = await written(world, found[0])
    slots = [slot for slot in OVER_BOTH.slots() if slot != found[2].slot]
    expected: Sequence[datetime] = [at_local(slot, time(10)) for slot in slots]
    assert moments_in(content) == sorted([*expected, wall("2027-03-28 04:00")])
    hours = [moment.hour for moment in moments_in(content) if moment.minute == 0]
    assert (hours[0], hours[-1], hours[10]) == (9, 9, 8)
    zones = {event["DTSTART"].params["TZID"] for event in events_in(content)}
    assert zones == {"Europe/Amsterdam"}


async def test_it_tells_a_household_nothing_else(world: World) -> None:
    made = await plan(world, "fatima", "wil")
    await world.at(ANNOUNCED)
    content = (await written(world, (await rows(world, made))[0])).decode()
    assert {str(event["SUMMARY"]) for event in events_in(content.encode())} == {"Afspraak"}
    for telling in ("Wijkhuis", "LOCATION", "ATTENDEE", "ORGANIZER", "DESCRIPTION", "Fatima", "Wil", "Kring"):
        assert telling.casefold() not in content.casefold()
    for which in (made.family, *(world.id(key) for key in ("fatima", "wil"))):
        assert str(which) not in content


async def test_of_two_who_are_kept_apart_each_has_the_own_one(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    made = await plan(world, "fatima", "jan", series=replace(LONG, until=date(2026, 12, 22)))
    await world.at(ANNOUNCED)
    own_first = {row.people[0]: row for row in reversed(await rows(world, made))}
    hers, his = own_first[world.id("fatima")], own_first[world.id("jan")]
    await world.move(his, "2026-12-09 11:00")
    assert moments_in(await written(world, hers)) == tuesdays("2026-12-08", "2026-12-15", "2026-12-22")
    assert moments_in(await written(world, his, "jan"))[0] == wall("2026-12-09 11:00")


async def test_who_is_not_in_it_any_more_keeps_only_what_was(world: World) -> None:
    made = await plan(world, "fatima", "jan", series=LONG)
    await world.at("2026-12-09 09:00")
    third = (await rows(world, made))[1]
    await world.do(
        repeating.change_from,
        world.sanne,
        series=made.id,
        slot=third.slot,
        filled=filled(world, "fatima"),
        series_new=replace(LONG, first=third.slot or date.max),
    )
    his, *off = [row for row in await rows(world, made) if world.id("jan") in row.people]
    assert off
    assert all(row.is_cancelled for row in off)
    assert moments_in(await written(world, his, "jan")) == tuesdays("2026-12-08", "2026-12-15")


async def test_who_is_in_nothing_that_is_still_to_be_made_has_only_what_was(world: World) -> None:
    made = await plan(world, "fatima", "wil", series=LONG, meeting=MeetingKind.TEAM)
    await world.at(ANNOUNCED)
    await world.flag(FlagKind.NO_CONTACT, "fatima", "wil")
    hers = [row for row in await rows(world, made) if world.id("fatima") in row.people]
    assert moments_in(await written(world, hers[0])) == [
        row.starts_at for row in hers if not row.is_cancelled
    ]


async def test_what_is_off_from_its_first_on_is_taken_away(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    first = (await rows(world, made))[0]
    await world.do(repeating.end_from, world.sanne, series=made.id, slot=first.slot)
    found = await own(world, first)
    assert found.is_off
    content = await written(world, first)
    assert b"METHOD:CANCEL" in content
    assert {str(event["STATUS"]) for event in events_in(content)} == {"CANCELLED"}


async def test_one_that_stands_by_itself_is_no_series(world: World) -> None:
    made = await world.plan("fatima", at="2026-12-03 14:00")
    await world.at(ANNOUNCED)
    assert await world.do(repeating.own_series, world.who("fatima"), appointment_id=made.id) is None


@pytest.mark.parametrize("ended", [False, True])
async def test_who_takes_no_part_is_not_in_what_is_made_meanwhile(world: World, ended: bool) -> None:
    made = await plan(world, "fatima", "wil", series=LONG)
    async with world.unit() as uow:
        wil = await uow.families.person(world.id("wil"))
        assert wil is not None
        part = taking_part(wil, consented=uow.now, now=uow.now)
        gone = part.ended(MemberEnd.OVER, now=uow.now) if ended else part.stepped_back(date(2027, 3, 1))
        await uow.circle.save(gone)
    before = len(await rows(world, made))
    await world.at("2026-12-07 08:00")
    fresh = (await rows(world, made))[before:]
    assert fresh
    assert {row.people for row in fresh} == {(world.id("fatima"),)}
