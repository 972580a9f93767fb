"""Threads, what was said in them, the files beside it, and what is not sent yet."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from storage.columns import Id
from storage.tables.base import METADATA, moment, own_id, sealed, to

threads = Table(
    "threads",
    METADATA,
    own_id(),
    to("person", "persons"),
    moment("waiting_since", nullable=True),
    moment("promised_by", nullable=True),
    moment("urgent_since", nullable=True),
    moment("unread_since", nullable=True),
    moment("settled_at", nullable=True),
    moment("closed_at", nullable=True),
    Column("climbed", Text, nullable=False, server_default=""),
    moment("look_at", nullable=True),
)

Index("uq_threads_person", threads.c.person, unique=True)
Index("ix_threads_look_at", threads.c.look_at)

messages = Table(
    "messages",
    METADATA,
    own_id(),
    to("thread", "threads"),
    Column("author_kind", Text, nullable=False),
    Column("author", Id, nullable=False),
    Column("kind", Text, nullable=False),
    sealed("body"),
    moment("received_at"),
    Column("source", Text, nullable=False),
    Column("telegram_message", BigInteger),
    Column("file", Id),
    moment("fetch_after", nullable=True),
    Column("topic", Text),
    Column("alarming", Boolean, nullable=False),
    Column("version_of", Id),
    moment("leaves_at", nullable=True),
    moment("told_at", nullable=True),
    moment("opened_at", nullable=True),
    moment("read_at", nullable=True),
    moment("withdrawn_at", nullable=True),
)

Index("uq_messages_source", messages.c.source, unique=True)
Index(None, messages.c.thread)
Index(None, messages.c.fetch_after)

files = Table(
    "files",
    METADATA,
    own_id(),
    to("thread", "threads"),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    moment("kept_at"),
)

Index(None, files.c.thread)

unsent = Table(
    "unsent",
    METADATA,
    own_id(),
    to("thread", "threads"),
    Column("author_kind", Text, nullable=False),
    Column("author", Id, nullable=False),
    sealed("body"),
    moment("kept_at"),
)

Index("uq_unsent_thread_author", unsent.c.thread, unsent.c.author, unique=True)

traces = Table(
    "traces",
    METADATA,
    to("person", "persons"),
    Column("message", BigInteger, nullable=False),
    moment("at"),
)

Index("uq_traces_person_message", traces.c.person, traces.c.message, unique=True)
