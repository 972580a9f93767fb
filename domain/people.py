"""Who is who: the organisation, its professionals, a family and the people around it."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.calendar import QuietHours
from domain.errors import Unsuitable
from domain.secret import Secret

OrganisationId = NewType("OrganisationId", UUID)
TeamId = NewType("TeamId", UUID)
ProfessionalId = NewType("ProfessionalId", UUID)
FamilyId = NewType("FamilyId", UUID)
PersonId = NewType("PersonId", UUID)


class Role(StrEnum):
    """What somebody is in a family; it decides what they may see (security matrix, DESIGN §4)."""

    PARENT = "parent"
    STEP_PARENT = "step_parent"
    FOSTER_PARENT = "foster_parent"
    GUARDIAN = "guardian"
    YOUNG_PERSON = "young_person"
    NETWORK_MEMBER = "network_member"


class Called(StrEnum):
    """The everyday word a gezinsmanager sees in chat in place of a name."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    STEP_PARENT = "step_parent"
    FOSTER_PARENT = "foster_parent"
    GUARDIAN = "guardian"
    YOUNG_PERSON = "young_person"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    AUNT = "aunt"
    UNCLE = "uncle"
    NEIGHBOUR = "neighbour"
    FRIEND = "friend"
    TEACHER = "teacher"
    HELPER = "helper"


DEFAULT_CALLED = {
    Role.PARENT: Called.PARENT,
    Role.STEP_PARENT: Called.STEP_PARENT,
    Role.FOSTER_PARENT: Called.FOSTER_PARENT,
    Role.GUARDIAN: Called.GUARDIAN,
    Role.YOUNG_PERSON: Called.YOUNG_PERSON,
    Role.NETWORK_MEMBER: Called.HELPER,
}


CAN_HAVE_AUTHORITY = frozenset({Role.PARENT, Role.STEP_PARENT, Role.GUARDIAN})
"""Who can have *gezag*."""

LONGEST_NAME = 120


class Form(StrEnum):
    """The form of address, which is also the name of the Dutch catalogue."""

    U = "nl"
    JE = "nl@je"


class ProfessionalRole(StrEnum):
    """What a professional does in a team."""

    CASE_MANAGER = "case_manager"
    TEAM_LEADER = "team_leader"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The certified body that answers for the data (verwerkingsverantwoordelijke)."""

    id: OrganisationId
    name: Secret


@dataclass(frozen=True, slots=True)
class Team:
    """The colleagues who take over when one of them cannot be reached."""

    id: TeamId
    organisation: OrganisationId
    name: Secret


@dataclass(frozen=True, slots=True)
class Professional:
    """A gezinsmanager or team leader; Telegram is optional for them."""

    id: ProfessionalId
    team: TeamId
    role: ProfessionalRole
    name: Secret


@dataclass(frozen=True, slots=True)
class Family:
    """One family under the care of one gezinsmanager, known in chat by alias and symbol only."""

    id: FamilyId
    alias: str
    symbol: str
    team: TeamId
    case_manager: ProfessionalId


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose for themselves; hours are local wall time.

    ``tasks_day_before``: of a task they hear the evening before, otherwise in the morning.
    """

    form: Form = Form.U
    quiet_hours: QuietHours = field(default_factory=lambda: QuietHours(time(20), time(9)))
    morning_reminder: bool = False
    shared_phone: bool = False
    tasks_day_before: bool = True
    paused_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in or around a family. ``has_authority`` is *gezag*, which only adults can have."""

    id: PersonId
    family: FamilyId
    role: Role
    called: Called
    name: Secret
    has_authority: bool = False
    preferences: Preferences = field(default_factory=Preferences)


def check_person(role: Role, name: Secret, *, has_authority: bool) -> None:
    """Refuse what nobody can be.

    Raises:
        Unsuitable: no name or a far too long one, or authority for somebody who cannot have it.
    """
    if not 1 <= len(name.reveal().strip()) <= LONGEST_NAME:
        raise Unsuitable(detail="name")
    if has_authority and role not in CAN_HAVE_AUTHORITY:
        raise Unsuitable(detail="authority")


class FlagKind(StrEnum):
    """Circumstances with a technical effect (security §3.3)."""

    NO_CONTACT = "no_contact"
    SECRET_ADDRESS = "secret_address"
    SHARED_PHONE = "shared_phone"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Flag:
    """A circumstance of one person, or between two; history is kept, so it is ended, never erased."""

    id: UUID
    family: FamilyId
    kind: FlagKind
    person: PersonId
    other: PersonId | None
    since: datetime
    ended: datetime | None = None

    def between(self, one: PersonId, two: PersonId) -> bool:
        """Whether this flag keeps these two people apart."""
        return self.kind is FlagKind.NO_CONTACT and {self.person, self.other} == {one, two}


def has_flag(flags: tuple[Flag, ...], kind: FlagKind, person: PersonId) -> bool:
    """Whether a flag of this kind is in force for the person."""
    return any(f.kind is kind and f.ended is None and person in (f.person, f.other) for f in flags)


def kept_apart(flags: tuple[Flag, ...], people: tuple[PersonId, ...]) -> tuple[tuple[PersonId, ...], ...]:
    """Divide people into groups in which nobody has a no-contact flag with another.

    People without such a flag stay together; each person with one gets a group of their own, so that
    no shared row exists from which one could infer anything about the other.
    """
    forbidden = [f for f in flags if f.kind is FlagKind.NO_CONTACT and f.ended is None]
    alone = tuple(p for p in people if any(f.between(p, q) for f in forbidden for q in people))
    together = tuple(p for p in people if p not in alone)
    return (*((together,) if together else ()), *((p,) for p in alone))
