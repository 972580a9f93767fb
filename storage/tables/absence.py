"""When professionals work, and who reads along while they do not."""

from sqlalchemy import Column, Date, Index, Table, Text

from storage.tables.base import METADATA, moment, own_id, to

working_hours = Table(
    "working_hours",
    METADATA,
    own_id(),
    Column("days", Text, nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
)
"""The id is that of the professional."""

absences = Table(
    "absences",
    METADATA,
    own_id(),
    to("professional", "professionals"),
    to("substitute", "professionals"),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    moment("made_at"),
    moment("ended_at", nullable=True),
)

Index(None, absences.c.professional)
