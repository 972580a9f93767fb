"""The circle: members, tasks and meetings; what a work item asks is called its kind, since a task is a promise now."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

HOLDERS = "holder_kind IN ('person', 'professional')"
MEETING_KINDS = "IN ('team', 'network', 'evaluation')"
TURN_STATES = "state IN ('planned', 'offered', 'done', 'later', 'not_done', 'unanswered', 'dropped')"
APPOINTMENT_KINDS = (
    "kind IN ('home_visit', 'office', 'phone', 'video', 'hearing', 'contact_moment', 'circle_meeting')"
)
CALLED = (
    "called IN ('mother', 'father', 'parent', 'step_parent', 'foster_parent', 'guardian', 'young_person', "
    "'grandmother', 'grandfather', 'aunt', 'uncle', 'neighbour', 'friend', 'teacher', 'helper')"
)


def upgrade() -> None:
    op.execute("ALTER TABLE work_items RENAME COLUMN task TO kind")
    _members()
    _proposals()
    _held_words()
    _series()
    _tasks()
    _turns()
    _meetings()
    _said_at_meetings()
    _appointments()
    _accounts()
    _buttons()
    _preferences()
    _who_takes_part()


def downgrade() -> None:
    raise NotImplementedError("go back with the copy that was made before the upgrade")


def _ids(*names: str, nullable: bool = False) -> list[sa.Column[bytes]]:
    return [sa.Column(name, sa.LargeBinary(), nullable=nullable) for name in names]


def _moments(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=nullable) for name in names]


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _flags(*names: str, nullable: bool = False) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=nullable) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _counted() -> sa.Column[int]:
    return sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _to(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}"))
        for name, target in targets.items()
    ]


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*(names or ("id",)), name=op.f(f"pk_{table}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _index(table: str, *columns: str, where: str | None = None, name: str = "") -> None:
    partial = None if where is None else sa.text(where)
    of = name or f"ix_{table}_{'_'.join(columns)}"
    op.create_index(
        of, table, columns, unique=of.startswith("uq_"), sqlite_where=partial, postgresql_where=partial
    )


def _members() -> None:
    op.create_table(
        "memberships",
        *_ids("id", "family"),
        *_moments("since"),
        *_texts("kind", "state"),
        *_ids("purpose", nullable=True),
        *_texts("until", "back_on", "ending", nullable=True),
        *_moments("consented_at", "asked_at", "back_asked_at", "ended_at", "look_at", nullable=True),
        *_flags("goes_on", nullable=True),
        _check("memberships", "kind", "kind IN ('own', 'professional')"),
        _check("memberships", "state", "state IN ('invited', 'member', 'stepped_back', 'ended')"),
        _check("memberships", "ending", "ending IN ('left', 'over', 'removed', 'declined')"),
        *_to("memberships", family="families"),
        _key("memberships"),
    )
    _index("memberships", "family")
    _index("memberships", "look_at")
    steps = "step IN ('invited', 'joined', 'stepped_back', 'returned', 'prolonged', 'ended')"
    op.create_table(
        "circle_events",
        _counted(),
        *_ids("person", "family"),
        *_texts("step"),
        *_moments("at"),
        *_texts("holder_kind", nullable=True),
        *_ids("holder", nullable=True),
        _check("circle_events", "step", steps),
        _check("circle_events", "holder_kind", HOLDERS),
        *_to("circle_events", person="persons", family="families"),
        _key("circle_events", "n"),
    )
    _index("circle_events", "family")


def _proposals() -> None:
    op.create_table(
        "member_proposals",
        *_ids("id", "family", "made_by", "name", "purpose"),
        *_texts("called", "once"),
        *_moments("made_at"),
        *_moments("settled_at", nullable=True),
        *_ids("person", "reply", nullable=True),
        _check("member_proposals", "called", CALLED),
        *_to("member_proposals", family="families", made_by="persons", person="persons"),
        _key("member_proposals"),
    )
    _index("member_proposals", "family")
    _index("member_proposals", "made_by", "once", name="uq_member_proposals_made_by_once")


def _held_words() -> None:
    op.create_table(
        "held_words",
        *_ids("id", "account", "body"),
        *_texts("kind"),
        *_moments("received_at", "expires_at", "source", "message"),
        *_flags("is_edit", "alarming"),
        _key("held_words"),
    )
    _index("held_words", "source", name="uq_held_words_source")
    _index("held_words", "account")
    _index("held_words", "expires_at")


def _series() -> None:
    table = "appointment_series"
    op.create_table(
        table,
        *_ids("id", "family", "made_by", "mark"),
        *_texts("series", "kind", "people"),
        *_numbers("minutes", "revision"),
        *_moments("made_at"),
        *_flags("obligatory"),
        *_ids("place", "number", nullable=True),
        *_texts("meeting", "planned_until", nullable=True),
        *_moments("look_at", "ended_at", nullable=True),
        _check(table, "kind", APPOINTMENT_KINDS),
        _check(table, "meeting", f"meeting {MEETING_KINDS}"),
        *_to(table, family="families", made_by="professionals"),
        _key(table),
    )
    _index(table, "family")
    _index(table, "look_at")


def _tasks() -> None:
    op.create_table(
        "tasks",
        *_ids("id", "family", "words", "holder", "mark"),
        *_texts("series", "holder_kind", "others", "people"),
        *_numbers("minutes", "revision"),
        *_moments("made_at"),
        *_ids("owner", "reserve", "contact", "goal", "step", nullable=True),
        *_moments("agreed_at", "ended_at", nullable=True),
        *_texts("planned_until", nullable=True),
        _check("tasks", "holder_kind", HOLDERS),
        *_to("tasks", family="families", owner="persons", reserve="persons", contact="persons"),
        _key("tasks"),
    )
    _index("tasks", "family")
    _index("tasks", "planned_until", where="ended_at IS NULL")


def _turns() -> None:
    op.create_table(
        "task_turns",
        *_ids("id", "task", "family", "mark"),
        *_texts("slot", nullable=True),
        *_moments("starts_at", "ends_at"),
        *_ids("holder", "put_off_from", "answered_by", nullable=True),
        *_texts("state", "asked", "refused"),
        *_moments("reminded_at", "help_at", "ended_at", "look_at", nullable=True),
        *_numbers("rung", "sequence"),
        _check("task_turns", "state", TURN_STATES),
        *_to("task_turns", task="tasks", family="families", holder="persons"),
        _key("task_turns"),
    )
    _index("task_turns", "task", "slot", where="slot IS NOT NULL", name="uq_task_turns_task_slot")
    is_open = "state IN ('offered', 'planned')"
    _index("task_turns", "look_at", "id", where=is_open, name="ix_task_turns_look_at")
    for column in ("task", "family", "holder"):
        _index("task_turns", column, "starts_at")
    op.create_table(
        "turn_offers",
        *_ids("turn", "person"),
        *_to("turn_offers", turn="task_turns", person="persons"),
        _key("turn_offers", "turn", "person"),
    )
    _index("turn_offers", "person")
    op.create_table(
        "turn_events",
        _counted(),
        *_ids("turn"),
        *_texts("state"),
        *_ids("whose", "holder", nullable=True),
        *_moments("at"),
        *_texts("holder_kind", nullable=True),
        *_flags("help"),
        _check("turn_events", "state", TURN_STATES),
        _check("turn_events", "holder_kind", HOLDERS),
        *_to("turn_events", turn="task_turns", whose="persons"),
        _key("turn_events", "n"),
    )
    _index("turn_events", "turn")


def _meetings() -> None:
    op.create_table(
        "meetings",
        *_ids("id", "family", "made_by", "mark"),
        *_texts("kind", "people", "state", "options"),
        *_moments("made_at"),
        *_numbers("minutes", "revision"),
        *_ids("place", "appointment", nullable=True),
        *_moments("poll_until", "agreed_at", "look_at", nullable=True),
        _check("meetings", "kind", f"kind {MEETING_KINDS}"),
        _check("meetings", "state", "state IN ('polling', 'planned', 'held', 'called_off')"),
        *_to("meetings", family="families", made_by="professionals", appointment="appointments"),
        _key("meetings"),
    )
    for column in ("family", "appointment", "look_at"):
        _index("meetings", column)


def _said_at_meetings() -> None:
    op.create_table(
        "meeting_votes",
        *_ids("meeting", "person"),
        *_texts("options"),
        *_moments("voted_at"),
        *_to("meeting_votes", meeting="meetings", person="persons"),
        _key("meeting_votes", "meeting", "person"),
    )
    op.create_table(
        "meeting_points",
        *_ids("id", "meeting", "holder", "body"),
        *_texts("holder_kind"),
        *_moments("made_at"),
        *_moments("shared_at", "withdrawn_at", nullable=True),
        _check("meeting_points", "holder_kind", HOLDERS),
        *_to("meeting_points", meeting="meetings"),
        _key("meeting_points"),
    )
    _index("meeting_points", "meeting")
    op.create_table(
        "decisions",
        *_ids("id", "meeting", "words"),
        *_moments("made_at"),
        *_texts("people"),
        *_ids("task", "goal", nullable=True),
        *_to("decisions", meeting="meetings", task="tasks"),
        _key("decisions"),
    )
    _index("decisions", "meeting")
    op.create_table(
        "agreements",
        *_ids("meeting", "person"),
        *_moments("asked_at"),
        *_texts("says", nullable=True),
        *_moments("answered_at", nullable=True),
        *_ids("note", nullable=True),
        _check("agreements", "says", "says IN ('right', 'wrong')"),
        *_to("agreements", meeting="meetings", person="persons"),
        _key("agreements", "meeting", "person"),
    )


def _appointments() -> None:
    with op.batch_alter_table("appointments", recreate="always") as batch:
        batch.add_column(sa.Column("series", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("slot", sa.Text(), nullable=True))
        batch.create_foreign_key(op.f("fk_appointments_series"), "appointment_series", ["series"], ["id"])
    _index("appointments", "series", "slot")


def _accounts() -> None:
    """Somebody can take part in two families: an account may have more than one link (`GIVEN_UP` in migrate)."""
    op.drop_index("uq_links_account", "links")
    with op.batch_alter_table("links", recreate="always") as batch:
        batch.add_column(sa.Column("chosen_at", sa.BigInteger(), nullable=True))
    _index("links", "account", where="ended_at IS NULL")


def _buttons() -> None:
    for table in ("sheets", "expectations"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("of_kind", sa.Text(), nullable=True))
            batch.add_column(sa.Column("of", sa.LargeBinary(), nullable=True))
            batch.create_check_constraint(
                op.f(f"ck_{table}_of_kind"), "of_kind IN ('person', 'professional')"
            )


def _preferences() -> None:
    with op.batch_alter_table("persons", recreate="always") as batch:
        batch.add_column(
            sa.Column("tasks_day_before", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("persons", recreate="always") as batch:
        batch.alter_column("tasks_day_before", existing_type=sa.Boolean(), server_default=None)


def _who_takes_part() -> None:
    """Who was asked before takes part since they agreed; who never agreed was invited when they were added.

    The first six bytes of an id are the milliseconds since 1970 at which it was made.
    """
    connection = op.get_bind()
    found = connection.execute(
        sa.text(
            "SELECT persons.id, persons.family, min(links.linked_at), min(links.consented_at) FROM persons "
            "LEFT JOIN links ON links.holder = persons.id AND links.consented_at IS NOT NULL "
            "WHERE persons.role = 'network_member' GROUP BY persons.id, persons.family"
        )
    )
    rows = [
        {
            "id": person,
            "family": family,
            "since": linked if consented else int.from_bytes(person[:6]) * 1000,
            "state": "member" if consented else "invited",
            "consented_at": consented,
        }
        for person, family, linked, consented in found
    ]
    if rows:
        connection.execute(
            sa.text(
                "INSERT INTO memberships (id, family, since, kind, state, consented_at) "
                "VALUES (:id, :family, :since, 'own', :state, :consented_at)"
            ),
            rows,
        )
