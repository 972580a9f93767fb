"""The drawer of pushes: when somebody got a message that counts in the budget of kindness."""

from datetime import datetime

from sqlalchemy import bindparam, select

from domain.delivery import DispatchId
from domain.people import PersonId
from storage.desk import Desk
from storage.keeping import keeping
from storage.statements import Statement
from storage.tables.checkins import pushes

_NOTE = keeping(pushes, "dispatch")
_SINCE = Statement(
    select(pushes.c.dispatch, pushes.c.at)
    .where(
        pushes.c.person == bindparam("of_person"),
        pushes.c.at > bindparam("after", type_=pushes.c.at.type),
    )
    .order_by(pushes.c.at)
)


class PushesDrawer:
    """Instants only; what was in the message stands with its dispatch."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def note(self, person: PersonId, dispatch: DispatchId, at: datetime) -> None:
        """Count it; the same dispatch counts once, at the last instant: before that it was certainly not sent."""
        self._desk.tx.later(_NOTE, dispatch=dispatch, person=person, at=at)

    async def since(
        self, person: PersonId, at: datetime, *, but: DispatchId | None = None
    ) -> tuple[datetime, ...]:
        """The instants after this one, oldest first; leaving out the dispatch ``but``."""
        rows = await self._desk.tx.all(_SINCE, of_person=person, after=at)
        return tuple(row["at"] for row in rows if row["dispatch"] != but)
