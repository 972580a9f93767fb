"""Check-ins: what each person chose, rounds, turns; signals found in them, and what counts in the budget."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from domain.checkins import Scale
from storage.columns import Id
from storage.tables.base import METADATA, day, hashed, moment, one_of, own_id, sealed, to
from storage.tables.linking import HOLDERS

rhythms = Table(
    "rhythms",
    METADATA,
    own_id(),
    Column("weekday", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("scale", Text, nullable=False),
    moment("paused_since", nullable=True),
    Column("shares_lines", Boolean, nullable=False),
    one_of("scale", Scale),
)
"""The id is that of the person."""

rounds = Table(
    "rounds",
    METADATA,
    own_id(),
    to("family", "families"),
    day("week"),
    Column("number", Integer, nullable=False),
    moment("closes_at"),
    moment("closed_at", nullable=True),
)

NOT_CLOSED = rounds.c.closed_at.is_(None)

Index("uq_rounds_family_week", rounds.c.family, rounds.c.week, unique=True)
Index("ix_rounds_closes_at", rounds.c.closes_at, sqlite_where=NOT_CLOSED, postgresql_where=NOT_CLOSED)

turns = Table(
    "turns",
    METADATA,
    own_id(),
    to("round", "rounds"),
    Column("holder_kind", Text, nullable=False),
    Column("holder", Id, nullable=False),
    moment("ask_at", nullable=True),
    moment("asked_at", nullable=True),
    moment("nudged_at", nullable=True),
    moment("skipped_at", nullable=True),
    moment("look_at", nullable=True),
    sealed("told", nullable=True),
    hashed("mark"),
    one_of("holder_kind", HOLDERS),
)
"""Scores and words are sealed in one piece; nothing said is nothing kept."""

Index("uq_turns_round_holder", turns.c.round, turns.c.holder, unique=True)
Index(None, turns.c.look_at)

signals = Table(
    "signals",
    METADATA,
    own_id(),
    to("family", "families"),
    Column("person", Id),
    hashed("key_hash"),
    sealed("finding"),
    moment("found_at"),
    moment("seen_at", nullable=True),
    Column("seen_by", Id),
    moment("gone_at", nullable=True),
)

WAITING = signals.c.seen_at.is_(None) & signals.c.gone_at.is_(None)

Index("uq_signals_family_key_hash", signals.c.family, signals.c.key_hash, unique=True)
Index("ix_signals_waiting", signals.c.family, sqlite_where=WAITING, postgresql_where=WAITING)

pushes = Table(
    "pushes",
    METADATA,
    Column("dispatch", Id, primary_key=True),
    to("person", "persons"),
    moment("at"),
)

Index(None, pushes.c.person, pushes.c.at)
