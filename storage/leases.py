"""The drawer of leases: one sender at a time, told apart from its predecessor by a growing token."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from storage.database import insert_or
from storage.desk import Desk
from storage.statements import Statement
from storage.tables.dispatches import leases

_INSERT = insert_or(leases)
_PUT = Statement(
    _INSERT.on_conflict_do_update(
        index_elements=["name"], set_={name: _INSERT.excluded[name] for name in ("owner", "token", "until")}
    )
)
_GET = Statement(select(leases).where(leases.c.name == bindparam("of_name")))


class LeaseDrawer:
    """A lease that ran out may be taken by anybody, which makes the token one higher."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def take(self, name: str, owner: UUID, now: datetime, until: datetime) -> int | None:
        """The fencing token when the lease is ours now; None when somebody else holds it."""
        row = await self._desk.tx.first(_GET, of_name=name)
        match row:
            case None:
                token = 1
            case {"owner": holder, "token": int(held)} if holder == owner:
                token = held
            case {"until": datetime() as ends, "token": int(held)} if ends <= now:
                token = held + 1
            case _:
                return None
        self._desk.tx.later(_PUT, name=name, owner=owner, token=token, until=until)
        return token
