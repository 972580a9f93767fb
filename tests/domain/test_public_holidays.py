"""The public holidays that are worked out are those that the `holidays` package knows."""

from datetime import date

import holidays
import pytest

from domain.public_holidays import easter_sunday, public_holidays


@pytest.mark.parametrize("year", range(2014, 2100))
def test_they_are_those_of_the_package(year: int) -> None:
    assert public_holidays(year) == set(holidays.country_holidays("NL", years=year))


@pytest.mark.parametrize(("year", "day", "other"), [(2025, 26, 27), (2026, 27, 26)])
def test_kings_day_on_a_sunday_is_the_day_before(year: int, day: int, other: int) -> None:
    assert date(year, 4, day) in public_holidays(year)
    assert date(year, 4, other) not in public_holidays(year)


@pytest.mark.parametrize("day", [date(1961, 4, 2), date(2008, 3, 23), date(2038, 4, 25), date(2285, 3, 22)])
def test_easter_at_its_earliest_and_latest(day: date) -> None:
    assert easter_sunday(day.year) == day
