"""The plan of each family: its versions, how goals and steps stand, and what people do with a version."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from domain.plan_questions import Fits
from domain.plans import GoalEnd, PlanState
from storage.columns import Id
from storage.tables.base import METADATA, day, hashed, moment, one_of, own_id, sealed, to
from storage.tables.linking import HOLDERS

plans = Table(
    "plans",
    METADATA,
    own_id(),
    day("rounds_from", nullable=True),
    day("next_round", nullable=True),
    moment("look_at", nullable=True),
    Column("asked", Integer, nullable=False),
)
"""The id is that of the family."""

Index(None, plans.c.next_round)
Index(None, plans.c.look_at)

plan_versions = Table(
    "plan_versions",
    METADATA,
    own_id(),
    to("family", "families"),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    moment("made_at"),
    Column("holder_kind", Text, nullable=False),
    Column("holder", Id, nullable=False),
    moment("proposed_at", nullable=True),
    moment("discussed_at", nullable=True),
    moment("established_at", nullable=True),
    sealed("text"),
    hashed("mark"),
    one_of("state", PlanState),
    one_of("holder_kind", HOLDERS),
)
"""The holder is who made it; the whole text is sealed in one piece."""

Index("uq_plan_versions_family_number", plan_versions.c.family, plan_versions.c.number, unique=True)

goal_stands = Table(
    "goal_stands",
    METADATA,
    own_id(),
    to("family", "families"),
    moment("since"),
    moment("ended_at", nullable=True),
    Column("ending", Text),
    moment("kept_at", nullable=True),
    sealed("helped", nullable=True),
    one_of("ending", GoalEnd),
)
"""The id is that of the goal."""

Index(None, goal_stands.c.family)

steps_taken = Table(
    "steps_taken",
    METADATA,
    own_id(),
    to("family", "families"),
    moment("at"),
)
"""The id is that of the step."""

Index(None, steps_taken.c.family)

plan_copies = Table(
    "plan_copies",
    METADATA,
    to("version", "plan_versions"),
    to("person", "persons"),
    moment("delivered_at", nullable=True),
    moment("read_at", nullable=True),
    moment("discussed_at", nullable=True),
    moment("agreed_at", nullable=True),
    sealed("reaction", nullable=True),
    moment("reaction_at", nullable=True),
    Column("reaction_shared", Boolean, nullable=False),
)

Index("uq_plan_copies_version_person", plan_copies.c.version, plan_copies.c.person, unique=True)

proposals = Table(
    "proposals",
    METADATA,
    own_id(),
    to("family", "families"),
    to("person", "persons"),
    sealed("body"),
    moment("made_at"),
    Column("goal", Id),
    moment("settled_at", nullable=True),
    Column("taken", Boolean),
    sealed("reply", nullable=True),
)

Index(None, proposals.c.family)

plan_questions = Table(
    "plan_questions",
    METADATA,
    own_id(),
    to("family", "families"),
    to("version", "plan_versions"),
    to("person", "persons"),
    Column("number", Integer, nullable=False),
    moment("made_at"),
    moment("told_at", nullable=True),
    Column("answer", Text),
    moment("answered_at", nullable=True),
    one_of("answer", Fits),
)

Index(None, plan_questions.c.family)
Index(None, plan_questions.c.person)
