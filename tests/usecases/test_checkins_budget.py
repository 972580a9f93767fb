"""At most three messages a week, whatever comes together; the question about the plan goes along with a check-in."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from domain.budget import BUDGET, SPAN
from domain.calendar import local
from domain.delivery import DispatchId, DispatchState, Failure
from domain.errors import NotAllowed, NotFound
from domain.notices import CheckInAsked, PlanFitAsked, PlanReady
from domain.plan_questions import Fits, PlanQuestion, PlanQuestionId
from tests.support.plans_made import Wish
from tests.usecases.checking_in import (
    BUDGETED,
    about_rounds,
    begin,
    establish,
    must_have_turn,
    newest,
    plan_of,
    prefer,
    score,
    talker,
)
from tests.usecases.world import CLOCKWORK, World, of_families, wall
from usecases import plan_questions, rhythms

FIVE = tuple(Wish(symbol, name) for symbol, name in zip("⚽🎵🌱🚲📚", ("a", "b", "c", "d", "e"), strict=True))


def _pushes(world: World, key: str) -> list[datetime]:
    return [h.at for h in world.heard if h.who == key and isinstance(h.notice, BUDGETED)]


def _heard(world: World, key: str, kind: type) -> list[str]:
    return [f"{local(h.at):%m-%d %H:%M}" for h in world.heard if h.who == key and isinstance(h.notice, kind)]


async def _questions(world: World) -> tuple[PlanQuestion, ...]:
    async with world.archive.reading() as uow:
        return await uow.plan_copies.questions(world.cast.families["Ster"].id)


async def _waiting(world: World, key: str) -> PlanQuestion | None:
    return await world.do(plan_questions.waiting, talker(world, key))


async def test_five_goals_and_full_weeks_never_make_more_than_three_messages_in_seven_days(
    world: World,
) -> None:
    await establish(world, FIVE)
    for day in range(5):
        # Every day another plan stands ready, which a busy gezinsmanager might do.
        await world.at(timedelta(days=1))
        await establish(world, FIVE[day:] + FIVE[:day])
    await world.at("2026-12-28 09:00")
    pushes = _pushes(world, "fatima")
    assert len(pushes) > 2 * BUDGET
    for at in pushes:
        assert sum(at <= other < at + SPAN for other in pushes) <= BUDGET
    assert "CheckInAsked" in {kind for kind, _ in about_rounds(world, "fatima")}


async def test_what_is_put_off_still_comes_when_there_is_room(world: World) -> None:
    await _use_up(world, "2026-12-01 12:00")
    plan = await establish(world)
    assert plan.established is not None
    await world.tick()
    assert _heard(world, "fatima", PlanReady) == []
    await world.at("2026-11-30 12:00")
    assert _heard(world, "fatima", PlanReady) == []
    await world.at("2026-12-01 13:00")
    assert _heard(world, "fatima", PlanReady) == ["12-01 12:00"]
    assert _heard(world, "noor", PlanReady) == ["11-23 09:00"]


async def test_a_check_in_for_which_there_is_no_room_until_it_closes_is_nobodys_work(world: World) -> None:
    await begin(world)
    await _use_up(world, "2026-12-08 12:00")
    await world.at("2026-12-06 21:00")
    assert about_rounds(world, "fatima") == []
    assert await world.items() == ()
    assert (await must_have_turn(world, "fatima")).asked_at is None
    (asked,) = [d for d in await world.dispatches("fatima") if isinstance(d.notice, CheckInAsked)]
    assert asked.state is DispatchState.VOID


async def test_a_message_that_was_certainly_not_sent_takes_no_room_from_itself(world: World) -> None:
    await _use_up(world, "2026-12-01 12:00", BUDGET - 1)
    await establish(world)
    await world.tick(of_families(Failure.RETRY))
    assert _pushes(world, "fatima") == []
    await world.at(timedelta(minutes=1))
    assert _heard(world, "fatima", PlanReady) == ["11-23 09:00"]


async def test_a_message_counts_from_when_it_may_have_arrived(world: World) -> None:
    await world.at("2026-11-23 19:59")
    await establish(world)
    await world.tick(of_families(Failure.RETRY))
    # By then it is evening, and it comes the next morning.
    await world.at(
        "2026-11-24 10:00", lambda _: Failure.RETRY if world.clock.now < wall("2026-11-23 20:00") else None
    )
    assert _heard(world, "fatima", PlanReady) == ["11-24 09:00"]
    async with world.archive.reading() as uow:
        noted = await uow.pushes.since(world.id("fatima"), wall("2026-11-20 09:00"))
    assert noted == (wall("2026-11-24 09:00"),)


async def test_appointments_are_not_counted_and_not_held_back(world: World) -> None:
    await _use_up(world, "2026-12-01 12:00")
    await world.plan("fatima", at="2026-11-26 14:00")
    await world.at("2026-11-23 10:00")
    assert "AppointmentMade" in world.kinds_said_to("fatima")
    await world.at("2026-11-27 10:00")
    assert len(_pushes(world, "fatima")) == 0


async def test_the_plan_is_asked_about_after_two_weeks(world: World) -> None:
    await begin(world, "2026-12-07 09:59")
    assert await _questions(world) == ()
    await world.at("2026-12-07 10:00")
    asked = {(q.person, q.number) for q in await _questions(world)}
    assert asked == {(world.id("fatima"), 1), (world.id("noor"), 1)}


async def test_it_waits_for_the_check_in_and_is_asked_in_the_same_message(world: World) -> None:
    await begin(world, "2026-12-11 17:00")
    assert _heard(world, "fatima", PlanFitAsked) == []
    assert {q.number for q in await _questions(world)} == {1}
    await score(world, "fatima", 7)
    shown = await _waiting(world, "fatima")
    assert shown is not None
    await world.do(plan_questions.answer, talker(world, "fatima"), question=shown.id, fits=Fits.FITS)
    await world.at("2026-12-14 18:00")
    assert _heard(world, "fatima", PlanFitAsked) == []
    assert _heard(world, "noor", PlanFitAsked) == ["12-13 16:00"]
    assert await _waiting(world, "fatima") is None


async def test_it_comes_by_itself_to_who_has_no_check_in_to_wait_for(world: World) -> None:
    await begin(world)
    await world.do(rhythms.pause, talker(world, "fatima"))
    await world.at("2026-12-08 09:00")
    assert _heard(world, "fatima", PlanFitAsked) == ["12-07 10:00"]


async def test_the_check_in_goes_first_when_both_are_due(world: World) -> None:
    await prefer(world, "fatima", weekday=0, at=time(10))
    await begin(world)
    await world.at("2026-12-07 10:00")
    assert _heard(world, "fatima", CheckInAsked)[-1] == "12-07 10:00"
    assert _heard(world, "fatima", PlanFitAsked) == []


async def test_after_a_standstill_it_is_asked_once(world: World) -> None:
    await begin(world)
    world.clock.now = wall("2027-01-05 12:00")
    await world.tick()
    assert {q.number for q in await _questions(world)} == {2}
    assert (await plan_of(world)).asked == 2
    await world.at("2027-01-06 12:00")
    assert len(await _questions(world)) == 2


async def test_the_last_tap_counts_and_nobody_answers_for_another(world: World) -> None:
    await begin(world, "2026-12-08 09:00")
    question = next(q for q in await _questions(world) if q.person == world.id("fatima"))
    for fits in (Fits.FITS, Fits.TALK, Fits.TALK):
        await world.do(plan_questions.answer, talker(world, "fatima"), question=question.id, fits=fits)
    with pytest.raises(NotAllowed):
        await world.do(
            plan_questions.answer, talker(world, "noor"), question=question.id, fits=Fits.NOT_QUITE
        )
    nothing = PlanQuestionId((await newest(world)).id)
    with pytest.raises(NotFound):
        await world.do(plan_questions.answer, talker(world, "noor"), question=nothing, fits=Fits.FITS)
    (kept,) = [q for q in await _questions(world) if q.id == question.id]
    assert (kept.answer, kept.answered_at) == (Fits.TALK, world.clock.now)


async def test_a_question_about_an_older_plan_waits_no_more(world: World) -> None:
    await begin(world, "2026-12-07 10:00")
    assert await _waiting(world, "noor") is not None
    await establish(world, FIVE)
    assert await _waiting(world, "noor") is None
    await world.at("2026-12-14 09:00")
    assert _heard(world, "fatima", PlanFitAsked) == []


async def test_nothing_is_asked_about_a_plan_of_which_every_goal_has_ended(world: World) -> None:
    plan = await establish(world)
    async with world.unit() as uow:
        for stand in plan.stands:
            await uow.plans.keep_stand(replace(stand, ended_at=uow.now))
    await world.at("2026-12-08 09:00")
    assert await _questions(world) == ()


async def test_looking_comes_back_every_morning(world: World) -> None:
    await begin(world)
    family = world.cast.families["Ster"].id
    assert (await plan_of(world)).look_at == wall("2026-12-01 07:00")
    assert await world.do(plan_questions.due, CLOCKWORK) == ()
    world.clock.now = wall("2026-12-01 07:00")
    assert await world.do(plan_questions.due, CLOCKWORK) == (family,)
    assert await world.do(plan_questions.look, CLOCKWORK, family=family) == 0
    assert (await plan_of(world)).look_at == wall("2026-12-02 07:00")


async def _use_up(world: World, until: str, times: int = BUDGET) -> None:
    """Fatima heard so much that there is no room before this instant."""
    async with world.unit() as uow:
        for _ in range(times):
            which = DispatchId(uow.new_id())
            await uow.pushes.note(world.id("fatima"), which, wall(until) - SPAN)
