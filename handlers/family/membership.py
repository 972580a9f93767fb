"""Doors for what Telegram itself tells: somebody blocked the bot, or let it in again."""

from handlers.doorway import Visit, as_colleague, as_participant
from handlers.views.view import View
from usecases import membership, preferences


async def blocked(visit: Visit) -> View | None:
    """Nothing can be sent any more, so it stands on a list; there is nobody to answer."""
    await preferences.blocked(visit.uow, as_participant(visit))
    return None


async def unblocked(visit: Visit) -> View | None:
    """Messages can come again."""
    await preferences.unblocked(visit.uow, as_participant(visit))
    return None


async def colleague_unblocked(visit: Visit) -> View | None:
    """Messages to a colleague can come again."""
    await membership.come_back(visit.uow, as_colleague(visit))
    return None


async def nobody(_visit: Visit) -> View | None:
    """Of strangers nothing is kept; that a professional blocked it is found out when a message cannot be delivered."""
    return None
