"""Follow-ups: for this appointment and person, at this instant, unless resolved, take this step."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.appointments import Answer, Appointment, AppointmentId, Told
from domain.ladder import REMINDERS, AppointmentStep, Audience, climb
from domain.notices import (
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    Notice,
    StepKey,
)
from domain.people import PersonId

FollowUpId = NewType("FollowUpId", UUID)


class FollowUpState(StrEnum):
    """Planned, and then one of three ends; the row is kept so that one can see why."""

    PLANNED = "planned"
    FIRED = "fired"
    RESOLVED = "resolved"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A durable intention; ``person`` is None when the step is for the gezinsmanager."""

    id: FollowUpId
    appointment: AppointmentId
    person: PersonId | None
    step: StepKey
    due_at: datetime
    state: FollowUpState = FollowUpState.PLANNED


@dataclass(frozen=True, slots=True)
class Intention:
    """A follow-up before it has an id: what `plan` asks the archive to keep."""

    person: PersonId | None
    step: StepKey
    due_at: datetime


def plan(ladder: tuple[AppointmentStep, ...], appointment: Appointment) -> tuple[Intention, ...]:
    """Every intention that this appointment, as it now is, asks for."""
    return tuple(
        Intention(person, rung.step.key, rung.due_at)
        for rung in climb(ladder, appointment)
        for person in (appointment.people if rung.step.audience is Audience.EACH_PARTICIPANT else (None,))
    )


def due_now(follow_ups: tuple[FollowUp, ...]) -> tuple[FollowUp, ...]:
    """Of the follow-ups of one appointment that are due together, those worth taking.

    After an outage several reminders of one person can be due at once; only the latest is said, since the
    earlier ones would say the same (DESIGN §6: nothing said twice).
    """
    latest: dict[tuple[PersonId | None, object], FollowUp] = {}
    for follow_up in sorted(follow_ups, key=lambda f: (f.due_at, f.step is not StepKey.ANNOUNCE)):
        group: object = "reminder" if follow_up.step in REMINDERS else follow_up.id
        latest[(follow_up.person, group)] = follow_up
    return tuple(latest.values())


def announcement(appointment: Appointment, person: PersonId) -> Notice | None:
    """What this participant does not know yet; None when they know how it stands.

    Level-triggered: it compares what is with what was told, so a move that was taken back within the
    correction window is never heard of.
    """
    told = appointment.of(person).told
    match told, appointment.is_cancelled:
        case None, True:
            return None
        case None, False:
            return AppointmentMade(appointment.id, appointment.sequence, appointment.starts_at)
        case Told(starts_at=was, cancelled=False), True:
            return AppointmentCancelled(appointment.id, appointment.sequence, was)
        case Told(starts_at=was, cancelled=False), False if was != appointment.starts_at:
            return AppointmentMoved(appointment.id, appointment.sequence, was, appointment.starts_at)
        case Told(cancelled=True), False:
            return AppointmentMade(appointment.id, appointment.sequence, appointment.starts_at)
        case _:
            return None


def reminder(appointment: Appointment, follow_up: FollowUp) -> Notice | None:
    """The reminder this step asks for; None when it no longer helps.

    Who said "Ik kan niet", or sends something along instead, is not reminded. Who confirmed is: two reminders help
    those as well.
    """
    if appointment.is_cancelled or follow_up.person is None:
        return None
    if appointment.of(follow_up.person).answer in (Answer.CANNOT, Answer.SENDS):
        return None
    return AppointmentReminder(appointment.id, appointment.sequence, follow_up.step)


def unconfirmed(appointment: Appointment) -> tuple[PersonId, ...]:
    """The participants who have not said anything yet."""
    if appointment.is_cancelled:
        return ()
    return tuple(a.person for a in appointment.attendances if a.answer is Answer.NONE)


def told_by(notice: Notice, appointment: Appointment) -> Told | None:
    """What a participant knows once this notice has arrived; None when it tells nothing of the kind.

    A reminder tells the moment as well, and may be the first to arrive: somebody was linked later than it was made.
    """
    match notice:
        case AppointmentMade(at=at) | AppointmentMoved(at=at):
            return Told(at)
        case AppointmentCancelled(was=was):
            return Told(was, cancelled=True)
        case AppointmentReminder(sequence=sequence):
            return Told(appointment.starts_at) if sequence == appointment.sequence else None
        case _:
            return None
