"""One goal drawn: numbers and faces each on a panel of their own, a line per person, moments as upright marks."""

from dataclasses import dataclass
from datetime import date

from domain.checkins import RANGE, Scale
from domain.people import Form
from domain.rounds import WEEK
from locales.catalogue import text
from locales.dates import day_and_month
from web.papers.charts import Chart, ChartLine
from web.papers.marks import MomentMarks
from web.papers.sheet import Sheet, shortened, wide

WIDTH = 720
"""Twice the 360 pixels of the narrowest usual phone, so that the words stay sharp there."""

EDGE = 18
LEFT = 66
NAMED_AT, NAME_IN, VALUE_AT = 14, 28, 10
MOST_LABELS = 300
TITLE, WORDS = 32, 26
TITLE_HIGH, DATES_HIGH, LABEL_HIGH = 58, 48, 34
ROOM = 26
HIGH = {Scale.NUMBERS: 340, Scale.FACES: 280}

LOOKS = (
    ("#0072b2", ()),
    ("#d55e00", (18, 8)),
    ("#009e73", (5, 7)),
    ("#1f2928", (26, 7, 5, 7)),
    ("#cc79a7", (12, 5)),
    ("#e69f00", (18, 5, 5, 5, 5, 5)),
    ("#56b4e9", (32, 10)),
)
"""Colour and dashes of a line: the colours of Okabe and Ito, which people who are colour-blind tell apart as well."""

GRID, FAINT, SOFT = "#b7c0bd", "#e6eae8", "#4a5654"
STEP_ASIDE, ASIDE = 6, 20
"""Lines that say the same lie so many pixels apart, and together at most so many; all are seen."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The field of one scale, up to ``right``; at ``top`` and ``bottom`` its highest and its lowest score lie."""

    scale: Scale
    top: float
    right: float

    @property
    def bottom(self) -> float:
        return self.top + HIGH[self.scale]

    def high(self, value: int) -> float:
        """Where this score lies."""
        lowest, highest = RANGE[self.scale][0], RANGE[self.scale][-1]
        return self.bottom - (value - lowest) * (self.bottom - self.top) / (highest - lowest)


def height(chart: Chart) -> int:
    """How many pixels high this chart becomes."""
    marks = MomentMarks.of(chart, across(chart), WIDTH)
    panels = sum(HIGH[scale] + 2 * ROOM + DATES_HIGH for scale in scales(chart))
    return round(TITLE_HIGH + marks.above + panels + marks.below + EDGE)


def scales(chart: Chart) -> tuple[Scale, ...]:
    """Which panels there are; numbers when nothing was scored yet."""
    return tuple(scale for scale in Scale if chart.on(scale)) or (Scale.NUMBERS,)


def right(chart: Chart) -> float:
    """Where the panels end, so that everybody's name finds room beside them."""
    wanted = [
        NAMED_AT + NAME_IN + wide(line.label, WORDS) + _value_wide(line)
        for line in chart.lines
        if line.points
    ]
    # A pixel more, since sums of fractions come out a little short.
    return WIDTH - EDGE - min(MOST_LABELS, max(wanted, default=0) + 1)


def across(chart: Chart) -> dict[date, float]:
    """Where each day that something is to be drawn for lies from left to right."""
    days = {day for line in chart.lines for day, _ in line.points} | {day for day, _ in chart.moments}
    days |= set(_weeks(chart))
    inset = ROOM if chart.first < chart.last else 0
    room = right(chart) - LEFT - 2 * inset
    return {day: LEFT + inset + chart.place(day) * room for day in days}


def paint(sheet: Sheet, chart: Chart, top: float) -> None:
    """Draw this chart from ``top`` downwards."""
    places = across(chart)
    marks = MomentMarks.of(chart, places, WIDTH)
    sheet.write(
        (EDGE, top + TITLE_HIGH / 2),
        shortened(chart.title, TITLE, WIDTH - 2 * EDGE, bold=True),
        TITLE,
        bold=True,
    )
    words_at = top + TITLE_HIGH
    at = words_at + marks.above
    panels = []
    for scale in scales(chart):
        panels.append(Panel(scale, at + ROOM, right(chart)))
        at = panels[-1].bottom + ROOM + DATES_HIGH
    for panel in panels:
        _frame(sheet, chart, panel, places)
    marks.paint(sheet, words_at, [(panel.top - ROOM, panel.bottom + ROOM) for panel in panels], at)
    for panel in panels:
        _lines(sheet, chart, panel, places)


def _frame(sheet: Sheet, chart: Chart, panel: Panel, places: dict[date, float]) -> None:
    for value in RANGE[panel.scale]:
        strong = panel.scale is Scale.FACES or value % 5 == 0
        y = panel.high(value)
        sheet.line([(LEFT, y), (panel.right, y)], GRID if strong else FAINT, 1.5)
        if panel.scale is Scale.FACES:
            sheet.face(value, (LEFT - 30, y), 20)
        elif strong:
            sheet.write((LEFT - 14, y), str(value), WORDS, anchor="rm")
    under = panel.bottom + ROOM
    sheet.line([(LEFT, under), (panel.right, under)], SOFT, 2)
    for day in _named(chart, places):
        sheet.line([(places[day], under), (places[day], under + 8)], SOFT, 2)
        words = day_and_month(day)
        half = wide(words, WORDS) / 2
        middle = min(max(places[day], EDGE + half), WIDTH - EDGE - half)
        sheet.write((middle, under + 27), words, WORDS, colour=SOFT, anchor="mm")
    if not any(line.points for line in chart.lines):
        centre = ((LEFT + panel.right) / 2, (panel.top + panel.bottom) / 2)
        sheet.write(centre, text("paper.chart.empty", Form.U), WORDS, colour=SOFT, anchor="mm", edge=9)


def _lines(sheet: Sheet, chart: Chart, panel: Panel, places: dict[date, float]) -> None:
    drawn = chart.on(panel.scale)
    ends: list[tuple[float, ChartLine, tuple[float, float]]] = []
    for number, line in enumerate(drawn):
        lower = (number - (len(drawn) - 1) / 2) * min(STEP_ASIDE, ASIDE / len(drawn))
        colour, dashes = LOOKS[line.style % len(LOOKS)]
        spots = [(places[day], panel.high(value) + lower) for day, value in line.points]
        if len(spots) > 1:
            sheet.line(spots, colour, 5, dashes)
        for spot in spots:
            sheet.mark(line.style, spot, colour, 8)
        ends.append((spots[-1][1], line, spots[-1]))
    ends.sort(key=lambda end: end[0])
    for y, (_, line, end) in zip(_spread([high for high, _, _ in ends], panel), ends, strict=True):
        _label(sheet, panel, line, end, y)


def _label(sheet: Sheet, panel: Panel, line: ChartLine, end: tuple[float, float], y: float) -> None:
    """Who it is, at the end of the line, with its mark and, where it is a number, the last score."""
    colour, _ = LOOKS[line.style % len(LOOKS)]
    begin = panel.right + NAMED_AT
    sheet.line([(end[0] + 12, end[1]), (begin, y)], GRID, 1.5)
    sheet.mark(line.style, (begin + 10, y), colour, 8)
    name = shortened(line.label, WORDS, WIDTH - EDGE - begin - NAME_IN - _value_wide(line))
    sheet.write((begin + NAME_IN, y), name, WORDS)
    if line.scale is Scale.NUMBERS:
        after = begin + NAME_IN + wide(name, WORDS) + VALUE_AT
        sheet.write((after, y), str(line.points[-1][1]), WORDS, bold=True)


def _value_wide(line: ChartLine) -> float:
    return VALUE_AT + wide("10", WORDS, bold=True) if line.scale is Scale.NUMBERS else 0


def _spread(wished: list[float], panel: Panel) -> list[float]:
    """Heights for labels, in order and clear of each other, as near as can be to where their lines end."""
    placed: list[float] = []
    for high in wished:
        placed.append(max(high, placed[-1] + LABEL_HIGH) if placed else high)
    low = panel.bottom + ROOM / 2
    for number in range(len(placed) - 1, -1, -1):
        placed[number] = min(placed[number], low)
        low = placed[number] - LABEL_HIGH
    return placed


def _weeks(chart: Chart) -> list[date]:
    return [chart.first + WEEK * number for number in range((chart.last - chart.first) // WEEK + 1)]


def _named(chart: Chart, places: dict[date, float]) -> list[date]:
    """As many of the weeks as have room for their date."""
    weeks = _weeks(chart)
    room = max(wide(day_and_month(day), WORDS) for day in weeks) + 24
    return next(
        named
        for every in range(1, len(weeks) + 1)
        if len(named := weeks[::every]) < 2 or places[named[1]] - places[named[0]] >= room
    )
