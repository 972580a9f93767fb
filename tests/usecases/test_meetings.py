"""Meetings of the circle: polled, chosen, changed, called off, held, decided, and confirmed by each who was there."""

from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta

import pytest

from domain.actors import NetworkMember
from domain.appointments import Answer, Kind, Outcome
from domain.errors import KeptApart, NotAllowed, NotTheFuture, Outdated, Unsuitable
from domain.meetings import Meeting, MeetingState, Says
from domain.notices_circle import MeetingPolled
from domain.people import FlagKind
from domain.secret import Secret
from domain.series import Every, Series
from domain.work_items import WorkKind
from tests.usecases.meeting import (
    OPTIONS,
    SOON,
    agreed,
    appointment,
    asked,
    held,
    ids,
    now_is,
    planned,
    polled,
    task_for,
    vote,
)
from tests.usecases.world import World, wall
from usecases import appointments, attendance, circle, meetings, own_meetings
from usecases.meeting_parts import choose_key

MONDAYS = Series(date(2026, 12, 14), time(15), Every.WEEK, times=4)


async def test_everybody_is_asked_once_which_moment_suits(world: World) -> None:
    meeting = await polled(world)
    await world.at(SOON)
    for who in ("fatima", "noor", "wil"):
        assert world.said_to(who) == [MeetingPolled(meeting.id, 1)]
    assert world.said_to("jan") == []
    again = await polled(world)
    await world.at(SOON)
    assert again.id == meeting.id
    assert len(world.said_to("fatima")) == 1


async def test_when_the_poll_is_over_somebody_chooses(world: World) -> None:
    meeting = await polled(world)
    await vote(world, "fatima", meeting, 0, 1)
    await world.at("2026-11-30 08:00")
    assert await world.items(WorkKind.MEETING_CHOOSE) == ()
    await world.at("2026-11-30 10:00")
    assert len(await world.items(WorkKind.MEETING_CHOOSE)) == 1
    with pytest.raises(Outdated):
        await vote(world, "noor", meeting, 1)


async def test_a_poll_of_which_the_first_moment_is_near_closes_in_time(world: World) -> None:
    near = ("2026-11-24 09:00", "2026-11-26 09:00")
    meeting = await polled(world, options=near)
    assert meeting.poll_until == wall("2026-11-23 21:00")


async def test_when_everybody_voted_somebody_chooses_at_once_and_once(world: World) -> None:
    meeting = await polled(world)
    for who in ("fatima", "noor"):
        await vote(world, who, meeting, 1)
    assert await world.items(WorkKind.MEETING_CHOOSE) == ()
    own = await vote(world, "wil", meeting)
    assert own.vote is not None
    assert own.vote.options == frozenset()
    await vote(world, "wil", meeting, 2)
    (item,) = await world.items(WorkKind.MEETING_CHOOSE)
    assert item.count == 1
    await world.at("2026-12-01 10:00")
    assert len([one for one in await world.all_items() if one.kind is WorkKind.MEETING_CHOOSE]) == 1


async def _is_taken_out(world: World, meeting: Meeting) -> None:
    people = ids(world, "fatima", "noor")
    await world.do(meetings.change_people, world.sanne, meeting=meeting.id, people=people)


async def _leaves(world: World, _: Meeting) -> None:
    who = world.who("wil")
    assert isinstance(who, NetworkMember)
    await world.do(circle.leave, who)


async def _steps_back(world: World, _: Meeting) -> None:
    await world.do(circle.step_back, world.sanne, person=world.id("wil"), back_on=date(2026, 12, 24))


async def _is_kept_apart(world: World, _: Meeting) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "wil")


@pytest.mark.parametrize("goes", [_is_taken_out, _leaves, _steps_back, _is_kept_apart])
async def test_when_only_who_is_out_of_it_had_not_voted_somebody_chooses(
    world: World, goes: Callable[[World, Meeting], Awaitable[None]]
) -> None:
    meeting = await polled(world)
    await vote(world, "fatima", meeting, 1)
    other = await polled(world, options=("2026-12-10 15:00", "2026-12-11 10:00"))
    await vote(world, "noor", meeting, 1)
    assert await world.items(WorkKind.MEETING_CHOOSE) == ()
    await goes(world, meeting)
    assert [item.key for item in await world.items(WorkKind.MEETING_CHOOSE)] == [choose_key(meeting.id)]
    assert other.id != meeting.id


async def test_the_chosen_moment_becomes_an_appointment_of_all(world: World) -> None:
    meeting = await polled(world)
    for who in ("fatima", "noor", "wil"):
        await vote(world, who, meeting, 1)
    chosen = await world.do(meetings.choose, world.sanne, meeting=meeting.id, option=1)
    await world.at(SOON)
    made = await appointment(world, chosen)
    assert (made.kind, made.starts_at, made.minutes) == (Kind.CIRCLE_MEETING, wall(OPTIONS[1]), 60)
    assert frozenset(made.people) == ids(world, "fatima", "noor", "wil")
    assert await world.items(WorkKind.MEETING_CHOOSE) == ()
    # Whoever had not been asked yet need not be any more.
    assert world.kinds_said_to("wil") == ["AppointmentMade"]
    with pytest.raises(Outdated):
        await world.do(meetings.choose, world.sanne, meeting=meeting.id, option=0)


async def test_a_moment_that_is_not_there_or_past_cannot_be_chosen(world: World) -> None:
    meeting = await polled(world)
    with pytest.raises(Unsuitable):
        await world.do(meetings.choose, world.sanne, meeting=meeting.id, option=3)
    await world.at("2026-12-07 16:00")
    with pytest.raises(NotTheFuture):
        await world.do(meetings.choose, world.sanne, meeting=meeting.id, option=0)


async def test_two_who_may_have_no_contact_are_never_asked_together(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "wil")
    with pytest.raises(KeptApart):
        await polled(world)
    with pytest.raises(KeptApart):
        await planned(world)
    meeting = await polled(world, "fatima", "noor")
    with pytest.raises(KeptApart):
        await world.do(
            meetings.change_people, world.sanne, meeting=meeting.id, people=ids(world, "fatima", "wil")
        )


async def test_a_flag_that_comes_during_a_poll_takes_both_out_of_it(world: World) -> None:
    meeting = await polled(world)
    await vote(world, "wil", meeting, 1)
    await world.flag(FlagKind.NO_CONTACT, "fatima", "wil")
    assert (await now_is(world, meeting.id)).people == ids(world, "noor")
    assert len(await world.items(WorkKind.MEETING_APART)) == 1
    assert (await world.do(meetings.see, world.sanne, meeting=meeting.id)).votes == ()
    for who in ("fatima", "wil"):
        assert await world.do(own_meetings.mine, world.who(who)) == ()
        with pytest.raises(NotAllowed):
            await vote(world, who, meeting, 1)


async def test_a_flag_that_comes_after_a_moment_was_chosen_parts_them(world: World) -> None:
    meeting = await planned(world)
    await world.at(SOON)
    await world.flag(FlagKind.NO_CONTACT, "fatima", "wil")
    assert not ids(world, "fatima", "wil") <= (await now_is(world, meeting.id)).people
    made = await appointment(world, meeting)
    assert not ids(world, "fatima", "wil") <= set(made.people)
    assert len(await world.items(WorkKind.MEETING_APART)) == 1


async def test_who_is_asked_as_well_hears_of_it_and_who_need_not_come_hears_that(world: World) -> None:
    meeting = await planned(world, "fatima", "noor")
    await world.at(SOON)
    await world.do(
        meetings.change_people, world.sanne, meeting=meeting.id, people=ids(world, "fatima", "wil")
    )
    await world.at(SOON)
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]
    assert world.kinds_said_to("noor") == ["AppointmentMade", "AppointmentCancelled"]
    assert world.kinds_said_to("wil") == ["AppointmentMade"]
    assert frozenset((await appointment(world, meeting)).people) == ids(world, "fatima", "wil")
    await world.at("2026-12-08 09:00")
    assert world.kinds_said_to("noor") == ["AppointmentMade", "AppointmentCancelled"]


async def test_everybody_can_be_replaced_at_once(world: World) -> None:
    meeting = await planned(world, "fatima")
    await world.at(SOON)
    await world.do(meetings.change_people, world.sanne, meeting=meeting.id, people=ids(world, "jan"))
    await world.at(SOON)
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentCancelled"]
    assert world.kinds_said_to("jan") == ["AppointmentMade"]
    assert (await appointment(world, meeting)).people == (world.id("jan"),)


async def test_who_comes_into_a_poll_is_asked_and_nobody_twice(world: World) -> None:
    meeting = await polled(world, "fatima", "noor")
    await world.do(
        meetings.change_people, world.sanne, meeting=meeting.id, people=ids(world, "fatima", "wil")
    )
    await world.at(SOON)
    assert world.kinds_said_to("fatima") == ["MeetingPolled"]
    assert world.kinds_said_to("wil") == ["MeetingPolled"]
    assert world.kinds_said_to("noor") == []


async def test_a_meeting_that_is_called_off_takes_its_appointment_with_it(world: World) -> None:
    meeting = await planned(world)
    await world.at(SOON)
    await world.do(meetings.call_off, world.sanne, meeting=meeting.id)
    await world.do(meetings.call_off, world.sanne, meeting=meeting.id)
    await world.at(SOON)
    assert (await appointment(world, meeting)).is_cancelled
    assert world.kinds_said_to("wil") == ["AppointmentMade", "AppointmentCancelled"]


async def test_a_poll_that_is_called_off_tells_those_who_keep_a_day_free(world: World) -> None:
    meeting = await polled(world)
    await world.at(SOON)
    await vote(world, "wil", meeting, 0)
    await vote(world, "noor", meeting)
    await world.do(meetings.call_off, world.sanne, meeting=meeting.id)
    await world.at(SOON)
    assert world.kinds_said_to("wil") == ["MeetingPolled", "MeetingPolled"]
    assert world.kinds_said_to("noor") == ["MeetingPolled"]
    with pytest.raises(Outdated):
        await vote(world, "fatima", meeting, 0)


async def test_a_meeting_follows_its_appointment(world: World) -> None:
    meeting = await planned(world)
    off = await world.cancel(await appointment(world, meeting))
    assert (await now_is(world, meeting.id)).state is MeetingState.CALLED_OFF
    await world.restore(off)
    assert (await now_is(world, meeting.id)).state is MeetingState.PLANNED


async def test_it_was_held_with_these_people(world: World) -> None:
    meeting = await planned(world)
    with pytest.raises(NotTheFuture):
        await world.do(meetings.held, world.sanne, meeting=meeting.id, present=ids(world, "wil"))
    await world.at("2026-12-08 12:00")
    present = ids(world, "fatima", "jan")
    await world.do(meetings.held, world.sanne, meeting=meeting.id, present=present)
    assert (await now_is(world, meeting.id)).people == present
    assert (await appointment(world, meeting)).outcome is Outcome.HELD
    assert await world.items(WorkKind.RECORD_OUTCOME) == ()
    seen = await world.do(meetings.see, world.sanne, meeting=meeting.id)
    assert seen.appointment is not None
    assert frozenset(seen.appointment.people) == ids(world, "fatima", "noor", "wil")


async def test_the_same_decision_twice_is_one(world: World) -> None:
    meeting = await held(world)
    one, again = await agreed(world, meeting, "fatima"), await agreed(world, meeting, "fatima")
    assert one.id == again.id
    with pytest.raises(Unsuitable):
        await agreed(world, meeting, "jan")
    with pytest.raises(Outdated):
        await agreed(world, await planned(world, at="2026-12-20 10:00"), "fatima")


async def test_each_is_asked_about_what_was_agreed_with_them_and_members_about_their_own_task(
    world: World,
) -> None:
    meeting = await held(world)
    await agreed(world, meeting, "fatima", "wil", words="Oma helpt mee")
    assert await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id) == (world.id("fatima"),)
    task = await task_for(world, "wil", MONDAYS)
    await agreed(world, meeting, "wil", words="Oma haalt op", task=task.id)
    asked_now = await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id)
    assert asked_now == (world.id("wil"),)
    await world.at(SOON)
    assert world.kinds_said_to("wil").count("MeetingAgreed") == 1
    assert world.kinds_said_to("fatima").count("MeetingAgreed") == 1
    assert "MeetingAgreed" not in world.kinds_said_to("noor")
    own = await world.do(own_meetings.see, world.who("wil"), meeting=meeting.id)
    assert [one.reveal() for one in own.tasks] == ["Kind ophalen"]
    assert own.decisions == ()


async def test_where_nothing_was_agreed_nobody_is_asked(world: World) -> None:
    meeting = await held(world)
    with pytest.raises(Unsuitable):
        await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id)
    await agreed(world, meeting, "wil")
    with pytest.raises(Unsuitable):
        await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id)


async def test_what_is_not_right_stands_on_the_list_until_it_is(world: World) -> None:
    meeting = await held(world)
    await agreed(world, meeting, "fatima")
    await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id)
    for note in ("Ik zei woensdag", "Ik zei woensdag"):
        await world.do(
            own_meetings.say,
            world.who("fatima"),
            meeting=meeting.id,
            says=Says.WRONG,
            note=Secret(note),
        )
    (item,) = await world.items(WorkKind.MEETING_WRONG)
    assert (item.person, item.count) == (world.id("fatima"), 1)
    (said,) = (await world.do(meetings.see, world.sanne, meeting=meeting.id)).agreements
    assert said.note is not None
    assert said.note.reveal() == "Ik zei woensdag"
    await world.do(own_meetings.say, world.who("fatima"), meeting=meeting.id, says=Says.RIGHT)
    assert await world.items(WorkKind.MEETING_WRONG) == ()
    await world.at(timedelta(days=1))
    assert "MeetingAgreed" not in world.kinds_said_to("fatima")


async def test_what_changes_after_an_answer_is_asked_anew(world: World) -> None:
    meeting = await held(world)
    await agreed(world, meeting, "fatima")
    await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id)
    await world.do(own_meetings.say, world.who("fatima"), meeting=meeting.id, says=Says.WRONG)
    assert await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id) == ()
    await world.at(timedelta(minutes=5))
    await agreed(world, meeting, "fatima", words="Toch woensdag")
    assert await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id) == (world.id("fatima"),)
    assert await world.items(WorkKind.MEETING_WRONG) == ()


async def test_who_sends_something_along_does_not_come_and_is_not_asked_again(world: World) -> None:
    meeting = await planned(world)
    await world.at(SOON)
    made = await appointment(world, meeting)
    await world.do(own_meetings.sends, world.who("wil"), appointment=made.id, version=made.sequence)
    await world.at("2026-12-08 09:30")
    assert (await world.appointment(made.id)).of(world.id("wil")).answer is Answer.SENDS
    assert "AppointmentReminder" not in world.kinds_said_to("wil")
    assert "AppointmentReminder" in world.kinds_said_to("noor")
    assert world.kinds_said_to("sanne").count("AnswerGiven") == 1
    silent = {one.person for one in await world.items(WorkKind.CALL_UNCONFIRMED)}
    assert silent == ids(world, "fatima", "noor")
    visit = await world.plan("fatima", at="2026-12-10 10:00")
    with pytest.raises(Unsuitable):
        await world.do(own_meetings.sends, world.who("fatima"), appointment=visit.id, version=0)


async def test_without_a_reachable_gezinsmanager_it_stands_on_a_list(world: World) -> None:
    meeting = await planned(world)
    await world.at(SOON)
    await world.unlink("sanne")
    await world.unlink("ria")
    made = await appointment(world, meeting)
    await world.do(own_meetings.sends, world.who("wil"), appointment=made.id, version=made.sequence)
    assert len(await world.items(WorkKind.SEE_CANNOT)) == 1
    said = {"appointment_id": made.id, "version": made.sequence, "said": Answer.COMING}
    await world.do(attendance.answer, world.who("wil"), **said)
    assert await world.items(WorkKind.SEE_CANNOT) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"options": [wall(OPTIONS[0])]},
        {"options": [wall("2026-11-20 10:00"), wall(OPTIONS[0])]},
        {"minutes": 0},
        {"people": frozenset()},
        {"place": Secret("x" * 201)},
    ],
)
async def test_a_poll_that_cannot_be_is_refused(world: World, wrong: dict[str, object]) -> None:
    form = asked(world) | {"options": list(map(wall, OPTIONS))} | wrong
    with pytest.raises(Unsuitable):
        await world.do(meetings.poll, world.sanne, **form)


async def test_the_list_of_a_family_holds_every_meeting(world: World) -> None:
    one, other = await polled(world), await planned(world)
    rows = await world.do(meetings.of_family, world.sanne, family=world.cast.families["Ster"].id)
    assert {row.meeting.id for row in rows} == {one.id, other.id}
    assert [row.appointment is None for row in rows if row.meeting.id == one.id] == [True]


async def test_what_has_begun_is_not_called_off(world: World) -> None:
    meeting = await planned(world)
    await world.at("2026-12-08 12:00")
    made = await appointment(world, meeting)
    await world.do(appointments.record_outcome, world.sanne, appointment_id=made.id, outcome=Outcome.HELD)
    await world.do(meetings.held, world.sanne, meeting=meeting.id, present=ids(world, "wil"))
    with pytest.raises(Outdated):
        await world.do(meetings.call_off, world.sanne, meeting=meeting.id)
