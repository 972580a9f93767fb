"""How the machine stands, in numbers only: for the administrator, without content."""

from dataclasses import dataclass
from datetime import datetime

from domain.access import Scope
from domain.actions import Action
from domain.actors import Administrator
from domain.audit import Mode
from usecases.permission import permit
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class Status:
    """Counts and the next instant (UTC) at which something is due."""

    professionals: int
    families: int
    open_work: int
    urgent_work: int
    dispatches: dict[str, int]
    next_follow_up: datetime | None
    next_dispatch: datetime | None


async def read_status(uow: Unit, who: Administrator) -> Status:
    """The numbers of this moment."""
    await permit(uow, who, Action.SEE_STATUS, Scope(), mode=Mode.READ, kind="status")
    items = await uow.work_items.all_open()
    return Status(
        professionals=len(await uow.organisation.professionals()),
        families=len(await uow.families.families()),
        open_work=len(items),
        urgent_work=sum(item.urgent for item in items),
        dispatches=await uow.dispatches.counts(),
        next_follow_up=await uow.follow_ups.next_due(),
        next_dispatch=await uow.dispatches.next_due(),
    )
