"""A chart as it is handed over to be drawn or told: a line per person over time, and moments that matter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from domain.checkins import Scale
from domain.histories import Line
from domain.linking import Recipient
from domain.rounds import WEEK


@dataclass(frozen=True, slots=True, repr=False)
class ChartLine:
    """The scores of one person for one goal on one scale, oldest first.

    ``label`` is how the reader calls that person; ``style`` chooses colour, dashes and mark, the same in each chart.
    """

    label: str
    style: int
    scale: Scale
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Chart:
    """One goal from ``first`` up to and including the week of ``last``, a Monday each (Amsterdam).

    ``moments`` are days within with a few words each.
    """

    title: str
    lines: tuple[ChartLine, ...]
    first: date
    last: date
    moments: tuple[tuple[date, str], ...] = ()

    def on(self, scale: Scale) -> tuple[ChartLine, ...]:
        """The lines on this scale that have something to show."""
        return tuple(line for line in self.lines if line.scale is scale and line.points)

    def holds(self, day: date) -> bool:
        """Whether this day lies within."""
        return self.first <= day < self.last + WEEK

    def place(self, day: date) -> float:
        """Where a day lies between the first (0) and the last (1); a day outside lies at the nearer end."""
        span = (self.last - self.first).days
        return min(1.0, max(0.0, (day - self.first).days / span)) if span > 0 else 0.5


def chart_of(
    title: str,
    lines: Iterable[Line],
    *,
    label: Callable[[Recipient | None], str],
    first: date,
    last: date,
    moments: tuple[tuple[date, str], ...] = (),
    order: tuple[Recipient | None, ...] = (),
) -> Chart:
    """The chart of these lines of one goal; None stands for the professionals.

    With everybody of the family in ``order`` somebody looks the same in the chart of every goal.
    """
    found = tuple(lines)
    holders = list(dict.fromkeys([*order, *(line.holder for line in found)]))
    drawn = (
        ChartLine(
            label(line.holder),
            holders.index(line.holder),
            line.scale,
            tuple((point.week, point.score.value) for point in line.points if first <= point.week <= last),
        )
        for line in found
    )
    return Chart(title, tuple(drawn), first, last, moments)
