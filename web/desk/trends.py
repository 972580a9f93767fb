"""All families at a glance: how their goals went these weeks, how many answered, and what waits to be looked at."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.checkins import RANGE
from domain.histories import Line
from domain.plans import GoalId
from domain.rounds import WEEK, monday_of
from usecases import summaries
from usecases.summaries import WEEKS_SHOWN, FamilyTrend
from web.desk import signals, summary_words, words
from web.doorway import desk
from web.pages import page
from web.visits import DeskVisit

WIDE, HIGH, EDGE = 120, 32, 4
"""The size of a small line in its own units, and the room around it for its thickness."""


@dataclass(frozen=True, slots=True)
class Spark:
    """One person's line for one goal: its scores in words, and its points in a small drawing."""

    name: str
    scores: tuple[str, ...]
    spots: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.spots)


async def look(visit: DeskVisit) -> Response:
    """Every family with a plan."""
    found = await summaries.trends(visit.uow, visit.case_manager)
    today = local(visit.uow.now).date()
    first = monday_of(today) - WEEK * (WEEKS_SHOWN - 1)
    return page(
        visit,
        "desk/trends.html",
        rows=[(one, _sparks(one, first), _signals(one)) for one in found],
        wide=WIDE,
        high=HIGH,
        words=words,
    )


def _signals(trend: FamilyTrend) -> tuple[signals.SignalRow, ...]:
    return signals.signal_rows(trend.family, trend.signals, trend.people, trend.goals)


def _sparks(trend: FamilyTrend, first: date) -> dict[GoalId, list[Spark]]:
    found: dict[GoalId, list[Spark]] = {}
    for line in trend.lines:
        name = summary_words.short_name(line.holder, trend.people)
        scores = tuple(summary_words.score(point.score) for point in line.points)
        found.setdefault(line.goal, []).append(Spark(name, scores, _spots(line, first)))
    return found


def _spots(line: Line, first: date) -> tuple[tuple[float, float], ...]:
    lowest, highest = RANGE[line.scale][0], RANGE[line.scale][-1]
    wide, high = WIDE - 2 * EDGE, HIGH - 2 * EDGE
    return tuple(
        (
            round(EDGE + wide * ((point.week - first) / WEEK) / (WEEKS_SHOWN - 1), 1),
            round(EDGE + high * (highest - point.score.value) / (highest - lowest), 1),
        )
        for point in line.points
    )


ROUTES = (Route(signals.TRENDS, desk(look), methods=["GET"]),)
