"""Migrations keep everything or change nothing (tech §1.5)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, UniqueConstraint

from storage.database import back_up, migrating_engine
from storage.errors import ForeignDatabase, MigrationLost, NewerDatabase, StorageDamaged, StorageError
from storage.keystore import KeyStore
from storage.migrate import HEAD, SCRIPTS, migrate
from storage.tables import METADATA
from tests.storage.world import Place, keep, new_cast

BEGINNING = """
import sqlalchemy as sa
from alembic import op
revision = "{number}"
down_revision = {before}
"""
FIRST = (
    BEGINNING.format(number="0001", before=None)
    + """
def upgrade():
    op.create_table("parents", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    op.create_table(
        "children",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent", sa.Integer, sa.ForeignKey("parents.id", ondelete="CASCADE", name="fk_children_parent")),
    )
"""
)
SECOND = BEGINNING.format(number="0002", before='"0001"')


def _scripts(folder: Path, *steps: str) -> Path:
    """A history of our own, run by the same environment as the real one."""
    (folder / "versions").mkdir(parents=True, exist_ok=True)
    (folder / "env.py").write_text((SCRIPTS / "env.py").read_text())
    (folder / "script.py.mako").write_text("")
    for number, step in enumerate(steps, start=1):
        (folder / "versions" / f"{number:04}_step.py").write_text(step)
    return folder


@pytest.fixture
def family_tree(tmp_path: Path) -> Path:
    """A database at step 0001 with one parent, two children, an expression index and a trigger."""
    path = tmp_path / "tree.db"
    migrate(path, scripts=_scripts(tmp_path / "history", FIRST), head="0001")
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("INSERT INTO parents VALUES (1, 'a'); INSERT INTO children VALUES (1, 1), (2, 1);")
    return path


def _upgrade(path: Path, body: str) -> Path | None:
    step = SECOND + "def upgrade():\n" + "".join(f"    {line}\n" for line in body.splitlines())
    return migrate(path, scripts=_scripts(path.parent / "history", FIRST, step), head="0002")


def _ask(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(question).fetchall()


def test_a_new_database_is_made_for_its_owner_alone_and_the_second_time_nothing_happens(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kring.db"
    assert migrate(f"sqlite:///{path}") is None
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    assert migrate(str(path)) is None
    assert path.read_bytes() == before


def test_the_migrations_make_exactly_the_tables_that_the_code_describes(tmp_path: Path) -> None:
    migrate(tmp_path / "migrated.db")
    with migrating_engine(tmp_path / "migrated.db").begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    with migrating_engine(tmp_path / "created.db").begin() as connection:
        METADATA.create_all(connection)
    # The comparison above does not look at CHECK constraints; the text of the tables does.
    ours = "type != 'trigger' AND tbl_name != 'alembic_version'"
    shape = f"SELECT name, sql FROM sqlite_master WHERE {ours} ORDER BY name"  # noqa: S608 - nothing from outside
    migrated, created = (
        [
            (name, sorted(line.strip(" ,\t").replace('"', "") for line in str(sql).splitlines()))
            for name, sql in _ask(path, shape)
        ]
        for path in (tmp_path / "migrated.db", tmp_path / "created.db")
    )
    assert migrated == created


def test_the_newest_step_is_the_one_the_code_expects() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_current_head() == HEAD


def test_every_constraint_has_a_name() -> None:
    """Without one it can never be dropped again (tech §1.5)."""
    for table in METADATA.sorted_tables:
        for constraint in table.constraints:
            assert constraint.name, table.name
        assert all(index.name for index in table.indexes)
    kinds = {type(c) for t in METADATA.sorted_tables for c in t.constraints}
    assert CheckConstraint in kinds
    assert UniqueConstraint not in kinds


def test_rebuilding_a_parent_table_keeps_its_children(family_tree: Path) -> None:
    _upgrade(
        family_tree,
        'with op.batch_alter_table("parents") as batch:\n    batch.alter_column("name", nullable=False)',
    )
    assert _ask(family_tree, "SELECT count(*) FROM children") == [(2,)]
    assert "NOT NULL" in str(_ask(family_tree, "SELECT sql FROM sqlite_master WHERE name = 'parents'"))


def test_a_column_with_a_default_is_added_without_loss(family_tree: Path) -> None:
    _upgrade(
        family_tree,
        'op.add_column("parents", sa.Column("age", sa.Integer, nullable=False, server_default="4"))',
    )
    assert _ask(family_tree, "SELECT * FROM parents") == [(1, "a", 4)]


@pytest.mark.parametrize(
    "loss",
    [
        'op.execute("DELETE FROM children WHERE id = 2")',
        'op.execute("UPDATE children SET parent = 9")',
        'op.execute("DELETE FROM parents")',
    ],
)
def test_a_step_that_loses_rows_or_references_changes_nothing(family_tree: Path, loss: str) -> None:
    with pytest.raises(MigrationLost):
        _upgrade(family_tree, loss)
    assert _ask(family_tree, "SELECT id, parent FROM children") == [(1, 1), (2, 1)]
    assert _ask(family_tree, "SELECT version_num FROM alembic_version") == [("0001",)]


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.parametrize(
    "helper",
    [
        "CREATE INDEX by_length ON parents (length(name))",
        "CREATE TRIGGER watch AFTER UPDATE ON parents BEGIN SELECT 1; END",
    ],
)
def test_a_rebuilt_table_that_loses_an_index_or_trigger_changes_nothing(
    family_tree: Path, helper: str
) -> None:
    with closing(sqlite3.connect(family_tree)) as raw:
        raw.execute(helper)
    with pytest.raises(MigrationLost):
        _upgrade(
            family_tree,
            'with op.batch_alter_table("parents") as batch:\n    batch.alter_column("name", nullable=False)',
        )
    assert len(_ask(family_tree, "SELECT 1 FROM sqlite_master WHERE name IN ('by_length', 'watch')")) == 1


def test_a_step_that_fails_half_way_changes_nothing(family_tree: Path) -> None:
    with pytest.raises(StorageError):
        _upgrade(
            family_tree,
            'op.add_column("parents", sa.Column("age", sa.Integer))\nop.execute("SELECT no_such_thing")',
        )
    assert _ask(family_tree, "SELECT * FROM parents") == [(1, "a")]
    assert _ask(family_tree, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_a_copy_is_made_before_an_older_database_is_changed(family_tree: Path) -> None:
    copy = _upgrade(family_tree, "op.execute(\"UPDATE parents SET name = 'b'\")")
    assert copy is not None
    assert copy.stat().st_mode & 0o777 == 0o600
    assert _ask(copy, "SELECT * FROM parents") == [(1, "a")]
    assert _ask(copy, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert _ask(family_tree, "SELECT * FROM parents") == [(1, "b")]


def test_an_empty_older_database_needs_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "tree.db"
    migrate(path, scripts=_scripts(tmp_path / "history", FIRST), head="0001")
    assert _upgrade(path, "pass") is None


def test_a_copy_never_writes_over_another(family_tree: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(FileExistsError):
        back_up(family_tree, tmp_path / "taken")


async def test_a_newer_database_is_refused_and_left_alone(place: Place) -> None:
    migrate(place.data)
    with closing(sqlite3.connect(place.data)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = place.data.read_bytes()
    with pytest.raises(NewerDatabase):
        await place.open()
    assert place.data.read_bytes() == before


async def test_a_newer_key_store_is_refused(place: Place) -> None:
    with closing(sqlite3.connect(place.keys)) as raw:
        raw.execute("PRAGMA user_version=2")
    with pytest.raises(NewerDatabase):
        await KeyStore.open(place.keys)


async def test_the_database_of_another_program_is_refused(place: Place) -> None:
    for path in (place.data, place.keys):
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(ForeignDatabase):
        await place.open()
    with pytest.raises(ForeignDatabase):
        await KeyStore.open(place.keys)


@pytest.mark.parametrize("name", ["with space", "what?mode=ro", "half#way", "100%25", "Zoë"])
async def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    place = Place(tmp_path / name)
    archive = await place.open()
    try:
        assert {path.name for path in place.files()} >= {"kring.db", "kring.keys.db"}
    finally:
        await archive.close()


async def test_what_was_kept_is_there_after_opening_again(place: Place) -> None:
    made = new_cast()
    first = await place.open()
    async with first.unit() as unit:
        await keep(unit, made)
    await first.close()

    again = await place.open(seed=2)
    try:
        async with again.reading() as unit:
            assert await unit.families.people_of(made.family.id) == (made.fatima, made.jan)
    finally:
        await again.close()


async def test_a_file_that_is_no_database_is_said_plainly(place: Place) -> None:
    place.data.write_text("no database, but long enough to look at " * 50)
    with pytest.raises(StorageDamaged):
        await place.open()
    place.data.unlink()
    place.keys.write_text("no database, but long enough to look at " * 50)
    with pytest.raises(StorageDamaged):
        await place.open()
