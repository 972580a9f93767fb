"""A colleague who can be reached again: they let the bot in, or write to it."""

from domain.access import Scope
from domain.actions import Action
from domain.actors import Colleague
from domain.audit import Mode
from domain.linking import Reachability, Recipient
from usecases.permission import permit
from usecases.ports import Unit


async def come_back(uow: Unit, who: Colleague) -> None:
    """Send to this colleague again; what went to the team meanwhile stays with the team."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.COME_BACK, scope, mode=Mode.UPDATE, kind="link")
    link = await uow.links.of(Recipient(professional=who.professional))
    if link is not None and link.reachability is Reachability.BLOCKED:
        await uow.links.set_reachability(link.id, Reachability.LINKED)
