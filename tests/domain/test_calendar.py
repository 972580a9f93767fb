"""Days are Amsterdam, instants are UTC, also on 29 March and 25 October 2026."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.calendar import (
    AMSTERDAM,
    QuietHours,
    Wall,
    at_local,
    at_or_before_weekday,
    instants_at,
    is_working_day,
    local,
    next_working_day,
    previous_working_day,
    wall_kind,
    working_days_between,
)

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)

days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
walls = st.times()
instants = st.integers(0, 8 * 366 * 24 * 3600).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
near_a_change = st.builds(
    lambda day, minutes: at_local(day, time()) + timedelta(minutes=minutes),
    st.sampled_from([SPRING, AUTUMN]),
    st.integers(-26 * 60, 26 * 60),
)


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def test_local_is_an_amsterdam_clock() -> None:
    shown = local(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    assert (shown.date(), shown.time(), shown.tzinfo) == (date(2026, 7, 2), time(0, 30), AMSTERDAM)


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = utc(SPRING, 12).replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        local(naive)
    with pytest.raises(ValueError, match="zone"):
        QuietHours(time(8), time(8)).first_moment_outside(naive)


def test_a_wall_time_with_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="wall"):
        at_local(SPRING, time(9, tzinfo=UTC))
    with pytest.raises(ValueError, match="wall"):
        QuietHours(time(20, tzinfo=UTC), time(9))


@pytest.mark.parametrize(
    ("day", "wall", "kind", "expected"),
    [
        (date(2026, 1, 15), time(10), Wall.NORMAL, utc(date(2026, 1, 15), 9)),
        (date(2026, 7, 15), time(10), Wall.NORMAL, utc(date(2026, 7, 15), 8)),
        (SPRING, time(1, 59), Wall.NORMAL, utc(SPRING, 0, 59)),
        (SPRING, time(2), Wall.SKIPPED, utc(SPRING, 1)),
        (SPRING, time(2, 30), Wall.SKIPPED, utc(SPRING, 1, 30)),
        (SPRING, time(3), Wall.NORMAL, utc(SPRING, 1)),
        (AUTUMN, time(1, 59), Wall.NORMAL, utc(date(2026, 10, 24), 23, 59)),
        (AUTUMN, time(2), Wall.DOUBLED, utc(AUTUMN, 0)),
        (AUTUMN, time(2, 30), Wall.DOUBLED, utc(AUTUMN, 0, 30)),
        (AUTUMN, time(3), Wall.NORMAL, utc(AUTUMN, 2)),
    ],
)
def test_wall_times_around_the_clock_changes(day: date, wall: time, kind: Wall, expected: datetime) -> None:
    assert wall_kind(day, wall) is kind
    assert at_local(day, wall) == expected
    assert at_local(day, wall).tzinfo is UTC


def test_a_skipped_time_shifts_forward_by_the_gap() -> None:
    assert local(at_local(SPRING, time(2, 30))).time() == time(3, 30)
    assert instants_at(SPRING, time(2, 30)) == ()


def test_a_doubled_time_has_two_instants_an_hour_apart() -> None:
    first, second = instants_at(AUTUMN, time(2, 30))
    assert second - first == timedelta(hours=1)
    assert first == at_local(AUTUMN, time(2, 30, fold=1))


@given(days | st.sampled_from([SPRING, AUTUMN]), walls)
def test_every_instant_shows_the_wall_time_it_was_made_from(day: date, wall: time) -> None:
    shown = [local(instant).replace(tzinfo=None) for instant in instants_at(day, wall)]
    counts = {Wall.NORMAL: 1, Wall.SKIPPED: 0, Wall.DOUBLED: 2}
    assert shown == [datetime.combine(day, wall)] * counts[wall_kind(day, wall)]


@given(instants | near_a_change)
def test_an_instant_is_among_those_of_its_own_wall_time(instant: datetime) -> None:
    shown = local(instant)
    assert instant in instants_at(shown.date(), shown.time())


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 1), False),  # Nieuwjaarsdag, a Thursday
        (date(2026, 4, 3), False),  # Goede Vrijdag
        (date(2026, 4, 6), False),  # Tweede paasdag
        (date(2026, 4, 27), False),  # Koningsdag
        (date(2025, 4, 28), True),  # the Monday after a Koningsdag that was moved to Saturday
        (date(2026, 5, 5), True),  # Bevrijdingsdag
        (date(2025, 5, 5), False),  # Bevrijdingsdag in a fifth year
        (date(2026, 5, 14), False),  # Hemelvaartsdag
        (date(2026, 5, 15), True),
        (date(2026, 5, 25), False),  # Tweede pinksterdag
        (date(2026, 12, 25), False),
        (date(2025, 12, 26), False),  # Tweede kerstdag, a Friday
        (date(2026, 12, 24), True),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
    ],
)
def test_dutch_working_days(day: date, working: bool) -> None:
    assert is_working_day(day) is working


def test_koningsdag_moves_from_sunday_to_saturday() -> None:
    assert next_working_day(date(2025, 4, 25)) == date(2025, 4, 28)


def test_next_and_previous_pass_over_easter_and_christmas() -> None:
    assert next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert previous_working_day(date(2026, 4, 7)) == date(2026, 4, 2)
    assert next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)
    assert previous_working_day(date(2027, 1, 1)) == date(2026, 12, 31)


@given(days)
def test_next_and_previous_are_strict_and_meet(day: date) -> None:
    following, preceding = next_working_day(day), previous_working_day(day)
    assert preceding < day < following
    assert is_working_day(following)
    assert is_working_day(preceding)
    assert working_days_between(day, following) == 1
    assert working_days_between(preceding, day) == is_working_day(day)


@given(days, st.integers(0, 40), st.integers(0, 40))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)
    assert working_days_between(day, end) == working_days_between(day, middle) + working_days_between(
        middle, end
    )


def test_no_working_days_lie_between_a_day_and_an_earlier_one() -> None:
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 16)) == 0
    assert working_days_between(date(2026, 11, 16), date(2026, 11, 20)) == 4


@given(days)
def test_a_friday_covers_the_weekend(day: date) -> None:
    covered_on = at_or_before_weekday(day)
    assert covered_on.weekday() <= 4
    assert covered_on == day if day.weekday() <= 4 else covered_on.weekday() == 4
    assert timedelta(0) <= day - covered_on <= timedelta(days=2)


def test_quiet_hours_cross_midnight() -> None:
    quiet = QuietHours()
    evening = at_local(date(2026, 11, 18), time(20))
    assert not quiet.covers(evening - timedelta(minutes=1))
    assert quiet.covers(evening)
    assert quiet.first_moment_outside(evening) == at_local(date(2026, 11, 19), time(9))
    after_midnight = at_local(date(2026, 11, 19), time(0, 30))
    assert quiet.first_moment_outside(after_midnight) == at_local(date(2026, 11, 19), time(9))


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    noon = at_local(date(2026, 11, 18), time(12))
    siesta = QuietHours(time(12), time(13))
    assert siesta.first_moment_outside(noon) == noon + timedelta(hours=1)
    assert not siesta.covers(noon + timedelta(hours=1))
    assert not QuietHours(time(12), time(12)).covers(noon)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 12), (AUTUMN, 14), (date(2026, 11, 18), 13)])
def test_the_night_of_a_clock_change_is_an_hour_shorter_or_longer(day: date, hours: int) -> None:
    evening = at_local(day - timedelta(days=1), time(20))
    assert QuietHours().first_moment_outside(evening) - evening == timedelta(hours=hours)


def test_an_end_in_the_skipped_hour_is_the_jump_itself() -> None:
    quiet = QuietHours(time(22), time(2, 30))
    assert quiet.first_moment_outside(at_local(SPRING, time(1))) == utc(SPRING, 1)


def test_an_end_in_the_doubled_hour_comes_twice() -> None:
    quiet = QuietHours(time(22), time(2, 30))
    first, second = instants_at(AUTUMN, time(2, 30))
    assert quiet.first_moment_outside(at_local(AUTUMN, time(1))) == first
    assert quiet.first_moment_outside(second - timedelta(minutes=10)) == second


def test_quiet_hours_may_leave_nothing_of_a_day_with_a_skipped_hour() -> None:
    nearly_always = QuietHours(time(2, 30), time(2, 15))
    the_day_before = at_local(SPRING - timedelta(days=1), time(10))
    assert nearly_always.first_moment_outside(the_day_before) == at_local(
        SPRING + timedelta(days=1), time(2, 15)
    )


minutes_of_a_day = st.integers(0, 24 * 12 - 1).map(lambda five: time(five // 12, five % 12 * 5))


@given(minutes_of_a_day, minutes_of_a_day, near_a_change | instants.map(lambda at: at.replace(second=0)))
@example(time(2, 15), time(3), utc(AUTUMN, 0, 20))
@settings(max_examples=60, deadline=None)
def test_the_first_moment_outside_is_the_first(start: time, end: time, instant: datetime) -> None:
    quiet = QuietHours(start, end)
    instant = instant.replace(second=0, microsecond=0)
    outside = quiet.first_moment_outside(instant)
    assert not quiet.covers(outside)
    passed = int((outside - instant).total_seconds()) // 60
    assert all(quiet.covers(instant + timedelta(minutes=minute)) for minute in range(passed))
    assert outside == instant + timedelta(minutes=passed)
