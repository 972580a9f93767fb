"""The drawer of pushes: when somebody got a message that counts in the budget of kindness."""

from datetime import datetime

from sqlalchemy import bindparam, select

from domain.delivery import DispatchId
from domain.people import PersonId
from storage.database import insert_or
from storage.desk import Desk
from storage.statements import Statement
from storage.tables.checkins import pushes

_NOTE = Statement(insert_or(pushes).on_conflict_do_nothing(index_elements=["dispatch"]))
_SINCE = Statement(
    select(pushes.c.at)
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
        """Count it; the same dispatch counts once, at the first instant."""
        self._desk.tx.later(_NOTE, dispatch=dispatch, person=person, at=at)

    async def since(self, person: PersonId, at: datetime) -> tuple[datetime, ...]:
        """The instants after this one, oldest first."""
        return tuple(row["at"] for row in await self._desk.tx.all(_SINCE, of_person=person, after=at))
