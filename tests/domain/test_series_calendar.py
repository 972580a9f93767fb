"""Series in a calendar file: another program reads the same moments in it as Kring has."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import AMSTERDAM, at_local
from domain.people import FamilyId, PersonId
from domain.secret import Secret
from domain.series import WEEKLY, Every, Moved, Series
from domain.series_calendar import as_held, own_slots, sequence_since, series_calendar, turn_calendar
from domain.tasks import TaskId, TaskTurn, TaskTurnId, TurnState
from tests.support.agenda_files import moments_in

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
UID = UUID(int=7)
WEEKLY_ON_MONDAY = Series(date(2026, 11, 2), time(16), Every.WEEK, times=6)


def _written(series: Series, **more: object) -> str:
    content = series_calendar(series, 60, "koken", uid=UID, now=NOW, **more)  # type: ignore[arg-type]  # as named
    return content.decode()


def _read(series: Series) -> list[datetime]:
    return moments_in(series_calendar(series, 60, "koken", uid=UID, now=NOW))


@st.composite
def _series(draw: st.DrawFn) -> Series:
    first = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 500)))
    every = draw(st.sampled_from(Every))
    days = draw(st.frozensets(st.integers(0, 6), max_size=3)) if every in WEEKLY else frozenset()
    at = time(draw(st.integers(3, 23)), draw(st.sampled_from((0, 15, 30))))
    times = draw(st.integers(1, 20)) if draw(st.booleans()) else None
    until = None if times else first + timedelta(days=draw(st.integers(0, 300)))
    series = Series(first, at, every, days, until=until, times=times, skips_holidays=draw(st.booleans()))
    slots = list(series.slots())
    for slot in draw(st.lists(st.sampled_from(slots), max_size=3, unique=True)) if slots else ():
        series = series.without(slot)
    for slot in draw(st.lists(st.sampled_from(slots), max_size=2, unique=True)) if slots else ():
        series = series.with_moved(slot, slot + timedelta(days=draw(st.integers(0, 3))), time(8, 5))
    return series


@given(_series())
def test_another_program_reads_the_same_moments(series: Series) -> None:
    ours = sorted({one.starts_at for one in series.between(date.min, date.max)})
    assert _read(series) == ours


def test_the_last_day_of_a_month_that_is_shorter() -> None:
    series = Series(date(2027, 1, 31), time(10), Every.MONTH, times=4)
    assert [one.astimezone(AMSTERDAM).day for one in _read(series)] == [31, 28, 31, 30]


def test_the_hour_stays_when_the_clocks_change() -> None:
    series = Series(date(2026, 10, 19), time(16), Every.WEEK, times=3)
    assert [one.hour for one in _read(series)] == [14, 15, 15]
    assert "DTSTART;TZID=Europe/Amsterdam:20261019T160000" in _written(series)
    assert "BYDAY=-1SU;BYMONTH=10" in _written(series) or "BYMONTH=10;BYDAY=-1SU" in _written(series)


def test_one_elsewhere_and_one_left_out_are_told_apart() -> None:
    series = WEEKLY_ON_MONDAY.without(date(2026, 11, 9))
    series = series.with_moved(date(2026, 11, 16), date(2026, 11, 17), time(9))
    written = _written(series, sequence=3)
    assert "EXDATE;TZID=Europe/Amsterdam:20261109T160000" in written
    assert "RECURRENCE-ID;TZID=Europe/Amsterdam:20261116T160000" in written
    assert "DTSTART;TZID=Europe/Amsterdam:20261117T090000" in written
    assert written.count("SEQUENCE:3") == 2
    assert written.count(f"UID:{UID}") == 2


def test_a_series_that_is_off_is_taken_away() -> None:
    written = _written(WEEKLY_ON_MONDAY, is_off=True)
    assert "METHOD:CANCEL" in written
    assert "STATUS:CANCELLED" in written


def test_nothing_left_is_an_empty_calendar() -> None:
    once = Series(date(2026, 11, 2), time(16))
    assert "BEGIN:VEVENT" in _written(once)
    assert "BEGIN:VEVENT" not in _written(once.without(date(2026, 11, 2)))
    moved = once.with_moved(date(2026, 11, 2), date(2026, 11, 4), time(9))
    assert _read(moved) == [datetime(2026, 11, 4, 8, tzinfo=UTC)]
    assert Moved(date(2026, 11, 2), date(2026, 11, 4), time(9)) in moved.moved


def test_a_turn_has_its_window_and_its_neutral_words_and_no_more() -> None:
    turn = TaskTurn(
        TaskTurnId(UUID(int=9)),
        TaskId(UUID(int=1)),
        FamilyId(UUID(int=2)),
        None,
        NOW,
        NOW + timedelta(hours=1),
        None,
    )
    written = turn_calendar(turn, Secret("van school halen"), now=NOW).decode()
    assert "DTSTART:20261123T080000Z" in written
    assert "DTEND:20261123T090000Z" in written
    assert "SUMMARY:van school halen" in written
    assert "STATUS:CONFIRMED" in written
    assert str(turn.task) not in written
    assert str(turn.family) not in written
    off = turn_calendar(turn.changed(state=TurnState.DROPPED), Secret("x y"), now=NOW).decode()
    assert "STATUS:CANCELLED" in off
    assert "SEQUENCE:1" in off


@given(_series(), st.data())
def test_what_somebody_has_of_it_and_no_more(series: Series, data: st.DataObject) -> None:
    slots = [one.slot for one in series.between(date.min, date.max)]
    own = data.draw(st.frozensets(st.sampled_from(slots))) if slots else frozenset()
    hours = data.draw(st.integers(-3, 3))
    held = {
        slot: at_local(slot, series.at) + timedelta(hours=hours if slot.day % 5 == 0 else 0) for slot in own
    }
    shown = as_held(series, held, until=date.max)
    assert ([] if shown is None else _read(shown)) == sorted(set(held.values()))


@pytest.mark.parametrize(("sunday", "hours"), [(date(2027, 3, 28), (8, 7)), (date(2027, 10, 31), (7, 8))])
def test_what_is_elsewhere_over_a_change_of_the_clock_is_read_at_the_right_instant(
    sunday: date, hours: tuple[int, int]
) -> None:
    week = timedelta(days=7)
    first = sunday - week + timedelta(days=1)
    series = Series(first, time(9), Every.WEEK, times=4)
    slots = list(series.slots())
    held = {slot: at_local(slot, time(9)) for slot in slots}
    # The Monday before it becomes the Sunday itself, in the hour after the change; the second is off.
    held[slots[0]] = at_local(sunday, time(4))
    del held[slots[2]]
    shown = as_held(series, held, until=slots[-1])
    assert shown is not None
    assert _read(shown) == [held[slots[0]], held[slots[1]], held[slots[3]]]
    before, after = hours
    assert at_local(first, time(9)).hour == before
    assert held[slots[1]].hour == held[slots[3]].hour == after


def test_what_was_not_made_yet_is_as_the_series_says() -> None:
    series = WEEKLY_ON_MONDAY.without(date(2026, 12, 7))
    held = {date(2026, 11, 9): at_local(date(2026, 11, 9), time(16))}
    shown = as_held(series, held, until=date(2026, 11, 16))
    assert shown is not None
    assert [one.astimezone(AMSTERDAM).day for one in _read(shown)] == [9, 23, 30]
    assert as_held(series, {}, until=date.max) is None


def test_a_later_file_replaces_an_earlier_one() -> None:
    made, later = NOW, NOW + timedelta(minutes=1)
    assert sequence_since(made, later) > sequence_since(made, made + timedelta(seconds=1)) > 0
    assert sequence_since(later, made) == 0


def test_what_was_put_off_stands_where_it_is_now() -> None:
    def turn(number: int, slot: date | None, holder: int, **more: object) -> TaskTurn:
        which, task, family = TaskTurnId(UUID(int=number)), TaskId(UUID(int=90)), FamilyId(UUID(int=91))
        begins = NOW + timedelta(hours=number)
        made = TaskTurn(which, task, family, slot, begins, begins, PersonId(UUID(int=holder)))
        return made.changed(**more)

    first, second, third = (date(2026, 11, day) for day in (2, 9, 16))
    later = TurnState.LATER
    turns = (
        turn(1, first, 50, state=later),
        turn(2, second, 51),
        turn(3, third, 50, state=TurnState.DROPPED),
        turn(4, None, 50, state=later, put_off_from=TaskTurnId(UUID(int=1))),
        turn(5, None, 50, put_off_from=TaskTurnId(UUID(int=4))),
    )
    assert own_slots(turns, PersonId(UUID(int=50))) == {first: NOW + timedelta(hours=5)}
    assert own_slots(turns, PersonId(UUID(int=51))) == {second: NOW + timedelta(hours=2)}
