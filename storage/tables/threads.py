"""Threads and what was told in them."""

from sqlalchemy import BigInteger, Column, Index, Table, Text

from storage.columns import Id
from storage.tables.base import METADATA, moment, own_id, sealed, to

threads = Table("threads", METADATA, own_id(), to("person", "persons"))

Index("uq_threads_person", threads.c.person, unique=True)

messages = Table(
    "messages",
    METADATA,
    own_id(),
    to("thread", "threads"),
    Column("kind", Text, nullable=False),
    sealed("body"),
    moment("received_at"),
    Column("source", BigInteger, nullable=False),
    Column("telegram_message", BigInteger, nullable=False),
    Column("version_of", Id),
    moment("read_at", nullable=True),
)

Index("uq_messages_source", messages.c.source, unique=True)
Index(None, messages.c.thread)
