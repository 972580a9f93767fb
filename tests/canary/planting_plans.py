"""Planting in the plan and the check-ins: every field that says something holds a word of its own."""

from dataclasses import replace
from uuid import UUID

from domain.actors import Clockwork
from domain.checkins import Question
from domain.plan_questions import PlanQuestion, PlanQuestionId
from domain.plans import Goal, GoalEnd, GoalId, PlanText, PlanVersion, Step, StepId
from domain.rounds import monday_of
from domain.secret import Secret
from tests.canary.planting import Planted
from tests.canary.rules import MANAGER_OF, Kind
from tests.support.cast import START
from tests.support.world import KringUnderTest
from usecases import checkins, own_plan, plan_goals, plans, rounds
from usecases.ports import Unit

SHARED_WITH = ("mother", "father", "young1")
GOALS = {
    "a": (("mother", "young1"), ("father",), ("mother",)),
    "b": (("mother", "father", "young1"), ("father",), ("mother", "father")),
}
"""Who works on which goal; the parents of family a are kept apart, and the last goal of each has been reached."""

SYMBOLS = ("⚽", "⏰", "🎵")


async def agree(kring: KringUnderTest, planted: Planted) -> None:
    """Each family has a plan whose first round is this week; people said what they think of it, and how it goes."""
    for family in MANAGER_OF:
        async with kring.unit() as uow:
            version = await _establish(uow, planted, family)
            await _think_of_it(uow, planted, family, version)
        async with kring.unit() as uow:
            await _check_in(uow, planted, family, version)
    await kring.idle()


async def _establish(uow: Unit, planted: Planted, family: str) -> PlanVersion:
    who, household = planted.manager(family), planted.cast.families[family].id
    made = await plans.save(uow, who, family=household, version=None, revision=0, text=_text(planted, family))
    given = await plans.give(uow, who, version=made.id, revision=made.revision)
    plan = await plans.establish(uow, who, version=given.id, revision=given.revision)
    reached = plan.open_goals[-1]
    owner, people = f"{family}.mother", _people(family, GOALS[family][-1])
    helped = Secret(planted.word(Kind.GOAL, owner, people=people))
    await plan_goals.end_goal(uow, who, family=household, goal=reached.id, end=GoalEnd.REACHED, helped=helped)
    kept = await uow.plans.of(household)
    assert kept is not None
    assert kept.established is not None
    this_week = monday_of(START.date())
    await uow.plans.save(replace(kept, rounds_from=this_week, next_round=this_week))
    assert await rounds.plan(uow, Clockwork(), families=(household,)) == 1
    return kept.established


async def _think_of_it(uow: Unit, planted: Planted, family: str, version: PlanVersion) -> None:
    """Their own view, which they keep to themselves, a proposal, and a question that waits."""
    for seat in SHARED_WITH:
        key = f"{family}.{seat}"
        who = planted.talker(key)
        body = Secret(planted.word(Kind.REACTION, key))
        await own_plan.react(uow, who, version=version.id, body=body, shared=False)
        body = Secret(planted.word(Kind.PLAN_PROPOSED, key))
        await own_plan.propose(uow, who, body=body, goal=None, once=uow.new_token())
        await uow.plan_copies.keep_question(
            PlanQuestion(
                PlanQuestionId(uow.new_id()), version.family, version.id, who.person, 1, made_at=uow.now
            )
        )


async def _check_in(uow: Unit, planted: Planted, family: str, version: PlanVersion) -> None:
    """Everybody told something beside their answers, which are still to be given; the gezinsmanager did too."""
    for seat in SHARED_WITH:
        key = f"{family}.{seat}"
        own = await checkins.see(uow, planted.talker(key))
        assert own is not None
        words = {
            question: Secret(planted.word(Kind.CHECKED_IN, key))
            for question in (Question.WELL, Question.WORRY)
        }
        await checkins.say(uow, planted.talker(key), turn=own.turn.id, words=words)
    newest = await uow.check_ins.newest_round(version.family)
    assert newest is not None
    everybody = _people(family, SHARED_WITH)
    remark = Secret(planted.word(Kind.REMARK, MANAGER_OF[family], family=family, people=everybody))
    scores = {version.text.goals[0].id: 4}
    await checkins.score_as_professional(
        uow, planted.manager(family), round=newest.id, scores=scores, remark=remark
    )


def _text(planted: Planted, family: str) -> PlanText:
    """What is said of the family as a whole is not for the two of family a who are kept apart."""
    reads = _people(family, SHARED_WITH if family == "b" else ("young1",))

    def word() -> Secret:
        return Secret(planted.word(Kind.PLAN, family, family=family, people=reads))

    return PlanText(
        strengths=word(),
        worries=word(),
        needed=word(),
        must=word(),
        may=word(),
        goals=tuple(_goal(planted, family, number) for number in range(len(GOALS[family]))),
        people=frozenset(planted.cast.people[key].id for key in _people(family, SHARED_WITH)),
    )


def _goal(planted: Planted, family: str, number: int) -> Goal:
    people = _people(family, GOALS[family][number])

    def word(kind: Kind = Kind.GOAL) -> Secret:
        return Secret(planted.word(kind, people[0], people=people))

    return Goal(
        id=GoalId(UUID(int=number + 1)),
        symbol=SYMBOLS[number],
        nickname=word(Kind.NICKNAME).reveal(),
        words=word(),
        zero=word(),
        ten=word(),
        child=word(),
        helpers=word(),
        steps=(Step(StepId(UUID(int=number + 11)), word(), word()),),
        people=frozenset(planted.cast.people[key].id for key in people),
    )


def _people(family: str, seats: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{family}.{seat}" for seat in seats)
