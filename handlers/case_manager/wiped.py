"""What a gezinsmanager types disappears from the chat whatever becomes of it, since it may hold a name or a place."""

from domain.errors import Outdated, Refusal
from handlers.doorway import Door, Visit
from handlers.views.errors import refusal_view
from handlers.views.view import View
from usecases.threads import wipe


def wiped(door: Door) -> Door:
    """This door, with what was typed wiped also when it is refused: a refusal undoes everything else.

    Behind it a refusal is answered with the transaction kept, so a door may only be put here when its use
    cases refuse before they change anything. What is outdated is no longer waited for either.
    """

    async def wiping(visit: Visit) -> View | None:
        await wipe_typed(visit)
        try:
            return await door(visit)
        except Refusal as refusal:
            if isinstance(refusal, Outdated):
                await visit.uow.expectations.clear(visit.account)
            return refusal_view(refusal, visit.form)

    return wiping


async def wipe_typed(visit: Visit) -> None:
    """Plan that what was just typed disappears."""
    await wipe(visit.uow, account=visit.account, chat=visit.chat, message=visit.message, of=visit.recipient)
