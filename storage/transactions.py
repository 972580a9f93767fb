"""A transaction: statements that are kept together or not at all, in as few trips as can be."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Dialect

from storage.errors import ReadOnly, StorageBusy, StorageError
from storage.line import Job, Line
from storage.statements import Row, Statement

T = TypeVar("T")
Ask = tuple[Statement, dict[str, Any]]


class AtOnce:
    """What the last work before a commit may use, on the connection's own thread."""

    def __init__(self, connection: sqlite3.Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect

    def rows(self, statement: Statement, **parameters: Any) -> list[Row]:
        """What a question gives."""
        cursor = self._connection.execute(
            statement.sql(self._dialect), statement.bind(self._dialect, parameters)
        )
        return statement.rows(self._dialect, cursor.fetchall())

    def run(self, statement: Statement, many: list[dict[str, Any]]) -> None:
        """A write, for each of these."""
        self._connection.executemany(
            statement.sql(self._dialect), [statement.bind(self._dialect, one) for one in many]
        )


class Transaction:
    """One transaction on one connection.

    Writes whose outcome nobody waits for travel with the next question or with the commit. After any failure
    the transaction is broken and can only be rolled back, so that nothing is ever kept by halves.
    """

    def __init__(
        self, line: Line, dialect: Dialect, *, begin: str, writing: bool = True, tries: int = 1
    ) -> None:
        self._line = line
        self._dialect = dialect
        self._begin = begin
        self._tries = tries
        self._asked = False
        self._begun = False
        self._broken = False
        self._waiting: list[tuple[str, list[tuple[Any, ...]]]] = []
        self._last: list[Callable[[AtOnce], None]] = []
        self.writing = writing

    async def all(self, statement: Statement, **parameters: Any) -> list[Row]:
        """Every row of a question."""
        return (await self.several((statement, parameters)))[0]

    async def first(self, statement: Statement, **parameters: Any) -> Row | None:
        """The first row of a question, if there is one."""
        rows = await self.all(statement, **parameters)
        return rows[0] if rows else None

    async def several(self, *asks: Ask) -> list[list[Row]]:
        """Several questions in one trip."""
        prepared = [(s.sql(self._dialect), s.bind(self._dialect, p)) for s, p in asks]

        def job(connection: sqlite3.Connection) -> list[list[tuple[Any, ...]]]:
            self._flush(connection)
            return [connection.execute(sql, bound).fetchall() for sql, bound in prepared]

        raw = await self._do(job)
        return [statement.rows(self._dialect, rows) for (statement, _), rows in zip(asks, raw, strict=True)]

    async def run(self, statement: Statement, **parameters: Any) -> int:
        """A write, at once; how many rows it touched."""
        self._must_write()
        sql, bound = statement.sql(self._dialect), statement.bind(self._dialect, parameters)

        def job(connection: sqlite3.Connection) -> int:
            self._flush(connection)
            return connection.execute(sql, bound).rowcount

        return await self._do(job)

    def later(self, statement: Statement, **parameters: Any) -> None:
        """A write that travels with the next question or the commit."""
        self.later_for_each(statement, [parameters])

    def later_for_each(self, statement: Statement, many: list[dict[str, Any]]) -> None:
        """The same write for each of these; it travels with the next question or the commit."""
        self._must_write()
        bound = [statement.bind(self._dialect, one) for one in many]
        self._waiting.append((statement.sql(self._dialect), bound))

    def last(self, job: Callable[[AtOnce], None]) -> None:
        """Work that must see the transaction as it will be kept, just before the commit."""
        self._must_write()
        self._last.append(job)

    async def commit(self) -> None:
        """Keep everything.

        Raises:
            StorageError: nothing was kept.
        """
        if self._broken:
            raise StorageError
        if self._asked or self._waiting or self._last:
            await self._do(self._commit)

    async def rollback(self) -> None:
        """Keep nothing."""
        self._waiting.clear()
        self._last.clear()
        if self._asked:
            await self._line.do(_undo)

    async def _do(self, job: Job[T]) -> T:
        self._asked = True
        tries = self._tries
        while True:
            try:
                return await self._line.do(job)
            except StorageBusy:
                # While the beginning itself is refused nothing has been done, so it may be tried again.
                tries -= 1
                if self._begun or not tries:
                    self._broken = True
                    raise
            except BaseException:
                self._broken = True
                raise

    def _flush(self, connection: sqlite3.Connection) -> None:
        if not self._begun:
            connection.execute(self._begin)
            self._begun = True
        elif not connection.in_transaction:
            raise StorageError
        for sql, many in self._waiting:
            connection.executemany(sql, many)
        self._waiting.clear()

    def _commit(self, connection: sqlite3.Connection) -> None:
        try:
            self._flush(connection)
            at_once = AtOnce(connection, self._dialect)
            for job in self._last:
                job(at_once)
            connection.execute("COMMIT")
        except BaseException:
            _undo(connection)
            raise

    def _must_write(self) -> None:
        if not self.writing:
            raise ReadOnly


def _undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
