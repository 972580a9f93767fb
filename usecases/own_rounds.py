"""A round as one person sees it: their own turn, their goals, and their own tips when it goes less well."""

from dataclasses import dataclass

from domain.calendar import local
from domain.checkins import Rhythm, Turn, TurnId
from domain.histories import History
from domain.linking import Recipient
from domain.people import Family, Flag, Person
from domain.plan_views import goals_to_score, sees_goal
from domain.plans import Goal, GoalId, Plan
from domain.rounds import WEEK, Round
from domain.secret import Secret
from usecases.ports import Unit

LOOKS_BACK = 13
"""So many weeks back the score before this one is looked for."""


@dataclass(frozen=True, slots=True)
class OwnRound:
    """Somebody's own turn. ``goals`` are those they are asked about, ``next`` the first without a score.

    ``is_late``: the round is over, and an answer still counts for it. ``can_change``: something was answered today, so
    it may be corrected today. ``tips`` are what helped before, with the nickname of its goal: only when a score is low
    or fell. ``gone`` are goals that were answered but stand in the plan no more. ``settled`` are goals of which the
    score stands, for it was given on an earlier day.
    """

    round: Round
    turn: Turn
    goals: tuple[Goal, ...]
    rhythm: Rhythm
    next: Goal | None
    is_late: bool
    can_change: bool
    tips: tuple[tuple[str, Secret], ...] = ()
    gone: tuple[GoalId, ...] = ()
    settled: frozenset[GoalId] = frozenset()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around somebody's turn."""

    person: Person
    family: Family
    flags: tuple[Flag, ...]
    plan: Plan | None
    goals: tuple[Goal, ...]


async def around(uow: Unit, person: Person, family: Family) -> Around:
    """The plan of this person's family, and their goals in it."""
    flags = await uow.families.flags_of(family.id)
    plan = await uow.plans.of(family.id)
    return Around(person, family, flags, plan, goals_to_score(plan, person.id, flags))


def unasked_turn(uow: Unit, of: Round, person: Person) -> Turn:
    """A turn of somebody who comes by themselves, for whom none was planned."""
    return Turn(TurnId(uow.new_id()), of.id, Recipient(person=person.id))


async def own_round(
    uow: Unit, about: Around, of: Round, turn: Turn, *, gone: tuple[GoalId, ...] = ()
) -> OwnRound:
    """The round as this person sees it now."""
    today = local(uow.now).date()
    earlier = {goal for goal, score in turn.scores.items() if local(score.given_at).date() != today}
    return OwnRound(
        round=of,
        turn=turn,
        goals=about.goals,
        rhythm=await uow.check_ins.rhythm(about.person.id),
        next=turn.next_goal(about.goals),
        is_late=uow.now >= of.closes_at,
        can_change=of.takes_answers(uow.now) and len(earlier) < len(turn.scores),
        tips=await _tips(uow, about, of, turn),
        gone=gone,
        settled=frozenset(earlier),
    )


async def _tips(uow: Unit, about: Around, of: Round, turn: Turn) -> tuple[tuple[str, Secret], ...]:
    """The family's own tips: of goals that ended, and of a goal that goes less well now."""
    plan = about.plan
    if plan is None or not any(stand.helped for stand in plan.stands) or not turn.scores:
        return ()
    history = await uow.check_ins.history(about.family.id, since=of.week - LOOKS_BACK * WEEK)
    worse = {goal for goal in turn.scores if _goes_worse(history, of, turn, goal)}
    if not worse:
        return ()
    known: dict[GoalId, Goal] = {}
    for version in await uow.plans.versions(about.family.id):
        for goal in () if version.is_in_the_making else version.text.goals:
            known.setdefault(goal.id, goal)
    return tuple(
        (known[stand.goal].nickname, stand.helped)
        for stand in plan.stands
        if stand.helped and (stand.ended_at is not None or stand.goal in worse)
        if stand.goal in known and sees_goal(known[stand.goal], about.person.id, about.flags)
    )


def _goes_worse(history: History, of: Round, turn: Turn, goal: GoalId) -> bool:
    """Whether the score of this goal is low, or lower than the one before on the same scale."""
    score = turn.scores[goal]
    if score.is_low:
        return True
    earlier = [
        other.scores[goal].value
        for one in history.rounds
        if one.week < of.week
        for other in history.turns.get(one.id, ())
        if other.holder == turn.holder and goal in other.scores and other.scores[goal].scale is score.scale
    ]
    return bool(earlier) and score.value < earlier[-1]
