"""Days are Amsterdam, instants are UTC: the only place that knows clock changes, holidays and quiet hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.public_holidays import public_holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""The zone of everybody Kring serves."""

FRIDAY = 4
"""The number of the last weekday, Monday being 0."""

ONE_DAY = timedelta(days=1)


class Wall(StrEnum):
    """What a clock on the wall in Amsterdam does with a time on a day."""

    NORMAL = "normal"
    SKIPPED = "skipped"
    DOUBLED = "doubled"


def local(instant: datetime) -> datetime:
    """The instant on an Amsterdam clock.

    Raises:
        ValueError: for an instant without a time zone; guessing one shifts appointments by an hour.
    """
    return _aware(instant).astimezone(AMSTERDAM)


def at_local(day: date, wall: time) -> datetime:
    """The UTC instant at which Amsterdam clocks show this time on this day.

    A skipped time shifts forward by the gap (02:30 becomes 03:30); of a doubled time it is the first.
    """
    return _instant(day, wall, fold=0)


def instants_at(day: date, wall: time) -> tuple[datetime, ...]:
    """Every UTC instant at which Amsterdam clocks really show this: none, one or two, in order."""
    first = _instant(day, wall, fold=0)
    match wall_kind(day, wall):
        case Wall.SKIPPED:
            return ()
        case Wall.NORMAL:
            return (first,)
        case Wall.DOUBLED:
            return (first, _instant(day, wall, fold=1))


def wall_kind(day: date, wall: time) -> Wall:
    """Whether Amsterdam clocks show this time on this day once, never, or twice."""
    first, second = _instant(day, wall, fold=0), _instant(day, wall, fold=1)
    if first == second:
        return Wall.NORMAL
    return Wall.SKIPPED if first > second else Wall.DOUBLED


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a Dutch public holiday.

    Good Friday is one of them; 5 May only once in five years, as in most collective agreements.
    """
    return day.weekday() <= FRIDAY and day not in public_holidays(day.year)


def next_working_day(day: date) -> date:
    """The first working day strictly after this day."""
    following = day + ONE_DAY
    while not is_working_day(following):
        following += ONE_DAY
    return following


def previous_working_day(day: date) -> date:
    """The last working day strictly before this day."""
    preceding = day - ONE_DAY
    while not is_working_day(preceding):
        preceding -= ONE_DAY
    return preceding


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and including `end`; 0 when `end` is not later."""
    return sum(is_working_day(start + timedelta(days=passed)) for passed in range(1, (end - start).days + 1))


def at_or_before_weekday(day: date) -> date:
    """The day itself, or for a Saturday or Sunday the Friday before: a Friday covers the weekend."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local wall times from `start` up to, not including, `end`; may cross midnight; equal times are none."""

    start: time = time(20)
    end: time = time(9)

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError("quiet hours are wall times, without a zone")

    def covers(self, instant: datetime) -> bool:
        """Whether an Amsterdam clock stands in the quiet hours at this instant."""
        wall = local(instant).time()
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end

    def first_moment_outside(self, instant: datetime) -> datetime:
        """The instant itself (in UTC) when it is not covered, else the first one that is not."""
        instant = _aware(instant).astimezone(UTC)
        if not self.covers(instant):
            return instant
        today = local(instant).date()
        # Two days on: an ending of tomorrow may fall in the skipped hour and leave no moment outside.
        return min(
            ending
            for days in range(3)
            for ending in self._possible_endings(today + timedelta(days=days))
            if ending > instant and not self.covers(ending)
        )

    def _possible_endings(self, day: date) -> tuple[datetime, ...]:
        # A clock change can itself step out of the quiet hours, forwards or backwards.
        change = _clock_change(day)
        return (*instants_at(day, self.end), *((change,) if change else ()))


def _aware(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return instant


def _instant(day: date, wall: time, *, fold: int) -> datetime:
    if wall.tzinfo is not None:
        raise ValueError("a wall time has no zone of its own")
    return datetime.combine(day, wall.replace(fold=fold), tzinfo=AMSTERDAM).astimezone(UTC)


def _clock_change(day: date) -> datetime | None:
    """The instant on this local day at which Amsterdam clocks jump, to the second; mostly None."""
    before, after = at_local(day, time.min), at_local(day + ONE_DAY, time.min)
    offset = local(before).utcoffset()
    if local(after).utcoffset() == offset:
        return None
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if local(middle).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
