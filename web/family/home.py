"""The first page after the PIN: who you are to us, whether something waits, what comes next."""

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Talker
from usecases import attendance, checkins, own_plan, own_thread
from web import addresses
from web.doorway import family
from web.pages import page
from web.visits import FamilyVisit


async def home(visit: FamilyVisit) -> Response:
    """A greeting, and every way on; somebody from the network has no conversation here."""
    found = await own_thread.at_home(visit.uow, visit.who)
    coming = [a for a in await attendance.agenda(visit.uow, visit.who) if not a.is_cancelled]
    who = visit.who if isinstance(visit.who, Talker) else None
    return page(
        visit,
        "family/home.html",
        first_name=found.name.reveal().partition(" ")[0],
        talks=who is not None,
        is_asked=await checkins.waits(visit.uow, who) if who else False,
        has_plan_news=await own_plan.waits(visit.uow, who) if who else False,
        unread=found.unread,
        promised_by=found.promised_by,
        coming=coming[0] if coming else None,
        more=len(coming) - 1,
    )


ROUTES = (Route(addresses.HOME, family(home), methods=["GET"]),)
