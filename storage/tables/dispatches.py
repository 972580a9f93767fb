"""The outbox, chat messages that must disappear, and the lease of the one sender."""

from sqlalchemy import BigInteger, Boolean, Column, ColumnElement, FromClause, Index, Integer, Table, Text

from domain.delivery import DispatchState
from storage.columns import Id
from storage.statements import among
from storage.tables.base import METADATA, hashed, moment, one_of, own_id, sealed, to
from storage.tables.linking import HOLDERS

dispatches = Table(
    "dispatches",
    METADATA,
    own_id(),
    Column("key", Text, nullable=False),
    Column("holder_kind", Text, nullable=False),
    Column("holder", Id, nullable=False),
    to("appointment", "appointments", nullable=True),
    Column("notice", Text, nullable=False),
    moment("not_before"),
    moment("valid_until", nullable=True),
    Column("urgent", Boolean, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("labelled", Boolean, nullable=False),
    Column("message", BigInteger),
    Column("revealed", Boolean, nullable=False),
    Column("quarantined", Boolean, nullable=False),
    hashed("mark"),
    one_of("holder_kind", HOLDERS),
    one_of("state", DispatchState),
)


def waiting(table: FromClause) -> ColumnElement[bool]:
    """What may still have to be sent."""
    return among(table.c.state, "planned", "unknown") & ~table.c.quarantined


def busy(table: FromClause) -> ColumnElement[bool]:
    """What keeps a later message to the same chat waiting. The index on chats is used for these very words only."""
    return among(table.c.state, "planned", "unknown", "sending") & ~table.c.quarantined


WAITING = waiting(dispatches)
_BUSY = busy(dispatches)
_SENDING = among(dispatches.c.state, "sending")

Index("uq_dispatches_key", dispatches.c.key, unique=True)
Index(
    "ix_dispatches_not_before",
    dispatches.c.not_before,
    dispatches.c.id,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
Index(
    "ix_dispatches_holder",
    dispatches.c.holder,
    dispatches.c.not_before,
    sqlite_where=_BUSY,
    postgresql_where=_BUSY,
)
Index(None, dispatches.c.appointment)
Index("ix_dispatches_sending", dispatches.c.id, sqlite_where=_SENDING, postgresql_where=_SENDING)

wipes = Table(
    "wipes",
    METADATA,
    own_id(),
    Column("holder_kind", Text),
    Column("holder", Id),
    hashed("account"),
    sealed("chat"),
    Column("message", BigInteger, nullable=False),
    moment("due_at"),
    moment("deadline"),
    Column("attempts", Integer, nullable=False),
)

Index(None, wipes.c.due_at)

leases = Table(
    "leases",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("owner", Id, nullable=False),
    Column("token", BigInteger, nullable=False),
    moment("until"),
)
