"""Wie leest wat?: who sees what, by name, and what Telegram sees."""

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import NetworkMember
from usecases import own_thread
from web import addresses
from web.doorway import family
from web.family.talk import in_words, talker
from web.pages import page
from web.visits import FamilyVisit


async def readers(visit: FamilyVisit) -> Response:
    """For a family member who reads along: names; for somebody from the network: that they have no conversation."""
    shown = None
    if not isinstance(visit.who, NetworkMember):
        shown = in_words(visit, await own_thread.readers(visit.uow, talker(visit)))
    return page(visit, "family/readers.html", readers=shown, number=visit.lobby.emergency_number)


ROUTES = (Route(addresses.READERS, family(readers), methods=["GET"]),)
