"""A complaint: who helps with one, independent of the gezinsmanager, who never gets to see what was typed here."""

from contextlib import suppress

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Talker
from domain.bsn import without_bsn
from domain.secret import Secret
from domain.threads import MessageTooLong
from usecases import own_thread
from web import addresses
from web.doorway import family
from web.family.talk import help_card_lines
from web.pages import page
from web.uploads import sent_files
from web.visits import FamilyVisit

COMPLAINT = "complaint"
"""What the form calls it; no `domain.threads.Topic`, so that no message can ever be one."""


async def complaint_page(visit: FamilyVisit) -> Response:
    """Who helps; also for somebody who only wants to know."""
    return _page(visit, alarming=False, has_typed=False)


async def complaint(visit: FamilyVisit, who: Talker, words: str, *, alarming: bool) -> Response:
    """What was typed is sent to nobody; it stays with the one who typed it, to use where it helps."""
    with suppress(MessageTooLong):
        await own_thread.keep_unsent(visit.uow, who, body=Secret(without_bsn(words)))
    return _page(
        visit, alarming=alarming, has_typed=bool(words), words=words, has_files=bool(sent_files(visit.data))
    )


def _page(
    visit: FamilyVisit, *, alarming: bool, has_typed: bool, words: str = "", has_files: bool = False
) -> Response:
    return page(
        visit,
        "family/complaint.html",
        alarming=alarming,
        has_typed=has_typed,
        has_files=has_files,
        words=words,
        lines=help_card_lines(visit),
        confidant_number=visit.lobby.confidant_number,
    )


ROUTES = (Route(addresses.COMPLAINT, family(complaint_page), methods=["GET"]),)
