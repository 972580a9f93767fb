"""The open list: see it, and say that something is done."""

from domain import turn_answers
from domain.access import Scope
from domain.actions import Action
from domain.actors import Colleague
from domain.appointments import CORRECTION_WINDOW, Told
from domain.audit import Mode
from domain.digest import WorkEntry
from domain.errors import NotFound
from domain.linking import Recipient
from domain.work_items import TELLING, OnList, WorkItem, WorkItemId, WorkKind
from usecases.entries import has_leader, open_work
from usecases.permission import permit
from usecases.ports import Unit
from usecases.turn_effects import settle, turn_in


async def see(uow: Unit, who: Colleague) -> tuple[WorkEntry, ...]:
    """The open list of this professional, urgent first."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_WORK, scope, mode=Mode.READ, kind="work_item")
    return await open_work(uow, who)


async def close(uow: Unit, who: Colleague, *, item_id: WorkItemId) -> WorkItem:
    """Say that it is done; saying so twice changes nothing.

    Raises:
        NotFound, NotAllowed: it is not on a list of this actor.
    """
    item = await uow.work_items.get(item_id)
    if item is None:
        raise NotFound(detail="work_item")
    case_manager = item.case_manager
    if item.on is OnList.TEAM:
        # A team without a leader shares its list, see `entries.open_work`.
        shared = who.team == item.team and not await has_leader(uow, item.team)
        case_manager = who.professional if shared else None
    scope = Scope(item.family, case_manager, item.team)
    await permit(uow, who, Action.CLOSE_WORK, scope, mode=Mode.UPDATE, kind="work_item", object_id=item_id)
    if item.closed_at is None:
        await uow.work_items.close(item_id, uow.now)
        await _remember_told(uow, item)
        if item.kind is WorkKind.TASK_HELP:
            await _help_is_seen_to(uow, who, item)
    return item


async def _remember_told(uow: Unit, item: WorkItem) -> None:
    """Who was called knows how it stands, so that a later change is told to them too (decision 0008).

    Not while a change made after this came on the list still waits to be told: the call was about what was before.
    """
    if item.kind not in TELLING or item.appointment is None or item.person is None:
        return
    appointment = await uow.appointments.get(item.appointment)
    if appointment is None or item.person not in appointment.people:
        return
    if uow.now < appointment.effective_at and item.made_at < appointment.effective_at - CORRECTION_WINDOW:
        return
    told = Told(appointment.starts_at, appointment.is_cancelled)
    await uow.appointments.save(appointment.announced(item.person, told))


async def _help_is_seen_to(uow: Unit, who: Colleague, item: WorkItem) -> None:
    """Who asked for help with a turn, and still does it, hears that it is seen to."""
    turn = await uow.tasks.turn(turn_in(item.key))
    task = None if turn is None else await uow.tasks.get(turn.task)
    if turn is None or task is None or turn.holder is None or turn.help_at is None:
        return
    fresh = turn_answers.seen_to(turn, turn.holder, now=uow.now)
    await settle(uow, task, turn, fresh, by=Recipient(professional=who.professional))
