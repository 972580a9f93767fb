"""How a family's check-ins went: its rounds with everybody's turn, and from these a line per goal and person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.checkins import Scale, Score, Turn
from domain.linking import Recipient
from domain.people import FamilyId
from domain.plans import GoalId
from domain.rounds import Round, RoundId


@dataclass(frozen=True, slots=True)
class History:
    """The rounds of one family, oldest first, each with its turns; a turn that cannot be read any more is left out."""

    family: FamilyId
    rounds: tuple[Round, ...] = ()
    turns: Mapping[RoundId, tuple[Turn, ...]] = field(default_factory=dict)

    @property
    def closed(self) -> tuple[Round, ...]:
        """The rounds that have been closed, oldest first."""
        return tuple(one for one in self.rounds if one.closed_at is not None)

    def find(self, which: RoundId | None) -> Round | None:
        """The round with this id, or without one the newest that has been closed; None when there is no such round."""
        if which is None:
            return self.closed[-1] if self.closed else None
        return next((one for one in self.rounds if one.id == which), None)


@dataclass(frozen=True, slots=True)
class Point:
    """One score on a line; ``week`` is the Monday of its round (Amsterdam)."""

    week: date
    score: Score


@dataclass(frozen=True, slots=True)
class Line:
    """What one person, or the professionals, scored for one goal over time on one scale, oldest first.

    ``holder`` is None for the line of the professionals: it goes on when another one takes over.
    """

    goal: GoalId
    holder: Recipient | None
    scale: Scale
    points: tuple[Point, ...]


_Points = dict[date, Score]


def lines(history: History) -> tuple[Line, ...]:
    """Every line of this history: first by goal, then by who scored, in the order in which they first appear.

    Of two professionals who scored in one round the later score counts.
    """
    found: dict[GoalId, list[tuple[Recipient | None, Scale, _Points]]] = {}
    known: dict[Recipient | None, dict[tuple[GoalId, Scale], _Points]] = {}
    for one in history.rounds:
        for turn in history.turns.get(one.id, ()):
            holder = turn.holder if turn.holder.person is not None else None
            own = known.setdefault(holder, {})
            for goal, score in turn.scores.items():
                points = own.get((goal, score.scale))
                if points is None:
                    points = own[goal, score.scale] = {}
                    found.setdefault(goal, []).append((holder, score.scale, points))
                if one.week not in points or points[one.week].changed_at <= score.changed_at:
                    points[one.week] = score
    return tuple(
        Line(goal, holder, scale, tuple([Point(week, points[week]) for week in sorted(points)]))
        for goal, of_goal in found.items()
        for holder, scale, points in of_goal
    )
