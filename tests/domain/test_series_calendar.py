"""Series in a calendar file: another program reads the same moments in it as Kring has."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # icalendar brings it, without types
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from domain.calendar import AMSTERDAM
from domain.people import FamilyId
from domain.secret import Secret
from domain.series import WEEKLY, Every, Moved, Series
from domain.series_calendar import series_calendar, turn_calendar
from domain.tasks import TaskId, TaskTurn, TaskTurnId, TurnState

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
UID = UUID(int=7)
WEEKLY_ON_MONDAY = Series(date(2026, 11, 2), time(16), Every.WEEK, times=6)


def _written(series: Series, **more: object) -> str:
    content = series_calendar(series, 60, "koken", uid=UID, now=NOW, **more)  # type: ignore[arg-type]  # as named
    return content.decode()


def _read(series: Series) -> list[datetime]:
    """What a calendar program makes of it, as UTC instants in order."""
    calendar = Calendar.from_ical(series_calendar(series, 60, "koken", uid=UID, now=NOW))
    events = calendar.walk("VEVENT")
    if not events:
        return []
    master: Any = next(event for event in events if "RECURRENCE-ID" not in event)
    start = master.decoded("DTSTART").replace(tzinfo=None)
    if "RRULE" not in master:
        return [master.decoded("DTSTART").astimezone(UTC)]
    rule = master["RRULE"].to_ical().decode()
    until = master["RRULE"]["UNTIL"][0].astimezone(AMSTERDAM).replace(tzinfo=None)
    # A rule in wall time: dateutil wants both ends without a zone.
    parts = [part for part in rule.split(";") if not part.startswith("UNTIL")]
    moments = set(rrulestr(";".join(parts), dtstart=start).between(start, until, inc=True)) | {start}
    left_out = master.get("EXDATE", [])
    for each in left_out if isinstance(left_out, list) else [left_out]:
        moments -= {one.dt.replace(tzinfo=None) for one in each.dts}
    for event in events:
        if "RECURRENCE-ID" in event:
            moments.remove(event.decoded("RECURRENCE-ID").replace(tzinfo=None))
            moments.add(event.decoded("DTSTART").replace(tzinfo=None))
    return sorted(one.replace(tzinfo=AMSTERDAM).astimezone(UTC) for one in moments)


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
