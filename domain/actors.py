"""Who is acting: the right person is a type; the right family is a rule in ``domain/access``."""

from dataclasses import dataclass

from domain.people import (
    FamilyId,
    Person,
    PersonId,
    Professional,
    ProfessionalId,
    ProfessionalRole,
    Role,
    TeamId,
)


@dataclass(frozen=True, slots=True)
class Parent:
    """A parent, step-parent, foster parent or guardian."""

    person: PersonId
    family: FamilyId


@dataclass(frozen=True, slots=True)
class YoungPerson:
    """A jeugdige of twelve years or older with an account of their own."""

    person: PersonId
    family: FamilyId


@dataclass(frozen=True, slots=True)
class NetworkMember:
    """Somebody from the family's own network, who sees only what they take part in."""

    person: PersonId
    family: FamilyId


@dataclass(frozen=True, slots=True)
class CaseManager:
    """The gezinsmanager."""

    professional: ProfessionalId
    team: TeamId


@dataclass(frozen=True, slots=True)
class TeamLeader:
    """The teamleider: cover for absence, no content."""

    professional: ProfessionalId
    team: TeamId


@dataclass(frozen=True, slots=True)
class Administrator:
    """Whoever works on the command line of the server (functioneel beheerder); sees no content."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A Telegram account that is not linked to anybody."""


@dataclass(frozen=True, slots=True)
class Clockwork:
    """Kring itself, when a follow-up falls due or a notice is delivered."""


Participant = Parent | YoungPerson | NetworkMember

Talker = Parent | YoungPerson
"""Who has a conversation of their own."""
Colleague = CaseManager | TeamLeader
Actor = Participant | Colleague | Administrator | Stranger | Clockwork


def participant(person: Person) -> Participant:
    """The acting type of a person of a family."""
    match person.role:
        case Role.YOUNG_PERSON:
            return YoungPerson(person.id, person.family)
        case Role.NETWORK_MEMBER:
            return NetworkMember(person.id, person.family)
        case Role.PARENT | Role.STEP_PARENT | Role.FOSTER_PARENT | Role.GUARDIAN:
            return Parent(person.id, person.family)


def colleague(professional: Professional) -> Colleague:
    """The acting type of a professional."""
    match professional.role:
        case ProfessionalRole.CASE_MANAGER:
            return CaseManager(professional.id, professional.team)
        case ProfessionalRole.TEAM_LEADER:
            return TeamLeader(professional.id, professional.team)
