"""Brings the database file to the present shape at start-up, all of it or nothing."""

from pathlib import Path

from sqlalchemy import Connection, Text, func, literal_column, select, table

from storage.database import back_up, broken_references, migrating_engine, names_in
from storage.errors import ForeignDatabase, MigrationLost, NewerDatabase
from storage.places import path_of

SCRIPTS = Path(__file__).parent / "migrations"
HEAD = "0005"
"""The newest step in ``migrations/versions``; known here so that a usual start does not load Alembic."""

GIVEN_UP = frozenset({"uq_links_account"})
"""What a step takes away on purpose: an account may have a link for each family its owner takes part in."""

HISTORY = "alembic_version"


def migrate(url: str | Path, *, scripts: Path = SCRIPTS, head: str = HEAD) -> Path | None:
    """Make or upgrade the database; the copy that was made first, when there was something to lose.

    Everything happens in one transaction, which is only kept when no row, trigger, index or reference was lost.

    Raises:
        NewerDatabase: it was made by a newer Kring. ForeignDatabase: it is not one of ours.
        MigrationLost: a step would have lost something.
    """
    path = path_of(url)
    path.touch(mode=0o600, exist_ok=True)
    with migrating_engine(path).begin() as connection:
        present = _present(connection)
        if present == head:
            return None
        _refuse_newer(present, scripts)
        before = _Inventory(connection)
        copy = None
        if any(before.rows.values()):
            copy = _copy_name(path, present)
            back_up(path, copy)
        _upgrade(connection, scripts)
        _refuse_loss(before, _Inventory(connection), broken_references(connection))
    return copy


class _Inventory:
    def __init__(self, connection: Connection) -> None:
        tables = names_in(connection, "table") - {HISTORY}
        self.rows = {name: _count(connection, name) for name in sorted(tables)}
        self.helpers = names_in(connection, "index") | names_in(connection, "trigger")


def _present(connection: Connection) -> str | None:
    """The step the database is at; None when it is new."""
    tables = names_in(connection, "table")
    if HISTORY in tables:
        version = select(literal_column("version_num", Text())).select_from(table(HISTORY))
        return connection.execute(version).scalar()
    if tables:
        raise ForeignDatabase
    return None


def _refuse_newer(present: str | None, scripts: Path) -> None:
    known = {path.name.split("_")[0] for path in (scripts / "versions").glob("*.py")}
    if present is not None and present not in known:
        raise NewerDatabase


def _upgrade(connection: Connection, scripts: Path) -> None:
    from alembic import command, config  # noqa: PLC0415 - only a start that changes something pays for loading it

    settings = config.Config()
    settings.set_main_option("script_location", str(scripts).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _refuse_loss(before: _Inventory, after: _Inventory, broken: int) -> None:
    fewer = [name for name, rows in after.rows.items() if rows < before.rows.get(name, 0)]
    if fewer or broken or before.helpers - after.helpers - GIVEN_UP:
        raise MigrationLost


def _copy_name(path: Path, present: str | None) -> Path:
    taken = 0
    while (name := path.with_name(f"{path.name}-backup-{present}-{taken}")).exists():
        taken += 1
    return name


def _count(connection: Connection, name: str) -> int:
    return connection.execute(select(func.count()).select_from(table(name))).scalar_one()
