"""What a participant says: kept at once, changed until it begins, and with the gezinsmanager when it matters."""

from datetime import timedelta
from typing import Any

import pytest

from domain.appointments import Answer, Appointment, Attendance, Told
from domain.errors import AlreadyCancelled, AlreadyStarted, NotTheFuture, Outdated, Unsuitable
from domain.notices import AnswerGiven, AppointmentCancelled, AppointmentMade, RunningLate
from domain.work_items import WorkKind
from tests.usecases.world import World, wall
from usecases import attendance, work_items

SOON = "2026-11-25 14:00"
"""Wednesday, two working days after the Monday on which the tests begin."""
LATER = "2026-11-26 14:00"
"""Thursday, three working days after it."""
FAR = "2026-12-10 14:00"


async def _say(world: World, made: Appointment, said: Answer, by: str = "fatima", version: int = 0) -> None:
    await world.do(attendance.answer, world.who(by), appointment_id=made.id, version=version, said=said)


async def _side(world: World, made: Appointment, of: str = "fatima") -> Attendance:
    return (await world.appointment(made.id)).of(world.id(of))


async def test_an_answer_is_kept_with_its_moment(world: World) -> None:
    made = await world.plan("fatima", "wil", at=FAR)
    await _say(world, made, Answer.COMING)
    side = await _side(world, made)
    assert (side.answer, side.answered_at) == (Answer.COMING, world.clock.now)
    assert (await _side(world, made, "wil")).answer is Answer.NONE


async def test_an_answer_can_be_changed_until_it_begins(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    await _say(world, made, Answer.COMING)
    await _say(world, made, Answer.CANNOT)
    world.clock.now = wall(SOON) - timedelta(minutes=1)
    await _say(world, made, Answer.COMING)
    assert (await _side(world, made)).answer is Answer.COMING
    world.clock.now = wall(SOON)
    with pytest.raises(AlreadyStarted):
        await _say(world, made, Answer.CANNOT)


async def test_the_same_answer_twice_is_one(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    await _say(world, made, Answer.CANNOT)
    first = await _side(world, made)
    world.clock.now += timedelta(minutes=1)
    await _say(world, made, Answer.CANNOT)
    assert await _side(world, made) == first
    await world.tick()
    assert world.kinds_said_to("sanne").count("AnswerGiven") == 1
    (item,) = await world.items()
    assert item.count == 1


async def test_i_cannot_ninety_minutes_before_is_with_the_gezinsmanager_at_once(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-23 10:30")
    await _say(world, made, Answer.CANNOT)
    (told,) = [d for d in await world.dispatches("sanne") if isinstance(d.notice, AnswerGiven)]
    family = world.cast.families["Ster"].id
    assert told.notice == AnswerGiven(made.id, family, world.id("fatima"), Answer.CANNOT)
    assert told.not_before == world.clock.now
    assert told.urgent
    await world.tick()
    assert world.heard[-1].at - world.clock.now < timedelta(seconds=60)
    assert [i.kind for i in await world.items()] == [WorkKind.SEE_CANNOT]


@pytest.mark.parametrize("said", [Answer.CANNOT, Answer.OTHER_TIME])
@pytest.mark.parametrize(("at", "times"), [(SOON, 1), (LATER, 0)])
async def test_within_two_working_days_it_is_told_and_further_away_it_is_only_on_the_list(
    world: World, at: str, times: int, said: Answer
) -> None:
    made = await world.plan("fatima", at=at)
    await _say(world, made, said)
    await world.tick()
    assert world.kinds_said_to("sanne").count("AnswerGiven") == times
    expected = {Answer.CANNOT: WorkKind.SEE_CANNOT, Answer.OTHER_TIME: WorkKind.SEE_OTHER_TIME}[said]
    assert [(i.kind, i.person) for i in await world.items()] == [(expected, world.id("fatima"))]


async def test_a_weekend_does_not_count_as_working_days(world: World) -> None:
    world.clock.now = wall("2026-11-27 09:30")
    made = await world.plan("fatima", at="2026-12-01 14:00")
    await _say(world, made, Answer.CANNOT)
    await world.tick()
    assert "AnswerGiven" in world.kinds_said_to("sanne")


async def test_coming_after_all_takes_it_off_the_list(world: World) -> None:
    made = await world.plan("fatima", at=LATER)
    await _say(world, made, Answer.CANNOT)
    await _say(world, made, Answer.COMING)
    assert await world.items() == ()


async def test_coming_after_all_before_the_message_left_is_not_told_as_cannot(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    await _say(world, made, Answer.CANNOT)
    await _say(world, made, Answer.COMING)
    await world.tick()
    told = [notice.answer for notice in world.said_to("sanne") if isinstance(notice, AnswerGiven)]
    assert told == [Answer.COMING]


async def test_another_time_instead_of_cannot_is_one_thing_on_the_list(world: World) -> None:
    made = await world.plan("fatima", at=LATER)
    await _say(world, made, Answer.CANNOT)
    await _say(world, made, Answer.OTHER_TIME)
    assert [i.kind for i in await world.items()] == [WorkKind.SEE_OTHER_TIME]


async def test_a_proposal_is_kept_and_told_with_its_moment(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    wish = wall("2026-11-26 10:00")
    propose: dict[str, Any] = {"appointment_id": made.id, "version": 0, "moment": wish}
    await world.do(attendance.propose, world.who("fatima"), **propose)
    await world.tick()
    side = await _side(world, made)
    assert (side.answer, side.proposal) == (Answer.OTHER_TIME, wish)
    (told,) = [n for n in world.said_to("sanne") if isinstance(n, AnswerGiven)]
    assert told.proposal == wish
    assert (await world.appointment(made.id)).starts_at == wall(SOON)


async def test_the_same_proposal_twice_is_one(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    for _ in range(2):
        world.clock.now += timedelta(minutes=1)
        await world.do(
            attendance.propose,
            world.who("fatima"),
            appointment_id=made.id,
            version=0,
            moment=wall("2026-11-26 10:00"),
        )
        await world.tick()
    assert world.kinds_said_to("sanne").count("AnswerGiven") == 1


@pytest.mark.parametrize("wish", ["2026-11-23 09:00", "2027-12-01 09:00"])
async def test_a_proposal_lies_ahead_and_within_a_year(world: World, wish: str) -> None:
    made = await world.plan("fatima", at=SOON)
    with pytest.raises(NotTheFuture):
        await world.do(
            attendance.propose, world.who("fatima"), appointment_id=made.id, version=0, moment=wall(wish)
        )
    assert (await _side(world, made)).answer is Answer.NONE


async def test_a_button_of_before_the_move_answers_nothing(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    await world.move(made, LATER)
    with pytest.raises(Outdated):
        await _say(world, made, Answer.COMING)
    with pytest.raises(Outdated):
        await world.do(
            attendance.propose, world.who("fatima"), appointment_id=made.id, version=0, moment=wall(FAR)
        )
    with pytest.raises(Outdated):
        await world.do(attendance.say_late, world.who("fatima"), appointment_id=made.id, version=0, minutes=5)
    assert (await _side(world, made)).answer is Answer.NONE


async def test_what_is_off_is_not_answered(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    await world.cancel(made)
    with pytest.raises(AlreadyCancelled):
        await _say(world, made, Answer.COMING, version=1)


async def test_late_is_told_at_once_and_kept(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-23 14:00")
    late: dict[str, Any] = {"appointment_id": made.id, "version": 0}
    await world.do(attendance.say_late, world.who("fatima"), minutes=15, **late)
    await world.tick()
    assert (await _side(world, made)).late_minutes == 15
    family = world.cast.families["Ster"].id
    assert RunningLate(made.id, family, world.id("fatima"), 15) in world.said_to("sanne")


async def test_every_change_of_how_late_is_told_and_the_same_twice_is_one(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-23 14:00")
    for minutes in (10, 10, 20, 10):
        world.clock.now += timedelta(minutes=1)
        await world.do(
            attendance.say_late, world.who("fatima"), appointment_id=made.id, version=0, minutes=minutes
        )
        await world.tick()
    told = [n.minutes for n in world.said_to("sanne") if isinstance(n, RunningLate)]
    assert told == [10, 20, 10]


async def test_late_again_after_a_move_on_the_same_day_is_told_again(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-23 14:00")
    await world.do(attendance.say_late, world.who("fatima"), appointment_id=made.id, version=0, minutes=10)
    await world.at(timedelta(minutes=1))
    await world.move(made, "2026-11-23 16:00")
    await world.do(attendance.say_late, world.who("fatima"), appointment_id=made.id, version=1, minutes=10)
    await world.tick()
    assert world.kinds_said_to("sanne").count("RunningLate") == 2


async def test_late_is_for_the_day_itself_until_it_is_over(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-24 14:00")
    late: dict[str, Any] = {"appointment_id": made.id, "version": 0}
    with pytest.raises(Unsuitable):
        await world.do(attendance.say_late, world.who("fatima"), minutes=10, **late)
    world.clock.now = wall("2026-11-24 14:30")
    for minutes in (0, 241):
        with pytest.raises(Unsuitable):
            await world.do(attendance.say_late, world.who("fatima"), minutes=minutes, **late)
    await world.do(attendance.say_late, world.who("fatima"), minutes=10, **late)
    world.clock.now = made.ends_at
    with pytest.raises(AlreadyStarted):
        await world.do(attendance.say_late, world.who("fatima"), minutes=20, **late)


async def test_asking_for_an_appointment_stands_on_the_list_once(world: World) -> None:
    for _ in range(2):
        await world.do(attendance.ask_appointment, world.who("noor"), moment=wall(FAR))
    (item,) = await world.items()
    assert (item.kind, item.person, item.urgent) == (WorkKind.PLAN_ASKED, world.id("noor"), False)
    with pytest.raises(NotTheFuture):
        await world.do(attendance.ask_appointment, world.who("noor"), moment=wall("2026-11-23 08:00"))


async def test_asking_to_be_called_is_urgent_and_told_at_once(world: World) -> None:
    await world.do(attendance.ask_call, world.who("noor"))
    (item,) = await world.items()
    assert (item.kind, item.urgent) == (WorkKind.CALL_BACK, True)
    await world.tick()
    assert "WorkWaits" in world.kinds_said_to("sanne")


async def test_an_answer_goes_to_the_team_leader_when_the_gezinsmanager_cannot_be_reached(
    world: World,
) -> None:
    await world.block("sanne")
    made = await world.plan("fatima", at=SOON)
    await _say(world, made, Answer.CANNOT)
    await world.tick()
    assert "AnswerGiven" in world.kinds_said_to("ria")


async def test_the_own_list_holds_only_own_appointments_earliest_first(world: World) -> None:
    second = await world.plan("fatima", "noor", at=FAR)
    first = await world.plan("fatima", at=SOON)
    await world.plan("jan", at=LATER)
    await world.at(timedelta(minutes=10))
    seen = await world.do(attendance.agenda, world.who("fatima"))
    assert [a.id for a in seen] == [first.id, second.id]


async def test_what_can_still_be_put_right_unheard_is_not_in_the_list_yet(world: World) -> None:
    made = await world.plan("fatima", at=FAR)
    assert await world.do(attendance.agenda, world.who("fatima")) == ()
    await world.at(timedelta(minutes=10))
    assert [a.id for a in await world.do(attendance.agenda, world.who("fatima"))] == [made.id]


async def test_what_she_saw_in_the_list_counts_as_told(world: World) -> None:
    """Planned in the evening, looked up before the message comes, and called off: she must hear that."""
    world.clock.now = wall("2026-11-23 20:30")
    made = await world.plan("fatima", at=FAR)
    await world.at("2026-11-23 21:00")
    await world.do(attendance.agenda, world.who("fatima"))
    assert (await _side(world, made)).told == Told(wall(FAR))
    await world.cancel(made)
    await world.at("2026-11-24 09:00")
    assert world.said_to("fatima") == [AppointmentCancelled(made.id, 1, wall(FAR))]


async def test_looking_at_it_first_does_not_take_the_message_away(world: World) -> None:
    world.clock.now = wall("2026-11-23 20:30")
    made = await world.plan("fatima", at=FAR)
    await world.at("2026-11-23 21:00")
    await world.do(attendance.look_at, world.who("fatima"), appointment_id=made.id)
    await world.at("2026-11-24 09:00")
    assert world.said_to("fatima") == [AppointmentMade(made.id, 0, wall(FAR))]


async def test_looking_while_a_move_still_waits_notes_nothing(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    await world.at(timedelta(minutes=10))
    await world.move(made, FAR)
    await world.do(attendance.look_at, world.who("fatima"), appointment_id=made.id)
    assert (await _side(world, made)).told == Told(wall(SOON))
    await world.at(timedelta(minutes=10))
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentMoved"]


async def test_whoever_closes_the_question_leaves_the_answer(world: World) -> None:
    made = await world.plan("fatima", at=LATER)
    await _say(world, made, Answer.CANNOT)
    (item,) = await world.items()
    await world.do(work_items.close, world.sanne, item_id=item.id)
    assert (await _side(world, made)).answer is Answer.CANNOT
