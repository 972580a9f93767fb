"""Putting notices in the outbox: to whom, from when, until when; nothing is sent here."""

from datetime import datetime

from domain.appointments import Appointment
from domain.delivery import Dispatch, DispatchId
from domain.linking import Reachability, Recipient
from domain.notices import Notice, WorkWaits
from domain.people import Family, PersonId, ProfessionalId, ProfessionalRole, TeamId
from domain.work_items import OnList, WorkItem, WorkItemId, WorkKind
from usecases.permission import stand_in_of
from usecases.ports import Unit


async def tell_person(
    uow: Unit,
    person: PersonId,
    notice: Notice,
    *,
    key: str,
    appointment: Appointment | None,
    until: datetime | None,
) -> None:
    """Plan a notice for a person; after ``until`` it is of no use any more, and somebody is told instead."""
    dispatch = Dispatch(
        id=DispatchId(uow.new_id()),
        key=f"{key}:{person.hex}",
        recipient=Recipient(person=person),
        notice=notice,
        not_before=uow.now,
        valid_until=until,
    )
    await uow.dispatches.add(dispatch, appointment.id if appointment else None)


async def tell_case_manager(
    uow: Unit, family: Family, notice: Notice, *, key: str, urgent: bool = True, until: datetime | None = None
) -> bool:
    """Plan a notice for the gezinsmanager; when they cannot be reached in Telegram, for the team leaders.

    False when nobody of them is linked: then only the open list, read on the command line, is left.
    """
    professionals = await reachable(uow, family.case_manager, family.team)
    for professional in professionals:
        dispatch = Dispatch(
            id=DispatchId(uow.new_id()),
            key=f"{key}:{professional.hex}",
            recipient=Recipient(professional=professional),
            notice=notice,
            not_before=uow.now,
            valid_until=until,
            urgent=urgent,
        )
        await uow.dispatches.add(dispatch)
    return bool(professionals)


async def tell_professional(
    uow: Unit, family: Family, professional: ProfessionalId, notice: Notice, *, key: str
) -> None:
    """Plan an urgent notice for this professional themselves; when they cannot be reached, for the team leaders."""
    for one in await _or_leaders(uow, professional, family.team):
        await _plan_urgent(uow, one, notice, key=key)


async def tell_leaders(uow: Unit, team: TeamId, notice: Notice, *, key: str) -> None:
    """Plan an urgent notice for every team leader who can be reached."""
    for one in await _leaders(uow, team):
        await _plan_urgent(uow, one, notice, key=key)


async def reachable(uow: Unit, first: ProfessionalId, team: TeamId) -> tuple[ProfessionalId, ...]:
    """Who stands in for the professional, or they themselves, if linked and not blocked; otherwise the team leaders."""
    return await _or_leaders(uow, await stand_in_of(uow, first) or first, team)


async def _or_leaders(uow: Unit, first: ProfessionalId, team: TeamId) -> tuple[ProfessionalId, ...]:
    if await is_reachable(uow, first):
        return (first,)
    return tuple([leader for leader in await _leaders(uow, team) if leader != first])


async def _leaders(uow: Unit, team: TeamId) -> tuple[ProfessionalId, ...]:
    """The linked team leaders of this team."""
    leaders = [
        p.id
        for p in await uow.organisation.professionals()
        if p.team == team and p.role is ProfessionalRole.TEAM_LEADER
    ]
    return tuple([leader for leader in leaders if await is_reachable(uow, leader)])


async def _plan_urgent(uow: Unit, professional: ProfessionalId, notice: Notice, *, key: str) -> None:
    await uow.dispatches.add(
        Dispatch(
            id=DispatchId(uow.new_id()),
            key=f"{key}:{professional.hex}",
            recipient=Recipient(professional=professional),
            notice=notice,
            not_before=uow.now,
            valid_until=None,
            urgent=True,
        )
    )


async def is_reachable(uow: Unit, professional: ProfessionalId) -> bool:
    """Whether this professional has a Telegram link that works."""
    link = await uow.links.of(Recipient(professional=professional))
    return link is not None and link.reachability is Reachability.LINKED and link.consented_at is not None


async def put_on_list(
    uow: Unit,
    family: Family,
    kind: WorkKind,
    *,
    key: str,
    person: PersonId | None = None,
    appointment: Appointment | None = None,
    wish: datetime | None = None,
    urgent: bool = False,
) -> WorkItem:
    """Put something on the gezinsmanager's list, once per ``key``; what is or becomes urgent is told at once, once."""
    item = await uow.work_items.put(
        WorkItem(
            id=WorkItemId(uow.new_id()),
            key=key,
            kind=kind,
            on=OnList.CASE_MANAGER,
            team=family.team,
            case_manager=family.case_manager,
            made_at=uow.now,
            family=family.id,
            person=person,
            appointment=appointment.id if appointment else None,
            wish=wish,
            urgent=urgent,
        )
    )
    if urgent:
        await tell_case_manager(uow, family, WorkWaits(item.id), key=f"work:{item.id.hex}")
    return item
