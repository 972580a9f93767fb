"""Being called back: the parts of a working day that somebody can ask for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.absence import WorkingHours
from domain.calendar import at_local, local
from domain.working_time import FURTHEST, ONE_DAY, works_on

DAYPARTS = ((time(9), time(12)), (time(12), time(17)))
"""The morning and the afternoon, as local wall times."""

OFFERED_DAYS = 2
"""On so many working days somebody can be called; further off is an appointment."""

AT_LEAST = timedelta(minutes=45)
"""What must be left of a part of a day, and of the working hours in it, to promise a call in it."""


@dataclass(frozen=True, slots=True)
class CallSlot:
    """A part of a working day, from ``starts_at`` up to ``ends_at`` (UTC)."""

    starts_at: datetime
    ends_at: datetime


def slots(hours: WorkingHours, now: datetime) -> tuple[CallSlot, ...]:
    """What can be asked for now, earliest first: the rest of today and the next working day, or the next two."""
    found: list[CallSlot] = []
    days: set[date] = set()
    day = local(now).date()
    for _ in range(FURTHEST):
        of_day = [slot for slot in _of(day) if _is_left(hours, slot, day, now)]
        if of_day and works_on(hours, day):
            found += of_day
            days.add(day)
        if len(days) == OFFERED_DAYS:
            break
        day += ONE_DAY
    return tuple(found)


def slot_at(starts_at: datetime) -> CallSlot | None:
    """The part of a day that begins at this instant; None when none does."""
    return next((slot for slot in _of(local(starts_at).date()) if slot.starts_at == starts_at), None)


def _of(day: date) -> tuple[CallSlot, ...]:
    return tuple(CallSlot(at_local(day, begin), at_local(day, end)) for begin, end in DAYPARTS)


def _is_left(hours: WorkingHours, slot: CallSlot, day: date, now: datetime) -> bool:
    opens = max(slot.starts_at, at_local(day, hours.start), now)
    return min(slot.ends_at, at_local(day, hours.end)) - opens >= AT_LEAST
