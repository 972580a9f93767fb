"""The first page after the PIN: who you are to us, whether something waits, what comes next."""

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Talker
from usecases import attendance, checkins, own_meetings, own_plan, own_tasks, own_thread, own_turns
from usecases.own_meetings import OwnMeeting
from web import addresses
from web.doorway import family
from web.pages import page
from web.visits import FamilyVisit


async def home(visit: FamilyVisit) -> Response:
    """A greeting, and every way on; somebody from the network has no conversation here."""
    found = await own_thread.at_home(visit.uow, visit.who)
    coming = [a for a in await attendance.agenda(visit.uow, visit.who) if not a.is_cancelled]
    who = visit.who if isinstance(visit.who, Talker) else None
    turns = await own_turns.mine(visit.uow, visit.who)
    to_do = [one.turn for one in turns.mine if one.can_answer]
    given = await own_tasks.given(visit.uow, visit.who)
    meetings = await own_meetings.mine(visit.uow, visit.who)
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
        turn=to_do[0] if to_do else None,
        is_asked_to_help=bool(turns.open_to_take or given),
        is_asked_about_meeting=any(asks(one) for one in meetings),
    )


def asks(own: OwnMeeting) -> bool:
    """Whether something about a meeting waits for their answer: which moments suit, or whether it is right."""
    agreement = own.agreement
    return (own.can_vote and own.vote is None) or (agreement is not None and agreement.says is None)


ROUTES = (Route(addresses.HOME, family(home), methods=["GET"]),)
