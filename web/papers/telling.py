"""The picture in words, for who does not see it: everybody's line and every moment, in plain Dutch."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.checkins import Scale
from domain.moments import Moment
from domain.people import Form
from domain.plans import GoalId
from locales.catalogue import plural, text
from locales.dates import day_and_month
from web.papers.charts import Chart, ChartLine

COMMA = ", "


def sentences(chart: Chart, form: Form) -> tuple[str, ...]:
    """What the drawing of this chart shows: some sentences for each line together, then one for each moment."""
    lines = [" ".join(_line(line, form)) for line in chart.lines if line.points]
    moments = (
        text("paper.told.moment", form, day=day_and_month(day), words=words)
        for day, words in sorted(chart.moments)
        if chart.holds(day)
    )
    return (*(lines or [text("paper.told.empty", form)]), *moments)


def moment_words(
    moments: Iterable[Moment], form: Form, goal: GoalId | None = None
) -> tuple[tuple[date, str], ...]:
    """Moments with their few words, for a chart of this goal; that another goal ended is left out."""
    return tuple(
        (moment.on, text(f"paper.moment.{moment.kind.value}", form))
        for moment in moments
        if moment.goal is None or moment.goal == goal
    )


def _line(line: ChartLine, form: Form) -> Iterator[str]:
    label = line.label[:1].upper() + line.label[1:]
    (begin, first), (end, last) = line.points[0], line.points[-1]
    if len(line.points) == 1:
        yield text(
            "paper.told.one", form, who=label, value=_value(line, first, form), day=day_and_month(begin)
        )
        return
    yield text(
        "paper.told.line",
        form,
        who=label,
        first=_value(line, first, form),
        begin=day_and_month(begin),
        last=_value(line, last, form),
        end=day_and_month(end),
    )
    if last == first:
        yield text("paper.told.same", form)
    else:
        yield plural("paper.told.higher" if last > first else "paper.told.lower", form, abs(last - first))
    if len(line.points) > 2:
        yield text(
            "paper.told.all", form, values=COMMA.join(_value(line, value, form) for _, value in line.points)
        )


def _value(line: ChartLine, value: int, form: Form) -> str:
    return str(value) if line.scale is Scale.NUMBERS else text(f"checkins.face.{value}", form)
