"""A data file as a former version of Kring left it: what the present one wrote, in the tables of then."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.migrate import SCRIPTS, migrate
from tests.storage.world import Place

CALLED_NOW = {("work_items", "task"): "kind"}
"""Columns that have another name since."""

Rows = dict[str, list[dict[str, object]]]


def history_until(folder: Path, step: str) -> Path:
    """The migrations up to and including this one."""
    shutil.copytree(SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for script in (folder / "versions").glob("*.py"):
        if script.name.split("_")[0] > step:
            script.unlink()
    return folder


def make_older(place: Place, history: Path, step: str) -> None:
    """Put back the tables of ``step``, with every row and column that they had then; the archive must be closed."""
    newer = place.folder / "newer.db"
    place.data.rename(newer)
    migrate(place.data, scripts=history_until(history, step), head=step)
    with closing(sqlite3.connect(place.data)) as raw, raw:
        raw.execute("ATTACH ? AS newer", (str(newer),))
        for table in _tables(raw):
            now = _columns(raw, "newer", table)
            pairs = [(then, CALLED_NOW.get((table, then), then)) for then in _columns(raw, "main", table)]
            kept = [(then, called) for then, called in pairs if called in now]
            then, called = (", ".join(f'"{name}"' for name in names) for names in zip(*kept, strict=True))
            raw.execute(f"INSERT INTO main.{table} ({then}) SELECT {called} FROM newer.{table}")  # noqa: S608 - names of our own tables
    newer.unlink()


def rows_of(path: Path) -> Rows:
    """Everything in the file, by table."""
    with closing(sqlite3.connect(path)) as raw:
        return {
            table: [
                dict(zip(_columns(raw, "main", table), row, strict=True))
                for row in raw.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own tables
            ]
            for table in _tables(raw)
        }


def lost(before: Rows, after: Rows) -> Rows:
    """What stood in a file and does not any more; that a column was added is no loss."""
    return {
        table: gone
        for table, rows in before.items()
        if (gone := [row for row in rows if not any(row.items() <= kept.items() for kept in after[table])])
    }


def _tables(raw: sqlite3.Connection) -> list[str]:
    found = raw.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name != 'alembic_version'"
    )
    return [name for (name,) in found]


def _columns(raw: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [row[1] for row in raw.execute(f"PRAGMA {schema}.table_info({table})")]
