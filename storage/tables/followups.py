"""Follow-ups: what must be asked or done, and when."""

from sqlalchemy import Boolean, Column, Index, Table, Text

from domain.followups import FollowUpState
from storage.statements import among
from storage.tables.base import METADATA, hashed, moment, one_of, own_id, to

follow_ups = Table(
    "follow_ups",
    METADATA,
    own_id(),
    to("appointment", "appointments"),
    to("person", "persons", nullable=True),
    Column("step", Text, nullable=False),
    moment("due_at"),
    Column("state", Text, nullable=False),
    Column("quarantined", Boolean, nullable=False),
    hashed("mark"),
    one_of("state", FollowUpState),
)

WAITING = among(follow_ups.c.state, FollowUpState.PLANNED.value) & ~follow_ups.c.quarantined

Index(
    "ix_follow_ups_due_at",
    follow_ups.c.due_at,
    follow_ups.c.id,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
Index(None, follow_ups.c.appointment)
