"""Goals that are good enough, round after round, for everybody who scored them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.calendar import local
from domain.checkins import Score
from domain.histories import History
from domain.plans import GoalId, Plan
from domain.rounds import Round

TWICE = 2


@dataclass(frozen=True, slots=True)
class Run:
    """The rounds in a row, up to the last one in which the goal was scored, that were good enough.

    ``weeks`` are their Mondays (Amsterdam), oldest first; ``since`` is the day on which the second one closed.
    """

    goal: GoalId
    weeks: tuple[date, ...]
    since: date


def good_runs(plan: Plan, history: History) -> dict[GoalId, Run]:
    """The open goals that were good enough twice in a row or more, in the order of the plan.

    Only closed rounds in which somebody of the family scored the goal count; a score from before the family chose to go
    on with it does not.
    """
    found: dict[GoalId, Run] = {}
    for goal in plan.open_goals:
        stand = plan.stand_of(goal.id)
        kept_at = stand.kept_at if stand is not None else None
        good: list[Round] = []
        for one, scores in _scored(history, goal.id):
            if kept_at is not None and any(score.changed_at <= kept_at for score in scores):
                continue
            good = [*good, one] if all(score.is_good for score in scores) else []
        if len(good) >= TWICE:
            since = local(good[TWICE - 1].closes_at).date()
            found[goal.id] = Run(goal.id, tuple(one.week for one in good), since)
    return found


def _scored(history: History, goal: GoalId) -> Iterator[tuple[Round, tuple[Score, ...]]]:
    for one in history.closed:
        turns = [turn for turn in history.turns.get(one.id, ()) if goal in turn.scores]
        if any(turn.holder.person is not None for turn in turns):
            yield one, tuple(turn.scores[goal] for turn in turns)
