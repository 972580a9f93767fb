"""What Kring could not handle: it goes on a list, so that a person finds out what was meant."""

from domain.access import Action, Scope
from domain.actors import Clockwork
from domain.audit import Mode
from domain.work_items import Task
from usecases.lists import put_on_list_of
from usecases.permission import permit
from usecases.ports import Unit


async def report_unhandled(uow: Unit, who: Clockwork, *, update: int, account: bytes) -> None:
    """An update that failed every time is put on the list of whoever serves this account."""
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.UPDATE, kind="update")
    link = await uow.links.by_account(account)
    holder = None if link is None else link.holder
    await put_on_list_of(uow, holder, Task.CHECK_UPDATE, key=f"update:{update}")
