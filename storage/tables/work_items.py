"""Work items: what is on somebody's list."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from domain.work_items import OnList
from storage.tables.base import METADATA, moment, one_of, own_id, to

work_items = Table(
    "work_items",
    METADATA,
    own_id(),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("on_list", Text, nullable=False),
    to("team", "teams"),
    to("case_manager", "professionals", nullable=True),
    moment("made_at"),
    to("family", "families", nullable=True),
    to("person", "persons", nullable=True),
    to("appointment", "appointments", nullable=True),
    moment("wish", nullable=True),
    Column("urgent", Boolean, nullable=False),
    Column("count", Integer, nullable=False),
    moment("closed_at", nullable=True),
    one_of("on_list", OnList),
)

OPEN = work_items.c.closed_at.is_(None)

Index("uq_work_items_key", work_items.c.key, unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
Index("ix_work_items_team", work_items.c.team, sqlite_where=OPEN, postgresql_where=OPEN)
