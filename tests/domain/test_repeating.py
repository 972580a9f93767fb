"""Series of appointments as pure rules: which day takes the place of which, and when somebody looks again."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appointments import Kind
from domain.calendar import at_local, local
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.repeating import (
    APPOINTMENTS_AHEAD,
    AppointmentSeries,
    ends_soon_on,
    goes_on_after,
    last_slot,
    next_look,
    paired,
)
from domain.series import Every, Series, SeriesId

TUESDAY = date(2026, 12, 8)
WEEK = timedelta(days=7)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TUESDAYS = Series(TUESDAY, time(10), Every.WEEK, times=12)
MADE = [TUESDAY + WEEK * number for number in range(4)]


def series(rule: Series = TUESDAYS) -> AppointmentSeries:
    """A series that was planned just now."""
    made_by, family = ProfessionalId(UUID(int=2)), FamilyId(UUID(int=3))
    people = (PersonId(UUID(int=4)),)
    return AppointmentSeries(SeriesId(UUID(int=1)), family, rule, Kind.OFFICE, 60, people, made_by, NOW)


def test_the_same_days_stay_what_they_are() -> None:
    assert paired(TUESDAYS, replace(TUESDAYS, at=time(15)), MADE) == {day: day for day in MADE}


def test_every_tuesday_becomes_every_wednesday_one_by_one() -> None:
    wednesdays = replace(TUESDAYS, first=TUESDAY + timedelta(days=1))
    assert paired(TUESDAYS, wednesdays, MADE) == {day: day + timedelta(days=1) for day in MADE}


def test_in_another_rhythm_only_the_first_moves_along() -> None:
    fortnight = replace(TUESDAYS, first=TUESDAY + timedelta(days=1), every=Every.TWO_WEEKS)
    assert paired(TUESDAYS, fortnight, MADE) == {TUESDAY: TUESDAY + timedelta(days=1)}
    same_days = replace(TUESDAYS, every=Every.TWO_WEEKS)
    assert paired(TUESDAYS, same_days, MADE) == {MADE[0]: MADE[0], MADE[2]: MADE[2]}


RULES = st.builds(
    Series,
    st.dates(date(2026, 11, 20), date(2026, 12, 20)),
    st.just(time(10)),
    st.sampled_from([Every.DAY, Every.WEEK, Every.TWO_WEEKS, Every.MONTH]),
    times=st.integers(1, 20),
)


@given(RULES, RULES, st.integers(0, 12))
def test_no_two_days_take_the_same_place(old: Series, new: Series, made: int) -> None:
    days = list(old.slots())[:made]
    pairs = paired(old, new, days)
    assert set(pairs) <= set(days)
    assert set(pairs.values()) <= set(new.slots())
    assert len(set(pairs.values())) == len(pairs)


@given(RULES, st.integers(0, 60), st.integers(0, 200))
def test_whoever_looks_looks_again_later_or_never(rule: Series, made: int, passed: int) -> None:
    one, now = series(rule), NOW + timedelta(days=passed)
    planned_until = max(NOW.date() + timedelta(days=made), local(now).date() + APPOINTMENTS_AHEAD)
    look = next_look(replace(one, planned_until=planned_until), now)
    assert look is None or look > now
    if local(now).date() < last_slot(rule):
        assert look is not None


def test_it_looks_when_the_next_one_comes_within_eight_weeks() -> None:
    until = TUESDAY + WEEK * 7
    look = next_look(replace(series(), planned_until=until), NOW)
    assert look == at_local(until + WEEK - APPOINTMENTS_AHEAD, time(3))


def test_one_that_has_ended_is_looked_at_no_more() -> None:
    assert next_look(replace(series(), ended_at=NOW), NOW) is None


@pytest.mark.parametrize(("times", "day"), [(12, TUESDAY + WEEK * 9), (2, None)])
def test_somebody_is_asked_whether_it_goes_on_unless_it_was_short(times: int, day: date | None) -> None:
    assert ends_soon_on(series(replace(TUESDAYS, times=times))) == day


def test_it_goes_on_while_one_that_stands_is_left() -> None:
    assert goes_on_after(TUESDAYS, TUESDAY)
    assert not goes_on_after(TUESDAYS, last_slot(TUESDAYS))
    two = replace(TUESDAYS, times=2, dropped=frozenset({TUESDAY + WEEK}))
    assert not goes_on_after(two, TUESDAY)
