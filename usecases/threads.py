"""What a person types or speaks in the chat: kept sealed, wiped from the chat, read by who may."""

from dataclasses import dataclass

from domain.access import Action
from domain.actors import CaseManager, Participant
from domain.audit import Mode
from domain.delivery import WIPE_WITHIN, Wipe
from domain.linking import Recipient
from domain.people import PersonId
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, Thread, ThreadId
from domain.work_items import Task
from usecases.outbox import put_on_list
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that arrived in the chat. ``source`` is the update's number, ``message`` that of the chat."""

    kind: MessageKind
    body: Secret
    source: int
    message: int
    is_edit: bool = False


async def keep(uow: Unit, who: Participant, *, incoming: Incoming, account: bytes, chat: int) -> None:
    """Keep it in the person's thread, once; wipe it from the chat; put it on the gezinsmanager's list.

    An edit is kept as a second version, since both may matter.
    """
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope = scope_of_family(family, person.id)
    await permit(uow, who, Action.WRITE_THREAD, scope, mode=Mode.CREATE, kind="thread")
    thread = await _thread(uow, person.id)
    first = await uow.threads.first_version(thread, incoming.message) if incoming.is_edit else None
    kept = await uow.threads.keep(
        Message(
            id=MessageId(uow.new_id()),
            thread=thread.id,
            kind=incoming.kind,
            body=incoming.body,
            received_at=uow.now,
            source=incoming.source,
            telegram_message=incoming.message,
            version_of=first.id if first else None,
        )
    )
    if not kept:
        return
    await wipe(uow, account=account, chat=chat, message=incoming.message, of=Recipient(person=person.id))
    await put_on_list(uow, family, Task.READ_THREAD, key=f"thread:{person.id.hex}", person=person.id)


async def wipe(uow: Unit, *, account: bytes, chat: int, message: int, of: Recipient | None) -> None:
    """Plan that a chat message disappears, now, and in any case while Telegram still allows it."""
    plan = Wipe(uow.new_id(), of, account, message, uow.now, uow.now + WIPE_WITHIN)
    await uow.wipes.add(plan, chat)


async def read(uow: Unit, who: CaseManager, *, person: PersonId) -> tuple[Message, ...]:
    """Everything in a person's thread, oldest first; the read is logged under the reader's own name.

    Raises:
        NotFound, NotAllowed: no such person for this actor.
    """
    someone = await person_of(uow, person)
    family = await family_of(uow, someone.family)
    scope = scope_of_family(family, someone.id)
    await permit(uow, who, Action.READ_THREAD, scope, mode=Mode.READ, kind="thread")
    thread = await uow.threads.of_person(person)
    if thread is None:
        return ()
    messages = await uow.threads.messages(thread)
    await uow.threads.mark_read(thread, uow.now)
    await uow.work_items.close_by_key(f"thread:{person.hex}", uow.now)
    return messages


async def _thread(uow: Unit, person: PersonId) -> Thread:
    thread = await uow.threads.of_person(person)
    if thread is None:
        thread = Thread(ThreadId(uow.new_id()), person)
        await uow.threads.add(thread)
    return thread
