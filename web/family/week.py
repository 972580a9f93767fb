"""The week of a family in the window: who does what on which day, and what nobody does yet."""

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Parent
from domain.calendar import ONE_DAY, local
from usecases import week as weeks
from usecases.week import WeekTurn
from web import addresses
from web.doorway import family
from web.family.talk import talker
from web.family.task import named
from web.pages import page
from web.series_form import as_day
from web.visits import FamilyVisit

A_WEEK = timedelta(days=7)
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Cell:
    """One turn in a day, with who does it as the reader knows them; empty when nobody does."""

    turn: WeekTurn
    who: str


async def look(visit: FamilyVisit) -> Response:
    """The week in which the chosen day lies; without a choice the one of today."""
    who, today = talker(visit), local(visit.uow.now).date()
    monday = _monday(as_day(visit.request.query_params.get("van", "")), today)
    seen = await weeks.see(visit.uow, who, family=who.family, first=monday)
    days = [(one.day, [_cell(visit, turn) for turn in one.turns]) for one in seen.days]
    return page(
        visit,
        "family/week.html",
        days=days,
        is_empty=not any(cells for _, cells in days),
        gaps=len(seen.gaps_soon),
        today=today,
        first=monday,
        last=monday + A_WEEK - ONE_DAY,
        earlier=f"{addresses.WEEK}?van={monday - A_WEEK}",
        later=f"{addresses.WEEK}?van={monday + A_WEEK}",
        now_url="" if monday <= today < monday + A_WEEK else addresses.WEEK,
        plans=isinstance(who, Parent),
    )


def _cell(visit: FamilyVisit, turn: WeekTurn) -> Cell:
    return Cell(turn, named(turn.holder, visit.who.person, visit.form))


def _monday(chosen: date | None, today: date) -> date:
    day = chosen if chosen is not None and abs(chosen - today) <= FURTHEST else today
    return day - timedelta(days=day.weekday())


ROUTES = (Route(addresses.WEEK, family(look), methods=["GET"]),)
