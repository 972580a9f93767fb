"""Entries: an appointment or a work item with the words it is shown in to a professional."""

from typing import assert_never

from domain.actors import CaseManager, TeamLeader
from domain.appointments import Appointment
from domain.digest import DigestAppointment, FamilyName, WorkEntry
from domain.followups import unconfirmed
from domain.people import Person, ProfessionalRole, TeamId
from domain.work_items import WorkItem
from usecases.outbox import is_reachable
from usecases.permission import entrusted_to, family_of
from usecases.ports import Unit


async def appointment_entry(uow: Unit, appointment: Appointment) -> DigestAppointment:
    """An appointment with how its family is named, and who has not answered."""
    family = await family_of(uow, appointment.family)
    people = [await uow.families.person(p) for p in unconfirmed(appointment)]
    silent = tuple(p.called for p in people if p is not None)
    return DigestAppointment(appointment, FamilyName(family.symbol, family.alias), silent)


async def open_work(uow: Unit, who: CaseManager | TeamLeader) -> tuple[WorkEntry, ...]:
    """The open list of a professional in the words of a chat: urgent first, then oldest first."""
    return tuple([await work_entry(uow, item) for item in await open_items(uow, who)])


async def open_items(uow: Unit, who: CaseManager | TeamLeader) -> tuple[WorkItem, ...]:
    """The same list, only the items themselves."""
    match who:
        case CaseManager():
            items = await uow.work_items.open_of(who.professional)
            for away in sorted(await entrusted_to(uow, who.professional)):
                items = (*items, *await uow.work_items.open_of(away))
            if not await has_leader(uow, who.team):
                items = (*items, *await uow.work_items.open_of_team(who.team))
        case TeamLeader():
            items = (*await uow.work_items.open_of_team(who.team), *await _of_unreachable(uow, who))
        case unknown:
            assert_never(unknown)
    return tuple(sorted(items, key=lambda item: (not item.urgent, item.made_at)))


async def family_name(uow: Unit, item: WorkItem) -> FamilyName | None:
    """How the family of an item is named in chat."""
    if item.family is None:
        return None
    family = await family_of(uow, item.family)
    return FamilyName(family.symbol, family.alias)


async def work_entry(uow: Unit, item: WorkItem) -> WorkEntry:
    """A work item with the words it is shown in."""
    person = None if item.person is None else await uow.families.person(item.person)
    appointment = None if item.appointment is None else await uow.appointments.readable(item.appointment)
    called, number = (person.called, await number_among(uow, person)) if person else (None, 0)
    return WorkEntry(item, await family_name(uow, item), called, appointment, number)


async def number_among(uow: Unit, person: Person) -> int:
    """Which one this is of those with the same everyday word, in the family's order; 0 when there is no other."""
    same = [p.id for p in await uow.families.people_of(person.family) if p.called is person.called]
    return same.index(person.id) + 1 if len(same) > 1 else 0


async def _of_unreachable(uow: Unit, who: TeamLeader) -> tuple[WorkItem, ...]:
    """What stands on the list of colleagues whom Kring cannot reach: somebody has to see it."""
    found: list[WorkItem] = []
    for professional in await uow.organisation.professionals():
        own_team = professional.team == who.team and professional.role is ProfessionalRole.CASE_MANAGER
        if own_team and not await is_reachable(uow, professional.id):
            found += await uow.work_items.open_of(professional.id)
    return tuple(found)


async def has_leader(uow: Unit, team: TeamId) -> bool:
    """Whether somebody opens the team's list; without one, each gezinsmanager of the team sees it too."""
    everyone = await uow.organisation.professionals()
    return any(p.role is ProfessionalRole.TEAM_LEADER and p.team == team for p in everyone)
