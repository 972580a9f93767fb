"""Appointments that repeat: the series they come from; each occurrence is an appointment of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.appointments import Appointment, Kind
from domain.calendar import ONE_DAY, at_local, local
from domain.meetings import MeetingKind
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.secret import Secret
from domain.series import WEEKLY, Every, Series, SeriesId

APPOINTMENTS_AHEAD = timedelta(days=56)
"""Appointments of a series are made for the coming eight weeks, and every day one more day of them."""

ENDS_SOON = timedelta(days=14)
"""So long before its last one the gezinsmanager is asked to look whether a series goes on."""

LOOKS_AT = time(3)


@dataclass(frozen=True, slots=True)
class AppointmentSeries:
    """What every appointment of a series has in common; ``meeting`` when each of them is a meeting of the circle.

    ``planned_until`` is the last slot (Amsterdam) for which appointments were made, ``look_at`` when more are to be.
    """

    id: SeriesId
    family: FamilyId
    series: Series
    kind: Kind
    minutes: int
    people: tuple[PersonId, ...]
    made_by: ProfessionalId
    made_at: datetime
    obligatory: bool = False
    place: Secret | None = None
    number: Secret | None = None
    meeting: MeetingKind | None = None
    planned_until: date | None = None
    look_at: datetime | None = None
    ended_at: datetime | None = None
    revision: int = 1


def last_slot(series: Series) -> date:
    """The last day that the rule gives; its first when it gives none."""
    return max(series.slots(), default=series.first)


def ends_soon_on(one: AppointmentSeries) -> date | None:
    """The day on which somebody is asked whether it goes on; None of a series that was short from the beginning."""
    day = last_slot(one.series) - ENDS_SOON
    return day if day > local(one.made_at).date() else None


def next_look(one: AppointmentSeries, now: datetime) -> datetime | None:
    """When more of its appointments are to be made, when its end comes near, or when it is over."""
    if one.ended_at is not None:
        return None
    until, last, ends = one.planned_until, last_slot(one.series), ends_soon_on(one)
    ahead = [last + ONE_DAY]
    if ends is not None:
        ahead.append(ends)
    unmade = next((slot for slot in one.series.slots() if until is None or slot > until), None)
    if unmade is not None:
        ahead.append(unmade - APPOINTMENTS_AHEAD)
    moments = [at_local(day, LOOKS_AT) for day in ahead]
    return min((moment for moment in moments if moment > now), default=None)


def goes_on_after(series: Series, slot: date) -> bool:
    """Whether it is there once more after this day."""
    return any(one > slot and one not in series.dropped for one in series.slots())


def by_the_rule(series: Series, slot: date) -> datetime:
    """When the one of this slot would be if nobody had moved it (UTC)."""
    return at_local(slot, series.at)


def was_moved_by_hand(one: AppointmentSeries, appointment: Appointment) -> bool:
    """Whether this appointment of the series is elsewhere than the rule says."""
    return appointment.slot is not None and appointment.starts_at != by_the_rule(one.series, appointment.slot)


def paired(old: Series, new: Series, made: Iterable[date]) -> dict[date, date]:
    """Which day of the new rule takes the place of a day of the old one, of which an appointment was made.

    The same day stays what it is. What is left is paired in order while the rhythm is the same (every Tuesday became
    every Wednesday); in another rhythm only the very first of both is, and the others have no place any more.
    """
    days, fresh = sorted(set(made)), list(new.slots())
    pairs = {day: day for day in set(days) & set(fresh)}
    old_left = [day for day in days if day not in pairs]
    new_left = [day for day in fresh if day not in pairs]
    if _rhythm(old) != _rhythm(new):
        both_first = bool(days) and days[0] not in pairs and bool(fresh) and fresh[0] not in pairs
        old_left, new_left = (old_left[:1], new_left[:1]) if both_first else ([], [])
    return pairs | dict(zip(old_left, new_left, strict=False))


def _rhythm(series: Series) -> tuple[Every, int]:
    return series.every, max(1, len(series.weekdays)) if series.every in WEEKLY else 1
