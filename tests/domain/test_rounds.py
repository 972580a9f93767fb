"""Rounds: a calendar week that closes on Sunday evening, six weekly ones, and then one every two weeks."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.calendar import local
from domain.people import FamilyId
from domain.rounds import (
    LATE_FOR,
    WEEK,
    Round,
    RoundId,
    closes_at,
    first_week,
    monday_of,
    number_of,
    round_week,
    week_after,
)
from tests.usecases.world import wall

FIRST = date(2026, 11, 30)
"""A Monday."""


def _round(week: date, closed_at: datetime | None = None) -> Round:
    return Round(RoundId(UUID(int=1)), FamilyId(UUID(int=2)), week, 1, closes_at(week), closed_at)


def test_a_plan_is_asked_about_from_the_week_after_it_was_established() -> None:
    for day in ("2026-11-23 00:00", "2026-11-26 14:00", "2026-11-29 23:59"):
        assert first_week(wall(day)) == FIRST


def test_the_week_is_that_of_amsterdam() -> None:
    """Sunday 23.30 UTC is Monday in Amsterdam already."""
    assert first_week(datetime(2026, 11, 29, 23, 30, tzinfo=UTC)) == FIRST + WEEK


def test_six_rounds_come_weekly_and_then_one_every_two_weeks() -> None:
    numbers = [number_of(FIRST + WEEK * weeks, FIRST) for weeks in range(12)]
    assert numbers == [1, 2, 3, 4, 5, 6, None, 7, None, 8, None, 9]
    assert number_of(FIRST - WEEK, FIRST) is None


def test_each_round_follows_on_the_one_before() -> None:
    week, weeks = FIRST, [FIRST]
    for _ in range(8):
        week = week_after(week, FIRST)
        weeks.append(week)
    assert [number_of(one, FIRST) for one in weeks] == list(range(1, 10))
    assert week_after(FIRST + WEEK * 6, FIRST) == FIRST + WEEK * 7


@pytest.mark.parametrize("week", [date(2027, 3, 22), date(2026, 10, 19), FIRST])
def test_it_closes_at_eight_on_sunday_whatever_the_clocks_do(week: date) -> None:
    """On 28 March 2027 the clocks go forward, on 25 October 2026 back."""
    closing = local(closes_at(week))
    assert (closing.weekday(), closing.hour, closing.minute) == (6, 20, 0)
    assert closing.date() == week + timedelta(days=6)


def test_the_week_in_which_the_clocks_go_forward_is_an_hour_shorter() -> None:
    spring, autumn = date(2027, 3, 22), date(2026, 10, 19)
    plain = closes_at(FIRST) - closes_at(FIRST - WEEK)
    assert closes_at(spring) - closes_at(spring - WEEK) == plain - timedelta(hours=1)
    assert closes_at(autumn) - closes_at(autumn - WEEK) == plain + timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-11-24 10:00", FIRST),
        ("2026-11-30 00:00", FIRST),
        ("2026-12-06 19:59", FIRST),
        ("2026-12-06 20:00", FIRST + WEEK),
        ("2027-01-04 09:00", FIRST + WEEK * 5),
        ("2027-01-11 09:00", FIRST + WEEK * 7),
        ("2027-01-18 09:00", FIRST + WEEK * 7),
    ],
)
def test_the_round_that_is_open_or_the_next_one(now: str, week: date) -> None:
    assert round_week(wall(now), FIRST) == week


def test_an_answer_counts_until_two_weeks_after_the_closing() -> None:
    one = _round(FIRST, closes_at(FIRST))
    assert one.takes_answers(one.closes_at)
    assert one.takes_answers(one.closes_at + LATE_FOR - timedelta(microseconds=1))
    assert not one.takes_answers(one.closes_at + LATE_FOR)


def test_the_monday_of_a_day() -> None:
    assert [monday_of(FIRST + timedelta(days=days)) for days in range(8)] == [FIRST] * 7 + [FIRST + WEEK]
