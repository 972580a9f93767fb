"""The week of a family at the desk: who does what on which day, with what nobody does first."""

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.people import FamilyId
from usecases import desk_families
from usecases import week as weeks
from usecases.week import WeekTurn
from web.desk import turn_words, words
from web.doorway import desk
from web.pages import page
from web.series_form import as_day
from web.visits import DeskVisit

A_WEEK = timedelta(days=7)
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Cell:
    """One turn in a day."""

    turn: WeekTurn
    holder: str
    state: tuple[str, str]


async def look(visit: DeskVisit) -> Response:
    """Seven days from the chosen one on; without a choice from today on, so that nothing over stands first."""
    family, today = FamilyId(visit.id()), local(visit.uow.now).date()
    first = _first(as_day(visit.request.query_params.get("van", "")), today)
    household = await desk_families.see(visit.uow, visit.case_manager, family=family)
    seen = await weeks.see(visit.uow, visit.case_manager, family=family, first=first)
    return page(
        visit,
        "desk/week.html",
        family=household.family,
        days=[(day.day, [_cell(turn) for turn in day.turns]) for day in seen.days],
        gaps=await gaps_of(visit, family),
        today=today,
        first=first,
        before=first - A_WEEK,
        after=first + A_WEEK,
        address=address,
        words=words,
    )


async def gaps_of(visit: DeskVisit, family: FamilyId) -> list[Cell]:
    """What is not arranged in the coming two days, whichever week is shown."""
    today = local(visit.uow.now).date()
    seen = await weeks.see(visit.uow, visit.case_manager, family=family, first=today)
    return [_cell(turn) for turn in seen.gaps_soon]


def address(family: FamilyId, turn: WeekTurn) -> str:
    """The page of a turn."""
    return f"/werk/gezin/{family}/taken/{turn.task}/beurt/{turn.turn.id}"


def _cell(turn: WeekTurn) -> Cell:
    holder = words.who(turn.holder) if turn.holder else ""
    return Cell(turn, holder, turn_words.state(turn.turn))


def _first(chosen: date | None, today: date) -> date:
    return chosen if chosen is not None and abs(chosen - today) <= FURTHEST else today


ROUTES = (Route("/werk/gezin/{id}/week", desk(look), methods=["GET"]),)
