"""Which days a phrase may mean, counted from today in Amsterdam."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.spoken.outcomes import DoubtReason, UnreadReason
from domain.spoken.said import Said, Which

RECENTLY = timedelta(days=60)
"""A date without a year that went by this recently is more likely a slip than next year's."""

JUST_NOW = timedelta(days=7)
"""The same for a day number without a month."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Days:
    """Days, the likeliest first; more than one only with a doubt."""

    candidates: tuple[date, ...]
    doubt: DoubtReason | None = None


def days_meant(said: Said, today: date) -> Days | UnreadReason | None:
    """The days that were said; None when no day was said at all."""
    if not _fit_together(said):
        return UnreadReason.NOT_UNDERSTOOD
    days = _with_weekday(said, today)
    if said.date_may_be_time and not (isinstance(days, Days) and days.doubt is None):
        return UnreadReason.NOT_UNDERSTOOD
    return days


def _with_weekday(said: Said, today: date) -> Days | UnreadReason | None:
    days = _without_weekday(said, today)
    if days is None:
        return None if said.weekday is None else _weekday(said.weekday, said.which, today)
    if isinstance(days, UnreadReason) or said.weekday is None or said.says_a_week:
        return days
    return _checked(days, said.weekday, today)


def _fit_together(said: Said) -> bool:
    """At most one way to name a day beside its weekday; 'volgende' belongs to the week or to the weekday."""
    a_date_or_days = said.date is not None or bool(said.days)
    ways = [a_date_or_days, said.month_day is not None, said.says_a_week]
    weekday_stands_apart = said.which is Which.BARE or not said.says_a_week
    return sum(ways) <= 1 and weekday_stands_apart


def _without_weekday(said: Said, today: date) -> Days | UnreadReason | None:
    if said.date is not None:
        return _agreeing(_calendar_date(said.date, today), said.days, today)
    if said.month_day is not None:
        return _day_of_month(said.month_day, today)
    if said.days:
        candidates = tuple(today + timedelta(days=days) for days in said.days)
        return Days(candidates, DoubtReason.WHICH_DAY if len(candidates) > 1 else None)
    if said.weeks is not None:
        return _weeks_from_now(said.weeks, said.weekday, today)
    if said.week_number is not None:
        return _in_numbered_week(said.week_number, said.weekday, today)
    return _in_week(said.week, said.weekday, today) if said.week else None


def _agreeing(dated: Days | UnreadReason, counted: tuple[int, ...], today: date) -> Days | UnreadReason:
    """'Morgen 19 november': the date and the days from today, which must be the same day."""
    if isinstance(dated, UnreadReason) or not counted:
        return dated
    days = (*dated.candidates, *(today + timedelta(days=number) for number in counted))
    return Days(days, DoubtReason.WEEKDAY_DATE_CLASH) if len(set(days)) > 1 else dated


def _checked(days: Days, weekday: int, today: date) -> Days:
    """'Dinsdag 26 november' while that is a Thursday: either the weekday or the date is a slip."""
    if len(days.candidates) > 1:
        fitting = tuple(day for day in days.candidates if day.weekday() == weekday)
        return Days(fitting or days.candidates, days.doubt)
    day = days.candidates[0]
    if day.weekday() == weekday:
        return days
    nearest = _coming(weekday, day - timedelta(days=4))
    return Days((day, nearest if nearest > today else nearest + WEEK), DoubtReason.WEEKDAY_DATE_CLASH)


def _weekday(weekday: int, which: Which, today: date) -> Days:
    coming = _coming(weekday, today)
    match which:
        case Which.COMING:
            return Days((coming,))
        case Which.NEXT:
            # To some this is the first one, to others the one after; a week from today it is the same day.
            return Days((coming,)) if coming - today == WEEK else _which_week(coming, coming + WEEK)
        case Which.LAST:
            return Days((coming - 2 * WEEK,))
        case Which.THIS:
            this = _in(today, weekday)
            return Days((this,)) if this > today else _which_week(today if this == today else coming, coming)
        case Which.BARE:
            return Days((coming,)) if coming - today < WEEK else _which_week(today, coming)


def _weeks_from_now(weeks: int, weekday: int | None, today: date) -> Days:
    """'Dinsdag over een week' is said of the week after this one, and of the week after the coming Tuesday."""
    if weekday is None:
        return Days((today + weeks * WEEK,))
    by_week, by_day = _in(today + weeks * WEEK, weekday), _coming(weekday, today) + weeks * WEEK
    return Days((by_week,)) if by_week == by_day else _which_week(by_week, by_day)


def _in_week(which: Which, weekday: int | None, today: date) -> Days:
    monday = _in(today + {Which.LAST: -WEEK, Which.THIS: 0 * WEEK}.get(which, WEEK), 0)
    if weekday is None:
        return Days(tuple(monday + timedelta(days=n) for n in range(5)), DoubtReason.NO_DAY)
    day, coming = _in(monday, weekday), _coming(weekday, today)
    # 'Komende week' is next week, or the seven days that come.
    return _which_week(coming, day) if which is Which.COMING and coming != day else Days((day,))


def _in_numbered_week(number: int, weekday: int | None, today: date) -> Days | UnreadReason:
    year = today.isocalendar().year
    mondays = [monday for near in (year - 1, year, year + 1) if (monday := _monday(near, number))]
    if weekday is None:
        ahead = [monday for monday in mondays if monday + timedelta(days=6) >= today]
        if not ahead:
            return UnreadReason.NO_SUCH_DATE
        return Days(tuple(ahead[0] + timedelta(days=n) for n in range(5)), DoubtReason.NO_DAY)
    return _nearest([_in(monday, weekday) for monday in mondays], today)


def _calendar_date(said: tuple[int, ...], today: date) -> Days | UnreadReason:
    if len(said) == 3:
        day = _date(said[2], said[1], said[0])
        return Days((day,)) if day else UnreadReason.NO_SUCH_DATE
    years = (today.year - 1, today.year, today.year + 1)
    return _nearest([day for year in years if (day := _date(year, said[1], said[0]))], today)


def _nearest(occurrences: list[date], today: date) -> Days | UnreadReason:
    """The first of these yearly days that is not past, with a doubt when one has just gone by."""
    ahead = [day for day in occurrences if day >= today]
    if not ahead:
        return UnreadReason.NO_SUCH_DATE
    just_past = any(today - RECENTLY <= day < today for day in occurrences)
    return Days((ahead[0],), DoubtReason.PAST if just_past else None)


def _day_of_month(number: int, today: date) -> Days | UnreadReason:
    if not 1 <= number <= 31:
        return UnreadReason.NO_SUCH_DATE
    months = [divmod(today.month - 1 + n, 12) for n in range(-1, 4)]
    days = [_date(today.year + years, month + 1, number) for years, month in months]
    first = next(day for day in days[1:] if day and day >= today)
    if first == today:
        later = next(day for day in days[2:] if day)
        return Days((today, later), DoubtReason.WHICH_DAY)
    if any(day and today - JUST_NOW <= day < today for day in days):
        return Days((first,), DoubtReason.PAST)
    a_month_lacks_it = None in days[1 : days.index(first)]
    return Days((first,), DoubtReason.NO_SUCH_DATE if a_month_lacks_it else None)


def _which_week(*days: date) -> Days:
    return Days(tuple(dict.fromkeys(days)), DoubtReason.WHICH_WEEK)


def _coming(weekday: int, today: date) -> date:
    """The first such weekday strictly after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _in(week_of: date, weekday: int) -> date:
    """This weekday in the week, from Monday to Sunday, that holds the day."""
    return week_of + timedelta(days=weekday - week_of.weekday())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
