"""The only file that knows which database engine it is: SQLite, through aiosqlite, in WAL mode."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import quote

import aiosqlite
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.pool import NullPool

from storage.errors import (
    Conflict,
    ReadOnly,
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageGone,
)
from storage.transactions import Job, Transaction

__all__ = ["DIALECT", "Database", "back_up", "insert_or", "migrating_engine", "path_of"]

T = TypeVar("T")

DIALECT = sqlite.dialect(paramstyle="qmark")

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "journal_size_limit=0",
    "wal_autocheckpoint=200",
)
"""Why each: security §6.6; FULL because an update is confirmed to Telegram right after its commit."""

READ_PRAGMAS = ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON")

BUSY_MS = 5000
BEGIN_TRIES = 7
"""Seven times five seconds: a backup or a command line that holds the lock for half a minute is waited for."""

READERS = 2


class Database:
    """One file: a single writing connection, and reading ones beside it that never wait for it."""

    def __init__(self, path: Path, writer: "_Line", readers: "list[_Line]", tries: int) -> None:
        self.path = path
        self._writer = writer
        self._readers = readers
        self._free: asyncio.Queue[_Line] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)
        self._turn = asyncio.Lock()
        self._tries = tries
        self._identity = _identity(path)

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
        opened: list[_Line] = []
        try:
            opened.append(await _Line.open(_uri(path, "rw"), (f"busy_timeout={busy_ms}", *PRAGMAS)))
            for _ in range(READERS):
                line = await _Line.open(_uri(path, "ro"), (f"busy_timeout={busy_ms}", *READ_PRAGMAS))
                opened.append(line)
            return cls(path, opened[0], opened[1:], tries)
        except BaseException:
            # An aiosqlite connection left open keeps the process from ending.
            for line in opened:
                await line.close()
            raise

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """A transaction that is committed on a clean exit; one at a time, in order of asking.

        Raises:
            StorageGone: the file is not there any more.
        """
        async with self._turn:
            self.ensure_present()
            # IMMEDIATE takes the write lock before the first read: without it updates are lost (tech §1.4).
            transaction = Transaction(
                self._writer, DIALECT, begin="BEGIN IMMEDIATE", writing=True, tries=self._tries
            )
            try:
                yield transaction
                await transaction.commit()
            except BaseException:
                await transaction.rollback()
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """One unchanging view of the data; writing in it is refused twice over."""
        line = await self._free.get()
        transaction = Transaction(line, DIALECT, begin="BEGIN", writing=False)
        try:
            self.ensure_present()
            yield transaction
        finally:
            try:
                await transaction.rollback()
            finally:
                self._free.put_nowait(line)

    async def checkpoint(self) -> None:
        """Bring everything into the main file and empty the log, so that what was deleted is nowhere any more.

        Raises:
            StorageBusy: somebody is still reading an older view.
        """
        async with self._turn:
            await self._writer.do(_checkpoint)

    async def is_sound(self) -> bool:
        """Whether pages, rows and indices agree with each other (slow: it reads everything)."""
        async with self._turn:
            return await self._writer.do(_is_sound)

    def is_present(self) -> bool:
        """Whether the file we opened still stands where we opened it."""
        return _identity(self.path) == self._identity

    def ensure_present(self) -> None:
        """Raise ``StorageGone`` when the file was removed or replaced: what we write now would be lost."""
        if not self.is_present():
            raise StorageGone

    async def close(self) -> None:
        """Close every connection; the log is emptied when nobody else is using it."""
        for line in (*self._readers, self._writer):
            await line.close()


class _Line:
    """One SQLite connection with its own thread."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, uri: str, pragmas: tuple[str, ...]) -> Self:
        connection = aiosqlite.connect(uri, uri=True, isolation_level=None, cached_statements=256)
        # Should we ever forget one, its thread must not keep the process alive (aiosqlite#369).
        connection._thread.daemon = True  # noqa: SLF001 - aiosqlite offers no other way; SQLAlchemy does the same
        try:
            line = cls(await connection)
        except sqlite3.Error as error:
            raise _ours(error) from None
        try:
            await line.do(lambda raw: [raw.execute(f"PRAGMA {pragma}") for pragma in pragmas])
        except BaseException:
            await line.close()
            raise
        return line

    async def do(self, job: Job[T]) -> T:
        """One trip to the connection's thread, where any number of statements may run."""
        raw = self._connection._conn  # noqa: SLF001 - see below
        try:
            # One trip for several statements instead of three trips for each: aiosqlite has no public way.
            result: T = await self._connection._execute(partial(job, raw))  # noqa: SLF001 - as just said
        except sqlite3.Error as error:
            raise _ours(error) from None
        return result

    async def close(self) -> None:
        await self._connection.close()


def path_of(url: str | Path) -> Path:
    """The file that is meant by a plain path or ``sqlite:///path``."""
    text = str(url)
    return Path(text.removeprefix("sqlite:///")).expanduser().absolute()


def migrating_engine(path: Path) -> Engine:
    """A plain engine for changing tables: foreign keys off before the transaction begins, immediately.

    With foreign keys on, rebuilding a parent table silently deletes every child row (tech §1.5), and inside a
    transaction the switch does nothing.
    """
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _prepare(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        for pragma in (
            f"busy_timeout={BUSY_MS}",
            "foreign_keys=OFF",
            "secure_delete=ON",
            "auto_vacuum=INCREMENTAL",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: "object") -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined] # always a Connection

    return engine


def back_up(path: Path, target: Path) -> None:
    """A consistent copy without free pages, readable by its owner alone."""
    target.touch(mode=0o600)
    source = sqlite3.connect(path)
    try:
        source.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise _ours(error) from None
    finally:
        source.close()


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path))}?mode={mode}"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


def _checkpoint(raw: sqlite3.Connection) -> None:
    busy, _log, _done = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StorageBusy


def _is_sound(raw: sqlite3.Connection) -> bool:
    return raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


_OURS: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: StorageBusy,
    sqlite3.SQLITE_LOCKED: StorageBusy,
    sqlite3.SQLITE_FULL: StorageFull,
    sqlite3.SQLITE_CORRUPT: StorageDamaged,
    sqlite3.SQLITE_NOTADB: StorageDamaged,
    sqlite3.SQLITE_IOERR: StorageDamaged,
    sqlite3.SQLITE_CANTOPEN: StorageGone,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_CONSTRAINT: Conflict,
}


def _ours(error: sqlite3.Error) -> StorageError:
    """Our name for it; SQLite's text names tables and columns, never values."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _OURS.get(code, StorageError)(str(error))
