"""The window: keyrings, sessions, passkeys, and what was used up."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _keyrings()
    _sessions()
    _passkeys()
    op.create_table(
        "spent",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_spent")),
    )
    op.create_index("ix_spent_until", "spent", ["until"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("go back with the copy that was made before the upgrade")


def _keyrings() -> None:
    op.create_table(
        "keyrings",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_expires_at", sa.BigInteger(), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("code_for_all", sa.Boolean(), nullable=False),
        sa.Column("pin", sa.LargeBinary(), nullable=True),
        sa.Column("pin_set_at", sa.BigInteger(), nullable=True),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.BigInteger(), nullable=True),
        sa.Column("locked_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyrings")),
    )
    op.create_index("uq_keyrings_link", "keyrings", ["link"], unique=True)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("holder_kind", sa.Text(), nullable=False),
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("proved_at", sa.BigInteger(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.CheckConstraint("holder_kind IN ('person', 'professional')", name=op.f("ck_sessions_holder_kind")),
        sa.CheckConstraint("via IN ('telegram', 'link', 'passkey', 'demo')", name=op.f("ck_sessions_via")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index("uq_sessions_token_hash", "sessions", ["token_hash"], unique=True)
    op.create_index(
        "ix_sessions_holder",
        "sessions",
        ["holder"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_sessions_seen_at", "sessions", ["seen_at"], unique=False)


def _passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("professional", sa.LargeBinary(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["professional"], ["professionals.id"], name=op.f("fk_passkeys_professional")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
    )
    op.create_index("uq_passkeys_credential", "passkeys", ["credential"], unique=True)
    op.create_index("ix_passkeys_professional", "passkeys", ["professional"], unique=False)
    op.create_table(
        "enrolments",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("professional", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["professional"], ["professionals.id"], name=op.f("fk_enrolments_professional")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
    )
    op.create_index("uq_enrolments_token_hash", "enrolments", ["token_hash"], unique=True)
    op.create_index("ix_enrolments_professional", "enrolments", ["professional"], unique=False)
