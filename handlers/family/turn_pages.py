"""What the doors of tasks share: one turn as a page, for whoever stands here."""

from domain.calendar import local
from domain.tasks import TaskTurnId
from handlers.doorway import Visit, as_participant
from handlers.family.talking import others_look_along, subject_of
from handlers.views.turn_parts import Looking
from handlers.views.turns import TurnPage
from usecases import own_turns
from usecases.own_turns import OwnTurn


def turn_of(visit: Visit) -> TaskTurnId:
    """The turn that the pressed button is about.

    Raises:
        Outdated: it is about nothing.
    """
    return TaskTurnId(subject_of(visit))


async def see(visit: Visit) -> OwnTurn:
    """The turn that the pressed button is about, as far as it is theirs to see."""
    return await own_turns.see(visit.uow, as_participant(visit), turn=turn_of(visit))


async def looking(visit: Visit) -> Looking:
    """How they look at it."""
    return Looking(visit.form, await others_look_along(visit))


async def page(visit: Visit, own: OwnTurn) -> TurnPage:
    """The turn as a page; it says whether there is more for them on that day."""
    who, day = as_participant(visit), local(own.turn.starts_at).date()
    others = await own_turns.on_day(visit.uow, who, day=day)
    more = any(one.can_answer and one.turn.id != own.turn.id for one in others)
    return TurnPage(own, who.person, await looking(visit), more)
