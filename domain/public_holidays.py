"""Dutch public holidays, worked out: the Easter cycle, and the days that stand still."""

from datetime import date, timedelta
from functools import cache

SUNDAY = 6
LUSTRUM = 5
"""The fifth of May is a day off once in so many years, as in most collective agreements."""

_FROM_EASTER = (-2, 0, 1, 39, 49, 50)
"""Good Friday, Easter and the day after, Ascension Day, Pentecost and the day after: in days from Easter."""


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year from 2014 on, when Queen's Day became King's Day; Good Friday is one of them.

    The `holidays` package knows the same days, and a test holds these to it; but it loads the holidays of 250
    countries with them, which takes 12 MB and stops the event loop for a fifth of a second.
    """
    easter = easter_sunday(year)
    kings_day = date(year, 4, 27)
    found = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    found |= {easter + timedelta(days=days) for days in _FROM_EASTER}
    found.add(kings_day - timedelta(days=kings_day.weekday() == SUNDAY))
    if year % LUSTRUM == 0:
        found.add(date(year, 5, 5))
    return frozenset(found)


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (the anonymous algorithm of 1876, as in Meeus, Astronomical Algorithms, 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, odd = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    fours, ones = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * fours - moon - ones) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
