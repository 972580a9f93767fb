"""A family with a plan that is asked about, and shorthand for who says what in which round."""

from collections.abc import Sequence

from domain.actors import Talker
from domain.calendar import local
from domain.checkins import Question, Rhythm, Scale, Turn
from domain.histories import History
from domain.notices import CheckInAsked, CheckInNudged, PlanFitAsked, PlanReady
from domain.plans import GoalId, Plan
from domain.rounds import Round
from domain.secret import Secret
from tests.support.plans_made import TWO_GOALS, Wish, establish_in
from tests.usecases.world import World
from usecases import checkins, rhythms
from usecases.own_rounds import OwnRound

BUDGETED = (CheckInAsked, CheckInNudged, PlanFitAsked, PlanReady)


async def establish(world: World, goals: Sequence[Wish] = TWO_GOALS) -> Plan:
    """Sanne and family ⭐ establish a plan with these goals, now; football is Fatima's and Noor's, bedtime Fatima's."""
    async with world.unit() as uow:
        return await establish_in(uow, world.cast, goals=goals)


async def begin(world: World, at: str = "2026-11-30 09:00", goals: Sequence[Wish] = TWO_GOALS) -> Plan:
    """A plan that was established in the week before, and the Monday morning of its first round."""
    plan = await establish(world, goals)
    await world.at(at)
    return plan


def talker(world: World, key: str) -> Talker:
    """Somebody with a conversation of their own."""
    who = world.who(key)
    assert isinstance(who, Talker)
    return who


async def plan_of(world: World) -> Plan:
    """The plan of family ⭐ as it stands."""
    async with world.archive.reading() as uow:
        found = await uow.plans.of(world.cast.families["Ster"].id)
    assert found is not None
    return found


async def goal_ids(world: World) -> tuple[GoalId, ...]:
    """The goals of the established plan, in its order."""
    plan = await plan_of(world)
    assert plan.established is not None
    return tuple(goal.id for goal in plan.established.text.goals)


async def history(world: World) -> History:
    """Every round of family ⭐ with its turns."""
    async with world.archive.reading() as uow:
        return await uow.check_ins.history(world.cast.families["Ster"].id)


async def newest(world: World) -> Round:
    """The newest round of family ⭐."""
    return (await history(world)).rounds[-1]


async def turn_of(world: World, key: str) -> Turn | None:
    """Somebody's turn in the newest round."""
    of = await newest(world)
    async with world.archive.reading() as uow:
        return await uow.check_ins.turn_of(of.id, world.cast.recipient(key))


async def must_have_turn(world: World, key: str) -> Turn:
    """The same, of who has one."""
    turn = await turn_of(world, key)
    assert turn is not None
    return turn


async def score(
    world: World,
    key: str,
    value: int,
    *,
    goal: int = 0,
    scale: Scale = Scale.NUMBERS,
    turn: Turn | None = None,
) -> OwnRound:
    """Somebody scores a goal of the plan in the newest round, or in that of this turn."""
    which, of = (await goal_ids(world))[goal], turn or await must_have_turn(world, key)
    return await world.do(
        checkins.score, talker(world, key), turn=of.id, goal=which, scale=scale, value=value
    )


async def skip(world: World, key: str) -> OwnRound:
    """Somebody says "deze week niet"."""
    return await world.do(checkins.skip, talker(world, key), turn=(await must_have_turn(world, key)).id)


async def say(world: World, key: str, text: str, question: Question = Question.WELL) -> OwnRound:
    """Somebody tells something."""
    turn = await must_have_turn(world, key)
    words = {question: Secret(text)}
    return await world.do(checkins.say, talker(world, key), turn=turn.id, words=words)


async def prefer(world: World, key: str, **choices: object) -> Rhythm:
    """Somebody chooses their rhythm."""
    return await world.do(rhythms.change, talker(world, key), **choices)


def about_rounds(world: World, key: str) -> list[tuple[str, str]]:
    """What somebody heard about check-ins: which notice, and when on their clock (day and time)."""
    return [
        (type(heard.notice).__name__, f"{local(heard.at):%m-%d %H:%M}")
        for heard in world.heard
        if heard.who == key and isinstance(heard.notice, CheckInAsked | CheckInNudged)
    ]
