"""Rows whose bits must not change unnoticed: each carries a keyed mark over its own values (security F13)."""

import hmac
import logging
from collections.abc import Callable
from uuid import UUID

from storage.statements import Row, Statement
from storage.transactions import Transaction
from storage.vault import Vault

LOG = logging.getLogger("kring.storage")

SEAL_BYTES = 16

Values = Callable[[Row], tuple[object, ...]]


def is_sound(vault: Vault, table: str, row: Row, values: tuple[object, ...]) -> bool:
    """Whether the row is still what was written."""
    kept = row["mark"]
    return isinstance(kept, bytes) and hmac.compare_digest(kept, vault.mark(table, *values))


def seal_of(sealed: object) -> str | None:
    """The end of a sealed text, by which a mark tells that it was taken away or changed for that of another row."""
    if sealed is None:
        return None
    return sealed[-SEAL_BYTES:].hex() if isinstance(sealed, bytes) else ""


def report(table: str, row: UUID) -> None:
    """Say in the log which row was changed behind our back: its id, never what is in it."""
    LOG.error("storage.tampered", extra={"table": table, "row": row.hex})


class Guard:
    """Keeps rows that were changed behind our back out of the work, so that the rest goes on."""

    def __init__(
        self, tx: Transaction, vault: Vault, *, table: str, values: Values, quarantine: Statement
    ) -> None:
        self._tx = tx
        self._vault = vault
        self._table = table
        self._values = values
        self._quarantine = quarantine

    def sound(self, rows: list[Row]) -> list[Row]:
        """Those that are what was written; the others are set apart, to be found by a person."""
        good = []
        for row in rows:
            if is_sound(self._vault, self._table, row, self._values(row)):
                good.append(row)
            else:
                self._set_apart(row)
        return good

    def mark(self, row: Row) -> bytes:
        """The mark of a row as it is about to be kept."""
        return self._vault.mark(self._table, *self._values(row))

    def _set_apart(self, row: Row) -> None:
        report(self._table, row["id"])
        if self._tx.writing:
            self._tx.later(self._quarantine, which=row["id"], quarantined=True)
