"""The week of a family at the desk: who does what on which day, with what nobody does first."""

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.people import FamilyId
from usecases import week as weeks
from usecases.week import Week, WeekTurn
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
    """The week in which the chosen day lies; without a choice the one of today."""
    family, today = FamilyId(visit.id()), local(visit.uow.now).date()
    monday = _monday(as_day(visit.request.query_params.get("van", "")), today)
    seen = await weeks.see(visit.uow, visit.case_manager, family=family, first=monday)
    return page(
        visit,
        "desk/week.html",
        family=seen.family,
        days=[(day.day, [_cell(turn) for turn in day.turns]) for day in seen.days],
        gaps=[_cell(turn) for turn in soon(seen)],
        today=today,
        monday=monday,
        before=monday - A_WEEK,
        after=monday + A_WEEK,
        this_week=monday <= today < monday + A_WEEK,
        words=words,
    )


def soon(seen: Week) -> tuple[WeekTurn, ...]:
    """What nobody does yet, of the coming two days."""
    return tuple(seen.gaps_soon)


def _cell(turn: WeekTurn) -> Cell:
    holder = words.who(turn.holder) if turn.holder else ""
    return Cell(turn, holder, turn_words.state(turn.turn))


def _monday(chosen: date | None, today: date) -> date:
    day = chosen if chosen is not None and abs(chosen - today) <= FURTHEST else today
    return day - timedelta(days=day.weekday())


ROUTES = (Route("/werk/gezin/{id}/week", desk(look), methods=["GET"]),)
