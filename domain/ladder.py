"""The ladder: when Kring says what about an appointment, as one readable table of data (DESIGN §6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from domain.appointments import CORRECTION_WINDOW, NO_TIME_TO_CORRECT, Appointment, Kind
from domain.calendar import at_local, at_or_before_weekday, local, previous_working_day
from domain.notices import StepKey


class Audience(StrEnum):
    """Whom a step is for."""

    EACH_PARTICIPANT = "each_participant"
    CASE_MANAGER = "case_manager"


@dataclass(frozen=True, slots=True)
class WhenEffective:
    """As soon as the correction window has passed."""


@dataclass(frozen=True, slots=True)
class DaysBefore:
    """So many calendar days before, at a local time; what falls in a weekend comes on the Friday before."""

    days: int
    at: time


@dataclass(frozen=True, slots=True)
class WorkingDayBefore:
    """On the last working day before the appointment, at a local time."""

    at: time


@dataclass(frozen=True, slots=True)
class WhenOver:
    """So many minutes after the planned end."""

    minutes: int


When = WhenEffective | DaysBefore | WorkingDayBefore | WhenOver


@dataclass(frozen=True, slots=True)
class AppointmentStep:
    """One rung: when, for whom, and for which appointments or people it is there at all."""

    key: StepKey
    when: When
    audience: Audience
    only_weighty: bool = False
    only_if_wanted: bool = False


TEN = time(10)

APPOINTMENT_LADDER: tuple[AppointmentStep, ...] = (
    AppointmentStep(StepKey.ANNOUNCE, WhenEffective(), Audience.EACH_PARTICIPANT),
    AppointmentStep(StepKey.WEEK_BEFORE, DaysBefore(7, TEN), Audience.EACH_PARTICIPANT, only_weighty=True),
    AppointmentStep(StepKey.THREE_DAYS_BEFORE, DaysBefore(3, TEN), Audience.EACH_PARTICIPANT),
    AppointmentStep(StepKey.DAY_BEFORE, DaysBefore(1, TEN), Audience.EACH_PARTICIPANT),
    AppointmentStep(
        StepKey.MORNING_OF, DaysBefore(0, time(9)), Audience.EACH_PARTICIPANT, only_if_wanted=True
    ),
    AppointmentStep(StepKey.UNCONFIRMED, WorkingDayBefore(time(15)), Audience.CASE_MANAGER),
    AppointmentStep(StepKey.OUTCOME, WhenOver(0), Audience.CASE_MANAGER),
)
"""Two reminders beat one (RCT, n = 54,066: 4.4 % against 5.8 % missed); a hearing gets a third (field (f))."""

REMINDERS = frozenset(
    {StepKey.WEEK_BEFORE, StepKey.THREE_DAYS_BEFORE, StepKey.DAY_BEFORE, StepKey.MORNING_OF}
)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder with its instant (UTC) for one appointment."""

    step: AppointmentStep
    due_at: datetime


def climb(ladder: tuple[AppointmentStep, ...], appointment: Appointment) -> tuple[Rung, ...]:
    """The rungs that still lie ahead of this appointment, earliest first.

    Steps already past when it is made are skipped: nobody could have heard of it. Of reminders that fall on the
    same instant (both on one Friday) only the nearest is kept, because nothing is said twice. A cancelled
    appointment keeps only the announcement.
    """
    rungs = [Rung(step, due) for step in ladder if (due := _due(step, appointment)) is not None]
    if appointment.is_cancelled:
        rungs = [rung for rung in rungs if rung.step.key is StepKey.ANNOUNCE]
    kept: dict[tuple[bool, datetime, StepKey | None], Rung] = {}
    for rung in rungs:
        reminder = rung.step.key in REMINDERS
        wanted_only = rung.step.key if rung.step.only_if_wanted or not reminder else None
        kept[(reminder, rung.due_at, wanted_only)] = rung
    return tuple(sorted(kept.values(), key=lambda rung: rung.due_at))


def adjusted(ladder: tuple[AppointmentStep, ...], changes: Mapping[str, When]) -> tuple[AppointmentStep, ...]:
    """The ladder with an organisation's own moments for some steps, by step name."""
    return tuple(replace(step, when=changes.get(step.key.value, step.when)) for step in ladder)


def is_weighty(appointment: Appointment) -> bool:
    """Whether missing it has consequences: a hearing, or an obligatory meeting."""
    return appointment.obligatory or appointment.kind is Kind.HEARING


def _due(step: AppointmentStep, appointment: Appointment) -> datetime | None:
    if step.only_weighty and not is_weighty(appointment):
        return None
    match step.when:
        case WhenEffective():
            return _told_at(appointment)
        case WhenOver(minutes):
            return appointment.ends_at + timedelta(minutes=minutes)
        case DaysBefore(days, at):
            day = local(appointment.starts_at).date() - timedelta(days=days)
            wall = at_local(day if days == 0 else at_or_before_weekday(day), at)
            due: datetime = _not_during_correction(appointment, wall + _apart(appointment))
        case WorkingDayBefore(at):
            due = at_local(previous_working_day(local(appointment.starts_at).date()), at)
        case unknown:
            assert_never(unknown)
    return due if appointment.effective_at <= due < appointment.starts_at else None


def _told_at(appointment: Appointment) -> datetime:
    """When participants hear of it as it now is; rows kept apart are told some minutes apart, if there is time."""
    near = appointment.starts_at - appointment.effective_at < timedelta(days=1)
    return appointment.effective_at if near else appointment.effective_at + _apart(appointment)


def _not_during_correction(appointment: Appointment, due: datetime) -> datetime:
    """A reminder that falls due while a change can still be put right waits until that time has passed.

    If the change is told then, that says the same and the reminder is dropped; if it was taken back, nobody hears of
    it, and without the reminder nobody would hear anything.
    """
    told = _told_at(appointment)
    corrects = appointment.starts_at - appointment.effective_at > NO_TIME_TO_CORRECT
    return told if corrects and told - CORRECTION_WINDOW <= due < told else due


def _apart(appointment: Appointment) -> timedelta:
    """Minutes that differ per row kept apart, so that two phones do not ring together (security §3.3)."""
    return timedelta(minutes=appointment.id.int % 47) if appointment.apart else timedelta(0)
