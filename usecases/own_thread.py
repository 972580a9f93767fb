"""What a person needs around their own conversation: who reads it, what they were writing, and what is in its files."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from domain.absence import Absence
from domain.actions import Action
from domain.actors import NetworkMember, Participant, Talker
from domain.audit import Mode
from domain.calendar import local
from domain.errors import NotFound
from domain.files import FileId, MediaType
from domain.linking import Recipient
from domain.people import Family, Person, ProfessionalId
from domain.reading_along import ReadsAlong, reading_along
from domain.secret import Secret
from domain.threads import Message, MessageKind, Thread, ThreadId
from domain.working_time import is_at_work
from usecases.permission import family_of, permit, person_of, refuse, scope_of_family
from usecases.ports import Unit
from usecases.standing import answering_hours, thread_of
from usecases.unsent import autosave


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads what this person writes: the gezinsmanager, and in an absence who stands in; nobody else.

    ``names`` holds everybody named here, and whoever else wrote in the conversation. ``somebody_reads``: one of them
    can be expected to be there now.
    """

    case_manager: ProfessionalId
    standing_in: tuple[ReadsAlong, ...]
    names: Mapping[ProfessionalId, Secret]
    somebody_reads: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file in one's own conversation; ``size`` is in bytes."""

    thread: ThreadId
    media_type: MediaType
    size: int


@dataclass(frozen=True, slots=True)
class AtHome:
    """What the first page shows: the person's own name, and how many answers they have not read."""

    name: Secret
    unread: int
    promised_by: datetime | None


async def at_home(uow: Unit, who: Participant) -> AtHome:
    """How things stand for whoever comes in; what waits for them has been opened, though not read.

    Somebody from the network has no conversation.
    """
    person, _ = await _own(uow, who, Action.OPEN_WINDOW, Mode.READ)
    if isinstance(who, NetworkMember):
        return AtHome(person.name, 0, None)
    thread = await thread_of(uow, person)
    unread = [
        o
        for o in await uow.messages.outlines(thread)
        if not o.of_person and o.read_at is None and o.is_before_person(uow.now)
    ]
    if unread:
        await uow.messages.mark_opened(thread, uow.now)
    return AtHome(person.name, len(unread), thread.promised_by)


async def readers(uow: Unit, who: Talker, *, authors: tuple[Message, ...] = ()) -> Readers:
    """Who reads along now and soon; with the names of whoever wrote these messages."""
    person, family = await _own(uow, who, Action.OPEN_WINDOW, Mode.READ)
    thread = await thread_of(uow, person)
    today = local(uow.now).date()
    absences: tuple[Absence, ...] = await uow.absences.from_day(today)
    spans = reading_along(absences, family.case_manager, today)
    named = {family.case_manager, *(span.professional for span in spans)}
    for message in authors:
        named |= _named_in(message)
    hours = await answering_hours(uow, family)
    return Readers(
        case_manager=family.case_manager,
        standing_in=spans,
        names={one: await _name_of(uow, one) for one in named},
        somebody_reads=is_at_work(hours, uow.now),
        is_closed=thread.closed_at is not None,
    )


async def unsent_of(uow: Unit, who: Participant) -> Secret:
    """What they were writing and have not sent; empty when there is nothing."""
    person, _ = await _own(uow, who, Action.WRITE_THREAD, Mode.READ)
    thread = await thread_of(uow, person)
    found = await uow.unsent.of(thread.id, Recipient(person=person.id))
    return found.body if found else Secret("")


async def keep_unsent(uow: Unit, who: Participant, *, body: Secret) -> None:
    """Keep what they are writing, so that a lost connection or a closed screen loses nothing.

    Raises:
        MessageTooLong: more than ten messages would hold.
    """
    person, _ = await _own(uow, who, Action.WRITE_THREAD, Mode.UPDATE)
    thread = await thread_of(uow, person)
    await autosave(uow, thread, Recipient(person=person.id), body)


async def make_room(uow: Unit, who: Talker, *, files: int) -> tuple[ThreadId, tuple[FileId, ...]]:
    """The conversation that files will belong to, with an id for each of them; it exists when this is committed."""
    person, _ = await _own(uow, who, Action.WRITE_THREAD, Mode.CREATE)
    thread: Thread = await thread_of(uow, person)
    return thread.id, tuple(FileId(uow.new_id()) for _ in range(files))


async def is_kept(uow: Unit, who: Talker, *, file: FileId) -> bool:
    """Whether a file that was taken in became part of the conversation; a form sent twice brings it twice."""
    person, _ = await _own(uow, who, Action.WRITE_THREAD, Mode.READ)
    found = await uow.files.get(file)
    return found is not None and found[0] == (await thread_of(uow, person)).id


async def own_file(uow: Unit, who: Talker, *, file: FileId) -> OwnFile:
    """Where a file of one's own conversation is kept, and what it is.

    Raises:
        NotFound: there is none, or its answer has not left yet or was taken back.
        NotAllowed: it is in somebody else's, and that somebody asked is logged.
    """
    person, family = await _own(uow, who, Action.READ_THREAD, Mode.READ)
    thread = await thread_of(uow, person)
    found = await uow.files.get(file)
    if found is None:
        raise NotFound(detail="file")
    if found[0] != thread.id:
        scope = scope_of_family(family, person.id)
        refuse(uow, who, Action.READ_THREAD, scope, mode=Mode.READ, kind="file", object_id=file)
    if not any(o.file == file and o.is_before_person(uow.now) for o in await uow.messages.outlines(thread)):
        raise NotFound(detail="file")
    return OwnFile(*found)


def _named_in(message: Message) -> set[ProfessionalId]:
    """The professionals whose names stand beside or in a message."""
    named = set() if message.author.professional is None else {message.author.professional}
    if message.kind is MessageKind.STAND_IN:
        with suppress(ValueError):
            named.add(ReadsAlong.read(message.body.reveal()).professional)
    return named


async def _name_of(uow: Unit, which: ProfessionalId) -> Secret:
    found = await uow.organisation.professional(which)
    if found is None:
        raise NotFound(detail="professional")
    return found.name


async def _own(uow: Unit, who: Participant, action: Action, mode: Mode) -> tuple[Person, Family]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    await permit(uow, who, action, scope_of_family(family, person.id), mode=mode, kind="thread")
    return person, family
