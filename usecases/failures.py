"""What Kring could not handle: it goes on a list, so that a person finds out what was meant."""

from dataclasses import replace

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.appointments import AppointmentId
from domain.audit import Mode
from domain.delivery import DispatchId, DispatchState
from domain.work_items import WorkKind
from usecases.lists import put_on_list_of
from usecases.outbox import put_on_list
from usecases.permission import allow, permit
from usecases.ports import Unit


async def report_unhandled(uow: Unit, who: Clockwork, *, update: int, account: bytes) -> None:
    """An update that failed every time is put on the list of whoever serves this account."""
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.UPDATE, kind="update")
    link = await uow.links.by_account(account)
    holder = None if link is None else link.holder
    await put_on_list_of(uow, holder, WorkKind.CHECK_UPDATE, key=f"update:{update}")


async def give_up_dispatch(
    uow: Unit, who: Clockwork, *, dispatch_id: DispatchId, state: DispatchState, message: int | None = None
) -> None:
    """Settle what cannot be settled as it should: nothing is read but the dispatch, and a person looks into it.

    ``message`` is the number under which Telegram accepted it, if it did.
    """
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.UPDATE, kind="dispatch", object_id=dispatch_id)
    dispatch = await uow.dispatches.get(dispatch_id)
    if dispatch is None or dispatch.state is state:
        return
    await uow.dispatches.save(replace(dispatch, state=state, message=message))
    await put_on_list_of(uow, dispatch.recipient, WorkKind.CHECK_NOTICE, key=f"given_up:{dispatch_id.hex}")


async def report_set_apart(uow: Unit, who: Clockwork) -> int:
    """What was set apart because it was damaged, or failed every time, is put on a list once; how many were new.

    The item does not lead to the appointment: that cannot be read, and would keep the list from being read too.
    """
    allow(who, Action.RUN, Scope())
    new = 0
    about = dict.fromkeys(await uow.follow_ups.set_apart_about())
    for dispatch, appointment, recipient in await uow.dispatches.set_apart():
        if appointment is not None:
            about[appointment] = None
        elif not await uow.work_items.was_put(key := f"damaged:{dispatch.hex}"):
            await put_on_list_of(uow, recipient, WorkKind.CHECK_NOTICE, key=key)
            new += 1
    for which in about:
        if not await uow.work_items.was_put(key := f"damaged:{which.hex}"):
            await _report_appointment(uow, which, key)
            new += 1
    return new


async def _report_appointment(uow: Unit, which: AppointmentId, key: str) -> None:
    """On the list of the gezinsmanager, at once; when even the family cannot be found, on the team's."""
    found = await uow.appointments.family_of(which)
    family = None if found is None else await uow.families.family(found)
    if family is None:
        await put_on_list_of(uow, None, WorkKind.CHECK_NOTICE, key=key)
    else:
        await put_on_list(uow, family, WorkKind.CHECK_NOTICE, key=key, urgent=True)
