"""The only file that speaks a database's own language: SQLite, in WAL mode, with one writer."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Self
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, ExceptionContext, MetaData, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.pool import NullPool

from storage.errors import ForeignDatabase, NewerDatabase, StorageBusy, StorageDamaged, StorageGone
from storage.line import Line, ours
from storage.places import identity, path_of
from storage.transactions import Transaction

__all__ = ["DIALECT", "Database", "insert_or"]

DIALECT = sqlite.dialect(paramstyle="qmark")

WRITER_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA journal_size_limit=0",
    "PRAGMA wal_autocheckpoint=200",
)
"""Security §6.6; FULL because an update is confirmed to Telegram right after its commit."""

READER_SETTINGS = ("PRAGMA query_only=ON", "PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON")

BUSY_MS = 5000
BEGIN_TRIES = 7
"""Seven times five seconds: a backup or command line that holds the lock for half a minute is waited for."""

READERS = 2


class Database:
    """One file: a single writing connection, and reading ones beside it that never wait for it."""

    def __init__(self, path: Path, writer: Line, readers: tuple[Line, ...], *, tries: int) -> None:
        self.path = path
        self._writer = writer
        self._readers = readers
        self._free: asyncio.Queue[Line] = asyncio.Queue()
        for reader in self._readers:
            self._free.put_nowait(reader)
        self._turn = asyncio.Lock()
        self._tries = tries
        self._identity = identity(path)

    @classmethod
    async def open(cls, url: str | Path, *, busy_ms: int = BUSY_MS, tries: int = BEGIN_TRIES) -> Self:
        """Open an existing, migrated database file and leave it readable by its owner alone.

        Raises:
            StorageGone: there is no such file. StorageDamaged: it is not a database.
        """
        path = path_of(url)
        if not path.is_file():
            raise StorageGone
        path.chmod(0o600)
        where = f"file:{quote(str(path))}"
        busy = f"PRAGMA busy_timeout={busy_ms}"
        async with AsyncExitStack() as opened:
            # An aiosqlite connection left open keeps the process from ending (tech §1.3).
            writer = await Line.open(f"{where}?mode=rw", (busy, *WRITER_SETTINGS))
            opened.push_async_callback(writer.close)
            readers = []
            for _ in range(READERS):
                reader = await Line.open(f"{where}?mode=ro", (busy, *READER_SETTINGS))
                opened.push_async_callback(reader.close)
                readers.append(reader)
            database = cls(path, writer, tuple(readers), tries=tries)
            opened.pop_all()
        return database

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """A transaction that is committed on a clean exit; one at a time, in order of asking.

        Raises:
            StorageGone: the file is not there any more.
        """
        async with self._turn:
            self.ensure_present()
            # IMMEDIATE takes the write lock before the first read: without it updates are lost (tech §1.4).
            transaction = Transaction(self._writer, DIALECT, begin="BEGIN IMMEDIATE", tries=self._tries)
            try:
                yield transaction
                await transaction.commit()
            except BaseException:
                await transaction.rollback()
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """One unchanging view of the data; writing in it is refused twice over.

        Raises:
            StorageGone: the file is not there any more.
        """
        self.ensure_present()
        line = await self._free.get()
        transaction = Transaction(line, DIALECT, begin="BEGIN", writing=False)
        try:
            yield transaction
        finally:
            try:
                await transaction.rollback()
            finally:
                self._free.put_nowait(line)

    async def checkpoint(self) -> None:
        """Bring everything into the main file and empty the log; what was deleted is then nowhere any more.

        Raises:
            StorageBusy: somebody is still reading an older view.
        """
        async with self._turn:
            await self._writer.do(_checkpoint)

    async def is_sound(self) -> bool:
        """Whether pages, rows and indices agree with each other (slow: it reads everything)."""
        line = await self._free.get()
        try:
            return await line.do(_is_sound)
        except StorageDamaged:
            return False
        finally:
            self._free.put_nowait(line)

    def is_present(self) -> bool:
        """Whether the file we opened still stands where we opened it."""
        return self._identity is not None and identity(self.path) == self._identity

    def ensure_present(self) -> None:
        """Do nothing, or refuse, because what is written to a removed file is lost.

        Raises:
            StorageGone: the file was removed or replaced.
        """
        if not self.is_present():
            raise StorageGone

    async def close(self) -> None:
        """Close every connection; the log is emptied when nobody else is using it."""
        for line in (*self._readers, self._writer):
            await line.close()


def migrating_engine(path: Path) -> Engine:
    """A plain engine for changing tables: foreign keys off, before the transaction begins immediately.

    With them on, rebuilding a parent table silently deletes every child row (tech §1.5).
    """
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _prepare(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        for pragma in (f"busy_timeout={BUSY_MS}", "foreign_keys=OFF", "secure_delete=ON"):
            raw.execute(f"PRAGMA {pragma}")
        if not path.stat().st_size:
            raw.execute("PRAGMA auto_vacuum=INCREMENTAL")

    @event.listens_for(engine, "handle_error")
    def _name(failure: ExceptionContext) -> None:
        if isinstance(failure.original_exception, sqlite3.Error):
            raise ours(failure.original_exception) from None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def create_once(path: Path, tables: MetaData, *, version: int) -> None:
    """Make these tables in a new file; a file that has them already is left alone.

    Raises:
        NewerDatabase: it has a newer shape. ForeignDatabase: it is something else.
    """
    path.touch(mode=0o600, exist_ok=True)
    engine = migrating_engine(path)
    with engine.begin() as connection:
        found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if found > version:
            raise NewerDatabase
        if found == 0:
            if names_in(connection, "table"):
                raise ForeignDatabase
            tables.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={version}")


def names_in(connection: Connection, kind: str) -> set[str]:
    """The names of all tables, indices or triggers of our own making."""
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'", (kind,)
    )
    return set(found.scalars())


def broken_references(connection: Connection) -> int:
    """How many rows refer to something that is not there."""
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def back_up(path: Path, target: Path) -> None:
    """Make a consistent copy without free pages, readable by its owner alone.

    Raises:
        StorageError: it could not be made; nothing is left behind.
    """
    target.touch(mode=0o600, exist_ok=False)
    source = sqlite3.connect(path)
    try:
        source.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise ours(error) from None
    finally:
        source.close()


def _checkpoint(raw: sqlite3.Connection) -> None:
    busy, _log, _done = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StorageBusy


def _is_sound(raw: sqlite3.Connection) -> bool:
    return raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
