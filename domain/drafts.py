"""Drafts: an appointment while the gezinsmanager is still putting it together; nobody has heard of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NewType, Self
from uuid import UUID

from domain.appointments import Kind
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.secret import Secret

DraftId = NewType("DraftId", UUID)

DRAFT_LIVES = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been filled in so far."""

    id: DraftId
    by: ProfessionalId
    family: FamilyId
    made_at: datetime
    kind: Kind | None = None
    starts_at: datetime | None = None
    minutes: int | None = None
    obligatory: bool = False
    people: tuple[PersonId, ...] = ()
    place: Secret | None = None
    number: Secret | None = None

    def filled(self, change: "DraftChange") -> Self:
        """The draft with what is given filled in, and the rest as it was."""
        people = self.people
        if change.toggle is not None:
            without = tuple(p for p in people if p != change.toggle)
            people = without if change.toggle in people else (*people, change.toggle)
        return replace(
            self,
            kind=change.kind or self.kind,
            starts_at=change.starts_at or self.starts_at,
            minutes=change.minutes or self.minutes,
            obligatory=self.obligatory != change.toggle_obligatory,
            people=people,
            place=change.place or self.place,
            number=change.number or self.number,
        )

    @property
    def is_complete(self) -> bool:
        """Whether kind, moment and at least one participant are known."""
        return self.kind is not None and self.starts_at is not None and bool(self.people)

    def is_alive(self, now: datetime) -> bool:
        """Whether it may still be confirmed."""
        return now < self.made_at + DRAFT_LIVES


@dataclass(frozen=True, slots=True)
class DraftChange:
    """One thing to fill in; ``toggle`` adds a participant or takes them out again."""

    kind: Kind | None = None
    starts_at: datetime | None = None
    minutes: int | None = None
    toggle: PersonId | None = None
    toggle_obligatory: bool = False
    place: Secret | None = None
    number: Secret | None = None
