"""Kindness at the moment of sending: what has to wait because somebody hears enough this week already."""

from datetime import datetime

from domain.budget import SPAN, free_at, is_budgeted
from domain.delivery import Dispatch
from domain.linking import Recipient
from domain.notices import PlanFitAsked
from domain.people import Person
from domain.plan_questions import after_check_in
from usecases.ports import Unit


async def held_back_until(uow: Unit, dispatch: Dispatch, person: Person | None) -> datetime | None:
    """Until when this notice waits (UTC); None when it may go now.

    It waits while the budget of the week is used up. The question about the plan also waits for the check-in of this
    week: after its last goal it is asked by editing that same message.
    """
    if person is None or not is_budgeted(dispatch.notice):
        return None
    # It can only come back here when its last attempt was certainly not sent: it takes no room from itself.
    free = free_at(await uow.pushes.since(person.id, uow.now - SPAN, but=dispatch.id), uow.now)
    if isinstance(dispatch.notice, PlanFitAsked):
        free = max(free, await _after_check_in(uow, person))
    return free if free > uow.now else None


async def note_push(uow: Unit, dispatch: Dispatch, person: Person | None) -> None:
    """What leaves now counts in the budget of whoever gets it."""
    if person is not None and is_budgeted(dispatch.notice):
        await uow.pushes.note(person.id, dispatch.id, uow.now)


async def _after_check_in(uow: Unit, person: Person) -> datetime:
    newest = await uow.check_ins.newest_round(person.family)
    if newest is None or not newest.is_open(uow.now):
        return uow.now
    turn = await uow.check_ins.turn_of(newest.id, Recipient(person=person.id))
    if turn is None or turn.ask_at is None or turn.has_spoken:
        return uow.now
    return after_check_in(turn.ask_at, newest.closes_at)
