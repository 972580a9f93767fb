"""The conversation: answers, files, what is not sent yet, working hours and absence."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _threads()
    _messages()
    _beside_messages()
    _absence()


def downgrade() -> None:
    raise NotImplementedError("go back with the copy that was made before the upgrade")


def _threads() -> None:
    moments = (
        "waiting_since",
        "promised_by",
        "urgent_since",
        "unread_since",
        "settled_at",
        "closed_at",
        "look_at",
    )
    # SQLite writes an added column behind the last line; only a table made anew has the shape that the code describes.
    with op.batch_alter_table("threads", recreate="always") as batch:
        for name in moments:
            batch.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("climbed", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_threads_look_at", "threads", ["look_at"], unique=False)


def _messages() -> None:
    # Until now only persons spoke: the author is the person of the thread.
    with op.batch_alter_table("messages") as batch:
        batch.add_column(sa.Column("author_kind", sa.Text(), nullable=True))
        batch.add_column(sa.Column("author", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("file", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("topic", sa.Text(), nullable=True))
        batch.add_column(sa.Column("alarming", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in ("fetch_after", "leaves_at", "told_at", "opened_at", "withdrawn_at"):
            batch.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE messages SET author_kind = 'person',"
        " author = (SELECT person FROM threads WHERE threads.id = messages.thread),"
        " fetch_after = CASE WHEN kind IN ('voice', 'photo', 'document') THEN received_at END"
    )
    with op.batch_alter_table("messages") as batch:
        batch.alter_column("author_kind", existing_type=sa.Text(), nullable=False)
        batch.alter_column("author", existing_type=sa.LargeBinary(), nullable=False)
        batch.alter_column("alarming", existing_type=sa.Boolean(), server_default=None)
        batch.alter_column("source", existing_type=sa.BigInteger(), type_=sa.Text(), nullable=False)
        batch.alter_column("telegram_message", existing_type=sa.BigInteger(), nullable=True)
    op.create_index(op.f("ix_messages_fetch_after"), "messages", ["fetch_after"], unique=False)


def _beside_messages() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("thread", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_files_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_thread"), "files", ["thread"], unique=False)
    op.create_table(
        "unsent",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("thread", sa.LargeBinary(), nullable=False),
        sa.Column("author_kind", sa.Text(), nullable=False),
        sa.Column("author", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_unsent_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent")),
    )
    op.create_index("uq_unsent_thread_author", "unsent", ["thread", "author"], unique=True)
    op.create_table(
        "traces",
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_traces_person")),
    )
    op.create_index("uq_traces_person_message", "traces", ["person", "message"], unique=True)


def _absence() -> None:
    op.create_table(
        "working_hours",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_hours")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("professional", sa.LargeBinary(), nullable=False),
        sa.Column("substitute", sa.LargeBinary(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["professional"], ["professionals.id"], name=op.f("fk_absences_professional")
        ),
        sa.ForeignKeyConstraint(["substitute"], ["professionals.id"], name=op.f("fk_absences_substitute")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_professional"), "absences", ["professional"], unique=False)
