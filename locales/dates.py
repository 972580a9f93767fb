"""Moments in Dutch, always in full, so that nobody has to count: 'dinsdag 4 maart om 10.00 uur'."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import format_date

_LOCALE = "nl"
_A_MONDAY = date(2026, 11, 23)
_TODAY, _TOMORROW = "vandaag", "morgen"


def moment_in_full(local: datetime, today: date) -> str:
    """'dinsdag 4 maart om 10.00 uur'; with the year when it is not this one.

    ``local`` is an Amsterdam time. In the night when an hour comes twice it says which of the two it is.
    """
    return f"{day_in_full(local.date(), today)} om {clock(local.time())}{_which_hour(local)}"


def when(local: datetime, today: date) -> str:
    """'morgen, dinsdag 4 maart om 10.00 uur', or 'op dinsdag 4 maart om 10.00 uur' for a day further off."""
    near = _near(local.date(), today)
    moment = moment_in_full(local, today)
    return f"{near}, {moment}" if near else f"op {moment}"


def on_a_button(local: datetime, today: date) -> str:
    """'dinsdag 4 maart 10.00', still in full but without the small words."""
    return f"{day_in_full(local.date(), today)} {hours_and_minutes(local.time())}{_which_hour(local)}"


def relative_day(day: date, today: date) -> str:
    """'vandaag, dinsdag 4 maart', 'morgen, woensdag 5 maart', and any other day in full."""
    near = _near(day, today)
    full = day_in_full(day, today)
    return f"{near}, {full}" if near else full


def day_in_full(day: date, today: date) -> str:
    """'dinsdag 4 maart'; with the year when it is not this one."""
    return _formatted(day, "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y")


def weekday(number: int) -> str:
    """'vrijdag', for 4; Monday is 0."""
    return _formatted(_A_MONDAY + timedelta(days=number), "EEEE")


def day_and_month(day: date) -> str:
    """'4 maart', where the year is plain and there is little room."""
    return _formatted(day, "d MMMM")


def date_on_paper(day: date) -> str:
    """'4 maart 2027': paper is read in other years as well."""
    return _formatted(day, "d MMMM y")


def clock(wall: time) -> str:
    """'10.00 uur', on the 24-hour clock; the time is taken as it stands, without a zone."""
    return f"{hours_and_minutes(wall)} uur"


def hours_and_minutes(wall: time) -> str:
    """'10.00', for a button or a list."""
    return f"{wall.hour}.{wall.minute:02}"


@lru_cache(512)
def _formatted(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=_LOCALE)


def _near(day: date, today: date) -> str:
    if day == today:
        return _TODAY
    return _TOMORROW if day == today + timedelta(days=1) else ""


def _which_hour(local: datetime) -> str:
    first, second = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    if first == second:
        return ""
    return " (wintertijd)" if local.fold else " (zomertijd)"
