"""What a person says to their gezinsmanager, in the chat or in the window, and what they read there."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from domain.actions import Action
from domain.actors import Participant, Talker
from domain.audit import Mode
from domain.delivery import WIPE_WITHIN, Wipe
from domain.files import Taken
from domain.linking import Recipient
from domain.people import Family, Person
from domain.secret import Secret
from domain.threads import (
    LONGEST,
    Message,
    MessageEmpty,
    MessageId,
    MessageKind,
    MessageTooLong,
    Thread,
    ThreadClosed,
    Topic,
)
from domain.work_items import WorkKind
from domain.working_time import is_at_work
from usecases.answering import climb_thread, close_items
from usecases.outbox import put_on_list
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit
from usecases.standing import answering_hours, restand, thread_of
from usecases.undelivered import undelivered_key

PAGE = 30
"""How many messages are shown at once; the page of a family stays small (60 kB)."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that arrived in the chat. ``source`` is the update's number, ``message`` that of the chat."""

    kind: MessageKind
    body: Secret
    source: int
    message: int
    is_edit: bool = False
    alarming: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """Something a person writes in the window. ``source`` is made with the form, so that it is kept once."""

    source: str
    body: Secret
    topic: Topic | None = None
    file: Taken | None = None
    alarming: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the writer may be told: by when they get an answer (UTC), and whether anybody can read it now."""

    promised_by: datetime | None
    somebody_reads: bool
    alarming: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """A page of a thread as its person sees it, oldest first; ``earlier`` says whether there is more before it."""

    thread: Thread
    messages: tuple[Message, ...]
    earlier: bool
    unsent: Secret | None


async def keep(uow: Unit, who: Participant, *, incoming: Incoming, account: bytes, chat: int) -> Receipt:
    """Keep what was typed in the chat, once; wipe it from there; put it on the gezinsmanager's list.

    An edit is kept as a second version, since both may matter. A closed conversation is no reason to lose anything.
    """
    person, family = await _own(uow, who, Action.WRITE_THREAD, Mode.CREATE)
    thread = await thread_of(uow, person)
    first = await uow.messages.first_version(thread, incoming.message) if incoming.is_edit else None
    kept = await uow.messages.keep(
        Message(
            id=MessageId(uow.new_id()),
            thread=thread.id,
            author=Recipient(person=person.id),
            kind=incoming.kind,
            body=incoming.body,
            received_at=uow.now,
            source=f"update:{incoming.source}",
            telegram_message=incoming.message,
            fetch_after=None if incoming.kind is MessageKind.TEXT else uow.now,
            alarming=incoming.alarming,
            version_of=first.id if first else None,
        )
    )
    if kept:
        await wipe(uow, account=account, chat=chat, message=incoming.message, of=Recipient(person=person.id))
        thread = await _arrived(uow, family, person, thread)
    return await _receipt(uow, family, thread, alarming=incoming.alarming)


async def write(uow: Unit, who: Participant, *, written: Written) -> Receipt:
    """Say something in the window; the same form sent twice is one message.

    Of somebody from the network it is a remark to be passed on: they have no conversation to read an answer in.

    Raises:
        MessageEmpty, MessageTooLong, ThreadClosed: nothing was kept, what was written stays with the writer.
    """
    person, family = await _own(uow, who, Action.WRITE_THREAD, Mode.CREATE)
    thread = await thread_of(uow, person)
    source = _source(thread, written.source)
    if await uow.messages.by_source(source) is not None:
        return await _receipt(uow, family, thread, alarming=written.alarming)
    check_words(written.body, with_file=written.file is not None)
    if thread.closed_at is not None:
        raise ThreadClosed
    author = Recipient(person=person.id)
    await uow.messages.keep(
        Message(
            id=MessageId(uow.new_id()),
            thread=thread.id,
            author=author,
            kind=kind_of(written.file),
            body=body_of(written.body, written.file),
            received_at=uow.now,
            source=source,
            file=written.file.id if written.file else None,
            topic=written.topic,
            alarming=written.alarming,
        )
    )
    if written.file is not None:
        await uow.files.add(written.file.id, thread.id, written.file.media_type, written.file.size, uow.now)
    await uow.unsent.drop(thread.id, author)
    thread = await _arrived(uow, family, person, thread)
    return await _receipt(uow, family, thread, alarming=written.alarming)


async def converse(uow: Unit, who: Talker, *, skipped: int = 0) -> Conversation:
    """A page of one's own conversation; what is shown counts as read, and the other side sees that."""
    person, family = await _own(uow, who, Action.READ_THREAD, Mode.READ)
    thread = await thread_of(uow, person)
    found = await uow.messages.latest(thread, limit=PAGE + 1, skipped=skipped)
    shown = tuple(m.seen_by_person() for m in found[-PAGE:] if m.may_be_seen_by_person(uow.now))
    unread = [m for m in shown if not m.is_of_person and m.read_at is None and m.withdrawn_at is None]
    for message in unread:
        await uow.messages.save(replace(message, read_at=uow.now))
    if unread:
        await uow.work_items.close_by_key(undelivered_key(thread.id, person.id), uow.now)
        thread = await restand(uow, family, person, thread)
        if thread.unread_since is None:
            await close_items(uow, thread, WorkKind.CALL_UNREAD)
    unsent = await uow.unsent.of(thread.id, Recipient(person=person.id))
    return Conversation(thread, shown, len(found) > PAGE, unsent.body if unsent else None)


async def wipe(uow: Unit, *, account: bytes, chat: int, message: int, of: Recipient | None) -> None:
    """Plan that a chat message disappears, now, and in any case while Telegram still allows it."""
    plan = Wipe(uow.new_id(), of, account, message, uow.now, uow.now + WIPE_WITHIN)
    await uow.wipes.add(plan, chat)


def check_words(body: Secret, *, with_file: bool) -> None:
    """Refuse an empty or too long text.

    Raises:
        MessageEmpty, MessageTooLong.
    """
    text = body.reveal()
    if len(text) > LONGEST:
        raise MessageTooLong
    if not with_file and not any(_is_seen(sign) for sign in text):
        raise MessageEmpty


def _is_seen(sign: str) -> bool:
    """Whether a sign shows anything at all; a space does not, and neither does one without width."""
    return unicodedata.category(sign)[0] not in "CZ"


def kind_of(file: Taken | None) -> MessageKind:
    """What a message with this file is."""
    if file is None:
        return MessageKind.TEXT
    return {
        "picture": MessageKind.PHOTO,
        "document": MessageKind.DOCUMENT,
        "voice": MessageKind.VOICE,
    }[file.media_type.kind.value]


def body_of(words: Secret, file: Taken | None) -> Secret:
    """How the words are kept; beside a file they stand below an empty line for Telegram's name."""
    return words if file is None else Secret(f"\n{words.reveal()}")


def _source(thread: Thread, form: str) -> str:
    return f"form:{thread.id.hex}:{form}"


async def _arrived(uow: Unit, family: Family, person: Person, thread: Thread) -> Thread:
    await put_on_list(uow, family, WorkKind.READ_THREAD, key=f"thread:{person.id.hex}", person=person.id)
    fresh = await restand(uow, family, person, thread)
    # Words of danger are not left to the next tick.
    return await climb_thread(uow, family, person, fresh)


async def _receipt(uow: Unit, family: Family, thread: Thread, *, alarming: bool) -> Receipt:
    hours = await answering_hours(uow, family)
    return Receipt(thread.promised_by, is_at_work(hours, uow.now), alarming)


async def _own(uow: Unit, who: Participant, action: Action, mode: Mode) -> tuple[Person, Family]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    await permit(uow, who, action, scope_of_family(family, person.id), mode=mode, kind="thread")
    return person, family
