"""The drawers of button sheets and expectations; a button's handle is kept as a keyed hash only."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select

from domain.buttons import Awaiting, ButtonSheet, Expectation, Press, Pressed
from domain.linking import Recipient
from storage.database import insert_or
from storage.desk import Desk, maybe_holder, maybe_holder_columns
from storage.statements import Row, Statement
from storage.tables.buttons import expectations, sheets

_KEEP = Statement(insert(sheets))
_GET = Statement(select(sheets).where(sheets.c.handle == bindparam("of_handle")))
_SWEEP = Statement(delete(sheets).where(sheets.c.expires_at <= bindparam("now")))

_INSERT = insert_or(expectations)
_SET = Statement(
    _INSERT.on_conflict_do_update(
        index_elements=["holder"],
        set_={c.name: _INSERT.excluded[c.name] for c in expectations.columns if c.name != "holder"},
    )
)
_EXPECTED = Statement(select(expectations).where(expectations.c.holder == bindparam("of_holder")))
_EXPIRED = Statement(delete(expectations).where(expectations.c.expires_at < bindparam("before")))
_CLEAR = Statement(delete(expectations).where(expectations.c.holder == bindparam("of_holder")))


class SheetsDrawer:
    """Whoever reads the database still cannot press a button: the handle itself is not in it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def keep(self, sheet: ButtonSheet) -> None:
        self._desk.tx.later(
            _KEEP,
            handle=self._handle(sheet.id),
            holder=sheet.holder,
            presses=json.dumps([_plain(press) for press in sheet.presses], separators=(",", ":")),
            expires_at=sheet.expires_at,
            **_of_columns(sheet.of),
        )

    async def get(self, which: str) -> ButtonSheet | None:
        """The sheet, also when it has expired; that is for the rules to say."""
        row = await self._desk.tx.first(_GET, of_handle=self._handle(which))
        if row is None:
            return None
        presses = tuple(map(_pressed, json.loads(row["presses"])))
        return ButtonSheet(which, row["holder"], presses, row["expires_at"], _of(row))

    async def sweep(self, now: datetime) -> int:
        """Forget the expired ones; how many there were."""
        return await self._desk.tx.run(_SWEEP, now=now)

    def _handle(self, which: str) -> bytes:
        return self._desk.vault.index("sheet", which)


class ExpectationsDrawer:
    """One expectation for each account; a new one takes the place of the old."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def set(self, expectation: Expectation) -> None:
        self._desk.tx.later(
            _SET,
            holder=expectation.holder,
            awaiting=expectation.awaiting.value,
            expires_at=expectation.expires_at,
            subject=expectation.subject,
            version=expectation.version,
            **_of_columns(expectation.of),
        )

    async def get(self, holder: bytes) -> Expectation | None:
        row = await self._desk.tx.first(_EXPECTED, of_holder=holder)
        return None if row is None else _expectation(row)

    async def clear(self, holder: bytes) -> None:
        self._desk.tx.later(_CLEAR, of_holder=holder)

    async def sweep(self, before: datetime) -> int:
        """Forget those that expired before this instant; how many there were."""
        return await self._desk.tx.run(_EXPIRED, before=before)


def _of_columns(who: Recipient | None) -> dict[str, Any]:
    """As whom somebody acts, who may take part in more than one family; ``holder`` is their account here."""
    kept = maybe_holder_columns(who)
    return {"of_kind": kept["holder_kind"], "of": kept["holder"]}


def _of(row: Row) -> Recipient | None:
    return maybe_holder({"holder_kind": row["of_kind"], "holder": row["of"]})


def _plain(press: Pressed) -> list[str | int | None]:
    subject = None if press.subject is None else press.subject.hex
    return [press.press.value, subject, press.version, press.value]


def _pressed(plain: tuple[str, str | None, int, str]) -> Pressed:
    press, subject, version, value = plain
    return Pressed(Press(press), None if subject is None else UUID(hex=subject), version, value)


def _expectation(row: Row) -> Expectation:
    return Expectation(
        holder=row["holder"],
        awaiting=Awaiting(row["awaiting"]),
        expires_at=row["expires_at"],
        subject=row["subject"],
        version=row["version"],
        of=_of(row),
    )
