"""Meetings of the circle, what people say before and after them, and appointments that repeat."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from domain.appointments import Kind
from domain.meetings import MeetingKind, MeetingState, Says
from storage.columns import Id
from storage.tables.base import METADATA, day, hashed, moment, one_of, own_id, sealed, to
from storage.tables.linking import HOLDERS

meetings = Table(
    "meetings",
    METADATA,
    own_id(),
    to("family", "families"),
    Column("kind", Text, nullable=False),
    Column("people", Text, nullable=False),
    to("made_by", "professionals"),
    moment("made_at"),
    Column("minutes", Integer, nullable=False),
    sealed("place", nullable=True),
    Column("state", Text, nullable=False),
    Column("options", Text, nullable=False),
    moment("poll_until", nullable=True),
    to("appointment", "appointments", nullable=True),
    moment("agreed_at", nullable=True),
    Column("revision", Integer, nullable=False),
    moment("look_at", nullable=True),
    hashed("mark"),
    one_of("kind", MeetingKind),
    one_of("state", MeetingState),
)

Index(None, meetings.c.family)
Index(None, meetings.c.appointment)
Index(None, meetings.c.look_at)

meeting_votes = Table(
    "meeting_votes",
    METADATA,
    Column("meeting", Id, ForeignKey("meetings.id"), primary_key=True),
    Column("person", Id, ForeignKey("persons.id"), primary_key=True),
    Column("options", Text, nullable=False),
    moment("voted_at"),
)

meeting_points = Table(
    "meeting_points",
    METADATA,
    own_id(),
    to("meeting", "meetings"),
    Column("holder_kind", Text, nullable=False),
    Column("holder", Id, nullable=False),
    sealed("body"),
    moment("made_at"),
    moment("shared_at", nullable=True),
    moment("withdrawn_at", nullable=True),
    one_of("holder_kind", HOLDERS),
)
"""The holder is who wrote it."""

Index(None, meeting_points.c.meeting)

decisions = Table(
    "decisions",
    METADATA,
    own_id(),
    to("meeting", "meetings"),
    sealed("words"),
    moment("made_at"),
    Column("people", Text, nullable=False),
    to("task", "tasks", nullable=True),
    Column("goal", Id),
)

Index(None, decisions.c.meeting)

agreements = Table(
    "agreements",
    METADATA,
    Column("meeting", Id, ForeignKey("meetings.id"), primary_key=True),
    Column("person", Id, ForeignKey("persons.id"), primary_key=True),
    moment("asked_at"),
    Column("says", Text),
    moment("answered_at", nullable=True),
    sealed("note", nullable=True),
    one_of("says", Says),
)

appointment_series = Table(
    "appointment_series",
    METADATA,
    own_id(),
    to("family", "families"),
    Column("series", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("people", Text, nullable=False),
    to("made_by", "professionals"),
    moment("made_at"),
    Column("obligatory", Boolean, nullable=False),
    sealed("place", nullable=True),
    sealed("number", nullable=True),
    Column("meeting", Text),
    day("planned_until", nullable=True),
    moment("look_at", nullable=True),
    moment("ended_at", nullable=True),
    Column("revision", Integer, nullable=False),
    hashed("mark"),
    one_of("kind", Kind),
    one_of("meeting", MeetingKind),
)

Index(None, appointment_series.c.family)
Index(None, appointment_series.c.look_at)
