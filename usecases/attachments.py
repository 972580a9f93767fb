"""Files that were sent in the chat: what has to be fetched from Telegram, and what became of it."""

from dataclasses import replace
from datetime import timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.audit import Mode
from domain.files import Taken
from domain.threads import Message, MessageId
from domain.work_items import WorkKind
from usecases.outbox import put_on_list
from usecases.permission import allow, family_of, permit, person_of
from usecases.ports import Unit

TRIED_FOR = timedelta(days=1)
"""Telegram keeps a file longer, but somebody should hear of it when a day was not enough."""

AT_A_TIME = 5


async def to_fetch(uow: Unit, who: Clockwork) -> tuple[Message, ...]:
    """What may be fetched now, oldest first."""
    allow(who, Action.RUN, Scope())
    return await uow.messages.unfetched(uow.now, AT_A_TIME)


async def fetched(uow: Unit, who: Clockwork, *, message_id: MessageId, taken: Taken) -> None:
    """Its content is sealed with us now; noting it twice changes nothing."""
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.UPDATE, kind="message", object_id=message_id)
    message = await uow.messages.get(message_id)
    if message is None or message.file is not None:
        return
    await uow.files.add(taken.id, message.thread, taken.media_type, taken.size, uow.now)
    await uow.messages.save(replace(message, file=taken.id, fetch_after=None))


async def put_off(uow: Unit, who: Clockwork, *, message_id: MessageId) -> None:
    """Try again later: each time after as long as has been tried, for a day; then a person looks into it."""
    allow(who, Action.RUN, Scope())
    message = await uow.messages.get(message_id)
    if message is None or message.file is not None:
        return
    waited = uow.now - message.received_at
    if waited >= TRIED_FOR:
        await cannot_fetch(uow, who, message_id=message_id)
        return
    again = uow.now + max(timedelta(seconds=5), min(waited, timedelta(hours=1)))
    await uow.messages.save(replace(message, fetch_after=again))


async def cannot_fetch(uow: Unit, who: Clockwork, *, message_id: MessageId) -> None:
    """It stays with Telegram alone: whoever reads the thread asks the person for it in another way."""
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.UPDATE, kind="message", object_id=message_id)
    message = await uow.messages.get(message_id)
    if message is None:
        return
    await uow.messages.save(replace(message, fetch_after=None))
    thread = await uow.threads.get(message.thread)
    if thread is not None:
        person = await person_of(uow, thread.person)
        family = await family_of(uow, person.family)
        await put_on_list(uow, family, WorkKind.CHECK_FILE, key=f"file:{message.id.hex}", person=person.id)
