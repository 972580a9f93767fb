"""Goals and small steps of a plan that is lived with: taken, finished, kept, taken up again."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from domain.errors import NotFound, Unsuitable
from domain.plans import GoalEnd, GoalId, GoalStand, Plan, StepId, TooManyGoals
from domain.secret import Secret
from tests.usecases.planned_plan import STER, at_desk, begin, establish, of, school, talker, text_of
from tests.usecases.world import World
from usecases import own_plan, plan_goals

WORDS = ("een", "twee", "drie", "vier", "vijf")
SYMBOLS = "🎨🎈🍎🎵🧩"


async def _end(world: World, goal: GoalId, end: GoalEnd = GoalEnd.REACHED, helped: str = "") -> GoalStand:
    return await world.do(
        plan_goals.end_goal,
        world.sanne,
        family=world.cast.families[STER].id,
        goal=goal,
        end=end,
        helped=Secret(helped),
    )


async def _plan(world: World) -> Plan:
    plan = (await at_desk(world)).plan
    assert plan is not None
    return plan


def _first(plan: Plan) -> GoalId:
    assert plan.established is not None
    return plan.established.text.goals[0].id


async def test_a_step_is_taken_by_either_side_and_taken_back(world: World) -> None:
    plan = await establish(world)
    assert plan.established is not None
    step, family = plan.established.text.goals[0].steps[0].id, plan.family
    await world.do(own_plan.take_step, talker(world, "noor"), step=step, done=True)
    first = world.clock.now
    world.clock.now += timedelta(days=1)
    taken = await world.do(plan_goals.take_step, world.sanne, family=family, step=step, done=True)
    assert taken.done_steps == {step: first}
    own = await of(world, "fatima")
    assert own.plan is not None
    assert own.plan.done_steps == {step: first}
    back = await world.do(plan_goals.take_step, world.sanne, family=family, step=step, done=False)
    assert back.done_steps == {}


async def test_a_goal_is_finished_with_what_helped(world: World) -> None:
    plan = await establish(world)
    goal = _first(plan)
    ended = await _end(world, goal, helped=" Samen lezen\r\n")
    assert ended.helped.reveal() == "Samen lezen"
    world.clock.now += timedelta(days=1)
    mended = await _end(world, goal, GoalEnd.STOPPED, "Samen lezen, elke avond")
    assert mended.ended_at == ended.ended_at
    assert (mended.end, mended.helped.reveal()) == (GoalEnd.STOPPED, "Samen lezen, elke avond")
    assert goal not in {each.id for each in (await _plan(world)).open_goals}
    with pytest.raises(Unsuitable):
        await _end(world, goal, helped="a" * 4_001)


async def test_a_goal_is_kept_or_taken_up_again(world: World) -> None:
    plan = await establish(world)
    goal = _first(plan)
    asked = {"family": plan.family, "goal": goal}
    kept = await world.do(plan_goals.keep_goal, world.sanne, **asked)
    assert (kept.kept_at, kept.ended_at) == (world.clock.now, None)
    await _end(world, goal, helped="Samen lezen")
    again = await world.do(plan_goals.reopen_goal, world.sanne, **asked)
    assert (again.ended_at, again.end, again.helped) == (None, None, Secret("Samen lezen"))
    assert goal in {each.id for each in (await _plan(world)).open_goals}


async def test_what_is_not_in_the_plan_is_not_found(world: World) -> None:
    family = world.cast.families[STER].id
    with pytest.raises(NotFound):
        await _end(world, GoalId(UUID(int=9)))
    made = await begin(world)
    step, goal = made.text.goals[0].steps[0].id, made.text.goals[0].id
    with pytest.raises(NotFound):
        await world.do(plan_goals.take_step, world.sanne, family=family, step=step, done=True)
    with pytest.raises(NotFound):
        await _end(world, goal)
    await establish(world, made)
    for unknown in (step.int + 1, goal.int):
        with pytest.raises(NotFound):
            await world.do(
                plan_goals.take_step,
                world.sanne,
                family=family,
                step=StepId(UUID(int=unknown)),
                done=True,
            )


async def test_a_finished_goal_makes_room_and_cannot_come_back_as_a_sixth(world: World) -> None:
    people = frozenset({world.id("fatima"), world.id("noor")})
    five = tuple(
        replace(school(people), symbol=symbol, nickname=word)
        for symbol, word in zip(SYMBOLS, WORDS, strict=True)
    )
    plan = await establish(world, await begin(world, text_of(world, goals=five)))
    assert plan.established is not None
    goal, goals = _first(plan), plan.established.text.goals
    sixth = replace(school(people), symbol="🪁", nickname="zes")
    more = replace(plan.established.text, goals=(*goals, sixth))
    with pytest.raises(TooManyGoals):
        await begin(world, more)
    await _end(world, goal)
    fuller = await establish(world, await begin(world, more))
    assert len(fuller.open_goals) == 5
    with pytest.raises(TooManyGoals):
        await world.do(plan_goals.reopen_goal, world.sanne, family=plan.family, goal=goal)


async def test_the_symbol_of_a_finished_goal_is_free_again(world: World) -> None:
    plan = await establish(world)
    assert plan.established is not None
    goals = plan.established.text.goals
    new = replace(goals[1], id=GoalId(UUID(int=7)), symbol=goals[0].symbol, nickname="lezen")
    more = replace(plan.established.text, goals=(*goals, new))
    with pytest.raises(Unsuitable):
        await begin(world, more)
    await _end(world, goals[0].id)
    await establish(world, await begin(world, more))
    with pytest.raises(Unsuitable):
        await world.do(plan_goals.reopen_goal, world.sanne, family=plan.family, goal=goals[0].id)
