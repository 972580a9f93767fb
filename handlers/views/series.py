"""How often something is, in words: 'elke week op maandag en donderdag'."""

from datetime import date

from domain.people import Form
from domain.series import WEEKLY, Every, Series
from locales import dates
from locales.catalogue import text

A_RUN = 3
"""So many weekdays in a row are said as one: 'maandag tot en met vrijdag'."""


def repeats(series: Series, form: Form) -> str:
    """The rule, without its time and its end; of something that is once only, nothing."""
    if series.every is Every.ONCE:
        return ""
    return text(f"series.every.{series.every.value}", form, days=_days(series, form))


def last_day(series: Series) -> date | None:
    """The last day that it is on (Amsterdam); None of something that is once only, or never."""
    return None if series.every is Every.ONCE else max(series.slots(), default=None)


def _days(series: Series, form: Form) -> str:
    """'maandag, dinsdag en donderdag'; of a month the day of it."""
    if series.every is Every.MONTH:
        return str(series.month_day or series.first.day)
    if series.every not in WEEKLY:
        return ""
    numbers = sorted(series.weekdays or {series.first.weekday()})
    names = [dates.weekday(day) for day in numbers]
    *before, last = names
    if len(names) >= A_RUN and numbers[-1] - numbers[0] == len(names) - 1:
        return text("series.run", form, first=names[0], last=last)
    return text("series.and", form, before=", ".join(before), last=last) if before else last
