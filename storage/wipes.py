"""The drawer of chat messages that must disappear; whose chat it was is sealed until then."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update

from domain.delivery import Wipe
from storage.desk import Desk, holder, holder_columns
from storage.errors import KeyGone, Tampered
from storage.keystore import INTAKE
from storage.marks import report
from storage.statements import Row, Statement
from storage.tables.dispatches import wipes

_ADD = Statement(insert(wipes))
_DUE = Statement(
    select(wipes)
    .where(wipes.c.due_at <= bindparam("now"))
    .order_by(wipes.c.due_at, wipes.c.id)
    .limit(bindparam("at_most"))
)
_RETRY = Statement(
    update(wipes)
    .where(wipes.c.id == bindparam("which"))
    .values(due_at=bindparam("due_at", type_=wipes.c.due_at.type), attempts=wipes.c.attempts + 1)
)
_DONE = Statement(delete(wipes).where(wipes.c.id == bindparam("which")))


class WipesDrawer:
    """The chat may be that of a stranger, so it is sealed with the key of the intake."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, wipe: Wipe, chat: int) -> None:
        whose = {"holder_kind": None, "holder": None}
        self._desk.tx.later(
            _ADD,
            id=wipe.id,
            **(whose if wipe.chat_of is None else holder_columns(wipe.chat_of)),
            account=wipe.account,
            chat=await self._desk.vault.seal(INTAKE, "wipes", wipe.id, "chat", str(chat)),
            message=wipe.message,
            due_at=wipe.due_at,
            deadline=wipe.deadline,
            attempts=wipe.attempts,
        )

    async def due(self, now: datetime, limit: int) -> tuple[tuple[Wipe, int | None], ...]:
        """Those due, earliest first, each with its chat id opened; None when that cannot be read any more."""
        rows = await self._desk.tx.all(_DUE, now=now, at_most=limit)
        return tuple([(_wipe(row), await self._chat(row)) for row in rows])

    async def retry(self, which: UUID, due_at: datetime) -> None:
        """Count an attempt and put it off."""
        self._desk.tx.later(_RETRY, which=which, due_at=due_at)

    async def done(self, which: UUID) -> None:
        """Forget it: the message is gone, or a person has it on a list."""
        self._desk.tx.later(_DONE, which=which)

    async def _chat(self, row: Row) -> int | None:
        try:
            return int(await self._desk.vault.open(INTAKE, "wipes", row["id"], "chat", row["chat"]))
        except (Tampered, KeyGone, ValueError):
            report("wipes", row["id"])
            return None


def _wipe(row: Row) -> Wipe:
    return Wipe(
        id=row["id"],
        chat_of=None if row["holder"] is None else holder(row),
        account=row["account"],
        message=row["message"],
        due_at=row["due_at"],
        deadline=row["deadline"],
        attempts=row["attempts"],
    )
