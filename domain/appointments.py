"""Appointments: agreed moments to meet, with who comes and what everyone has been told (drawn in docs/flows)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType, Self
from uuid import UUID

from domain.errors import AlreadyCancelled, AlreadyStarted, NotAllowed, NotTheFuture
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.secret import Secret
from domain.series import SeriesId

AppointmentId = NewType("AppointmentId", UUID)

CORRECTION_WINDOW = timedelta(minutes=10)
"""How long the gezinsmanager can put something right before anybody hears of it (field (f))."""

NO_TIME_TO_CORRECT = timedelta(hours=1)
"""When the appointment is this near, telling at once matters more than correcting."""


class Kind(StrEnum):
    """What sort of meeting it is; chats show only the first four in words (DESIGN §3)."""

    HOME_VISIT = "home_visit"
    OFFICE = "office"
    PHONE = "phone"
    VIDEO = "video"
    HEARING = "hearing"
    CONTACT_MOMENT = "contact_moment"
    CIRCLE_MEETING = "circle_meeting"


SHOWN_IN_CHAT = frozenset({Kind.HOME_VISIT, Kind.OFFICE, Kind.PHONE, Kind.VIDEO})

DEFAULT_MINUTES = {
    Kind.HOME_VISIT: 60,
    Kind.OFFICE: 60,
    Kind.PHONE: 30,
    Kind.VIDEO: 30,
    Kind.HEARING: 60,
    Kind.CONTACT_MOMENT: 60,
    Kind.CIRCLE_MEETING: 90,
}


class Answer(StrEnum):
    """What a participant said; no answer is a fact, not a fault. Who sends something along does not come."""

    NONE = "none"
    COMING = "coming"
    CANNOT = "cannot"
    SENDS = "sends"
    OTHER_TIME = "other_time"


class Outcome(StrEnum):
    """Whether it took place, as the gezinsmanager records it afterwards."""

    HELD = "held"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Told:
    """What one participant has last been told: the moment, and whether it was called off."""

    starts_at: datetime
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """One participant's side of an appointment; nobody else's answer is ever shown to them."""

    person: PersonId
    answer: Answer = Answer.NONE
    answered_at: datetime | None = None
    proposal: datetime | None = None
    late_minutes: int | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment; instants are UTC, ``minutes`` is its length.

    ``place`` may be shown in chat only when ``place_may_be_shown``; ``apart`` marks one of several rows made
    because of a no-contact flag. ``sequence`` grows with every change (RFC 5545). ``slot`` is the day of the ``series``
    that it was made for, also after it was moved.
    """

    id: AppointmentId
    family: FamilyId
    kind: Kind
    starts_at: datetime
    minutes: int
    obligatory: bool
    made_by: ProfessionalId
    made_at: datetime
    effective_at: datetime
    attendances: tuple[Attendance, ...]
    place: Secret | None = None
    place_may_be_shown: bool = True
    number: Secret | None = None
    apart: bool = False
    sequence: int = 0
    cancelled_at: datetime | None = None
    outcome: Outcome | None = None
    series: SeriesId | None = None
    slot: date | None = None

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.cancelled_at is not None

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everybody who takes part."""
        return tuple(a.person for a in self.attendances)

    def of(self, person: PersonId) -> Attendance:
        """The side of one participant.

        Raises:
            NotAllowed: the person does not take part.
        """
        for attendance in self.attendances:
            if attendance.person == person:
                return attendance
        raise NotAllowed(detail="participant")

    def moved(self, to: datetime, *, now: datetime) -> Self:
        """The same appointment at another moment; everyone is asked anew.

        Raises:
            AlreadyCancelled, AlreadyStarted, NotTheFuture: it can no longer be moved, or not to there.
        """
        self._must_be_open(now)
        if to <= now:
            raise NotTheFuture
        fresh = tuple(Attendance(a.person, told=a.told) for a in self.attendances)
        effective = effective_at(now, self.starts_at, to)
        return replace(
            self,
            starts_at=to,
            attendances=fresh,
            effective_at=effective,
            sequence=self.sequence + 1,
            outcome=None,
        )

    def cancelled(self, *, now: datetime) -> Self:
        """The appointment called off.

        Raises:
            AlreadyCancelled, AlreadyStarted: there is nothing left to call off.
        """
        self._must_be_open(now)
        effective = effective_at(now, self.starts_at)
        return replace(self, cancelled_at=now, effective_at=effective, sequence=self.sequence + 1)

    def restored(self, *, now: datetime) -> Self:
        """A cancellation taken back; whoever had not heard of it never will."""
        if self.starts_at <= now:
            raise AlreadyStarted
        return replace(
            self,
            cancelled_at=None,
            effective_at=effective_at(now, self.starts_at),
            sequence=self.sequence + 1,
        )

    def answered(
        self, person: PersonId, answer: Answer, *, now: datetime, proposal: datetime | None = None
    ) -> Self:
        """The appointment with this person's answer, which may be changed until it begins.

        Raises:
            NotAllowed: the person does not take part. AlreadyCancelled, AlreadyStarted: too late for an answer.
        """
        self._must_be_open(now)
        return self._with(replace(self.of(person), answer=answer, answered_at=now, proposal=proposal))

    def running_late(self, person: PersonId, minutes: int, *, now: datetime) -> Self:
        """The appointment with this person some minutes late; said until the planned end."""
        if self.is_cancelled:
            raise AlreadyCancelled
        if now >= self.ends_at:
            raise AlreadyStarted
        return self._with(replace(self.of(person), late_minutes=minutes))

    def announced(self, person: PersonId, told: Told) -> Self:
        """The appointment after this has arrived with this person."""
        return self._with(replace(self.of(person), told=told))

    def recorded(self, outcome: Outcome, *, now: datetime) -> Self:
        """The appointment with whether it took place.

        Raises:
            AlreadyCancelled: it was called off. NotTheFuture: it has not begun yet.
        """
        if self.is_cancelled:
            raise AlreadyCancelled
        if now < self.starts_at:
            raise NotTheFuture
        return replace(self, outcome=outcome)

    def _must_be_open(self, now: datetime) -> None:
        if self.is_cancelled:
            raise AlreadyCancelled
        if self.starts_at <= now:
            raise AlreadyStarted

    def _with(self, changed: Attendance) -> Self:
        sides = tuple(changed if a.person == changed.person else a for a in self.attendances)
        return replace(self, attendances=sides)


def effective_at(now: datetime, *moments: datetime) -> datetime:
    """When a change may be told: after the correction window, or at once when a moment is near."""
    if any(moment - now <= NO_TIME_TO_CORRECT for moment in moments):
        return now
    return now + CORRECTION_WINDOW
