"""The drawer of words that wait until it is known for which family they are meant."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from domain.held_words import HeldWords, HeldWordsId
from domain.secret import Secret
from domain.threads import MessageKind
from storage.database import insert_or
from storage.desk import Desk
from storage.keystore import INTAKE
from storage.statements import Row, Statement
from storage.tables.circle import held_words

_KEEP = Statement(insert_or(held_words).on_conflict_do_nothing(index_elements=["source"]))
_NOT_OVER = held_words.c.expires_at > bindparam("now", type_=held_words.c.expires_at.type)
_OF_ACCOUNT = Statement(
    select(held_words)
    .where(held_words.c.account == bindparam("of_account"), _NOT_OVER)
    .order_by(held_words.c.received_at, held_words.c.id)
)
_TAKE = Statement(
    delete(held_words).where(held_words.c.id == bindparam("which"), _NOT_OVER).returning(*held_words.c)
)
_SWEEP = Statement(
    delete(held_words).where(held_words.c.expires_at <= bindparam("now", type_=held_words.c.expires_at.type))
)


class HeldDrawer:
    """Nobody's yet, so sealed with the key of the intake; what is taken is gone, so that it is filed once."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self._desk = desk
        self._now = now

    async def keep(self, words: HeldWords) -> bool:
        """Keep it; False when what came from this very source is held already."""
        body = await self._desk.seal(INTAKE, "held_words", words.id, "body", words.body)
        added = await self._desk.tx.run(
            _KEEP,
            id=words.id,
            account=words.account,
            kind=words.kind.value,
            body=body,
            received_at=words.received_at,
            expires_at=words.expires_at,
            source=words.source,
            message=words.message,
            is_edit=words.is_edit,
            alarming=words.alarming,
        )
        return added == 1

    async def get(self, account: bytes) -> tuple[HeldWords, ...]:
        """Everything of this account that can be read and has not expired, oldest first."""
        rows = await self._desk.tx.all(_OF_ACCOUNT, of_account=account, now=self._now)
        found = [await self._words(row) for row in rows]
        return tuple(words for words in found if words is not None)

    async def take(self, which: HeldWordsId) -> HeldWords | None:
        """Hand it over and forget it; None when it was taken before, has expired or cannot be read."""
        row = await self._desk.tx.first(_TAKE, which=which, now=self._now)
        return None if row is None else await self._words(row)

    async def sweep(self, now: datetime) -> int:
        """Forget what expired; how many there were."""
        return await self._desk.tx.run(_SWEEP, now=now)

    async def _words(self, row: Row) -> HeldWords | None:
        body = await self._desk.maybe(INTAKE, "held_words", row["id"], "body", row["body"])
        return None if body is None else _words(row, body)


def _words(row: Row, body: Secret) -> HeldWords:
    return HeldWords(
        id=HeldWordsId(row["id"]),
        account=row["account"],
        kind=MessageKind(row["kind"]),
        body=body,
        received_at=row["received_at"],
        expires_at=row["expires_at"],
        source=row["source"],
        message=row["message"],
        is_edit=row["is_edit"],
        alarming=row["alarming"],
    )
