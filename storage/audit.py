"""The drawer of the access log: a chain of keyed marks per writer, so that nothing can be changed or left out."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select

from domain.audit import AuditEvent
from storage.columns import to_micros
from storage.statements import Row, Statement
from storage.tables.audit import audit
from storage.transactions import AtOnce, Transaction
from storage.vault import Vault

PAGE = 2000
BEGINNING = b""

_ADD = Statement(insert(audit))
_HEAD = Statement(
    select(audit.c.n, audit.c.mac)
    .where(audit.c.writer == bindparam("of_writer"))
    .order_by(audit.c.n.desc())
    .limit(1)
)
_PAGE = Statement(
    select(audit)
    .where(audit.c.writer == bindparam("of_writer"), audit.c.n > bindparam("after"))
    .order_by(audit.c.n)
    .limit(bindparam("at_most"))
)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain at some moment; kept outside the database it shows later that the end was cut off."""

    n: int
    mac: bytes


class AuditDrawer:
    """Events are added at the very end of the transaction that they tell of: no act without log, no log without act."""

    def __init__(self, tx: Transaction, vault: Vault, writer: str) -> None:
        self._tx = tx
        self._vault = vault
        self._writer = writer
        self._events: list[AuditEvent] = []

    async def append(self, event: AuditEvent) -> None:
        """Log it, together with everything else of this transaction."""
        if not self._events:
            self._tx.last(self._write)
        self._events.append(event)

    def _write(self, at_once: AtOnce) -> None:
        found = at_once.rows(_HEAD, of_writer=self._writer)
        n, mac = (found[0]["n"], found[0]["mac"]) if found else (0, BEGINNING)
        rows = []
        for event in self._events:
            n += 1
            columns = _columns(event)
            mac = _mac(self._vault, mac, self._writer, n, columns)
            rows.append({**columns, "writer": self._writer, "n": n, "mac": mac})
        at_once.run(_ADD, rows)


async def head(tx: Transaction, writer: str) -> Head:
    """The present end of a chain; number 0 when there is none yet."""
    row = await tx.first(_HEAD, of_writer=writer)
    return Head(0, BEGINNING) if row is None else Head(row["n"], row["mac"])


async def verify(tx: Transaction, vault: Vault, writer: str, anchor: Head | None = None) -> int | None:
    """The number of the first line that is not as it was written; None when the chain is whole.

    Without ``anchor``, a head that was kept elsewhere, a chain whose end was cut off looks whole.
    """
    n, mac = 0, BEGINNING
    while rows := await tx.all(_PAGE, of_writer=writer, after=n, at_most=PAGE):
        for row in rows:
            n += 1
            mac = _mac(vault, mac, writer, n, {name: row[name] for name in _FACTS})
            if row["mac"] != mac:
                return n
            if anchor is not None and n == anchor.n and mac != anchor.mac:
                return n
    return n + 1 if anchor is not None and n < anchor.n else None


_FACTS = tuple(c.name for c in audit.columns if c.name not in ("writer", "n", "mac"))


def _columns(event: AuditEvent) -> dict[str, Any]:
    return {
        "at": event.at,
        "event": event.event,
        "mode": event.mode.value,
        "result": event.result.value,
        "role": event.role,
        "actor": event.actor,
        "ground": event.ground,
        "family": event.family,
        "person": event.person,
        "object_kind": event.object_kind,
        "object_id": event.object_id,
        "detail": event.detail,
    }


def _mac(vault: Vault, before: bytes, writer: str, n: int, facts: Row) -> bytes:
    plain = {**facts, "at": to_micros(facts["at"])}
    text = json.dumps(
        [writer, n, plain], sort_keys=True, separators=(",", ":"), default=lambda which: which.hex
    )
    return vault.audit_mac(before + text.encode())
