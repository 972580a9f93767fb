"""Families, the people around them, and the flags that keep them safe."""

from sqlalchemy import Boolean, Column, Index, Table, Text

from storage.tables.base import METADATA, moment, own_id, sealed, to

families = Table(
    "families",
    METADATA,
    own_id(),
    Column("alias", Text, nullable=False),
    Column("symbol", Text, nullable=False),
    to("team", "teams"),
    to("case_manager", "professionals"),
)

Index(None, families.c.case_manager)

persons = Table(
    "persons",
    METADATA,
    own_id(),
    to("family", "families"),
    Column("role", Text, nullable=False),
    Column("called", Text, nullable=False),
    sealed("name"),
    Column("has_authority", Boolean, nullable=False),
    Column("form", Text, nullable=False),
    Column("quiet_start", Text, nullable=False),
    Column("quiet_end", Text, nullable=False),
    Column("morning_reminder", Boolean, nullable=False),
    Column("shared_phone", Boolean, nullable=False),
    Column("tasks_day_before", Boolean, nullable=False),
    moment("paused_since", nullable=True),
)

Index(None, persons.c.family)

flags = Table(
    "flags",
    METADATA,
    own_id(),
    to("family", "families"),
    Column("kind", Text, nullable=False),
    to("person", "persons"),
    to("other", "persons", nullable=True),
    moment("since"),
    moment("ended", nullable=True),
)

Index(None, flags.c.family)
