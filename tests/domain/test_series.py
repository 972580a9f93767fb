"""Series: local wall time over clock changes, month ends and holidays; exceptions touch nothing but themselves."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.calendar import Wall, at_local, local, wall_kind
from domain.errors import Unsuitable
from domain.public_holidays import public_holidays
from domain.series import LONGEST_SERIES, MOST_TIMES, WEEKLY, Every, Moved, Series

MARCH, OCTOBER = date(2026, 3, 29), date(2026, 10, 25)
"""The days on which the clock changes in 2026."""

days = st.one_of(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from([MARCH - timedelta(days=7), MARCH, OCTOBER - timedelta(days=7), OCTOBER]),
    st.sampled_from([date(2026, 1, 31), date(2026, 8, 31), date(2027, 1, 30), date(2028, 2, 29)]),
)
times = st.one_of(
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([time(2), time(2, 30), time(3), time(0), time(23, 59)]),
)


@st.composite
def made(draw: st.DrawFn, every: st.SearchStrategy[Every] | None = None) -> Series:
    """Any series that can be planned."""
    often = draw(every or st.sampled_from([one for one in Every if one is not Every.ONCE]))
    first = draw(days)
    picked = draw(st.frozensets(st.integers(0, 6), max_size=4)) if often in WEEKLY else frozenset()
    ends = draw(st.booleans())
    return Series(
        first,
        draw(times),
        often,
        picked,
        until=first + timedelta(days=draw(st.integers(0, 150))) if ends else None,
        times=None if ends else draw(st.integers(1, 20)),
        skips_holidays=draw(st.booleans()),
    )


def all_of(series: Series) -> dict[date, datetime]:
    """Every occurrence, by the day that the rule gives."""
    return {one.slot: one.starts_at for one in series.between(date.min, date.max)}


@given(made())
def test_every_occurrence_is_at_its_own_time_on_the_wall(series: Series) -> None:
    for slot, starts_at in all_of(series).items():
        shown = local(starts_at).replace(tzinfo=None)
        if wall_kind(slot, series.at) is Wall.SKIPPED:
            assert shown == datetime.combine(slot, series.at) + timedelta(hours=1)
        else:
            assert shown == datetime.combine(slot, series.at)


@pytest.mark.parametrize(("change", "hours"), [(MARCH, -1), (OCTOBER, 1)])
def test_a_week_over_a_clock_change_is_an_hour_shorter_or_longer(change: date, hours: int) -> None:
    series = Series(change - timedelta(days=3), time(15), Every.WEEK, times=2)
    before, after = all_of(series).values()
    assert after - before == timedelta(days=7, hours=hours)
    assert local(before).time() == local(after).time() == time(15)


def test_a_skipped_hour_shifts_forward_and_of_a_doubled_one_it_is_the_first() -> None:
    night = Series(MARCH - timedelta(days=1), time(2, 30), Every.DAY, times=3)
    assert [local(at).time() for at in all_of(night).values()] == [time(2, 30), time(3, 30), time(2, 30)]
    doubled = Series(OCTOBER, time(2, 30))
    assert all_of(doubled) == {OCTOBER: datetime(2026, 10, 25, 0, 30, tzinfo=UTC)}


def test_a_month_has_it_on_its_last_day_when_it_is_shorter() -> None:
    series = Series(date(2027, 12, 31), time(10), Every.MONTH, times=5)
    assert list(series.slots()) == [
        date(2027, 12, 31),
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2028, 4, 30),
    ]
    rest = series.after(date(2028, 2, 29))
    assert list(rest.slots()) == [date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]


def test_two_weeks_with_picked_days_keep_their_rhythm_when_they_begin_halfway() -> None:
    wednesday = date(2026, 11, 25)
    series = Series(wednesday, time(15), Every.TWO_WEEKS, frozenset({0, 2, 4}), times=5)
    assert list(series.slots()) == [
        wednesday,
        date(2026, 11, 27),
        date(2026, 12, 7),
        date(2026, 12, 9),
        date(2026, 12, 11),
    ]


def test_holidays_that_are_skipped_do_not_count_as_times() -> None:
    series = Series(date(2026, 12, 24), time(15), Every.DAY, times=3, skips_holidays=True)
    assert list(series.slots()) == [date(2026, 12, 24), date(2026, 12, 27), date(2026, 12, 28)]
    counted = Series(date(2026, 12, 24), time(15), Every.DAY, times=3)
    assert list(counted.slots()) == [date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26)]


@given(made())
def test_the_rule_gives_each_day_once_in_order_within_its_bounds(series: Series) -> None:
    slots = list(series.slots())
    assert slots == sorted(set(slots))
    assert all(series.first <= slot <= series.first + LONGEST_SERIES for slot in slots)
    if series.until is not None:
        assert all(slot <= series.until for slot in slots)
    if series.times is not None:
        assert len(slots) <= series.times
    if series.skips_holidays:
        assert not any(slot in public_holidays(slot.year) for slot in slots)
    if series.every in WEEKLY:
        assert {slot.weekday() for slot in slots} <= (series.weekdays or {series.first.weekday()})


@given(made(), st.data())
def test_leaving_one_out_or_moving_it_touches_no_other(series: Series, data: st.DataObject) -> None:
    assume(slots := list(series.slots()))
    slot, before = data.draw(st.sampled_from(slots)), all_of(series)
    others = {day: at for day, at in before.items() if day != slot}
    assert all_of(series.without(slot)) == others
    to, at = data.draw(days), data.draw(times)
    moved = series.with_moved(slot, to, at)
    assert all_of(moved) == others | {slot: at_local(to, at)}
    assert all_of(moved.without(slot)) == others
    assert all_of(series.without(slot).with_moved(slot, to, at)) == all_of(moved)
    assert len(moved.with_moved(slot, slot, series.at).moved) == 1


@given(made(), st.data())
def test_this_one_and_the_next_split_off_keep_every_occurrence(series: Series, data: st.DataObject) -> None:
    assume(slots := list(series.slots()))
    for slot in data.draw(st.lists(st.sampled_from(slots), max_size=3, unique=True)):
        series = data.draw(
            st.sampled_from([series.without(slot), series.with_moved(slot, data.draw(days), time(8))])
        )
    cut = data.draw(st.sampled_from(slots))
    before, after = series.before(cut), series.after(cut)
    kept = {} if before is None else all_of(before)
    assert kept | all_of(after) == all_of(series)
    assert not kept.keys() & all_of(after).keys()
    assert (before is None) == (cut == slots[0])
    assert all(day < cut for day in kept)


@given(made(), st.data())
def test_a_part_of_it_is_the_same_as_all_of_it_in_that_part(series: Series, data: st.DataObject) -> None:
    start, end = sorted((data.draw(days), data.draw(days)))
    part = {one.slot: one.starts_at for one in series.between(start, end)}
    assert part == {slot: at for slot, at in all_of(series).items() if start <= slot <= end}


@given(made(), days)
def test_a_day_that_the_rule_does_not_give_is_refused(series: Series, day: date) -> None:
    assume(day not in set(series.slots()))
    for change in (series.without, series.after, lambda one: series.with_moved(one, one, time(9))):
        with pytest.raises(Unsuitable):
            change(day)


@pytest.mark.parametrize(
    ("series", "place"),
    [
        (Series(date(2026, 12, 1), time(9), Every.DAY), "series.end"),
        (Series(date(2026, 12, 1), time(9), Every.DAY, until=date(2026, 12, 3), times=2), "series.end"),
        (Series(date(2026, 12, 1), time(9), Every.DAY, until=date(2026, 11, 30)), "series.until"),
        (Series(date(2026, 12, 1), time(9), Every.DAY, until=date(2029, 12, 1)), "series.until"),
        (Series(date(2026, 12, 1), time(9), Every.DAY, times=0), "series.times"),
        (Series(date(2026, 12, 1), time(9), Every.DAY, times=MOST_TIMES + 1), "series.times"),
        (Series(date(2026, 12, 1), time(9), Every.DAY, frozenset({1}), times=2), "series.weekdays"),
        (Series(date(2026, 12, 1), time(9), Every.WEEK, frozenset({7}), times=2), "series.weekdays"),
        (
            Series(date(2026, 12, 1), time(9), Every.WEEK, frozenset({0}), until=date(2026, 12, 2)),
            "series.never",
        ),
    ],
)
def test_what_cannot_be_planned_says_which_part(series: Series, place: str) -> None:
    with pytest.raises(Unsuitable) as refused:
        series.check()
    assert refused.value.detail == place


@given(made())
def test_what_can_be_planned_is_left_as_it_is(series: Series) -> None:
    assume(next(series.slots(), None) is not None)
    assert series.check() is series


def test_once_is_one_day_and_can_be_moved() -> None:
    day = date(2026, 12, 1)
    once = Series(day, time(9)).check()
    assert list(once.slots()) == [day]
    assert once.with_moved(day, date(2026, 12, 2), time(10)).moved == (
        Moved(day, date(2026, 12, 2), time(10)),
    )
    assert all_of(once.without(day)) == {}
