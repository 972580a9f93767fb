"""Appointments that repeat: made eight weeks ahead, announced once, changed and ended from one of them on."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from domain.appointments import Answer, Appointment, Kind
from domain.calendar import local
from domain.delivery import Dispatch, DispatchId
from domain.errors import KeptApart, NotTheFuture, Outdated, Unsuitable
from domain.letters import ParticipantLetter
from domain.meetings import MeetingKind, MeetingState
from domain.notices import AboutAppointment, AppointmentCancelled, AppointmentMade, AppointmentMoved
from domain.people import FlagKind
from domain.repeating import AppointmentSeries
from domain.secret import Secret
from domain.series import Every, Series
from domain.work_items import WorkKind
from tests.usecases.world import CLOCKWORK, World
from usecases import attendance, repeating
from usecases.appointment_follow import rows_of
from usecases.letters import compose
from usecases.planning import Filled
from usecases.series_letters import repeats_of

FIRST = date(2026, 12, 8)
WEEK = timedelta(days=7)
TUESDAYS = Series(FIRST, time(10), Every.WEEK, times=6)
LONG = replace(TUESDAYS, times=None, until=date(2027, 6, 1))
ANNOUNCED = timedelta(hours=1)


def filled(world: World, *people: str, **other: Any) -> Filled:
    """A form with these people."""
    ids = tuple(world.id(key) for key in people or ("fatima",))
    known = {"kind": Kind.HOME_VISIT, "minutes": 60, "place": Secret("Wijkhuis"), "number": None}
    return Filled(starts_at=None, obligatory=False, people=ids, **{**known, **other})


async def plan(
    world: World, *people: str, series: Series = TUESDAYS, meeting: MeetingKind | None = None
) -> AppointmentSeries:
    """Sanne plans a series with these people of ⭐."""
    kind = Kind.CIRCLE_MEETING if meeting else Kind.HOME_VISIT
    family, form = world.cast.families["Ster"].id, filled(world, *people, kind=kind)
    return await world.do(
        repeating.plan_series, world.sanne, family=family, filled=form, series=series, meeting=meeting
    )


async def rows(world: World, of: AppointmentSeries) -> list[Appointment]:
    """The coming appointments of a series, also those called off."""
    async with world.archive.reading() as uow:
        return list(await rows_of(uow, of.family, of.id))


async def kept(world: World, of: AppointmentSeries) -> AppointmentSeries:
    """The series as it stands now."""
    async with world.archive.reading() as uow:
        found = await uow.series.get(of.id)
    assert found is not None
    return found


def days(found: list[Appointment]) -> list[date]:
    """On which days they are, without those called off."""
    return [local(row.starts_at).date() for row in found if not row.is_cancelled]


async def repeats(world: World, which: Appointment, notice: type, key: str = "fatima") -> Series | None:
    """What the letter of a notice about this appointment says about the series."""
    notices: dict[type, AboutAppointment] = {
        AppointmentMade: AppointmentMade(which.id, which.sequence, which.starts_at),
        AppointmentMoved: AppointmentMoved(which.id, which.sequence, which.starts_at, which.starts_at),
        AppointmentCancelled: AppointmentCancelled(which.id, which.sequence, which.starts_at),
    }
    async with world.archive.reading() as uow:
        return await repeats_of(uow, notices[notice], which, world.id(key))


async def test_a_series_makes_an_appointment_for_every_slot_of_eight_weeks(world: World) -> None:
    made = await plan(world, series=LONG)
    found = await rows(world, made)
    assert days(found) == [FIRST + WEEK * number for number in range(6)]
    assert {local(row.starts_at).time() for row in found} == {time(10)}
    assert {row.series for row in found} == {made.id}


async def test_only_the_first_one_is_announced_and_its_letter_says_that_it_repeats(world: World) -> None:
    made = await plan(world, "fatima", "noor")
    await world.at(ANNOUNCED)
    for who in ("fatima", "noor"):
        assert world.kinds_said_to(who) == ["AppointmentMade"]
    first, second = (await rows(world, made))[:2]
    (notice,) = world.said_to("fatima")
    assert isinstance(notice, AppointmentMade)
    assert notice.appointment == first.id
    assert second.of(world.id("fatima")).told is not None


async def test_the_letter_of_the_first_one_holds_the_rule(world: World) -> None:
    made = await plan(world)
    first, second = (await rows(world, made))[:2]
    assert await repeats(world, first, AppointmentMade) == TUESDAYS
    assert await repeats(world, second, AppointmentMade) is None
    async with world.archive.reading() as uow:
        person = await uow.families.person(world.id("fatima"))
        notice = AppointmentMade(first.id, first.sequence, first.starts_at)
        dispatch = Dispatch(
            id=DispatchId(made.id),
            key="any",
            recipient=world.cast.recipient("fatima"),
            notice=notice,
            not_before=uow.now,
            valid_until=None,
        )
        letter = await compose(uow, dispatch, person, labelled=False)
    assert letter is not None
    assert isinstance(letter.contents, ParticipantLetter)
    assert letter.contents.repeats == TUESDAYS


async def test_every_one_of_them_is_reminded_of_as_any_appointment(world: World) -> None:
    await plan(world)
    await world.at("2026-12-15 09:30")
    assert world.kinds_said_to("fatima").count("AppointmentReminder") == 4


async def test_time_makes_more_of_them_and_says_once_that_the_end_comes_near(world: World) -> None:
    made = await plan(world, series=replace(LONG, until=date(2027, 3, 2)))
    await world.at("2027-01-06 12:00")
    assert days(await rows(world, made))[-1] == date(2027, 3, 2)
    assert await world.items(WorkKind.SERIES_ENDS) == ()
    await world.at("2027-02-20 12:00")
    assert len(await world.items(WorkKind.SERIES_ENDS)) == 1
    await world.at("2027-03-04 12:00")
    assert len([i for i in await world.all_items() if i.kind is WorkKind.SERIES_ENDS]) == 1
    assert (await kept(world, made)).ended_at is not None
    assert world.kinds_said_to("fatima").count("AppointmentMade") == 1


async def test_the_same_form_twice_makes_one_series(world: World) -> None:
    one, again = await plan(world), await plan(world)
    assert one.id == again.id
    assert len(await rows(world, one)) == 6


async def test_a_series_far_ahead_is_announced_with_its_first_one(world: World) -> None:
    made = await plan(world, series=replace(TUESDAYS, first=date(2027, 4, 6)))
    await world.at(ANNOUNCED)
    assert days(await rows(world, made)) == [date(2027, 4, 6)]
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]


async def test_one_that_is_moved_or_called_off_leaves_the_others_and_the_rule_remembers(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    _, second, third = (await rows(world, made))[:3]
    await world.move(second, "2026-12-16 15:00")
    await world.cancel(third)
    await world.at(timedelta(hours=1))
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentMoved", "AppointmentCancelled"]
    rule = (await kept(world, made)).series
    assert rule.dropped == {third.slot}
    assert [(one.slot, one.to) for one in rule.moved] == [(second.slot, date(2026, 12, 16))]
    for which, notice in ((second, AppointmentMoved), (third, AppointmentCancelled)):
        assert await repeats(world, await world.appointment(which.id), notice) is None
    async with world.unit() as uow:
        await repeating.extend(uow, CLOCKWORK, series=made.id)
    assert len(await rows(world, made)) == 6


async def test_taking_a_cancellation_back_takes_it_out_of_the_rule(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    third = (await rows(world, made))[2]
    await world.restore(await world.cancel(third))
    assert (await kept(world, made)).series == TUESDAYS


async def test_who_never_heard_of_a_first_one_that_is_off_hears_of_the_next(world: World) -> None:
    made = await plan(world)
    first, second = (await rows(world, made))[:2]
    await world.cancel(first)
    await world.at(ANNOUNCED)
    (notice,) = world.said_to("fatima")
    assert isinstance(notice, AppointmentMade)
    assert notice.appointment == second.id


async def test_a_first_one_that_is_off_and_back_is_announced_once(world: World) -> None:
    made = await plan(world)
    first = (await rows(world, made))[0]
    await world.restore(await world.cancel(first))
    await world.at(ANNOUNCED)
    (notice,) = world.said_to("fatima")
    assert isinstance(notice, AppointmentMade)
    assert notice.appointment == first.id


async def change(
    world: World, made: AppointmentSeries, slot: date, new: Series, *people: str, **other: Any
) -> AppointmentSeries:
    """From this slot on it is otherwise."""
    form = filled(world, *people, **other)
    asked = {"series": made.id, "slot": slot, "filled": form, "series_new": new}
    return await world.do(repeating.change_from, world.sanne, **asked)


async def test_this_one_and_those_after_it_change_and_the_first_of_them_says_so(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    slot = FIRST + WEEK * 2
    new = await change(world, made, slot, replace(TUESDAYS, first=slot, at=time(14, 30), times=4))
    await world.at(timedelta(hours=1))
    assert days(await rows(world, made)) == [FIRST, FIRST + WEEK]
    found = await rows(world, new)
    assert days(found) == [slot + WEEK * number for number in range(4)]
    assert {local(row.starts_at).time() for row in found} == {time(14, 30)}
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentMoved"]
    assert await repeats(world, found[0], AppointmentMoved) == new.series
    assert await repeats(world, found[1], AppointmentMoved) is None


async def test_in_another_rhythm_what_has_no_place_is_called_off_unheard(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    slot = FIRST + WEEK
    rule = replace(TUESDAYS, first=slot, every=Every.TWO_WEEKS, times=3)
    new = await change(world, made, slot, rule)
    await world.at(timedelta(hours=1))
    assert days(await rows(world, new)) == [slot, slot + WEEK * 2, slot + WEEK * 4]
    # The one that stays where it is says that those after it do not.
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentMade"]


async def test_whoever_was_reminded_of_one_hears_of_its_change_too(world: World) -> None:
    every_day = Series(date(2026, 12, 8), time(10), Every.DAY, times=5)
    made = await plan(world, series=every_day)
    await world.at("2026-12-07 12:00")
    before = len(world.said_to("fatima"))
    await world.do(repeating.end_from, world.sanne, series=made.id, slot=date(2026, 12, 8))
    await world.at(timedelta(hours=1))
    said = world.said_to("fatima")[before:]
    assert {type(one) for one in said} == {AppointmentCancelled}
    # Of the 8th, 9th and 10th they were reminded; of the 11th and 12th they were not.
    assert len(said) == 3


async def test_what_was_moved_or_called_off_by_itself_stays_so(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    _, second, third = (await rows(world, made))[:3]
    await world.move(second, "2026-12-16 15:00")
    await world.cancel(third)
    new = await change(world, made, FIRST, replace(TUESDAYS, at=time(11)))
    found = await rows(world, new)
    assert days(found)[:3] == [FIRST, date(2026, 12, 16), FIRST + WEEK * 3]
    assert (await kept(world, made)).ended_at is not None
    assert new.series.dropped == {third.slot}


async def test_what_does_not_change_keeps_its_answers(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    second = (await rows(world, made))[1]
    said = {"appointment_id": second.id, "version": second.sequence, "said": Answer.COMING}
    await world.do(attendance.answer, world.who("fatima"), **said)
    await change(world, made, FIRST, replace(TUESDAYS, times=8))
    assert (await world.appointment(second.id)).of(world.id("fatima")).answer is Answer.COMING
    await world.at(timedelta(hours=1))
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]


async def test_who_joins_hears_once_and_who_leaves_hears_once(world: World) -> None:
    made = await plan(world, "fatima", "noor")
    await world.at(ANNOUNCED)
    new = await change(world, made, FIRST + WEEK, replace(TUESDAYS, first=FIRST + WEEK), "fatima", "jan")
    await world.at(timedelta(hours=1))
    assert world.kinds_said_to("noor") == ["AppointmentMade", "AppointmentCancelled"]
    assert world.kinds_said_to("jan") == ["AppointmentMade"]
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]
    both = {world.id("fatima"), world.id("jan")}
    assert all(set(row.people) == both for row in await rows(world, new))
    (said,) = [one for one in world.said_to("noor") if isinstance(one, AppointmentCancelled)]
    gone = await world.appointment(said.appointment)
    assert await repeats(world, gone, AppointmentCancelled, "noor") is not None


async def test_ending_it_tells_once(world: World) -> None:
    made = await plan(world)
    await world.at(ANNOUNCED)
    await world.do(repeating.end_from, world.sanne, series=made.id, slot=FIRST + WEEK)
    await world.at(timedelta(hours=1))
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentCancelled"]
    assert days(await rows(world, made)) == [FIRST]
    off = next(row for row in await rows(world, made) if row.is_cancelled)
    assert await repeats(world, off, AppointmentCancelled) is not None
    with pytest.raises(Unsuitable):
        await world.do(repeating.end_from, world.sanne, series=made.id, slot=FIRST + WEEK)


async def test_ending_all_of_it_before_anybody_heard_says_nothing(world: World) -> None:
    made = await plan(world)
    await world.do(repeating.end_from, world.sanne, series=made.id, slot=FIRST)
    await world.at(ANNOUNCED)
    assert world.said_to("fatima") == []
    assert (await kept(world, made)).ended_at is not None
    with pytest.raises(Outdated):
        await world.do(repeating.end_from, world.sanne, series=made.id, slot=FIRST)


async def test_people_kept_apart_each_have_rows_of_their_own(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    made = await plan(world, "fatima", "jan", "noor")
    found = await rows(world, made)
    assert len(found) == 18
    assert all(row.apart for row in found)
    apart = {world.id("fatima"), world.id("jan")}
    assert not any(apart <= set(row.people) for row in found)
    with pytest.raises(KeptApart):
        await plan(world, "fatima", "jan", series=LONG, meeting=MeetingKind.TEAM)


async def test_a_flag_that_comes_later_takes_every_one_apart_and_says_so_once(world: World) -> None:
    made = await plan(world, "fatima", "jan")
    await world.at(ANNOUNCED)
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    await world.at(timedelta(hours=1))
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentMade"]
    assert world.kinds_said_to("jan") == ["AppointmentMade"]
    assert not any(len(row.people) > 1 for row in await rows(world, made))


async def test_each_of_a_series_of_meetings_is_a_meeting(world: World) -> None:
    made = await plan(world, "fatima", "wil", meeting=MeetingKind.TEAM)
    async with world.archive.reading() as uow:
        meetings = await uow.meetings.of_family(made.family)
    assert len(meetings) == 6
    assert {one.state for one in meetings} == {MeetingState.PLANNED}
    await world.cancel((await rows(world, made))[0])
    async with world.archive.reading() as uow:
        states = [one.state for one in await uow.meetings.of_family(made.family)]
    assert states.count(MeetingState.CALLED_OFF) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        replace(TUESDAYS, times=None),
        replace(TUESDAYS, every=Every.ONCE, times=None),
        replace(TUESDAYS, weekdays=frozenset({9})),
    ],
)
async def test_a_rule_that_cannot_be_is_refused(world: World, wrong: Series) -> None:
    with pytest.raises(Unsuitable):
        await plan(world, series=wrong)


async def test_a_first_one_that_is_past_is_refused(world: World) -> None:
    with pytest.raises(NotTheFuture):
        await plan(world, series=replace(TUESDAYS, first=date(2026, 11, 17)))


async def test_the_desk_sees_the_series(world: World) -> None:
    made = await plan(world)
    seen = await world.do(repeating.see, world.sanne, series=made.id)
    assert seen.series.id == made.id
    assert len(seen.appointments) == 6
    of = await world.do(repeating.of_family, world.sanne, family=made.family)
    assert [one.id for one in of] == [made.id]
