"""What a gezinsmanager, or who stands in, does with a person's thread: read, answer, take back, settle, close."""

from dataclasses import dataclass, replace

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.errors import NotFound
from domain.files import FileId, MediaType, Taken
from domain.linking import Recipient
from domain.people import Family, Person, PersonId, Role
from domain.secret import Secret
from domain.standing import settled, was_said_since
from domain.threads import (
    HOLD,
    AnsweredMeanwhile,
    Message,
    MessageId,
    NoLonger,
    TakenBack,
    Thread,
    ThreadClosed,
    ThreadId,
)
from domain.work_items import WorkKind
from usecases.answering import close_items
from usecases.permission import family_of, permit, person_of, refuse, scope_of_family
from usecases.ports import Unit
from usecases.shown import was_shown
from usecases.standing import restand, thread_of
from usecases.threads import body_of, check_words, kind_of
from usecases.unsent import autosave, put_back

PAGE = 100
NO_WORDS = Secret("")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a professional writes to a person. ``source`` is made with the form, so that it is kept once.

    ``seen`` is the newest message they had before them; ``sure``: send it although something was said since.
    """

    source: str
    body: Secret = NO_WORDS
    file: Taken | None = None
    seen: MessageId | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of a thread as a professional sees it, oldest first."""

    family: Family
    person: Person
    thread: Thread
    messages: tuple[Message, ...]
    earlier: bool
    unsent: Secret | None


async def read(uow: Unit, who: CaseManager, *, person: PersonId) -> tuple[Message, ...]:
    """Everything in a person's thread, oldest first; the read is logged under the reader's own name.

    Raises:
        NotFound, NotAllowed: no such person for this actor.
    """
    someone, family = await _permitted(uow, who, person, Action.READ_THREAD, Mode.READ)
    thread = await uow.threads.of_person(person)
    if thread is None:
        return ()
    messages = await uow.messages.all_of(thread)
    await was_shown(uow, family, someone, thread, messages)
    return messages


async def open_thread(uow: Unit, who: CaseManager, *, person: PersonId, skipped: int = 0) -> Opened:
    """A page of a person's thread; what is shown counts as read, and the person sees that.

    Raises:
        NotFound, NotAllowed: no such person for this actor.
    """
    someone, family = await _permitted(uow, who, person, Action.READ_THREAD, Mode.READ)
    thread = await thread_of(uow, someone)
    found = await uow.messages.latest(thread, limit=PAGE + 1, skipped=skipped)
    shown = found[-PAGE:]
    thread = await was_shown(uow, family, someone, thread, shown)
    unsent = await uow.unsent.of(thread.id, Recipient(professional=who.professional))
    return Opened(family, someone, thread, shown, len(found) > PAGE, unsent.body if unsent else None)


async def answer(uow: Unit, who: CaseManager, *, person: PersonId, said: Answer) -> Message:
    """Answer a person; nobody hears of it for fifteen seconds. The same form sent twice is one message.

    Raises:
        MessageEmpty, MessageTooLong, ThreadClosed, AnsweredMeanwhile, TakenBack: nothing was kept.
        NotFound, NotAllowed; the latter also for somebody from the network, who has no conversation.
    """
    someone, family = await _permitted_to_talk(uow, who, person)
    thread = await thread_of(uow, someone)
    source = f"form:{thread.id.hex}:{said.source}"
    before = await uow.messages.by_source(source)
    if before is not None and before.withdrawn_at is not None:
        raise TakenBack
    if before is not None:
        return before
    check_words(said.body, with_file=said.file is not None)
    if thread.closed_at is not None:
        raise ThreadClosed
    author = Recipient(professional=who.professional)
    if not said.sure and was_said_since(await uow.messages.latest(thread, limit=PAGE), author, said.seen):
        raise AnsweredMeanwhile
    message = Message(
        id=MessageId(uow.new_id()),
        thread=thread.id,
        author=author,
        kind=kind_of(said.file),
        body=body_of(said.body, said.file),
        received_at=uow.now,
        source=source,
        file=said.file.id if said.file else None,
        leaves_at=uow.now + HOLD,
    )
    await uow.messages.keep(message)
    if said.file is not None:
        await uow.files.add(said.file.id, thread.id, said.file.media_type, said.file.size, uow.now)
    await uow.unsent.drop(thread.id, author)
    await _answered(uow, family, someone, thread)
    return message


async def withdraw(uow: Unit, who: CaseManager, *, message_id: MessageId) -> Message:
    """Take an answer of one's own back, unheard within fifteen seconds, and later as long as it was not read.

    Raises:
        NoLonger: it was read. NotFound, NotAllowed: it is not theirs.
    """
    message = await uow.messages.get(message_id)
    thread = None if message is None else await uow.threads.get(message.thread)
    if message is None or thread is None:
        raise NotFound(detail="message")
    someone, family = await _permitted(uow, who, thread.person, Action.ANSWER_THREAD, Mode.DELETE)
    if message.author.professional != who.professional:
        scope = scope_of_family(family, someone.id)
        refuse(uow, who, Action.ANSWER_THREAD, scope, mode=Mode.DELETE, kind="thread")
    if message.withdrawn_at is not None:
        return message
    if message.read_at is not None:
        raise NoLonger
    withdrawn = replace(message, withdrawn_at=uow.now)
    await uow.messages.save(withdrawn)
    if (await restand(uow, family, someone, thread)).unread_since is None:
        await close_items(uow, thread, WorkKind.CALL_UNREAD)
    await put_back(uow, thread, message)
    return withdrawn


async def settle(uow: Unit, who: CaseManager, *, person: PersonId, seen: MessageId) -> Thread:
    """Say that nothing up to the newest message they saw needs a written answer: they were called, or it is done.

    Raises:
        NotFound, NotAllowed: no such person or message for this actor.
    """
    someone, family = await _permitted(uow, who, person, Action.ANSWER_THREAD, Mode.UPDATE)
    thread = await thread_of(uow, someone)
    newest = [o for o in await uow.messages.outlines(thread) if o.id == seen]
    if not newest:
        raise NotFound(detail="message")
    return await _answered(uow, family, someone, settled(thread, *newest))


async def close(uow: Unit, who: CaseManager, *, person: PersonId) -> Thread:
    """Close the conversation: nothing more is written in the window, everything stays readable."""
    someone, family = await _permitted(uow, who, person, Action.CLOSE_THREAD, Mode.UPDATE)
    thread = await thread_of(uow, someone)
    closed = replace(thread, closed_at=thread.closed_at or uow.now)
    return await restand(uow, family, someone, closed)


async def reopen(uow: Unit, who: CaseManager, *, person: PersonId) -> Thread:
    """Open a closed conversation again."""
    someone, family = await _permitted(uow, who, person, Action.CLOSE_THREAD, Mode.UPDATE)
    thread = await thread_of(uow, someone)
    return await restand(uow, family, someone, replace(thread, closed_at=None))


async def keep_unsent(uow: Unit, who: CaseManager, *, person: PersonId, body: Secret) -> None:
    """Keep what they are writing, sealed, until it is sent."""
    someone, _ = await _permitted(uow, who, person, Action.ANSWER_THREAD, Mode.UPDATE)
    thread = await thread_of(uow, someone)
    await autosave(uow, thread, Recipient(professional=who.professional), body)


async def make_room(
    uow: Unit, who: CaseManager, *, person: PersonId, files: int
) -> tuple[ThreadId, tuple[FileId, ...]]:
    """The conversation that files of an answer will belong to, with an id for each of them."""
    someone, _ = await _permitted_to_talk(uow, who, person)
    thread = await thread_of(uow, someone)
    return thread.id, tuple(FileId(uow.new_id()) for _ in range(files))


async def file_of(
    uow: Unit, who: CaseManager, *, person: PersonId, file: FileId
) -> tuple[ThreadId, MediaType, int]:
    """The thread of a file, what it is, and its size in bytes, for who may read it.

    Raises:
        NotFound, NotAllowed: it is not in a thread of theirs.
    """
    someone, _ = await _permitted(uow, who, person, Action.READ_THREAD, Mode.READ)
    thread = await thread_of(uow, someone)
    found = await uow.files.get(file)
    if found is None or found[0] != thread.id:
        raise NotFound(detail="file")
    return found


async def _permitted_to_talk(uow: Unit, who: CaseManager, which: PersonId) -> tuple[Person, Family]:
    """Who is of the network passes things on; nothing is said back here (security §3.2)."""
    person, family = await _permitted(uow, who, which, Action.ANSWER_THREAD, Mode.CREATE)
    if person.role is Role.NETWORK_MEMBER:
        scope = scope_of_family(family, person.id)
        refuse(uow, who, Action.ANSWER_THREAD, scope, mode=Mode.CREATE, kind="thread")
    return person, family


async def _answered(uow: Unit, family: Family, person: Person, thread: Thread) -> Thread:
    fresh = await restand(uow, family, person, thread)
    if fresh.waiting_since is None:
        await close_items(uow, thread, WorkKind.ANSWER_THREAD)
    return fresh


async def _permitted(
    uow: Unit, who: CaseManager, which: PersonId, action: Action, mode: Mode
) -> tuple[Person, Family]:
    person = await person_of(uow, which)
    family = await family_of(uow, person.family)
    await permit(uow, who, action, scope_of_family(family, person.id), mode=mode, kind="thread")
    return person, family
