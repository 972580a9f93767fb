"""The plan: its versions, what people do with them, check-ins, signals, and the budget of messages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HOLDERS = "holder_kind IN ('person', 'professional')"


def upgrade() -> None:
    _plans()
    _goals()
    _copies()
    _proposals()
    _questions()
    _rounds()
    _turns()
    _signals()
    _pushes()


def downgrade() -> None:
    raise NotImplementedError("go back with the copy that was made before the upgrade")


def _id(name: str = "id", *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _moments(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=True) for name in names]


def _to(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}"))


def _key(table: str, name: str = "id") -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(name, name=op.f(f"pk_{table}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _plans() -> None:
    op.create_table(
        "plans",
        _id(),
        sa.Column("rounds_from", sa.Text(), nullable=True),
        sa.Column("next_round", sa.Text(), nullable=True),
        *_moments("look_at"),
        sa.Column("asked", sa.Integer(), nullable=False),
        _key("plans"),
    )
    op.create_index("ix_plans_next_round", "plans", ["next_round"], unique=False)
    op.create_index("ix_plans_look_at", "plans", ["look_at"], unique=False)
    op.create_table(
        "plan_versions",
        _id(),
        _id("family"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("holder_kind", sa.Text(), nullable=False),
        _id("holder"),
        *_moments("proposed_at", "discussed_at", "established_at"),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        _check("plan_versions", "state", "state IN ('proposed', 'discussed', 'established', 'replaced')"),
        _check("plan_versions", "holder_kind", HOLDERS),
        _to("plan_versions", "family", "families"),
        _key("plan_versions"),
    )
    op.create_index("uq_plan_versions_family_number", "plan_versions", ["family", "number"], unique=True)


def _goals() -> None:
    op.create_table(
        "goal_stands",
        _id(),
        _id("family"),
        sa.Column("since", sa.BigInteger(), nullable=False),
        *_moments("ended_at"),
        sa.Column("ending", sa.Text(), nullable=True),
        *_moments("kept_at"),
        sa.Column("helped", sa.LargeBinary(), nullable=True),
        _check("goal_stands", "ending", "ending IN ('reached', 'stopped')"),
        _to("goal_stands", "family", "families"),
        _key("goal_stands"),
    )
    op.create_index("ix_goal_stands_family", "goal_stands", ["family"], unique=False)
    op.create_table(
        "steps_taken",
        _id(),
        _id("family"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _to("steps_taken", "family", "families"),
        _key("steps_taken"),
    )
    op.create_index("ix_steps_taken_family", "steps_taken", ["family"], unique=False)


def _copies() -> None:
    op.create_table(
        "plan_copies",
        _id("version"),
        _id("person"),
        *_moments("delivered_at", "read_at", "discussed_at", "agreed_at"),
        sa.Column("reaction", sa.LargeBinary(), nullable=True),
        *_moments("reaction_at"),
        sa.Column("reaction_shared", sa.Boolean(), nullable=False),
        _to("plan_copies", "version", "plan_versions"),
        _to("plan_copies", "person", "persons"),
    )
    op.create_index("uq_plan_copies_version_person", "plan_copies", ["version", "person"], unique=True)


def _proposals() -> None:
    op.create_table(
        "proposals",
        _id(),
        _id("family"),
        _id("person"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _id("goal", nullable=True),
        *_moments("settled_at"),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        _to("proposals", "family", "families"),
        _to("proposals", "person", "persons"),
        _key("proposals"),
    )
    op.create_index("ix_proposals_family", "proposals", ["family"], unique=False)


def _questions() -> None:
    op.create_table(
        "plan_questions",
        _id(),
        _id("family"),
        _id("version"),
        _id("person"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        *_moments("told_at"),
        sa.Column("answer", sa.Text(), nullable=True),
        *_moments("answered_at"),
        _check("plan_questions", "answer", "answer IN ('fits', 'not_quite', 'talk')"),
        _to("plan_questions", "family", "families"),
        _to("plan_questions", "version", "plan_versions"),
        _to("plan_questions", "person", "persons"),
        _key("plan_questions"),
    )
    op.create_index("ix_plan_questions_family", "plan_questions", ["family"], unique=False)
    op.create_index("ix_plan_questions_person", "plan_questions", ["person"], unique=False)


def _rounds() -> None:
    op.create_table(
        "rhythms",
        _id(),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        *_moments("paused_since"),
        sa.Column("shares_lines", sa.Boolean(), nullable=False),
        _check("rhythms", "scale", "scale IN ('numbers', 'faces')"),
        _key("rhythms"),
    )
    op.create_table(
        "rounds",
        _id(),
        _id("family"),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        *_moments("closed_at"),
        _to("rounds", "family", "families"),
        _key("rounds"),
    )
    op.create_index("uq_rounds_family_week", "rounds", ["family", "week"], unique=True)
    op.create_index(
        "ix_rounds_closes_at",
        "rounds",
        ["closes_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _turns() -> None:
    op.create_table(
        "turns",
        _id(),
        _id("round"),
        sa.Column("holder_kind", sa.Text(), nullable=False),
        _id("holder"),
        *_moments("ask_at", "asked_at", "nudged_at", "skipped_at", "look_at"),
        sa.Column("told", sa.LargeBinary(), nullable=True),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        _check("turns", "holder_kind", HOLDERS),
        _to("turns", "round", "rounds"),
        _key("turns"),
    )
    op.create_index("uq_turns_round_holder", "turns", ["round", "holder"], unique=True)
    op.create_index("ix_turns_look_at", "turns", ["look_at"], unique=False)


def _signals() -> None:
    op.create_table(
        "signals",
        _id(),
        _id("family"),
        _id("person", nullable=True),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("finding", sa.LargeBinary(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        *_moments("seen_at"),
        _id("seen_by", nullable=True),
        *_moments("gone_at"),
        _to("signals", "family", "families"),
        _key("signals"),
    )
    op.create_index("uq_signals_family_key_hash", "signals", ["family", "key_hash"], unique=True)
    op.create_index(
        "ix_signals_waiting",
        "signals",
        ["family"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL AND gone_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL AND gone_at IS NULL"),
    )


def _pushes() -> None:
    op.create_table(
        "pushes",
        _id("dispatch"),
        _id("person"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _to("pushes", "person", "persons"),
        _key("pushes", "dispatch"),
    )
    op.create_index("ix_pushes_person_at", "pushes", ["person", "at"], unique=False)
