"""Repeating in a form: how often, on which days and until when, as every form of the window asks it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain.calendar import at_local, local
from domain.errors import Unsuitable
from domain.people import Form
from domain.series import DAYS_IN_WEEK, LONGEST_SERIES, WEEKLY, Every, Series
from locales import dates
from locales.catalogue import plural, text
from web.forms import Data

EVERY, WEEKDAY, UNTIL, TIMES, HOLIDAYS = "herhaal", "weekdag", "tot_en_met", "keer", "feestdagen"
DAY, START, END = "dag", "van", "tot"
USUAL = time(1)
"""How long the window of a task is when only its beginning was filled in: an hour."""

MOST_DIGITS = 4
LAST_SAFE_DAY = 28
"""A later day of the month does not come in every month."""

_WRONG = {"end": "no_end", "until": "until", "times": "times"}
_FIELDS = {"times": TIMES, "weekdays": WEEKDAY}


@dataclass(frozen=True, slots=True)
class SeriesAsked:
    """What is filled in about repeating, as the fields hold it."""

    every: str = Every.ONCE.value
    weekdays: tuple[str, ...] = ()
    until: str = ""
    times: str = ""
    skips_holidays: bool = False

    @property
    def weekday_options(self) -> tuple[tuple[str, str], ...]:
        """The days of a week, Monday first."""
        return tuple((str(number), dates.weekday(number)) for number in range(DAYS_IN_WEEK))


@dataclass(frozen=True, slots=True)
class WindowAsked:
    """The first day and the window of a day, as the fields hold them."""

    day: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """What came of a day and a window: the first day, from when (Amsterdam), how long in minutes; or sentences."""

    first: date | None = None
    at: time = time()
    minutes: int = 0
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeriesRead:
    """What came of it: a series that can be planned, or one sentence by the name of the field that it is about."""

    series: Series | None = None
    errors: dict[str, str] = field(default_factory=dict)


def asked_of(series: Series) -> SeriesAsked:
    """The fields of a series that exists."""
    return SeriesAsked(
        every=series.every.value,
        weekdays=tuple(str(day) for day in sorted(series.weekdays)),
        until=series.until.isoformat() if series.until else "",
        times=str(series.times) if series.times else "",
        skips_holidays=series.skips_holidays,
    )


def asked_of_data(data: Data) -> SeriesAsked:
    """The fields as they were sent."""
    return SeriesAsked(
        every=data.get(EVERY, Every.ONCE.value),
        weekdays=data.all(WEEKDAY),
        until=data.get(UNTIL),
        times=data.get(TIMES),
        skips_holidays=bool(data.get(HOLIDAYS)),
    )


def read_series(data: Data, first: date, at: time, form: Form) -> SeriesRead:
    """The series that a form means, from this day and time (Amsterdam) on.

    What does not belong to how often it is, such as weekdays of a month, is left out, never refused: a page without
    styles shows those fields too.
    """
    asked = asked_of_data(data)
    if asked.every not in tuple(Every):
        return _wrong(EVERY, "repeat.wrong.every", form)
    every = Every(asked.every)
    if every is Every.ONCE:
        return SeriesRead(Series(first, at))
    until, times = as_day(asked.until), as_count(asked.times)
    if asked.until and until is None:
        return _wrong(UNTIL, "repeat.wrong.day", form)
    if asked.times and times is None:
        return _wrong(TIMES, "repeat.wrong.times", form)
    if until is not None and times is not None:
        return _wrong(TIMES, "repeat.wrong.both", form)
    days = {int(day) for day in asked.weekdays if day in tuple("0123456")} if every in WEEKLY else set()
    series = Series(
        first,
        at,
        every,
        weekdays=frozenset(days),
        until=until,
        times=times,
        skips_holidays=asked.skips_holidays,
    )
    try:
        return SeriesRead(series.check())
    except Unsuitable as refusal:
        part = refusal.detail.rpartition(".")[2]
        said = text(f"repeat.wrong.{_WRONG.get(part, 'never')}", form)
        return SeriesRead(errors={_FIELDS.get(part, UNTIL): said})


def window_of(series: Series, minutes: int) -> WindowAsked:
    """The fields of a window that exists."""
    start = datetime.combine(series.first, series.at)
    end = start + timedelta(minutes=minutes)
    return WindowAsked(series.first.isoformat(), f"{start:%H:%M}", f"{end:%H:%M}")


def window_of_data(data: Data) -> WindowAsked:
    """The fields as they were sent."""
    return WindowAsked(data.get(DAY), data.get(START), data.get(END))


def read_window(data: Data, now: datetime, form: Form, *, since: date | None = None) -> Window:
    """The first day and the window of a task; without an end it lasts an hour. A window ends on the day it begins.

    ``since`` is the first day that is allowed; without it that is today.
    """
    first, start = as_day(data.get(DAY)), as_clock(data.get(START))
    errors: dict[str, str] = {}
    if first is None:
        errors[DAY] = text("repeat.wrong.first", form)
    elif first < (since or local(now).date()):
        errors[DAY] = text("repeat.wrong.past", form)
    elif first > local(now).date() + LONGEST_SERIES:
        errors[DAY] = text("repeat.wrong.far", form)
    if start is None:
        errors[START] = text("repeat.wrong.clock", form)
    end = as_clock(data.get(END)) if data.get(END) else _hour_after(start)
    if data.get(END) and (end is None or (start is not None and end <= start)):
        errors[END] = text("repeat.wrong.end", form)
    if errors or first is None or start is None or end is None:
        return Window(errors=errors)
    return Window(first, start, _minutes(end) - _minutes(start))


def in_words(series: Series, form: Form, today: date) -> str:
    """'elke week op maandag en donderdag om 8.00 uur, tot en met 3 maart 2027, niet op feestdagen'."""
    clock = dates.clock(series.at)
    if series.every is Every.ONCE:
        return text("repeat.words.once", form, day=dates.day_in_full(series.first, today), clock=clock)
    parts = [text("repeat.words.at", form, rule=_rule(series, form), clock=clock)]
    if local(at_local(series.first, series.at)).date() > today:
        parts.append(text("repeat.words.from", form, day=dates.day_in_full(series.first, today)))
    if series.until is not None:
        parts.append(text("repeat.words.until", form, day=dates.day_in_full(series.until, today)))
    if series.times is not None:
        parts.append(plural("repeat.words.times", form, series.times))
    if series.skips_holidays:
        parts.append(text("repeat.words.holidays", form))
    return ", ".join(parts)


def as_day(given: str) -> date | None:
    """A day as a field for days sends it; None when it is none."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def as_clock(given: str) -> time | None:
    """A time of the day as a field for times sends it; None when it is none."""
    try:
        return time.fromisoformat(given).replace(second=0, microsecond=0, tzinfo=None) if given else None
    except ValueError:
        return None


def as_count(given: str) -> int | None:
    """A typed number of times; None when it is none."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS else None


def together(words: tuple[str, ...], form: Form) -> str:
    """'maandag, dinsdag en vrijdag'."""
    if not words[1:]:
        return "".join(words)
    return text("repeat.words.and", form, others=", ".join(words[:-1]), last=words[-1])


def _rule(series: Series, form: Form) -> str:
    every = text(f"repeat.every.{series.every.value}", form)
    if series.every in WEEKLY:
        days = sorted(series.weekdays) or [series.first.weekday()]
        named = together(tuple(dates.weekday(day) for day in days), form)
        return text("repeat.words.on", form, every=every, days=named)
    if series.every is Every.MONTH:
        wanted = series.month_day or series.first.day
        key = "repeat.words.on_day" if wanted <= LAST_SAFE_DAY else "repeat.words.on_late_day"
        return text(key, form, every=every, number=wanted)
    return every


def _hour_after(start: time | None) -> time | None:
    if start is None:
        return None
    return time(23, 59) if start.hour + USUAL.hour >= 24 else start.replace(hour=start.hour + USUAL.hour)


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _wrong(name: str, key: str, form: Form) -> SeriesRead:
    return SeriesRead(errors={name: text(key, form)})
