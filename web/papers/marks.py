"""Moments on a chart: an upright mark each, with its words above it, or with a number when there are too many."""

from dataclasses import dataclass
from datetime import date

from domain.people import Form
from locales.catalogue import text
from locales.dates import day_and_month
from web.papers.charts import Chart
from web.papers.sheet import Sheet, shortened, wide

WORDS = 24
ROW = 34
ROWS = 3
"""More rows of words than this stand under the chart, in a list."""

EDGE, GAP = 18, 14
INK, BAR = "#1f2928", "#6b7775"
DASHES = (7, 6)
DISC = 15
COMMA = ", "


@dataclass(frozen=True, slots=True)
class Mark:
    """The moments of one day: where they lie from left to right, and in which row of words, 0 being the lowest."""

    day: date
    at: float
    words: str
    middle: float
    row: int


@dataclass(frozen=True, slots=True)
class MomentMarks:
    """All marks of a chart; ``above`` and ``below`` are the pixels that their words take over and under the panels."""

    marks: tuple[Mark, ...]
    listed: tuple[str, ...]
    width: float

    @classmethod
    def of(cls, chart: Chart, places: dict[date, float], width: float) -> "MomentMarks":
        """The marks of this chart, at these places."""
        days = _by_day(chart)
        marks = _in_rows(days, places, width)
        if all(mark.row < ROWS for mark in marks):
            return cls(marks, (), width)
        numbered = {day: str(number) for number, day in enumerate(days, 1)}
        listed = tuple(
            text("paper.chart.moment", Form.U, number=numbered[day], day=day_and_month(day), words=words)
            for day, words in days.items()
        )
        return cls(_in_rows(numbered, places, width), listed, width)

    @property
    def above(self) -> float:
        return ROW * (max(mark.row for mark in self.marks) + 1) if self.marks else 0

    @property
    def below(self) -> float:
        return ROW * len(self.listed) + GAP if self.listed else 0

    def paint(self, sheet: Sheet, top: float, panels: list[tuple[float, float]], under: float) -> None:
        """Draw them: words from ``top`` on, a mark through each of the panels, the list from ``under`` on."""
        base = top + self.above
        for mark in self.marks:
            foot = base - ROW * mark.row
            sheet.line([(mark.at, foot - 4), (mark.at, panels[0][1])], BAR, 2.5, DASHES)
            for begin, end in panels[1:]:
                sheet.line([(mark.at, begin), (mark.at, end)], BAR, 2.5, DASHES)
            sheet.write(
                (mark.middle, foot - ROW / 2), mark.words, WORDS, bold=bool(self.listed), anchor="mm", edge=4
            )
        for number, words in enumerate(self.listed):
            spot = (EDGE, under + GAP + ROW * (number + 0.5))
            sheet.write(spot, shortened(words, WORDS, self.width - 2 * EDGE), WORDS)


def _by_day(chart: Chart) -> dict[date, str]:
    days: dict[date, list[str]] = {}
    for day, words in sorted(chart.moments):
        if chart.holds(day):
            days.setdefault(day, []).append(words)
    return {day: COMMA.join(dict.fromkeys(words)) for day, words in days.items()}


def _in_rows(days: dict[date, str], places: dict[date, float], width: float) -> tuple[Mark, ...]:
    """Each in the lowest row in which its words touch no others and no mark that goes up through it."""
    marks: list[Mark] = []
    for day, words in days.items():
        words = shortened(words, WORDS, width - 2 * EDGE)
        half = wide(words, WORDS, bold=True) / 2
        middle = min(max(places[day], EDGE + half), width - EDGE - half)
        row = next(
            (
                row
                for row in range(ROWS)
                if not any(_touch(mark, row, middle - half, middle + half, places[day]) for mark in marks)
            ),
            ROWS,
        )
        marks.append(Mark(day, places[day], words, middle, row))
    return tuple(marks)


def _touch(mark: Mark, row: int, begin: float, end: float, at: float) -> bool:
    """Whether words in this row, from ``begin`` to ``end`` and with a mark at ``at``, run into that one."""
    half = wide(mark.words, WORDS, bold=True) / 2
    if mark.row == row:
        return begin < mark.middle + half + GAP and mark.middle - half - GAP < end
    if mark.row > row:
        return begin - GAP / 2 < mark.at < end + GAP / 2
    return mark.middle - half - GAP / 2 < at < mark.middle + half + GAP / 2
