"""What goes into the drawers of meetings and series comes out the same; what was said is there once for each."""

from dataclasses import fields, replace

import pytest

from domain.appointments import AppointmentId
from domain.linking import Recipient
from domain.meetings import (
    Agreement,
    Decision,
    DecisionId,
    Meeting,
    MeetingId,
    MeetingPoint,
    MeetingState,
    MeetingVote,
    PointId,
    Says,
)
from domain.plans import GoalId
from domain.repeating import AppointmentSeries
from domain.secret import Secret
from domain.series import SeriesId
from storage.archive import Archive
from storage.desk import of_family, of_person
from tests.storage.circle_world import (
    DAY,
    HOUR,
    MONDAY,
    WEEK,
    bare_task,
    joined,
    meeting_of,
    series_of,
)
from tests.storage.world import START, Cast, appointment, new_id


async def _meeting(archive: Archive, cast: Cast) -> Meeting:
    """One that was kept."""
    oma, _ = await joined(archive, cast)
    made = meeting_of(cast, oma.id, cast.fatima.id, cast.jan.id)
    async with archive.unit() as unit:
        await unit.meetings.keep(made)
    return made


async def test_a_meeting_comes_back_with_everything(archive: Archive, cast: Cast) -> None:
    polled = await _meeting(archive, cast)
    became = appointment(cast)
    full = replace(polled, state=MeetingState.HELD, appointment=became.id)
    assert all(getattr(full, field.name) for field in fields(Meeting))
    bare = Meeting(
        MeetingId(new_id()), cast.family.id, full.kind, frozenset(), cast.sanne.id, START + HOUR, 60
    )
    async with archive.unit() as unit:
        await unit.appointments.add(became)
        assert await unit.meetings.get(polled.id) == polled
        assert await unit.meetings.of_appointment(became.id) is None
        await unit.meetings.keep(full)
        await unit.meetings.keep(bare)

    async with archive.reading() as unit:
        assert await unit.meetings.get(full.id) == full
        assert await unit.meetings.get(MeetingId(new_id())) is None
        assert await unit.meetings.of_appointment(became.id) == full
        assert await unit.meetings.of_appointment(AppointmentId(new_id())) is None
        assert await unit.meetings.of_family(cast.family.id) == (bare, full)
        assert await unit.meetings.of_family(cast.other_family.id) == ()


async def test_meetings_fall_due_earliest_first_until_they_rest(archive: Archive, cast: Cast) -> None:
    later, sooner = meeting_of(cast), replace(meeting_of(cast), look_at=START + HOUR)
    async with archive.unit() as unit:
        assert await unit.meetings.next_look() is None
        for one in (later, sooner):
            await unit.meetings.keep(one)
        assert await unit.meetings.next_look() == START + HOUR
        assert await unit.meetings.due(START, 9) == ()
        assert await unit.meetings.due(START + DAY, 9) == (sooner.id, later.id)
        assert await unit.meetings.due(START + DAY, 1) == (sooner.id,)
        await unit.meetings.keep(replace(sooner, look_at=None))
        assert await unit.meetings.due(START + DAY, 9) == (later.id,)


async def test_everybody_votes_once_and_can_change_it(archive: Archive, cast: Cast) -> None:
    one = await _meeting(archive, cast)
    mine = MeetingVote(one.id, cast.fatima.id, frozenset({0, 2}), START + HOUR)
    none = MeetingVote(one.id, cast.jan.id, frozenset(), START)
    async with archive.unit() as unit:
        for vote in (replace(mine, options=frozenset({1})), none, mine):
            await unit.meetings.vote(vote)
        assert await unit.meetings.votes(one.id) == (none, mine)
        assert await unit.meetings.votes(MeetingId(new_id())) == ()


async def test_points_come_back_oldest_first(archive: Archive, cast: Cast) -> None:
    one = await _meeting(archive, cast)
    hers, sannes = (
        MeetingPoint(PointId(new_id()), one.id, who, Secret(f"punt {n}"), START - n * HOUR)
        for n, who in enumerate((Recipient(person=cast.fatima.id), Recipient(professional=cast.sanne.id)))
    )
    async with archive.unit() as unit:
        for point in (hers, sannes):
            await unit.meetings.keep_point(point)
        assert await unit.meetings.points(one.id) == (sannes, hers)
        changed = replace(hers, shared_at=START + DAY, withdrawn_at=START + 2 * DAY)
        await unit.meetings.keep_point(changed)
        assert await unit.meetings.point(hers.id) == changed
        assert await unit.meetings.points(one.id) == (sannes, changed)
        assert await unit.meetings.point(PointId(new_id())) is None
        with pytest.raises(LookupError):
            await unit.meetings.keep_point(replace(sannes, meeting=MeetingId(new_id())))


async def test_decisions_come_back_in_the_order_of_writing(archive: Archive, cast: Cast) -> None:
    one, task = await _meeting(archive, cast), bare_task(cast)
    first = Decision(DecisionId(new_id()), one.id, Secret("rust in huis"), START)
    second = Decision(
        DecisionId(new_id()),
        one.id,
        Secret("oma haalt op"),
        START + HOUR,
        frozenset({cast.fatima.id, cast.jan.id}),
        task.id,
        GoalId(new_id()),
    )
    async with archive.unit() as unit:
        await unit.tasks.keep(task)
        for decision in (second, replace(first, people=frozenset({cast.jan.id})), first):
            await unit.meetings.keep_decision(decision)
        assert await unit.meetings.decisions(one.id) == (first, second)
        assert await unit.meetings.decisions(MeetingId(new_id())) == ()


async def test_everybody_says_once_whether_it_is_right(archive: Archive, cast: Cast) -> None:
    one = await _meeting(archive, cast)
    asked = Agreement(one.id, cast.fatima.id, START)
    wrong = replace(asked, says=Says.WRONG, answered_at=START + HOUR, note=Secret("dat was dinsdag"))
    silent = Agreement(one.id, cast.jan.id, START)
    async with archive.unit() as unit:
        for agreement in (silent, asked, wrong):
            await unit.meetings.agree(agreement)
        assert set(await unit.meetings.agreements(one.id)) == {silent, wrong}
        assert await unit.meetings.agreements(MeetingId(new_id())) == ()


async def test_what_was_said_goes_with_the_key_of_who_said_it(archive: Archive, cast: Cast) -> None:
    one = await _meeting(archive, cast)
    hers, sannes = (
        MeetingPoint(PointId(new_id()), one.id, who, Secret("punt"), START)
        for who in (Recipient(person=cast.fatima.id), Recipient(professional=cast.sanne.id))
    )
    said = Agreement(one.id, cast.fatima.id, START, Says.WRONG, START, Secret("anders"))
    decision = Decision(DecisionId(new_id()), one.id, Secret("rust"), START)
    async with archive.unit() as unit:
        for point in (hers, sannes):
            await unit.meetings.keep_point(point)
        await unit.meetings.agree(said)
        await unit.meetings.keep_decision(decision)

    await archive.destroy_key(of_person(cast.fatima.id))
    async with archive.reading() as unit:
        assert await unit.meetings.points(one.id) == (sannes,)
        assert await unit.meetings.point(hers.id) is None
        assert await unit.meetings.agreements(one.id) == (replace(said, note=None),)
        assert await unit.meetings.decisions(one.id) == (decision,)

    await archive.destroy_key(of_family(cast.family.id))
    async with archive.reading() as unit:
        assert await unit.meetings.points(one.id) == ()
        assert await unit.meetings.decisions(one.id) == ()
        assert await unit.meetings.get(one.id) == replace(one, place=None)


async def test_a_series_comes_back_with_everything(archive: Archive, cast: Cast) -> None:
    full = series_of(cast)
    assert all(getattr(full, field.name) for field in fields(AppointmentSeries))
    bare = AppointmentSeries(
        SeriesId(new_id()),
        cast.family.id,
        full.series,
        full.kind,
        30,
        (),
        cast.sanne.id,
        START - HOUR,
    )
    async with archive.unit() as unit:
        for one in (replace(full, ended_at=None), bare):
            await unit.series.keep(one)
        assert [one.id for one in await unit.series.of_family(cast.family.id)] == [bare.id, full.id]
        await unit.series.keep(full)

    async with archive.reading() as unit:
        assert await unit.series.get(full.id) == full
        assert await unit.series.get(SeriesId(new_id())) is None
        assert await unit.series.of_family(cast.family.id) == (bare,)
        assert await unit.series.of_family(cast.other_family.id) == ()


async def test_series_fall_due_until_they_end(archive: Archive, cast: Cast) -> None:
    later, sooner, over = (replace(series_of(cast), ended_at=None) for _ in range(3))
    sooner, over = replace(sooner, look_at=START + HOUR), replace(over, look_at=START, ended_at=START)
    async with archive.unit() as unit:
        assert await unit.series.next_look() is None
        for one in (later, sooner, over):
            await unit.series.keep(one)
        assert await unit.series.next_look() == START + HOUR
        assert await unit.series.due(START, 9) == ()
        assert await unit.series.due(START + DAY, 9) == (sooner.id, later.id)
        assert await unit.series.due(START + DAY, 1) == (sooner.id,)


async def test_a_series_knows_which_slots_were_made(archive: Archive, cast: Cast) -> None:
    weekly, other = series_of(cast), series_of(cast)
    first, apart, moved, called_off = (
        replace(appointment(cast), series=weekly.id, slot=MONDAY + week * WEEK) for week in (0, 0, 1, 2)
    )
    loose, theirs = appointment(cast), replace(appointment(cast), series=other.id, slot=MONDAY)
    async with archive.unit() as unit:
        for one in (weekly, other):
            await unit.series.keep(one)
        for each in (first, apart, moved, called_off, loose, theirs):
            await unit.appointments.add(each)
        elsewhere = moved.moved(START + 9 * DAY, now=START)
        await unit.appointments.save(elsewhere)
        await unit.appointments.save(called_off.cancelled(now=START))
        assert await unit.series.slots_made(weekly.id) == {
            MONDAY: first.id,
            MONDAY + WEEK: moved.id,
            MONDAY + 2 * WEEK: called_off.id,
        }
        assert await unit.series.slots_made(SeriesId(new_id())) == {}
        assert await unit.appointments.get(first.id) == first
        assert await unit.appointments.get(moved.id) == elsewhere
        assert await unit.appointments.get(loose.id) == loose
        passed_on = replace(first, series=other.id, slot=MONDAY + WEEK)
        await unit.appointments.save(passed_on)
        assert await unit.appointments.get(first.id) == passed_on
