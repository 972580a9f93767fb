"""Working time: a promise lies ahead, at the end of a day on which somebody works, whatever the clock does."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.absence import WorkingHours
from domain.calendar import is_working_day, local
from domain.working_time import (
    ANSWER_WITHIN_DAYS,
    after_working,
    answer_by,
    halfway,
    is_at_work,
    opens_next,
    working_between,
    works_on,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = WorkingHours()
is_working_day(
    date(2026, 1, 1)
)  # The holidays are read at first use, which takes longer than one example may.

INSTANTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)
NEAR_CHANGES = st.builds(
    lambda begin, minutes: begin + timedelta(minutes=minutes),
    st.sampled_from((datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC))),
    st.integers(0, 3 * 24 * 60),
)
MOMENTS = INSTANTS | NEAR_CHANGES


@st.composite
def hours(draw: st.DrawFn) -> WorkingHours:
    """Working hours, also odd ones: one day a week, or a night shift from half past two."""
    days = draw(st.frozensets(st.integers(0, 4), min_size=1))
    start = draw(st.integers(0, 23 * 60))
    end = draw(st.integers(start + 1, 24 * 60 - 1))
    return WorkingHours(days, time(*divmod(start, 60)), time(*divmod(end, 60)))


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


@given(hours(), MOMENTS)
def test_a_promise_lies_ahead_at_the_end_of_a_working_day(worked: WorkingHours, asked: datetime) -> None:
    promised = answer_by(worked, asked)
    assert promised > asked
    assert works_on(worked, local(promised).date())
    assert is_working_day(local(promised).date())
    skipped = time(2) <= worked.end < time(3)
    assert local(promised).time() == worked.end or skipped


@given(hours(), MOMENTS)
def test_between_asking_and_the_promise_lie_two_whole_days_of_work(
    worked: WorkingHours, asked: datetime
) -> None:
    today, last = local(asked).date(), local(answer_by(worked, asked)).date()
    between = sum(works_on(worked, today + timedelta(days=n)) for n in range(1, (last - today).days + 1))
    assert between in (ANSWER_WITHIN_DAYS, ANSWER_WITHIN_DAYS + 1)


@given(hours(), MOMENTS, MOMENTS)
def test_who_asks_later_is_not_promised_an_earlier_answer(
    worked: WorkingHours, one: datetime, two: datetime
) -> None:
    first, second = sorted((one, two))
    assert answer_by(worked, first) <= answer_by(worked, second)


@given(hours(), MOMENTS)
def test_half_of_it_is_half_of_the_working_time(worked: WorkingHours, asked: datetime) -> None:
    promised = answer_by(worked, asked)
    middle = halfway(worked, asked, promised)
    assert asked <= middle <= promised
    whole, first = working_between(worked, asked, promised), working_between(worked, asked, middle)
    assert abs(first * 2 - whole) <= timedelta(microseconds=2)


@given(hours(), MOMENTS, st.integers(1, 99))
def test_what_is_done_in_working_time_takes_that_much_of_it(
    worked: WorkingHours, start: datetime, hundredths: int
) -> None:
    week = working_between(worked, start, start + timedelta(days=21))
    span = week * hundredths / 100
    assert working_between(worked, start, after_working(worked, start, span)) == span


@given(hours(), MOMENTS)
def test_somebody_is_at_work_when_they_are_next_at_work(worked: WorkingHours, instant: datetime) -> None:
    opens = opens_next(worked, instant)
    assert opens >= instant
    assert is_at_work(worked, opens) or time(2) <= worked.start < time(3) or time(2) <= worked.end < time(3)
    assert (opens == instant) == is_at_work(worked, instant)


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        ("2026-11-23 09:00", "2026-11-25 17:00"),
        ("2026-11-23 16:59", "2026-11-25 17:00"),
        ("2026-11-23 17:00", "2026-11-26 17:00"),
        ("2026-11-27 10:00", "2026-12-01 17:00"),
        ("2026-11-28 10:00", "2026-12-02 17:00"),
        ("2026-12-23 10:00", "2026-12-28 17:00"),
        ("2026-12-24 18:00", "2026-12-30 17:00"),
        ("2026-04-01 10:00", "2026-04-07 17:00"),
        ("2026-04-24 10:00", "2026-04-29 17:00"),
        ("2026-03-27 10:00", "2026-03-31 17:00"),
        ("2026-10-23 10:00", "2026-10-27 17:00"),
    ],
)
def test_a_promise_in_office_hours_steps_over_weekends_and_holidays(asked: str, promised: str) -> None:
    assert answer_by(OFFICE, wall(asked)) == wall(promised)


def test_nobody_works_on_a_holiday_or_a_day_off() -> None:
    part_time = WorkingHours(frozenset({0, 3}))
    assert works_on(part_time, date(2026, 11, 23))
    assert not works_on(part_time, date(2026, 11, 24))
    assert not works_on(OFFICE, date(2026, 4, 27))
    assert not is_at_work(OFFICE, wall("2026-12-25 10:00"))
    assert [is_at_work(OFFICE, wall(f"2026-11-23 {at}")) for at in ("08:29", "08:30", "16:59", "17:00")] == [
        False, True, True, False,
    ]  # fmt: skip
