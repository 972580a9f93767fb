"""Later is that evening, the next day and the day after, at the same wall time; never before the turn, never past."""

from datetime import UTC, date, datetime, time

from domain.calendar import at_local, local
from domain.later_moments import later_moments


def _said(starts_at: datetime, now: datetime) -> list[tuple[date, time]]:
    return [(local(at).date(), local(at).time()) for at in later_moments(starts_at, now=now)]


def test_the_evening_and_two_days_after() -> None:
    starts, now = at_local(date(2026, 11, 30), time(15)), at_local(date(2026, 11, 30), time(10))
    assert _said(starts, now) == [
        (date(2026, 11, 30), time(19)),
        (date(2026, 12, 1), time(15)),
        (date(2026, 12, 2), time(15)),
    ]


def test_in_the_evening_it_is_not_that_evening() -> None:
    starts, now = at_local(date(2026, 11, 30), time(15)), at_local(date(2026, 11, 30), time(19))
    assert [day for day, _ in _said(starts, now)] == [date(2026, 12, 1), date(2026, 12, 2)]


def test_a_turn_that_is_ahead_is_not_done_before_its_day() -> None:
    starts, now = at_local(date(2026, 12, 3), time(20)), at_local(date(2026, 11, 30), time(10))
    assert [day for day, _ in _said(starts, now)] == [date(2026, 12, 4), date(2026, 12, 5)]


def test_what_is_past_is_put_off_from_today_on_at_the_same_time_by_the_clock() -> None:
    starts, now = at_local(date(2026, 10, 23), time(8)), datetime(2026, 10, 24, 6, tzinfo=UTC)
    assert _said(starts, now) == [
        (date(2026, 10, 24), time(19)),
        (date(2026, 10, 25), time(8)),
        (date(2026, 10, 26), time(8)),
    ]
