"""The drawer of messages: what was said, sealed with the key of its thread alone."""

from datetime import datetime

from sqlalchemy import bindparam, or_, select, update

from domain.files import FileId
from domain.linking import Recipient
from domain.people import PersonId, ProfessionalId
from domain.standing import Outline
from domain.threads import Message, MessageId, MessageKind, Thread, ThreadId, Topic
from storage.database import insert_or
from storage.desk import Desk, of_thread
from storage.statements import Row, Statement, changing, literal
from storage.tables.families import families, persons
from storage.tables.threads import messages, threads

_OF_THREAD = messages.c.thread == bindparam("of_thread")
_IN_ORDER = (messages.c.received_at, messages.c.id)
_KEEP = Statement(insert_or(messages).on_conflict_do_nothing(index_elements=["source"]))
_BY_SOURCE = Statement(select(messages).where(messages.c.source == bindparam("of_source")))
_MESSAGE = Statement(select(messages).where(messages.c.id == bindparam("which")))
_IN_CHAT = messages.c.telegram_message == bindparam("of_message")
_FIRST = Statement(
    select(messages)
    .where(_OF_THREAD, _IN_CHAT, messages.c.version_of.is_(None))
    .order_by(messages.c.id)
    .limit(1)
)
_MESSAGES = Statement(select(messages).where(_OF_THREAD).order_by(*_IN_ORDER))
_LATEST = Statement(
    select(messages)
    .where(_OF_THREAD)
    .order_by(messages.c.received_at.desc(), messages.c.id.desc())
    .limit(bindparam("at_most"))
    .offset(bindparam("skipped"))
)
_OUTLINES = Statement(
    select(
        messages.c.id,
        messages.c.author_kind,
        messages.c.kind,
        messages.c.received_at,
        messages.c.leaves_at,
        messages.c.read_at,
        messages.c.withdrawn_at,
        messages.c.alarming,
        messages.c.file,
    )
    .where(_OF_THREAD)
    .order_by(*_IN_ORDER)
)
_SAVE_MESSAGE = changing(messages, "file", "fetch_after", "told_at", "opened_at", "read_at", "withdrawn_at")
_UNFETCHED = Statement(
    select(messages)
    .where(messages.c.fetch_after <= bindparam("now", type_=messages.c.fetch_after.type))
    .order_by(messages.c.fetch_after, messages.c.id)
    .limit(bindparam("at_most"))
)


def _moves(column: str) -> Statement:
    """Set this moment on every answer that has not got it yet and has left."""
    return Statement(
        update(messages)
        .where(
            _OF_THREAD,
            messages.c.author_kind == literal("professional"),
            messages.c[column].is_(None),
            messages.c.withdrawn_at.is_(None),
            or_(
                messages.c.leaves_at.is_(None),
                messages.c.leaves_at <= bindparam("left", type_=messages.c.leaves_at.type),
            ),
        )
        .values({column: bindparam("at", type_=messages.c[column].type)})
    )


def literal_kind(*, of_person: bool) -> str:
    """How a side is kept."""
    return "person" if of_person else "professional"


_TOLD, _OPENED = _moves("told_at"), _moves("opened_at")
_ALL_TOLD = Statement(
    update(messages)
    .where(
        messages.c.told_at.is_(None),
        messages.c.author_kind == literal("person"),
        messages.c.thread.in_(
            select(threads.c.id)
            .join(persons, persons.c.id == threads.c.person)
            .join(families, families.c.id == persons.c.family)
            .where(families.c.case_manager == bindparam("of_manager"))
        ),
    )
    .values(told_at=bindparam("at", type_=messages.c.told_at.type))
)


class MessagesDrawer:
    """What is said in one thread; there is no question that spans two."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def keep(self, message: Message) -> bool:
        """Keep it; False when this source was kept before."""
        body = await self._desk.seal(of_thread(message.thread), "messages", message.id, "body", message.body)
        kept = await self._desk.tx.run(
            _KEEP,
            id=message.id,
            thread=message.thread,
            author_kind=literal_kind(of_person=message.is_of_person),
            author=message.author.id,
            kind=message.kind.value,
            body=body,
            received_at=message.received_at,
            source=message.source,
            telegram_message=message.telegram_message,
            file=message.file,
            fetch_after=message.fetch_after,
            topic=message.topic.value if message.topic else None,
            alarming=message.alarming,
            version_of=message.version_of,
            leaves_at=message.leaves_at,
            told_at=message.told_at,
            opened_at=message.opened_at,
            read_at=message.read_at,
            withdrawn_at=message.withdrawn_at,
        )
        return kept == 1

    async def get(self, which: MessageId) -> Message | None:
        return await self._maybe(await self._desk.tx.first(_MESSAGE, which=which))

    async def by_source(self, source: str) -> Message | None:
        """What came in this update or form."""
        return await self._maybe(await self._desk.tx.first(_BY_SOURCE, of_source=source))

    async def first_version(self, thread: Thread, telegram_message: int) -> Message | None:
        """The first thing told in this chat message, before any edit."""
        row = await self._desk.tx.first(_FIRST, of_thread=thread.id, of_message=telegram_message)
        return await self._maybe(row)

    async def all_of(self, thread: Thread) -> tuple[Message, ...]:
        """All versions, oldest first, opened."""
        rows = await self._desk.tx.all(_MESSAGES, of_thread=thread.id)
        return tuple([await self._message(row) for row in rows])

    async def latest(self, thread: Thread, *, limit: int, skipped: int = 0) -> tuple[Message, ...]:
        """The newest so many after leaving out ``skipped``, oldest first, opened."""
        rows = await self._desk.tx.all(_LATEST, of_thread=thread.id, at_most=limit, skipped=skipped)
        return tuple([await self._message(row) for row in reversed(rows)])

    async def outlines(self, thread: Thread) -> tuple[Outline, ...]:
        """Every message without its words, oldest first."""
        return tuple(map(_outline, await self._desk.tx.all(_OUTLINES, of_thread=thread.id)))

    async def save(self, message: Message) -> None:
        """Keep its file and how far it has come."""
        self._desk.tx.later(
            _SAVE_MESSAGE,
            which=message.id,
            file=message.file,
            fetch_after=message.fetch_after,
            told_at=message.told_at,
            opened_at=message.opened_at,
            read_at=message.read_at,
            withdrawn_at=message.withdrawn_at,
        )

    async def mark_told(self, thread: Thread, at: datetime) -> None:
        """The person has been told of every answer that has left."""
        self._desk.tx.later(_TOLD, of_thread=thread.id, at=at, left=at)

    async def mark_all_told(self, case_manager: ProfessionalId, at: datetime) -> None:
        """This gezinsmanager has seen who said something in any thread of their families."""
        self._desk.tx.later(_ALL_TOLD, of_manager=case_manager, at=at)

    async def mark_opened(self, thread: Thread, at: datetime) -> None:
        """The person has been let in since."""
        self._desk.tx.later(_OPENED, of_thread=thread.id, at=at, left=at)

    async def unfetched(self, now: datetime, limit: int) -> tuple[Message, ...]:
        """What was sent in the chat and whose content may be fetched from Telegram now, oldest first."""
        rows = await self._desk.tx.all(_UNFETCHED, now=now, at_most=limit)
        return tuple([await self._message(row) for row in rows])

    async def _maybe(self, row: Row | None) -> Message | None:
        return None if row is None else await self._message(row)

    async def _message(self, row: Row) -> Message:
        return Message(
            id=MessageId(row["id"]),
            thread=ThreadId(row["thread"]),
            author=_author(row),
            kind=MessageKind(row["kind"]),
            body=await self._desk.read(of_thread(row["thread"]), "messages", row, "body"),
            received_at=row["received_at"],
            source=row["source"],
            telegram_message=row["telegram_message"],
            file=None if row["file"] is None else FileId(row["file"]),
            fetch_after=row["fetch_after"],
            topic=None if row["topic"] is None else Topic(row["topic"]),
            alarming=row["alarming"],
            version_of=None if row["version_of"] is None else MessageId(row["version_of"]),
            leaves_at=row["leaves_at"],
            told_at=row["told_at"],
            opened_at=row["opened_at"],
            read_at=row["read_at"],
            withdrawn_at=row["withdrawn_at"],
        )


def _author(row: Row) -> Recipient:
    if row["author_kind"] == "person":
        return Recipient(person=PersonId(row["author"]))
    return Recipient(professional=ProfessionalId(row["author"]))


def _outline(row: Row) -> Outline:
    return Outline(
        MessageId(row["id"]),
        row["author_kind"] == "person",
        MessageKind(row["kind"]),
        row["received_at"],
        row["leaves_at"],
        row["read_at"],
        row["withdrawn_at"],
        row["alarming"],
        row["file"],
    )
