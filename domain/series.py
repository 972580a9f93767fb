"""Series: everything that repeats, as a rule in Amsterdam wall time with its exceptions; one mechanism for all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import NewType, Self
from uuid import UUID

from domain.calendar import ONE_DAY, at_local
from domain.errors import Unsuitable
from domain.public_holidays import public_holidays

SeriesId = NewType("SeriesId", UUID)

LONGEST_SERIES = timedelta(days=731)
"""Nobody plans further ahead than two years, so that every series that is planned has an end."""

MOST_TIMES = 400
DAYS_IN_WEEK = 7


class Every(StrEnum):
    """How often; a week or two weeks can have picked weekdays."""

    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


WEEKLY = frozenset({Every.WEEK, Every.TWO_WEEKS})


@dataclass(frozen=True, slots=True)
class Moved:
    """The one occurrence of ``slot`` is on another day or at another time (local)."""

    slot: date
    to: date
    at: time


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that it is. ``slot`` is the day the rule gives, which stays its name when it is moved; UTC instant."""

    slot: date
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Series:
    """A rule: from ``first`` on at the local time ``at``, until a day (inclusive) or a number of times.

    ``weekdays`` (Monday is 0) are picked days of a week or two weeks; none is the weekday of ``first``. A month has it
    on the day of ``first``, or on its last day when it is shorter. Holidays that are skipped do not count as times;
    what is dropped by hand does. Exceptions are kept by the day that the rule gives. ``month_day`` is the day of
    the month it wants when that is not the day of ``first``.
    """

    first: date
    at: time
    every: Every = Every.ONCE
    weekdays: frozenset[int] = frozenset()
    until: date | None = None
    times: int | None = None
    skips_holidays: bool = False
    dropped: frozenset[date] = frozenset()
    moved: tuple[Moved, ...] = ()
    month_day: int = 0

    def slots(self) -> Iterator[date]:
        """Every day that the rule gives, in order, also those dropped or moved; at most two years of them."""
        if self.every is Every.ONCE:
            yield self.first
            return
        last = min(self.until or date.max, self.first + LONGEST_SERIES)
        given = 0
        for day in takewhile(lambda day: day <= last, self._days()):
            if self.skips_holidays and day in public_holidays(day.year):
                continue
            if self.times is not None and given >= self.times:
                return
            given += 1
            yield day

    def between(self, start: date, end: date) -> tuple[Occurrence, ...]:
        """The occurrences whose slot lies in [start, end], as they are now: dropped ones are not among them.

        A time that the clock skips shifts forward by the gap; of a doubled time it is the first (domain/calendar).
        """
        found = takewhile(lambda slot: slot <= end, self.slots())
        return tuple(self.occurrence(slot) for slot in found if slot >= start and slot not in self.dropped)

    def occurrence(self, slot: date) -> Occurrence:
        """When the one of this slot is."""
        elsewhere = next((one for one in self.moved if one.slot == slot), None)
        day, at = (slot, self.at) if elsewhere is None else (elsewhere.to, elsewhere.at)
        return Occurrence(slot, at_local(day, at))

    def without(self, slot: date) -> Self:
        """The series without this one occurrence; the others stay as they are.

        Raises:
            Unsuitable: the rule gives no such day.
        """
        self._must_have(slot)
        return replace(self, dropped=self.dropped | {slot}, moved=self._moved_but(slot))

    def with_moved(self, slot: date, to: date, at: time) -> Self:
        """The series with this one occurrence elsewhere; one that was dropped is back.

        Raises:
            Unsuitable: the rule gives no such day.
        """
        self._must_have(slot)
        moved = (*self._moved_but(slot), Moved(slot, to, at))
        return replace(self, dropped=self.dropped - {slot}, moved=moved)

    def before(self, slot: date) -> Self | None:
        """What is left of it before this slot; None when that is nothing. With `after`: "deze en volgende"."""
        earlier = tuple(takewhile(lambda one: one < slot, self.slots()))
        if not earlier:
            return None
        return replace(
            self,
            until=earlier[-1],
            times=None,
            dropped=frozenset(one for one in self.dropped if one < slot),
            moved=tuple(one for one in self.moved if one.slot < slot),
        )

    def after(self, slot: date) -> Self:
        """What is left of it from this slot on, with its exceptions and the number of times that is left.

        Raises:
            Unsuitable: the rule gives no such day.
        """
        self._must_have(slot)
        passed = sum(1 for _ in takewhile(lambda one: one < slot, self.slots()))
        return replace(
            self,
            first=slot,
            weekdays=self._weekdays(),
            month_day=self.month_day or self.first.day,
            times=None if self.times is None else self.times - passed,
            dropped=frozenset(one for one in self.dropped if one >= slot),
            moved=tuple(one for one in self.moved if one.slot >= slot),
        )

    def keeping(self, other: "Series") -> Self:
        """This rule with the exceptions of another one too, as far as it gives the same days at the same time."""
        days = set(self.slots())
        own = {one.slot for one in self.moved} | self.dropped
        moved = tuple(
            one
            for one in other.moved
            if one.slot in days - own and (self.at == other.at or one.to != one.slot)
        )
        return replace(
            self,
            dropped=self.dropped | (other.dropped & days - {one.slot for one in self.moved}),
            moved=(*self.moved, *moved),
        )

    def check(self) -> Self:
        """This series, if it is one that can be planned.

        Raises:
            Unsuitable: it has no end or two, an end before its beginning, or never comes; ``detail`` names the part.
        """
        repeats = self.every is not Every.ONCE
        if repeats and (self.until is None) == (self.times is None):
            raise Unsuitable(detail="series.end")
        if self.until is not None and not self.first <= self.until <= self.first + LONGEST_SERIES:
            raise Unsuitable(detail="series.until")
        if self.times is not None and not 1 <= self.times <= MOST_TIMES:
            raise Unsuitable(detail="series.times")
        if self.weekdays and (self.every not in WEEKLY or not self.weekdays <= set(range(DAYS_IN_WEEK))):
            raise Unsuitable(detail="series.weekdays")
        if repeats and next(self.slots(), None) is None:
            raise Unsuitable(detail="series.never")
        return self

    def _days(self) -> Iterator[date]:
        match self.every:
            case Every.MONTH:
                yield from _months(self.first, self.month_day or self.first.day)
            case Every.DAY:
                yield from (self.first + ONE_DAY * passed for passed in range(LONGEST_SERIES.days + 1))
            case _:
                yield from self._picked()

    def _picked(self) -> Iterator[date]:
        picked = sorted(self._weekdays())
        step = DAYS_IN_WEEK * (2 if self.every is Every.TWO_WEEKS else 1)
        monday = self.first - ONE_DAY * self.first.weekday()
        for passed in range(0, LONGEST_SERIES.days + step, step):
            for weekday in picked:
                day = monday + ONE_DAY * (passed + weekday)
                if day >= self.first:
                    yield day

    def _weekdays(self) -> frozenset[int]:
        if self.every not in WEEKLY:
            return frozenset()
        return self.weekdays or frozenset({self.first.weekday()})

    def _must_have(self, slot: date) -> None:
        if slot not in takewhile(lambda one: one <= slot, self.slots()):
            raise Unsuitable(detail="series.slot")

    def _moved_but(self, slot: date) -> tuple[Moved, ...]:
        return tuple(one for one in self.moved if one.slot != slot)


def _months(first: date, wanted: int) -> Iterator[date]:
    for passed in range(LONGEST_SERIES.days // 28 + 1):
        years, month = divmod(first.month - 1 + passed, 12)
        begin = date(first.year + years, month + 1, 1)
        length = ((begin + ONE_DAY * 31).replace(day=1) - begin).days
        day = begin.replace(day=min(wanted, length))
        if day >= first:
            yield day
