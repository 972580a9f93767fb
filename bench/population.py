"""Many made-up people at once, written straight into the drawers of a real archive."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import clock_of
from bot.settings import Settings, load
from bot.wiring import archive_of
from domain.actors import Administrator
from domain.appointments import Appointment, AppointmentId, Attendance, Kind, Told
from domain.linking import Link, LinkId, Recipient
from domain.people import Called, Family, FamilyId, Person, PersonId, Professional, ProfessionalRole, Role
from domain.secret import Secret
from handlers.house import account_of
from storage.archive import Archive
from usecases.organisation import add_professional, set_up
from usecases.ports import Unit

ADMINISTRATOR = Administrator()
IN_A_FAMILY = 4


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody with an appointment of their own."""

    person: PersonId
    appointment: AppointmentId


@asynccontextmanager
async def archive_in(folder: Path, clock_file: Path | None = None) -> AsyncIterator[Archive]:
    """The archive that a bot in this folder opens, with a master key of its own; made when it is not there."""
    settings = settings_in(folder, clock_file)
    async with archive_of(settings, clock_of(settings), writer="bench") as archive:
        yield archive


def settings_in(folder: Path, clock_file: Path | None) -> Settings:
    """Settings that name the same files as `demo.kring.Kring` does; nothing is sent with them."""
    given = {"KRING_API_BASE": "http://127.0.0.1:1", "KRING_DATABASE_URL": str(folder / "kring.db")}
    if clock_file is not None:
        given["KRING_CLOCK_FILE"] = str(clock_file)
    return load(given, serving=False)


async def people(archive: Archive, chats: range, *, starts_at: datetime) -> list[Invited]:
    """One linked parent for each chat number, in families of four, each told of an appointment at ``starts_at``."""
    invited = []
    async with archive.unit() as uow:
        await set_up(uow, ADMINISTRATOR, organisation=Secret("Bench"), team=Secret("Bench"))
        sanne = await add_professional(
            uow, ADMINISTRATOR, name=Secret("Sanne"), role=ProfessionalRole.CASE_MANAGER
        )
    for first in range(0, len(chats), IN_A_FAMILY):
        async with archive.unit() as uow:
            family = await _family(uow, sanne, first)
            for chat in chats[first : first + IN_A_FAMILY]:
                person = await _parent(uow, family, chat)
                appointment = await _appointment(uow, family, sanne, person, starts_at)
                invited.append(Invited(person, appointment))
    return invited


async def _family(uow: Unit, sanne: Professional, number: int) -> FamilyId:
    family = Family(FamilyId(uow.new_id()), f"Huis{number}", f"S{number}", sanne.team, sanne.id)
    await uow.families.add_family(family)
    return family.id


async def _parent(uow: Unit, family: FamilyId, chat: int) -> PersonId:
    person = PersonId(uow.new_id())
    await uow.families.add_person(Person(person, family, Role.PARENT, Called.PARENT, Secret(f"P{chat}")))
    await uow.links.add(
        Link(
            id=LinkId(uow.new_id()),
            holder=Recipient(person=person),
            account=account_of(uow, chat),
            chat=Secret(str(chat)),
            linked_at=uow.now,
            consented_at=uow.now,
        )
    )
    return person


async def _appointment(
    uow: Unit, family: FamilyId, sanne: Professional, person: PersonId, starts_at: datetime
) -> AppointmentId:
    appointment = Appointment(
        id=AppointmentId(uow.new_id()),
        family=family,
        kind=Kind.HOME_VISIT,
        starts_at=starts_at,
        minutes=60,
        obligatory=False,
        made_by=sanne.id,
        made_at=uow.now,
        effective_at=uow.now - timedelta(minutes=10),
        attendances=(Attendance(person, told=Told(starts_at)),),
    )
    await uow.appointments.add(appointment)
    return appointment.id
