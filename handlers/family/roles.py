"""The door of somebody who takes part in several families: about which one it is, and for which one they typed."""

from handlers.doorway import Visit, as_participant, the_press
from handlers.family.typed import kept
from handlers.views import roles as views
from handlers.views.view import View
from usecases import roles, threads


async def circle(visit: Visit) -> View:
    """This family from now on; what was typed for it is kept there, once.

    The doorway lets them in as the one on the button, if they still take part there.
    """
    who = as_participant(visit)
    await roles.choose(visit.uow, account=visit.account, person=who.person)
    if the_press(visit).value != views.HELD:
        return views.chosen(visit.form)
    receipt = None
    for incoming in await roles.release(visit.uow, account=visit.account, person=who.person):
        receipt = await threads.keep(
            visit.uow, who, incoming=incoming, account=visit.account, chat=visit.chat
        )
    if receipt is None:
        return views.nothing_held(visit.form)
    return kept(visit, receipt)
