"""The drawer of threads: what was told, sealed with the key of its thread alone."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from domain.people import PersonId
from domain.threads import Message, MessageId, MessageKind, Thread, ThreadId
from storage.database import insert_or
from storage.desk import Desk, of_thread
from storage.statements import Row, Statement
from storage.tables.threads import messages, threads

_ADD = Statement(insert(threads))
_OF_PERSON = Statement(select(threads).where(threads.c.person == bindparam("of_person")))
_KEEP = Statement(insert_or(messages).on_conflict_do_nothing(index_elements=["source"]))
_FIRST = Statement(
    select(messages)
    .where(
        messages.c.thread == bindparam("of_thread"),
        messages.c.telegram_message == bindparam("of_message"),
        messages.c.version_of.is_(None),
    )
    .order_by(messages.c.id)
    .limit(1)
)
_MESSAGES = Statement(
    select(messages)
    .where(messages.c.thread == bindparam("of_thread"))
    .order_by(messages.c.received_at, messages.c.id)
)
_READ = Statement(
    update(messages)
    .where(messages.c.thread == bindparam("of_thread"), messages.c.read_at.is_(None))
    .values(read_at=bindparam("at", type_=messages.c.read_at.type))
)


class ThreadsDrawer:
    """A thread belongs to one person; there is no question that spans two."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of_person(self, person: PersonId) -> Thread | None:
        row = await self._desk.tx.first(_OF_PERSON, of_person=person)
        return None if row is None else Thread(ThreadId(row["id"]), PersonId(row["person"]))

    async def add(self, thread: Thread) -> None:
        self._desk.tx.later(_ADD, id=thread.id, person=thread.person)

    async def keep(self, message: Message) -> bool:
        """Keep it; False when this source was kept before."""
        body = await self._desk.seal(of_thread(message.thread), "messages", message.id, "body", message.body)
        kept = await self._desk.tx.run(
            _KEEP,
            id=message.id,
            thread=message.thread,
            kind=message.kind.value,
            body=body,
            received_at=message.received_at,
            source=message.source,
            telegram_message=message.telegram_message,
            version_of=message.version_of,
            read_at=message.read_at,
        )
        return kept == 1

    async def first_version(self, thread: Thread, telegram_message: int) -> Message | None:
        """The first thing told in this chat message, before any edit."""
        row = await self._desk.tx.first(_FIRST, of_thread=thread.id, of_message=telegram_message)
        return None if row is None else await self._message(row)

    async def messages(self, thread: Thread) -> tuple[Message, ...]:
        """All versions, oldest first, opened."""
        rows = await self._desk.tx.all(_MESSAGES, of_thread=thread.id)
        return tuple([await self._message(row) for row in rows])

    async def mark_read(self, thread: Thread, at: datetime) -> None:
        """Everything that was not read yet was read at this instant."""
        self._desk.tx.later(_READ, of_thread=thread.id, at=at)

    async def _message(self, row: Row) -> Message:
        return Message(
            id=MessageId(row["id"]),
            thread=ThreadId(row["thread"]),
            kind=MessageKind(row["kind"]),
            body=await self._desk.read(of_thread(row["thread"]), "messages", row, "body"),
            received_at=row["received_at"],
            source=row["source"],
            telegram_message=row["telegram_message"],
            version_of=None if row["version_of"] is None else MessageId(row["version_of"]),
            read_at=row["read_at"],
        )
