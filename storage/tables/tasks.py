"""Tasks of the circle, the turns in them, whom a turn is open to, and the history of every turn."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from domain.tasks import OPEN_TURNS, TurnState
from storage.columns import Id
from storage.statements import among
from storage.tables.base import METADATA, day, hashed, moment, one_of, own_id, sealed, to
from storage.tables.linking import HOLDERS

tasks = Table(
    "tasks",
    METADATA,
    own_id(),
    to("family", "families"),
    sealed("words"),
    Column("series", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("holder_kind", Text, nullable=False),
    Column("holder", Id, nullable=False),
    moment("made_at"),
    to("owner", "persons", nullable=True),
    to("reserve", "persons", nullable=True),
    Column("others", Text, nullable=False),
    Column("people", Text, nullable=False),
    to("contact", "persons", nullable=True),
    Column("goal", Id),
    Column("step", Id),
    Column("revision", Integer, nullable=False),
    moment("agreed_at", nullable=True),
    day("planned_until", nullable=True),
    moment("ended_at", nullable=True),
    hashed("mark"),
    one_of("holder_kind", HOLDERS),
)
"""The holder is who made it."""

GOES_ON = tasks.c.ended_at.is_(None)

Index(None, tasks.c.family)
Index("ix_tasks_planned_until", tasks.c.planned_until, sqlite_where=GOES_ON, postgresql_where=GOES_ON)

task_turns = Table(
    "task_turns",
    METADATA,
    own_id(),
    to("task", "tasks"),
    to("family", "families"),
    day("slot", nullable=True),
    moment("starts_at"),
    moment("ends_at"),
    to("holder", "persons", nullable=True),
    Column("state", Text, nullable=False),
    Column("put_off_from", Id),
    Column("asked", Text, nullable=False),
    Column("refused", Text, nullable=False),
    Column("answered_by", Id),
    moment("reminded_at", nullable=True),
    moment("help_at", nullable=True),
    moment("ended_at", nullable=True),
    Column("rung", Integer, nullable=False),
    moment("look_at", nullable=True),
    Column("sequence", Integer, nullable=False),
    hashed("mark"),
    one_of("state", TurnState),
)

HAS_SLOT = task_turns.c.slot.is_not(None)
OPEN = among(task_turns.c.state, *sorted(OPEN_TURNS))

Index(
    "uq_task_turns_task_slot",
    task_turns.c.task,
    task_turns.c.slot,
    unique=True,
    sqlite_where=HAS_SLOT,
    postgresql_where=HAS_SLOT,
)
Index(
    "ix_task_turns_look_at",
    task_turns.c.look_at,
    task_turns.c.id,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
Index(None, task_turns.c.task, task_turns.c.starts_at)
Index(None, task_turns.c.family, task_turns.c.starts_at)
Index(None, task_turns.c.holder, task_turns.c.starts_at)

turn_offers = Table(
    "turn_offers",
    METADATA,
    Column("turn", Id, ForeignKey("task_turns.id"), primary_key=True),
    Column("person", Id, ForeignKey("persons.id"), primary_key=True),
)
"""To whom a turn is open that nobody has, so that it is found by person; the turn itself says the same."""

Index(None, turn_offers.c.person)

turn_events = Table(
    "turn_events",
    METADATA,
    # A plain BigInteger key counts for nothing in SQLite: it would stay empty (tech §1.4).
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    to("turn", "task_turns"),
    Column("state", Text, nullable=False),
    to("whose", "persons", nullable=True),
    moment("at"),
    Column("holder_kind", Text),
    Column("holder", Id),
    Column("help", Boolean, nullable=False),
    one_of("state", TurnState),
    one_of("holder_kind", HOLDERS),
)
"""The holder is who did it; nobody when the clock did."""

Index(None, turn_events.c.turn)
