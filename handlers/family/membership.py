"""Doors for what Telegram itself tells: somebody blocked the bot, or let it in again."""

from handlers.doorway import Visit, as_participant
from handlers.views.view import View
from usecases import preferences


async def blocked(visit: Visit) -> View | None:
    """Nothing can be sent any more, so it stands on a list; there is nobody to answer."""
    await preferences.blocked(visit.uow, as_participant(visit))
    return None


async def unblocked(visit: Visit) -> View | None:
    """Messages can come again."""
    await preferences.unblocked(visit.uow, as_participant(visit))
    return None


async def nobody(_visit: Visit) -> View | None:
    """Of strangers nothing is kept; a professional is found out about when a message cannot be delivered."""
    return None
