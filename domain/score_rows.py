"""Check-ins as a table: one row per score, for a spreadsheet and for other systems."""

from dataclasses import dataclass
from datetime import date

from domain.checkins import Score
from domain.histories import History, lines
from domain.linking import Recipient
from domain.plans import GoalId
from domain.rounds import Round


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score; ``week`` is the Monday of its round (Amsterdam), ``number`` that of the round.

    ``holder`` is None for a score of the professionals.
    """

    week: date
    number: int
    goal: GoalId
    holder: Recipient | None
    score: Score


def score_rows(history: History) -> tuple[ScoreRow, ...]:
    """Every score of this history that stands: by round, then by goal, then by who gave it."""
    numbers: dict[date, Round] = {one.week: one for one in history.rounds}
    rows = [
        ScoreRow(point.week, numbers[point.week].number, line.goal, line.holder, point.score)
        for line in lines(history)
        for point in line.points
    ]
    return tuple(sorted(rows, key=lambda row: row.week))
