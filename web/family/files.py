"""A file of one's own conversation; nobody else is ever shown it."""

from starlette.responses import Response
from starlette.routing import Route

from domain.files import FileId
from usecases.own_thread import own_file
from web import addresses
from web.doorway import family
from web.family.talk import talker
from web.files import file_answer
from web.visits import FamilyVisit


async def own(visit: FamilyVisit) -> Response:
    """The file, or the part of it that a player asks for."""
    which = FileId(visit.id())
    found = await own_file(visit.uow, talker(visit), file=which)
    return await file_answer(
        visit.request,
        visit.lobby.files,
        file=which,
        thread=found.thread,
        media_type=found.media_type,
        size=found.size,
    )


ROUTES = (Route(f"{addresses.FILES}/{{id}}", family(own), methods=["GET"]),)
