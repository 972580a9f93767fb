"""Wiping chat messages: what must disappear is planned, done, tried again, and in the end given to a person."""

from datetime import datetime, timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.audit import Mode
from domain.calendar import at_local, local, next_working_day
from domain.delivery import WIPE_WITHIN, Wipe
from domain.linking import Recipient
from domain.work_items import WorkKind
from usecases.lists import put_on_list_of
from usecases.permission import allow, permit
from usecases.ports import Unit

ROOM_TO_RETRY = timedelta(hours=1)
FLEETING = timedelta(minutes=30)


async def plan(
    uow: Unit,
    who: Clockwork,
    *,
    recipient: Recipient | None,
    account: bytes,
    chat: int,
    message: int,
    fleeting: bool = False,
) -> None:
    """Plan that a message in a professional's chat disappears one working day after now (DESIGN §3).

    Telegram deletes nothing older than 48 hours, so over a weekend it disappears earlier. A ``fleeting`` one, such
    as the two words of a link, goes after half an hour in anybody's chat.
    """
    allow(who, Action.RUN, Scope())
    today = local(uow.now)
    working_day_later = at_local(next_working_day(today.date()), today.time())
    deadline = uow.now + WIPE_WITHIN
    due_at = uow.now + FLEETING if fleeting else min(working_day_later, deadline - ROOM_TO_RETRY)
    await uow.wipes.add(Wipe(uow.new_id(), recipient, account, message, due_at, deadline), chat)


async def due(uow: Unit, who: Clockwork, *, limit: int = 50) -> tuple[tuple[Wipe, int | None], ...]:
    """What must disappear now, each with its Telegram chat; None when that cannot be read any more."""
    allow(who, Action.RUN, Scope())
    return await uow.wipes.due(uow.now, limit)


async def done(uow: Unit, who: Clockwork, *, wipe: Wipe) -> None:
    """It has disappeared."""
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.DELETE, kind="wipe", object_id=wipe.id)
    await uow.wipes.done(wipe.id)


async def put_off(uow: Unit, who: Clockwork, *, wipe: Wipe, until: datetime) -> bool:
    """Try again at this instant (UTC); False when that is too late, and a person must do it instead."""
    allow(who, Action.RUN, Scope())
    if until >= wipe.deadline:
        await give_up(uow, who, wipe=wipe)
        return False
    await uow.wipes.retry(wipe.id, until)
    return True


async def give_up(uow: Unit, who: Clockwork, *, wipe: Wipe) -> None:
    """Telegram will not do it: ask a person to have it deleted by hand."""
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.UPDATE, kind="wipe", object_id=wipe.id)
    await put_on_list_of(uow, wipe.chat_of, WorkKind.DELETE_BY_HAND, key=f"delete:{wipe.id.hex}")
    await uow.wipes.done(wipe.id)
