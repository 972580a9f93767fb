"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _tables()
    _indices()
    # One can only add to the access log.
    op.execute(
        "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit"
        " BEGIN SELECT RAISE(ABORT, 'the access log is never changed'); END"
    )
    op.execute(
        "CREATE TRIGGER audit_is_never_cut BEFORE DELETE ON audit"
        " BEGIN SELECT RAISE(ABORT, 'the access log is never cut'); END"
    )


def downgrade() -> None:
    raise NotImplementedError("go back with the copy that was made before the upgrade")


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor", sa.LargeBinary(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("family", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("object_kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.LargeBinary(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("writer", "n", name=op.f("pk_audit")),
    )
    op.create_table(
        "expectations",
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("awaiting", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("holder", name=op.f("pk_expectations")),
    )
    op.create_table(
        "inbox",
        sa.Column(
            "update_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("lane", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("failed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('received', 'applied', 'done', 'failed')", name=op.f("ck_inbox_state")),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("holder_kind", sa.Text(), nullable=False),
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=True),
        sa.Column("chat", sa.LargeBinary(), nullable=True),
        sa.Column("words_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("word_tries", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "holder_kind IN ('person', 'professional')", name=op.f("ck_invitations_holder_kind")
        ),
        sa.CheckConstraint(
            "state IN ('made', 'opened', 'code_given', 'used', 'revoked')", name=op.f("ck_invitations_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.LargeBinary(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("holder_kind", sa.Text(), nullable=False),
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("chat", sa.LargeBinary(), nullable=False),
        sa.Column("linked_at", sa.BigInteger(), nullable=False),
        sa.Column("reachability", sa.Text(), nullable=False),
        sa.Column("consented_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("holder_kind IN ('person', 'professional')", name=op.f("ck_links_holder_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "sheets",
        sa.Column("handle", sa.LargeBinary(), nullable=False),
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("presses", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("handle", name=op.f("pk_sheets")),
    )
    op.create_table(
        "tries",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_tries")),
    )
    op.create_table(
        "wipes",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("holder_kind", sa.Text(), nullable=True),
        sa.Column("holder", sa.LargeBinary(), nullable=True),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("chat", sa.LargeBinary(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wipes")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("organisation", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name=op.f("fk_teams_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_table(
        "professionals",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("team", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name=op.f("fk_professionals_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_professionals")),
    )
    op.create_table(
        "families",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("team", sa.LargeBinary(), nullable=False),
        sa.Column("case_manager", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_manager"], ["professionals.id"], name=op.f("fk_families_case_manager")
        ),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name=op.f("fk_families_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_families")),
    )
    op.create_table(
        "appointments",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("obligatory", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("effective_at", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("place_may_be_shown", sa.Boolean(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=True),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["family"], ["families.id"], name=op.f("fk_appointments_family")),
        sa.ForeignKeyConstraint(["made_by"], ["professionals.id"], name=op.f("fk_appointments_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("professional", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("obligatory", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["family"], ["families.id"], name=op.f("fk_drafts_family")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "persons",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("has_authority", sa.Boolean(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("quiet_start", sa.Text(), nullable=False),
        sa.Column("quiet_end", sa.Text(), nullable=False),
        sa.Column("morning_reminder", sa.Boolean(), nullable=False),
        sa.Column("shared_phone", sa.Boolean(), nullable=False),
        sa.Column("paused_since", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["family"], ["families.id"], name=op.f("fk_persons_family")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    op.create_table(
        "attendances",
        sa.Column("appointment", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("proposal", sa.BigInteger(), nullable=True),
        sa.Column("late_minutes", sa.Integer(), nullable=True),
        sa.Column("told_starts_at", sa.BigInteger(), nullable=True),
        sa.Column("told_cancelled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment"], ["appointments.id"], name=op.f("fk_attendances_appointment")
        ),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_attendances_person")),
        sa.PrimaryKeyConstraint("appointment", "position", name=op.f("pk_attendances")),
    )
    op.create_table(
        "dispatches",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("holder_kind", sa.Text(), nullable=False),
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("appointment", sa.LargeBinary(), nullable=True),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("labelled", sa.Boolean(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("revealed", sa.Boolean(), nullable=False),
        sa.Column("quarantined", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "holder_kind IN ('person', 'professional')", name=op.f("ck_dispatches_holder_kind")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'sending', 'unknown', 'parked', 'sent', "
            "'unreachable', 'refused', 'too_late', 'void')",
            name=op.f("ck_dispatches_state"),
        ),
        sa.ForeignKeyConstraint(["appointment"], ["appointments.id"], name=op.f("fk_dispatches_appointment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatches")),
    )
    op.create_table(
        "flags",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("other", sa.LargeBinary(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["family"], ["families.id"], name=op.f("fk_flags_family")),
        sa.ForeignKeyConstraint(["other"], ["persons.id"], name=op.f("fk_flags_other")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_flags_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
    )
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("appointment", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("quarantined", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'fired', 'resolved', 'void')", name=op.f("ck_follow_ups_state")
        ),
        sa.ForeignKeyConstraint(["appointment"], ["appointments.id"], name=op.f("fk_follow_ups_appointment")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_follow_ups_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    op.create_table(
        "threads",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_threads_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
    )
    op.create_table(
        "work_items",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("on_list", sa.Text(), nullable=False),
        sa.Column("team", sa.LargeBinary(), nullable=False),
        sa.Column("case_manager", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("family", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("appointment", sa.LargeBinary(), nullable=True),
        sa.Column("wish", sa.BigInteger(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("on_list IN ('case_manager', 'team')", name=op.f("ck_work_items_on_list")),
        sa.ForeignKeyConstraint(["appointment"], ["appointments.id"], name=op.f("fk_work_items_appointment")),
        sa.ForeignKeyConstraint(
            ["case_manager"], ["professionals.id"], name=op.f("fk_work_items_case_manager")
        ),
        sa.ForeignKeyConstraint(["family"], ["families.id"], name=op.f("fk_work_items_family")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_work_items_person")),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name=op.f("fk_work_items_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_items")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("thread", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.BigInteger(), nullable=False),
        sa.Column("telegram_message", sa.BigInteger(), nullable=False),
        sa.Column("version_of", sa.LargeBinary(), nullable=True),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_messages_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )


def _indices() -> None:
    op.create_index(op.f("ix_audit_person"), "audit", ["person"], unique=False)
    op.create_index(op.f("ix_inbox_state"), "inbox", ["state"], unique=False)
    op.create_index(op.f("ix_invitations_account"), "invitations", ["account"], unique=False)
    op.create_index(op.f("ix_invitations_holder"), "invitations", ["holder"], unique=False)
    op.create_index(op.f("ix_invitations_state"), "invitations", ["state"], unique=False)
    op.create_index("uq_invitations_token_hash", "invitations", ["token_hash"], unique=True)
    op.create_index(
        "uq_links_account",
        "links",
        ["account"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_links_holder",
        "links",
        ["holder"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_sheets_expires_at"), "sheets", ["expires_at"], unique=False)
    op.create_index(op.f("ix_tries_account_at"), "tries", ["account", "at"], unique=False)
    op.create_index(op.f("ix_wipes_due_at"), "wipes", ["due_at"], unique=False)
    op.create_index(op.f("ix_families_case_manager"), "families", ["case_manager"], unique=False)
    op.create_index(
        op.f("ix_appointments_family_starts_at"), "appointments", ["family", "starts_at"], unique=False
    )
    op.create_index(op.f("ix_persons_family"), "persons", ["family"], unique=False)
    op.create_index(
        op.f("ix_attendances_person_appointment"), "attendances", ["person", "appointment"], unique=False
    )
    op.create_index(op.f("ix_dispatches_appointment"), "dispatches", ["appointment"], unique=False)
    op.create_index(
        "ix_dispatches_holder",
        "dispatches",
        ["holder", "not_before"],
        unique=False,
        sqlite_where=sa.text("state IN ('planned', 'unknown', 'sending') AND quarantined = 0"),
        postgresql_where=sa.text("state IN ('planned', 'unknown', 'sending') AND quarantined = 0"),
    )
    op.create_index(
        "ix_dispatches_not_before",
        "dispatches",
        ["not_before", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('planned', 'unknown') AND quarantined = 0"),
        postgresql_where=sa.text("state IN ('planned', 'unknown') AND quarantined = 0"),
    )
    op.create_index(
        "ix_dispatches_sending",
        "dispatches",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state IN ('sending')"),
        postgresql_where=sa.text("state IN ('sending')"),
    )
    op.create_index("uq_dispatches_key", "dispatches", ["key"], unique=True)
    op.create_index(op.f("ix_flags_family"), "flags", ["family"], unique=False)
    op.create_index(op.f("ix_follow_ups_appointment"), "follow_ups", ["appointment"], unique=False)
    op.create_index(
        "ix_follow_ups_due_at",
        "follow_ups",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('planned') AND quarantined = 0"),
        postgresql_where=sa.text("state IN ('planned') AND quarantined = 0"),
    )
    op.create_index("uq_threads_person", "threads", ["person"], unique=True)
    op.create_index(
        "ix_work_items_team",
        "work_items",
        ["team"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "uq_work_items_key",
        "work_items",
        ["key"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(op.f("ix_messages_thread"), "messages", ["thread"], unique=False)
    op.create_index("uq_messages_source", "messages", ["source"], unique=True)
