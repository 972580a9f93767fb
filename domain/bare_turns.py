"""Check-ins of many families at a glance: what everybody scored, without the words and the moments.

Nothing is made of what such a page does not show; `domain/histories.py` has all of it, for one family.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.checkins import Scale
from domain.people import FamilyId, PersonId
from domain.plans import GoalId
from domain.rounds import Round, RoundId

BareScore = tuple[Scale, int, int]
"""On which scale, which value, and when it was last changed: a number that is higher for a later score."""

_Points = dict[date, BareScore]


@dataclass(frozen=True, slots=True)
class BareTurn:
    """One turn in numbers; ``person`` is None for that of a professional.

    ``was_asked``: the question reached somebody, or they reacted without it. ``has_told``: they scored or spoke.
    """

    round: RoundId
    person: PersonId | None
    was_asked: bool
    has_told: bool
    scores: Mapping[GoalId, BareScore]


@dataclass(frozen=True, slots=True)
class BareHistory:
    """The rounds of one family, oldest first, and the turns that can still be read, in that order too."""

    family: FamilyId
    rounds: tuple[Round, ...] = ()
    turns: tuple[BareTurn, ...] = ()

    @property
    def last(self) -> Round | None:
        """The newest round that has been closed."""
        return next((one for one in reversed(self.rounds) if one.closed_at is not None), None)


@dataclass(frozen=True, slots=True)
class BareLine:
    """What one person, or the professionals (None), scored for a goal on one scale.

    ``points`` are the Monday of each week (Amsterdam) and the value, oldest first.
    """

    goal: GoalId
    person: PersonId | None
    scale: Scale
    points: tuple[tuple[date, int], ...]


def counts(history: BareHistory, which: Round) -> tuple[int, int]:
    """How many people were asked in this round, and how many answered."""
    own = [turn for turn in history.turns if turn.round == which.id and turn.person is not None]
    return sum(turn.was_asked for turn in own), sum(turn.has_told for turn in own)


def bare_lines(history: BareHistory, goals: Iterable[GoalId]) -> dict[GoalId, tuple[BareLine, ...]]:
    """The lines of each of these goals, in the order in which people first scored it.

    Of two professionals who scored in one round the later score counts.
    """
    weeks = {one.id: one.week for one in history.rounds}
    found: dict[GoalId, list[tuple[PersonId | None, Scale, _Points]]] = {goal: [] for goal in goals}
    known: dict[PersonId | None, dict[tuple[GoalId, Scale], _Points]] = {}
    for turn in history.turns:
        week, own = weeks[turn.round], known.setdefault(turn.person, {})
        for goal, score in turn.scores.items():
            points = own.get((goal, score[0]))
            if points is None:
                points = own[goal, score[0]] = {}
                if goal in found:
                    found[goal].append((turn.person, score[0], points))
            if week not in points or points[week][2] <= score[2]:
                points[week] = score
    return {
        goal: tuple(
            BareLine(goal, person, scale, tuple([(week, score[1]) for week, score in points.items()]))
            for person, scale, points in of_goal
        )
        for goal, of_goal in found.items()
    }
