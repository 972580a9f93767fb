"""Moments are said in full, on a 24-hour clock, with vandaag and morgen beside the date and never alone."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from locales import dates

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TODAY = date(2025, 3, 3)


def _at(*when: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = (*when, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM, fold=fold)


@pytest.mark.parametrize(
    ("local", "said"),
    [
        (_at(2025, 3, 4, 10), "dinsdag 4 maart om 10.00 uur"),
        (_at(2025, 3, 3, 9, 5), "maandag 3 maart om 9.05 uur"),
        (_at(2025, 3, 3, 0, 30), "maandag 3 maart om 0.30 uur"),
        (_at(2026, 9, 30, 23, 59), "woensdag 30 september 2026 om 23.59 uur"),
    ],
)
def test_a_moment_is_said_in_full_with_the_year_only_when_it_is_another(local: datetime, said: str) -> None:
    assert dates.moment_in_full(local, TODAY) == said


@pytest.mark.parametrize(
    ("local", "said"),
    [
        (_at(2025, 3, 3, 15), "vandaag, maandag 3 maart om 15.00 uur"),
        (_at(2025, 3, 4, 10), "morgen, dinsdag 4 maart om 10.00 uur"),
        (_at(2025, 3, 5, 10), "op woensdag 5 maart om 10.00 uur"),
        (_at(2025, 3, 2, 10), "op zondag 2 maart om 10.00 uur"),
    ],
)
def test_only_today_and_tomorrow_get_a_word_before_the_date(local: datetime, said: str) -> None:
    assert dates.when(local, TODAY) == said


def test_a_day_alone_and_a_moment_on_a_button_are_in_full_too() -> None:
    assert dates.relative_day(date(2025, 3, 4), TODAY) == "morgen, dinsdag 4 maart"
    assert dates.relative_day(date(2025, 3, 5), TODAY) == "woensdag 5 maart"
    assert dates.day_in_full(date(2026, 1, 1), TODAY) == "donderdag 1 januari 2026"
    assert dates.on_a_button(_at(2025, 3, 4, 10), TODAY) == "dinsdag 4 maart 10.00"


def test_a_wall_time_is_shown_as_it_stands() -> None:
    assert dates.clock(time(20)) == "20.00 uur"
    assert dates.hours_and_minutes(time(9, 5)) == "9.05"


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first, second = _at(2026, 10, 25, 2, 30), _at(2026, 10, 25, 2, 30, fold=1)
    assert dates.moment_in_full(first, TODAY).endswith("om 2.30 uur (zomertijd)")
    assert dates.moment_in_full(second, TODAY).endswith("om 2.30 uur (wintertijd)")
    assert dates.moment_in_full(_at(2026, 10, 25, 3, 30), TODAY).endswith("om 3.30 uur")
