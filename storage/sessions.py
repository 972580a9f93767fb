"""The drawers of the window's sessions, and of what may be used once."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update

from domain.linking import Recipient
from domain.window import Session, SessionId, Via
from storage.columns import NOBODY
from storage.database import insert_or
from storage.desk import Desk, holder, holder_columns
from storage.statements import Row, Statement, changing
from storage.tables.window import NOT_ENDED, sessions, spent

_ADD = Statement(insert(sessions))
_GET = Statement(select(sessions).where(sessions.c.id == bindparam("which")))
_BY_TOKEN = Statement(select(sessions).where(sessions.c.token_hash == bindparam("of_token")))
_OF = Statement(
    select(sessions)
    .where(sessions.c.holder == bindparam("of_holder"), NOT_ENDED)
    .order_by(sessions.c.seen_at.desc(), sessions.c.id.desc())
)
_SAVE = changing(sessions, "token_hash", "seen_at", "opened_at", "ended_at", "proved_at", "claims")
_TOUCH = changing(sessions, "seen_at")
_END = update(sessions).values(ended_at=bindparam("at", type_=sessions.c.ended_at.type)).where(NOT_ENDED)
_END_ONE = Statement(_END.where(sessions.c.id == bindparam("which")))
_OF_HOLDER = and_(sessions.c.holder == bindparam("of_holder"), sessions.c.id != bindparam("but"))
_END_ALL = Statement(_END.where(_OF_HOLDER))
_END_VIA = Statement(_END.where(_OF_HOLDER, sessions.c.via == bindparam("of_via")))
_SWEEP = Statement(
    delete(sessions).where(
        or_(sessions.c.ended_at < bindparam("before"), sessions.c.seen_at < bindparam("before"))
    )
)
_SPEND = Statement(insert_or(spent).on_conflict_do_nothing(index_elements=["digest"]))
_SWEEP_SPENT = Statement(delete(spent).where(spent.c.until < bindparam("before")))


class SessionsDrawer:
    """Whether one is live is for the rules to say; here only those that were ended are told apart."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, session: Session) -> None:
        self._desk.tx.later(
            _ADD,
            id=session.id,
            **holder_columns(session.holder),
            via=session.via.value,
            began_at=session.began_at,
            **_columns(session),
        )

    async def get(self, which: SessionId) -> Session | None:
        row = await self._desk.tx.first(_GET, which=which)
        return None if row is None else _session(row)

    async def by_token(self, token_hash: bytes) -> Session | None:
        """The one with this token, by its keyed index; also when it has ended."""
        row = await self._desk.tx.first(_BY_TOKEN, of_token=token_hash)
        return None if row is None else _session(row)

    async def of(self, holder: Recipient) -> tuple[Session, ...]:
        """Those not ended, last seen first."""
        return tuple(map(_session, await self._desk.tx.all(_OF, of_holder=holder.id)))

    async def save(self, session: Session) -> None:
        """Keep what changed."""
        self._desk.tx.later(_SAVE, which=session.id, **_columns(session))

    async def touch(self, which: SessionId, at: datetime) -> None:
        """Somebody was there at this instant."""
        self._desk.tx.later(_TOUCH, which=which, seen_at=at)

    async def end(self, which: SessionId, at: datetime) -> None:
        """End it; when it was ended before, that moment stays."""
        self._desk.tx.later(_END_ONE, which=which, at=at)

    async def end_of(
        self, holder: Recipient, at: datetime, *, via: Via | None = None, but: SessionId | None = None
    ) -> None:
        """End all of this holder's, or only those that came in this way, except one."""
        whose: dict[str, Any] = {"of_holder": holder.id, "at": at, "but": but or NOBODY}
        if via is None:
            self._desk.tx.later(_END_ALL, **whose)
        else:
            self._desk.tx.later(_END_VIA, **whose, of_via=via.value)

    async def sweep(self, before: datetime) -> int:
        """Forget those that ended, or were last seen, before this instant; how many there were."""
        return await self._desk.tx.run(_SWEEP, before=before)


class SpentDrawer:
    """Keyed marks of what was used up, until its age alone is enough to refuse it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def spend(self, digest: bytes, until: datetime) -> bool:
        """Use it up; False when it was before."""
        return await self._desk.tx.run(_SPEND, digest=digest, until=until) == 1

    async def sweep(self, before: datetime) -> int:
        """Forget what was too old at this instant; how many there were."""
        return await self._desk.tx.run(_SWEEP_SPENT, before=before)


def _columns(session: Session) -> dict[str, Any]:
    return {
        "token_hash": session.token_hash,
        "seen_at": session.seen_at,
        "opened_at": session.opened_at,
        "ended_at": session.ended_at,
        "proved_at": session.proved_at,
        "claims": session.claims,
    }


def _session(row: Row) -> Session:
    return Session(
        id=SessionId(row["id"]),
        holder=holder(row),
        token_hash=row["token_hash"],
        via=Via(row["via"]),
        began_at=row["began_at"],
        seen_at=row["seen_at"],
        opened_at=row["opened_at"],
        ended_at=row["ended_at"],
        proved_at=row["proved_at"],
        claims=row["claims"],
    )
