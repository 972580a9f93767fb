"""Appointments with their attendances, and drafts of them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from storage.columns import Id
from storage.tables.base import METADATA, day, hashed, moment, own_id, sealed, to

appointments = Table(
    "appointments",
    METADATA,
    own_id(),
    to("family", "families"),
    Column("kind", Text, nullable=False),
    moment("starts_at"),
    moment("ends_at"),
    Column("minutes", Integer, nullable=False),
    Column("obligatory", Boolean, nullable=False),
    to("made_by", "professionals"),
    moment("made_at"),
    moment("effective_at"),
    sealed("place", nullable=True),
    Column("place_may_be_shown", Boolean, nullable=False),
    sealed("number", nullable=True),
    Column("apart", Boolean, nullable=False),
    Column("sequence", Integer, nullable=False),
    moment("cancelled_at", nullable=True),
    Column("outcome", Text),
    to("series", "appointment_series", nullable=True),
    day("slot", nullable=True),
    hashed("mark"),
)

Index(None, appointments.c.family, appointments.c.starts_at)
Index(None, appointments.c.series, appointments.c.slot)

attendances = Table(
    "attendances",
    METADATA,
    Column("appointment", Id, ForeignKey("appointments.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    to("person", "persons"),
    Column("answer", Text, nullable=False),
    moment("answered_at", nullable=True),
    moment("proposal", nullable=True),
    Column("late_minutes", Integer),
    moment("told_starts_at", nullable=True),
    Column("told_cancelled", Boolean, nullable=False),
)

Index(None, attendances.c.person, attendances.c.appointment)

drafts = Table(
    "drafts",
    METADATA,
    own_id(),
    Column("professional", Id, nullable=False),
    to("family", "families"),
    moment("made_at"),
    Column("kind", Text),
    moment("starts_at", nullable=True),
    Column("minutes", Integer),
    Column("obligatory", Boolean, nullable=False),
    Column("people", Text, nullable=False),
    sealed("place", nullable=True),
    sealed("number", nullable=True),
)
