"""All families at a glance: how their goals went these weeks, how many answered, and what waits to be looked at."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from domain.bare_turns import BareLine
from domain.calendar import local
from domain.checkins import RANGE
from domain.linking import Recipient
from domain.people import PersonId
from domain.plans import GoalId
from domain.rounds import WEEK, monday_of
from usecases import summaries
from usecases.summaries import WEEKS_SHOWN, FamilyTrend
from web.desk import signals, summary_words, words
from web.doorway import desk
from web.pages import page
from web.visits import DeskVisit

EDGE, WEEK_WIDE, HIGH = 4, 10, 28
WIDE = 2 * EDGE + WEEK_WIDE * (WEEKS_SHOWN - 1)
"""The size of a small line in its own units, and the room around it for its thickness; whole numbers are short."""


@dataclass(frozen=True, slots=True)
class Spark:
    """One person's line for one goal: its scores in words, its points as SVG writes them, and where it ends."""

    name: str
    scores: str
    points: str
    end: tuple[int, int]


async def look(visit: DeskVisit) -> Response:
    """Every family with a plan."""
    found = await summaries.trends(visit.uow, visit.case_manager)
    today = local(visit.uow.now).date()
    first = monday_of(today) - WEEK * (WEEKS_SHOWN - 1)
    return page(
        visit,
        "desk/trends.html",
        rows=[(one, _sparks(one, first), _signals(one)) for one in found],
        box=f"0 0 {WIDE} {HIGH}",
        words=words,
    )


def _signals(trend: FamilyTrend) -> tuple[signals.SignalRow, ...]:
    return signals.signal_rows(trend.family, trend.signals, trend.people, trend.goals)


def _sparks(trend: FamilyTrend, first: date) -> dict[GoalId, list[Spark]]:
    scored = {line.person for lines in trend.lines.values() for line in lines}
    names = {who: summary_words.short_name(_holder(who), trend.people) for who in scored}
    return {
        goal: [_spark(line, names[line.person], first) for line in lines]
        for goal, lines in trend.lines.items()
    }


def _holder(person: PersonId | None) -> Recipient | None:
    return None if person is None else Recipient(person=person)


def _spark(line: BareLine, name: str, first: date) -> Spark:
    highest, unit = RANGE[line.scale][-1], (HIGH - 2 * EDGE) // (len(RANGE[line.scale]) - 1)
    spots = [
        (EDGE + WEEK_WIDE * ((week - first).days // 7), EDGE + unit * (highest - value))
        for week, value in line.points
    ]
    return Spark(
        name=name,
        scores=", ".join([summary_words.value(line.scale, value) for _, value in line.points]),
        points=" ".join([f"{x},{y}" for x, y in spots]),
        end=spots[-1],
    )


ROUTES = (Route(signals.TRENDS, desk(look), methods=["GET"]),)
