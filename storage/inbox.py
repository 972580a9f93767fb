"""Updates, kept and sealed before Telegram hears that they arrived, so that a crash loses none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, func, null, select, update

from storage.database import Database, insert_or
from storage.errors import AlreadyApplied
from storage.keystore import INTAKE
from storage.statements import Row, Statement, among
from storage.tables.inbox import UpdateState, inbox
from storage.transactions import Transaction
from storage.vault import Vault

NUMBERS_GROW_FOR = timedelta(days=6)
"""After a week without updates Telegram may begin anywhere again, so an older number is no guide (Bot API)."""

_NEW = insert_or(inbox)
_KEEP = Statement(_NEW.on_conflict_do_nothing(index_elements=["update_id"]))
_UNFINISHED = among(inbox.c.state, UpdateState.RECEIVED.value, UpdateState.APPLIED.value)
_PENDING = Statement(select(inbox).where(_UNFINISHED).order_by(inbox.c.update_id))
_HEADS = select(func.min(inbox.c.update_id)).where(_UNFINISHED).group_by(inbox.c.lane)
# Only the first of each lane can have been begun when the process died; those behind it were waiting.
_TRY = Statement(update(inbox).where(inbox.c.update_id.in_(_HEADS)).values(attempts=inbox.c.attempts + 1))
_ONE = inbox.c.update_id == bindparam("which")
_STATE = bindparam("state", type_=inbox.c.state.type)
_MARK = Statement(update(inbox).where(_ONE).values(state=_STATE))
_CLEAR = Statement(update(inbox).where(_ONE).values(state=_STATE, payload=null()))
_FAIL = Statement(
    update(inbox).where(_ONE).values(state=_STATE, failed_at=bindparam("at", type_=inbox.c.failed_at.type))
)
_AGAIN = Statement(update(inbox).where(_ONE).values(state=_STATE, attempts=inbox.c.attempts + 1))
_BY_STATE = {UpdateState.DONE: _CLEAR, UpdateState.RECEIVED: _AGAIN, UpdateState.FAILED: _FAIL}
_STATE_OF = Statement(select(inbox.c.state).where(_ONE))
_APPLY = Statement(
    _NEW.on_conflict_do_update(index_elements=["update_id"], set_={"state": _NEW.excluded.state})
)
_HIGHEST = Statement(
    select(func.max(inbox.c.update_id).label("highest")).where(inbox.c.received_at >= bindparam("since"))
)
_FAILED = Statement(select(func.count().label("rows")).where(among(inbox.c.state, UpdateState.FAILED.value)))
_SWEEP = Statement(
    delete(inbox).where(
        and_(
            func.coalesce(inbox.c.failed_at, inbox.c.received_at) < bindparam("before"),
            ~_UNFINISHED,
            inbox.c.update_id < select(func.max(inbox.c.update_id)).scalar_subquery(),
        )
    )
)


@dataclass(frozen=True, slots=True)
class KeptUpdate:
    """An update that was not finished; ``attempts`` counts how often it was begun, this time included."""

    update_id: int
    lane: bytes
    payload: bytes
    state: UpdateState
    attempts: int


class Inbox:
    """What the intake uses around the units of work, which mark an update applied themselves."""

    def __init__(self, database: Database, vault: Vault, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    async def keep(self, updates: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Keep these (number, lane, payload) in one transaction; those kept before stay as they are."""
        now = self._clock()
        rows = [
            {
                "update_id": update_id,
                "lane": lane,
                "payload": await self._vault.seal(INTAKE, "inbox", update_id, "payload", payload.decode()),
                "state": UpdateState.RECEIVED.value,
                "attempts": 1,
                "received_at": now,
                "failed_at": None,
            }
            for update_id, lane, payload in updates
        ]
        async with self._database.writing() as tx:
            tx.later_for_each(_KEEP, rows)

    async def pending(self) -> tuple[KeptUpdate, ...]:
        """Everything that was not finished, in order of arrival; asking for it counts as one more attempt.

        An update in state APPLIED has had its effect: only its answer may be missing.
        """
        async with self._database.writing() as tx:
            tx.later(_TRY)
            rows = await tx.all(_PENDING)
        return tuple([await self._kept(row) for row in rows if row["payload"] is not None])

    async def mark(self, update_id: int, state: UpdateState) -> None:
        """Say how far it has come; DONE clears the payload, RECEIVED (once more) counts an attempt.

        What FAILED keeps its payload, for a person to look into.
        """
        await self.mark_all((update_id,), state)

    async def mark_all(self, update_ids: Iterable[int], state: UpdateState) -> None:
        """The same for several at once."""
        statement = _BY_STATE.get(state, _MARK)
        fixed = {"state": state.value, "at": self._clock()}
        async with self._database.writing() as tx:
            tx.later_for_each(statement, [{"which": which, **fixed} for which in update_ids])

    async def sweep(self, before: datetime) -> int:
        """Forget what was done or failed before this instant; the highest number is remembered."""
        async with self._database.writing() as tx:
            return await tx.run(_SWEEP, before=before)

    async def failed(self) -> int:
        """How many failed lately, and still wait for a person to look into them."""
        async with self._database.reading() as tx:
            row = await tx.first(_FAILED)
        return row["rows"] if row else 0

    async def highest(self) -> int | None:
        """The highest number kept lately, after which Telegram should go on; None when any may come."""
        async with self._database.reading() as tx:
            row = await tx.first(_HIGHEST, since=self._clock() - NUMBERS_GROW_FOR)
        return row["highest"] if row else None

    async def _kept(self, row: Row) -> KeptUpdate:
        payload = await self._vault.open(INTAKE, "inbox", row["update_id"], "payload", row["payload"])
        return KeptUpdate(
            row["update_id"], row["lane"], payload.encode(), UpdateState(row["state"]), row["attempts"]
        )


async def refuse_applied(tx: Transaction, update_id: int) -> None:
    """Do nothing, or refuse an update that has had its effect.

    Raises:
        AlreadyApplied: doing it again would double it.
    """
    row = await tx.first(_STATE_OF, which=update_id)
    if row is not None and row["state"] in (UpdateState.APPLIED.value, UpdateState.DONE.value):
        raise AlreadyApplied


def mark_applied(tx: Transaction, update_id: int, now: datetime) -> None:
    """Let the update count as applied in the same commit as its effect, whether the intake kept it or not."""
    tx.later(
        _APPLY,
        update_id=update_id,
        lane=b"",
        payload=None,
        state=UpdateState.APPLIED.value,
        attempts=1,
        received_at=now,
        failed_at=None,
    )
