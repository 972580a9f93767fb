"""Something that repeats as a file for a calendar (ICS, RFC 5545), in Amsterdam wall time with its exceptions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from domain.calendar import AMSTERDAM, at_local, local
from domain.calendar_file import MADE_BY
from domain.people import PersonId
from domain.secret import Secret
from domain.series import Every, Moved, Series
from domain.tasks import TaskTurn, TurnState

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

TASK_FILENAME = "taak.ics"

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCY = {Every.DAY: "DAILY", Every.WEEK: "WEEKLY", Every.TWO_WEEKS: "WEEKLY", Every.MONTH: "MONTHLY"}
_IN_EVERY_MONTH = 28
_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)


def series_calendar(
    series: Series,
    minutes: int,
    summary: str,
    *,
    uid: UUID,
    now: datetime,
    sequence: int = 0,
    is_off: bool = False,
) -> bytes:
    """The whole series: a rule, the days it leaves out, and each occurrence that is elsewhere.

    ``summary`` is the neutral word, ``now`` the stamp (UTC); a later ``sequence`` replaces an earlier one. An empty
    calendar when nothing of the series is left.
    """
    calendar = _calendar("CANCEL" if is_off else "PUBLISH")
    slots = [slot for slot in series.slots() if slot not in series.dropped]
    if slots:
        calendar.add_component(_amsterdam())
        about = _About(uid, summary, timedelta(minutes=minutes), sequence, now, is_off)
        calendar.add_component(_master(about, series, slots))
        for moved in series.moved:
            if moved.slot in slots and series.every is not Every.ONCE:
                calendar.add_component(_moved(about, series, moved))
    content: bytes = calendar.to_ical()
    return content


def as_held(series: Series, held: Mapping[date, datetime], *, until: date) -> Series | None:
    """The series as the calendar of one person should show it; None when nothing of it is theirs.

    ``held`` are their own occurrences by slot, each with its moment as it is now (UTC). Up to and with ``until`` there
    is nothing else; what comes later was not made yet, and is as the series says.
    """
    dropped, moved = set(series.dropped), {one.slot: one for one in series.moved}
    slots = tuple(series.slots())
    for slot in slots:
        if slot > until:
            continue
        moved.pop(slot, None)
        dropped.discard(slot)
        there = held.get(slot)
        if there is None:
            dropped.add(slot)
        elif there != at_local(slot, series.at):
            moment = local(there)
            moved[slot] = Moved(slot, moment.date(), moment.time().replace(fold=0))
    if dropped.issuperset(slots):
        return None
    return replace(series, dropped=frozenset(dropped), moved=tuple(moved.values()))


def own_slots(turns: Iterable[TaskTurn], person: PersonId) -> dict[date, datetime]:
    """The slots of a task that are this person's, each with its moment; of what was put off, when it is now."""
    every = {turn.id: turn for turn in turns}
    found: dict[date, datetime] = {}
    for turn in every.values():
        first = turn
        while first.put_off_from in every:
            first = every[first.put_off_from]
        gone = turn.state in (TurnState.DROPPED, TurnState.LATER)
        if first.slot is not None and turn.holder == person and not gone:
            found[first.slot] = turn.starts_at
    return found


def sequence_since(made_at: datetime, now: datetime) -> int:
    """A number that a later file always has higher, so that it replaces an earlier one: seconds since it was made."""
    return max(0, int((now - made_at).total_seconds()))


def turn_calendar(turn: TaskTurn, words: Secret, *, now: datetime) -> bytes:
    """One turn of a task, told apart by its id; ``words`` are the neutral ones. No names and no places."""
    from icalendar import Event  # noqa: PLC0415 - as below

    is_off = turn.state in (TurnState.DROPPED, TurnState.LATER)
    calendar = _calendar("CANCEL" if is_off else "PUBLISH")
    event = Event()
    event.add("uid", str(turn.id))
    event.add("dtstart", turn.starts_at.astimezone(UTC))
    event.add("dtend", turn.ends_at.astimezone(UTC))
    event.add("summary", words.reveal())
    _finish(event, turn.sequence, now, is_off=is_off)
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


@dataclass(frozen=True, slots=True)
class _About:
    """What all events of one series have in common."""

    uid: UUID
    summary: str
    length: timedelta
    sequence: int
    now: datetime
    is_off: bool

    def event(self, starts_at: datetime) -> "Event":
        """An event in wall time, so that it stays at its hour when the clocks change."""
        from icalendar import Event  # noqa: PLC0415 - as below

        event = Event()
        event.add("uid", str(self.uid))
        event.add("dtstart", starts_at)
        event.add("duration", self.length)
        event.add("summary", self.summary)
        _finish(event, self.sequence, self.now, is_off=self.is_off)
        return event


def _master(about: _About, series: Series, slots: list[date]) -> "Event":
    if series.every is Every.ONCE:
        return about.event(local(series.occurrence(slots[0]).starts_at))
    event = about.event(_wall(slots[0], series.at))
    event.add("rrule", _rule(series, slots[-1]))
    left_out = _left_out(series, slots)
    if left_out:
        event.add("exdate", [_wall(day, series.at) for day in left_out])
    return event


def _rule(series: Series, last: date) -> dict[str, object]:
    """The rule; it always ends on a day, because a number would count the holidays that are skipped."""
    rule: dict[str, object] = {
        "freq": _FREQUENCY[series.every],
        "until": _wall(last, series.at).astimezone(UTC),
    }
    match series.every:
        case Every.WEEK | Every.TWO_WEEKS:
            picked = series.weekdays or frozenset({series.first.weekday()})
            rule["byday"] = [_DAYS[day] for day in sorted(picked)]
            rule["wkst"] = _DAYS[0]
            rule["interval"] = 2 if series.every is Every.TWO_WEEKS else 1
        case Every.MONTH:
            wanted = series.month_day or series.first.day
            # The last of the days up to the wanted one that a month has.
            rule["bymonthday"] = list(range(min(wanted, _IN_EVERY_MONTH), wanted + 1))
            rule["bysetpos"] = -1
        case _:
            pass
    return rule


def _left_out(series: Series, slots: list[date]) -> list[date]:
    """The days between the first and the last that the bare rule gives and the series does not."""
    bare = Series(
        series.first,
        series.at,
        series.every,
        weekdays=series.weekdays,
        until=slots[-1],
        month_day=series.month_day,
    )
    kept = set(slots)
    return [day for day in bare.slots() if day >= slots[0] and day not in kept]


def _moved(about: _About, series: Series, moved: Moved) -> "Event":
    event = about.event(_wall(moved.to, moved.at))
    event.add("recurrence-id", _wall(moved.slot, series.at))
    return event


def _wall(day: date, at: time) -> datetime:
    """The wall time; a calendar reads a skipped hour as we do, an hour on."""
    return datetime.combine(day, at, tzinfo=AMSTERDAM)


def _finish(event: "Event", sequence: int, now: datetime, *, is_off: bool) -> None:
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("class", "PRIVATE")


def _amsterdam() -> "Timezone":
    """The rule of the clock changes of the European Union, which every calendar can read."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 - as below

    zone = Timezone()
    zone.add("tzid", AMSTERDAM.key)
    for part, begins, month, before, after in (
        (TimezoneStandard(), datetime.combine(date(1996, 10, 27), time(3)), 10, _SUMMER, _WINTER),
        (TimezoneDaylight(), datetime.combine(date(1996, 3, 31), time(2)), 3, _WINTER, _SUMMER),
    ):
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "YEARLY", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _calendar(method: str) -> "Calendar":
    from icalendar import Calendar  # noqa: PLC0415 - eighty modules, which only the first such file needs

    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar
