"""The drawer of traces: which messages still stand in a person's chat, so that they can be wiped at once."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from domain.people import PersonId
from storage.database import insert_or
from storage.desk import Desk
from storage.statements import Statement
from storage.tables.threads import traces

_NOTE = Statement(insert_or(traces).on_conflict_do_nothing(index_elements=["person", "message"]))
_OF = Statement(
    select(traces)
    .where(
        traces.c.person == bindparam("of_person"),
        traces.c.at >= bindparam("since", type_=traces.c.at.type),
    )
    .order_by(traces.c.message)
)
_DROP = Statement(delete(traces).where(traces.c.person == bindparam("of_person")))
_SWEEP = Statement(delete(traces).where(traces.c.at < bindparam("before", type_=traces.c.at.type)))


class TracesDrawer:
    """Numbers of chat messages and when they were sent; no words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def note(self, person: PersonId, message: int, at: datetime) -> None:
        await self._desk.tx.run(_NOTE, person=person, message=message, at=at)

    async def of(self, person: PersonId, since: datetime) -> tuple[tuple[int, datetime], ...]:
        """The messages sent since this instant, each with when."""
        rows = await self._desk.tx.all(_OF, of_person=person, since=since)
        return tuple((row["message"], row["at"]) for row in rows)

    async def drop(self, person: PersonId) -> None:
        """Their wiping has been planned."""
        await self._desk.tx.run(_DROP, of_person=person)

    async def sweep(self, before: datetime) -> int:
        """Forget what Telegram no longer deletes; how many there were."""
        return await self._desk.tx.run(_SWEEP, before=before)
