"""An archive on a real file with a small family in it, a clock that one moves, and chance that repeats itself."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from domain.appointments import Appointment, AppointmentId, Attendance, Kind
from domain.audit import AuditEvent, Mode, Result
from domain.delivery import Dispatch, DispatchId
from domain.followups import FollowUp, FollowUpId
from domain.linking import Recipient
from domain.notices import AppointmentMade, StepKey
from domain.people import (
    Called,
    Family,
    FamilyId,
    Organisation,
    OrganisationId,
    Person,
    PersonId,
    Professional,
    ProfessionalId,
    ProfessionalRole,
    Role,
    Team,
    TeamId,
)
from domain.secret import Secret
from storage.archive import Archive
from storage.ids import Ids
from storage.opening import open_archive
from storage.unit import Unit

MASTER = bytes(range(32))
WORDS = ("appel", "fiets", "lamp", "molen", "regen", "stoel")
START = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)

ORGANISATION_NAME = "Kanarie Jeugdhulp"
TEAM_NAME = "Team Kanarievogel"
SANNE_NAME = "Sanne Kanariestra"
FATIMA_NAME = "Fatima El Kanari"
JAN_NAME = "Jan Kanarieman"
PLACE = "Kanariepad 12 Goes"
NUMBER = "0113-276276"


@dataclass(slots=True)
class Clock:
    """A clock that stands still until somebody moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


@dataclass(slots=True)
class Place:
    """Where the files of one test stand, and how to open them, also a second time beside the first."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    @property
    def data(self) -> Path:
        return self.folder / "kring.db"

    @property
    def keys(self) -> Path:
        return self.folder / "kring.keys.db"

    async def open(self, *, writer: str = "bot", seed: int = 1, master: bytes = MASTER) -> Archive:
        return await open_archive(
            self.data, master, clock=self.clock, writer=writer, entropy=entropy(seed), words=WORDS
        )

    def files(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path.is_file()]

    def bytes_on_disk(self) -> bytes:
        return b"".join(path.read_bytes() for path in sorted(self.files()))


def entropy(seed: int) -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    return random.Random(seed).randbytes


IDS = Ids(entropy(7))


def new_id() -> UUID:
    return IDS.next(START)


@dataclass(frozen=True, slots=True)
class Cast:
    """Sanne cares for a family with Fatima and Jan; Mehmet has another family."""

    organisation: Organisation
    team: Team
    sanne: Professional
    mehmet: Professional
    family: Family
    other_family: Family
    fatima: Person
    jan: Person


def new_cast() -> Cast:
    organisation = Organisation(OrganisationId(new_id()), Secret(ORGANISATION_NAME))
    team = Team(TeamId(new_id()), organisation.id, Secret(TEAM_NAME))
    sanne = Professional(ProfessionalId(new_id()), team.id, ProfessionalRole.CASE_MANAGER, Secret(SANNE_NAME))
    mehmet = Professional(ProfessionalId(new_id()), team.id, ProfessionalRole.CASE_MANAGER, Secret("Mehmet"))
    family = Family(FamilyId(new_id()), "Ster", "⭐", team.id, sanne.id)
    other = Family(FamilyId(new_id()), "Maan", "🌙", team.id, mehmet.id)
    fatima = Person(PersonId(new_id()), family.id, Role.PARENT, Called.MOTHER, Secret(FATIMA_NAME), True)
    jan = Person(PersonId(new_id()), family.id, Role.PARENT, Called.FATHER, Secret(JAN_NAME))
    return Cast(organisation, team, sanne, mehmet, family, other, fatima, jan)


async def keep(unit: Unit, cast: Cast) -> None:
    await unit.organisation.add_organisation(cast.organisation)
    await unit.organisation.add_team(cast.team)
    for professional in (cast.sanne, cast.mehmet):
        await unit.organisation.add_professional(professional)
    for family in (cast.family, cast.other_family):
        await unit.families.add_family(family)
    for person in (cast.fatima, cast.jan):
        await unit.families.add_person(person)


def appointment(cast: Cast, *, starts_in: timedelta = timedelta(days=3)) -> Appointment:
    return Appointment(
        id=AppointmentId(new_id()),
        family=cast.family.id,
        kind=Kind.HOME_VISIT,
        starts_at=START + starts_in,
        minutes=60,
        obligatory=False,
        made_by=cast.sanne.id,
        made_at=START,
        effective_at=START + timedelta(minutes=10),
        attendances=(Attendance(cast.fatima.id), Attendance(cast.jan.id)),
        place=Secret(PLACE),
        number=Secret(NUMBER),
    )


def follow_up(about: Appointment, *, due_in: timedelta, person: PersonId | None = None) -> FollowUp:
    return FollowUp(FollowUpId(new_id()), about.id, person, StepKey.DAY_BEFORE, START + due_in)


def dispatch(about: Appointment, to: Recipient, *, key: str, due_in: timedelta = timedelta(0)) -> Dispatch:
    return Dispatch(
        id=DispatchId(new_id()),
        key=key,
        recipient=to,
        notice=AppointmentMade(about.id, about.sequence, about.starts_at),
        not_before=START + due_in,
        valid_until=about.starts_at,
    )


def event(at: datetime = START, *, name: str = "family.see", actor: UUID | None = None) -> AuditEvent:
    return AuditEvent(at, name, Mode.READ, Result.DONE, "CaseManager", actor, "assigned")
