"""Updates, kept before Telegram hears that they arrived."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from storage.tables.base import METADATA, moment, one_of, sealed


class UpdateState(StrEnum):
    """How far an update has come; once it is applied it never has its effect again."""

    RECEIVED = "received"
    APPLIED = "applied"
    DONE = "done"
    FAILED = "failed"


inbox = Table(
    "inbox",
    METADATA,
    # A plain BigInteger key counts for nothing in SQLite (tech §1.4).
    Column("update_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("lane", LargeBinary, nullable=False),
    sealed("payload", nullable=True),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    moment("received_at"),
    moment("failed_at", nullable=True),
    one_of("state", UpdateState),
)

Index(None, inbox.c.state)
