"""Entries: an appointment or a work item with the words it is shown in to a professional."""

from typing import assert_never

from domain.actors import CaseManager, TeamLeader
from domain.appointments import Appointment
from domain.digest import DigestAppointment, FamilyName, WorkEntry
from domain.followups import unconfirmed
from domain.work_items import WorkItem
from usecases.permission import family_of
from usecases.ports import Unit


async def appointment_entry(uow: Unit, appointment: Appointment) -> DigestAppointment:
    """An appointment with how its family is named, and who has not answered."""
    family = await family_of(uow, appointment.family)
    people = [await uow.families.person(p) for p in unconfirmed(appointment)]
    silent = tuple(p.called for p in people if p is not None)
    return DigestAppointment(appointment, FamilyName(family.symbol, family.alias), silent)


async def open_work(uow: Unit, who: CaseManager | TeamLeader) -> tuple[WorkEntry, ...]:
    """The open list of a professional: urgent first, then oldest first."""
    match who:
        case CaseManager():
            items = await uow.work_items.open_of(who.professional)
        case TeamLeader():
            items = await uow.work_items.open_of_team(who.team)
        case unknown:
            assert_never(unknown)
    ordered = sorted(items, key=lambda item: (not item.urgent, item.made_at))
    return tuple([await work_entry(uow, item) for item in ordered])


async def family_name(uow: Unit, item: WorkItem) -> FamilyName | None:
    """How the family of an item is named in chat."""
    if item.family is None:
        return None
    family = await family_of(uow, item.family)
    return FamilyName(family.symbol, family.alias)


async def work_entry(uow: Unit, item: WorkItem) -> WorkEntry:
    """A work item with the words it is shown in."""
    person = None if item.person is None else await uow.families.person(item.person)
    appointment = None if item.appointment is None else await uow.appointments.get(item.appointment)
    return WorkEntry(item, await family_name(uow, item), person.called if person else None, appointment)
