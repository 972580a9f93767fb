"""One SQLite connection with its own thread, and our names for what goes wrong on it."""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Self, TypeVar

import aiosqlite

from storage.errors import (
    Conflict,
    ReadOnly,
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageGone,
)

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]

STATEMENTS_KEPT = 256


class Line:
    """Does one job at a time, away from the event loop."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, uri: str, settings: tuple[str, ...]) -> Self:
        """Connect and set up.

        Raises:
            StorageError: it cannot be opened, or is no database.
        """
        connection = aiosqlite.connect(uri, uri=True, isolation_level=None, cached_statements=STATEMENTS_KEPT)
        # Should we ever forget one, its thread must not keep the process alive (aiosqlite#369).
        connection._thread.daemon = True  # noqa: SLF001 - there is no other way; SQLAlchemy does the same
        try:
            line = cls(await connection)
        except sqlite3.Error as error:
            raise ours(error) from None
        try:
            await line.do(partial(_set_up, settings=settings))
        except BaseException:
            await line.close()
            raise
        return line

    async def do(self, job: Job[T]) -> T:
        """One trip to the connection's thread, where any number of statements may run.

        aiosqlite's public methods take three trips for each statement, and so does SQLAlchemy's asyncio layer.
        """
        raw = self._connection._conn  # noqa: SLF001 - there is no public way to run a job on its thread
        execute: Callable[..., object] = self._connection._execute  # noqa: SLF001 - as just said
        try:
            result: T = await execute(partial(job, raw))  # type: ignore[misc] # a coroutine, untyped there
        except sqlite3.Error as error:
            raise ours(error) from None
        return result

    async def close(self) -> None:
        """Finish what was asked and let go of the file."""
        await self._connection.close()


def _set_up(raw: sqlite3.Connection, settings: tuple[str, ...]) -> None:
    # A flipped bit in one text must not make every other row unreadable; the row's mark shows it.
    raw.text_factory = partial(str, encoding="utf-8", errors="replace")
    for setting in settings:
        raw.execute(setting)


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


def ours(error: sqlite3.Error) -> StorageError:
    """Our name for it; SQLite's own text names tables and columns, never values."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _OURS.get(code, StorageError)(str(error))
