"""Appointments that repeat: the series they come from; each occurrence is an appointment of its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.appointments import Kind
from domain.meetings import MeetingKind
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.secret import Secret
from domain.series import Series, SeriesId

APPOINTMENTS_AHEAD = timedelta(days=56)
"""Appointments of a series are made for the coming eight weeks, and every day one more day of them."""


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
