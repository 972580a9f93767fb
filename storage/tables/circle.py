"""The circle: who takes part, who was proposed, the history of it, and words that wait for the right family."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from domain.circle import CircleStep, MemberEnd, MemberKind, MemberState
from domain.people import Called
from storage.columns import Id
from storage.tables.base import METADATA, day, hashed, moment, one_of, own_id, sealed, to
from storage.tables.linking import HOLDERS

memberships = Table(
    "memberships",
    METADATA,
    own_id(),
    to("family", "families"),
    moment("since"),
    Column("kind", Text, nullable=False),
    sealed("purpose", nullable=True),
    day("until", nullable=True),
    Column("state", Text, nullable=False),
    moment("consented_at", nullable=True),
    moment("asked_at", nullable=True),
    Column("goes_on", Boolean),
    day("back_on", nullable=True),
    moment("back_asked_at", nullable=True),
    moment("ended_at", nullable=True),
    Column("ending", Text),
    moment("look_at", nullable=True),
    one_of("kind", MemberKind),
    one_of("state", MemberState),
    one_of("ending", MemberEnd),
)
"""The id is that of the person."""

Index(None, memberships.c.family)
Index(None, memberships.c.look_at)

circle_events = Table(
    "circle_events",
    METADATA,
    # A plain BigInteger key counts for nothing in SQLite: it would stay empty (tech §1.4).
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    to("person", "persons"),
    to("family", "families"),
    Column("step", Text, nullable=False),
    moment("at"),
    Column("holder_kind", Text),
    Column("holder", Id),
    one_of("step", CircleStep),
    one_of("holder_kind", HOLDERS),
)
"""The holder is who did it; nobody when the time did."""

Index(None, circle_events.c.family)

member_proposals = Table(
    "member_proposals",
    METADATA,
    own_id(),
    to("family", "families"),
    to("made_by", "persons"),
    sealed("name"),
    Column("called", Text, nullable=False),
    sealed("purpose"),
    moment("made_at"),
    Column("once", Text, nullable=False),
    moment("settled_at", nullable=True),
    to("person", "persons", nullable=True),
    sealed("reply", nullable=True),
    one_of("called", Called),
)

Index(None, member_proposals.c.family)
Index("uq_member_proposals_made_by_once", member_proposals.c.made_by, member_proposals.c.once, unique=True)

held_words = Table(
    "held_words",
    METADATA,
    own_id(),
    hashed("account"),
    Column("kind", Text, nullable=False),
    sealed("body"),
    moment("received_at"),
    moment("expires_at"),
    Column("source", BigInteger, nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("is_edit", Boolean, nullable=False),
    Column("alarming", Boolean, nullable=False),
)

Index("uq_held_words_source", held_words.c.source, unique=True)
Index(None, held_words.c.account)
Index(None, held_words.c.expires_at)
