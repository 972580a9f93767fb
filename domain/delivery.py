"""Delivery: the states of something to send, and what may still be done in each (security §6.2)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.appointments import Appointment
from domain.calendar import at_local, local
from domain.linking import Recipient
from domain.notices import (
    AnswerGiven,
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    ControlWordsAsked,
    Notice,
    RunningLate,
    WorkWaits,
)
from domain.notices_circle import TurnChanged, TurnsAhead
from domain.people import Preferences

DispatchId = NewType("DispatchId", UUID)

QUARANTINE = timedelta(seconds=20)
"""How long we wait before a message that may have arrived is sent once more, with its label."""

MAY_DISTURB_BEFORE = time(12)


class DispatchState(StrEnum):
    """Where something to send stands; what is refused, unreachable, too late or parked is on a list.

    ``unknown`` may have arrived and waits for its one labelled copy; ``parked`` may have arrived and waits for a
    person to find out.
    """

    PLANNED = "planned"
    SENDING = "sending"
    UNKNOWN = "unknown"
    PARKED = "parked"
    SENT = "sent"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TOO_LATE = "too_late"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One notice on its way to one recipient; the words are chosen when it leaves.

    ``key`` makes it one: a second dispatch with the same key is not kept. ``urgent`` passes quiet hours,
    ``silent`` makes no sound. ``labelled`` is a second copy that says so.
    """

    id: DispatchId
    key: str
    recipient: Recipient
    notice: Notice
    not_before: datetime
    valid_until: datetime | None
    urgent: bool = False
    silent: bool = False
    state: DispatchState = DispatchState.PLANNED
    attempts: int = 0
    labelled: bool = False
    message: int | None = None
    revealed: bool = False


class Failure(StrEnum):
    """The names of a failed sending, each with one consequence (EXAMPLES 18)."""

    BLOCKED = "blocked"
    DEFECT = "defect"
    RETRY = "retry"
    UNKNOWN = "unknown"


def may_repeat(notice: Notice) -> bool:
    """Whether a second, labelled copy is better than a doubt.

    An appointment is: missing one can cost contact with a child; and so is a task that others count on. A digest or a
    list item is not: the list itself is still there.
    """
    return isinstance(
        notice,
        AppointmentMade
        | AppointmentReminder
        | AppointmentMoved
        | AppointmentCancelled
        | AnswerGiven
        | RunningLate
        | ControlWordsAsked
        | TurnsAhead
        | TurnChanged
        | WorkWaits,
    )


def passes_quiet_hours(notice: Notice, appointment: Appointment | None, *, now: datetime) -> bool:
    """Whether this notice may go out, without sound, in somebody's quiet hours.

    Only a move or cancellation that takes effect before twelve o'clock the next day (DESIGN §6).
    """
    if appointment is None:
        return False
    match notice:
        case AppointmentMoved(was=was):
            moment = min(was, appointment.starts_at)
        case AppointmentCancelled(was=was):
            moment = was
        case _:
            return False
    noon = at_local(local(now).date() + timedelta(days=1), MAY_DISTURB_BEFORE)
    return moment < noon


def held_until(preferences: Preferences, *, now: datetime) -> datetime | None:
    """Until when quiet hours hold a message back; None when it may go now."""
    hours = preferences.quiet_hours
    return hours.first_moment_outside(now) if hours.covers(now) else None


def retry_at(attempts: int, *, now: datetime) -> datetime:
    """When to try again after a failure in which nothing was sent: 1, 2, 4 … at most 300 seconds."""
    return now + timedelta(seconds=min(300, 2 ** min(max(attempts - 1, 0), 9)))


@dataclass(frozen=True, slots=True)
class Wipe:
    """A chat message that must be deleted, before Telegram no longer lets us (48 hours)."""

    id: UUID
    chat_of: Recipient | None
    account: bytes
    message: int
    due_at: datetime
    deadline: datetime
    attempts: int = 0


WIPE_WITHIN = timedelta(hours=47)
