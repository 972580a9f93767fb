"""Goals that are good enough, round after round, for each person who scores them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from domain.calendar import local
from domain.checkins import Score
from domain.histories import History
from domain.people import PersonId
from domain.plans import Goal, GoalId, Plan
from domain.rounds import Round

TWICE = 2

_Good = Mapping[PersonId | None, bool]
"""Who scored a goal in a round, and whether that was good; None stands for the professionals, whose line is one."""


@dataclass(frozen=True, slots=True)
class Run:
    """The rounds in a row, up to the last one in which the family scored the goal, that were good enough.

    ``weeks`` are their Mondays (Amsterdam), oldest first; ``since`` is the day on which the second one closed.
    """

    goal: GoalId
    weeks: tuple[date, ...]
    since: date


def good_runs(plan: Plan, history: History) -> dict[GoalId, Run]:
    """The open goals that were good enough twice in a row or more, in the order of the plan.

    In a row are two closed rounds with no other round of this family between them. Whoever scored the goal in one of
    the two gave a good score in both, and at least one of them is of the family. Who does not work on the goal any more
    does not count, nor does a round with a score from before the family chose to go on with the goal.
    """
    found: dict[GoalId, Run] = {}
    for goal in plan.open_goals:
        stand = plan.stand_of(goal.id)
        good = _run(history, goal, stand.kept_at if stand is not None else None)
        if len(good) >= TWICE:
            since = local(good[TWICE - 1].closes_at).date()
            found[goal.id] = Run(goal.id, tuple(one.week for one in good), since)
    return found


def _run(history: History, goal: Goal, kept_at: datetime | None) -> list[Round]:
    rounds = [(one, _scored(history, one, goal, kept_at)) for one in history.closed]
    while rounds and not any(who is not None for who in rounds[-1][1]):
        # Nobody of the family has said anything else since.
        rounds.pop()
    good: list[Round] = []
    for (before, first), (after, second) in pairwise(rounds):
        good = [*(good or [before]), after] if _is_good_twice(first, second) else []
    return good


def _is_good_twice(first: _Good, second: _Good) -> bool:
    everybody = {*first, *second}
    twice = all(first.get(who, False) and second.get(who, False) for who in everybody)
    return twice and any(who is not None for who in everybody)


def _scored(history: History, one: Round, goal: Goal, kept_at: datetime | None) -> _Good:
    scores: list[tuple[PersonId | None, Score]] = [
        (turn.holder.person, turn.scores[goal.id])
        for turn in history.turns.get(one.id, ())
        if goal.id in turn.scores and (turn.holder.person is None or turn.holder.person in goal.people)
    ]
    if kept_at is not None and any(score.changed_at <= kept_at for _, score in scores):
        return {}
    good: dict[PersonId | None, bool] = {}
    for who, score in scores:
        good[who] = score.is_good and good.get(who, True)
    return good
