"""How it goes over time, for one person: a picture of each goal with its telling, and the remarks on the rounds."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.errors import NotFound, Outdated
from domain.histories import Line
from domain.linking import Recipient
from domain.plans import Goal, GoalEnd
from domain.rounds import WEEK, monday_of
from locales.catalogue import text
from usecases import rhythms, summaries
from usecases.summaries import OwnCourse
from web import addresses
from web.doorway import family
from web.family.talk import talker
from web.later import Later
from web.pages import page
from web.papers.answers import png_answer
from web.papers.charts import Chart, chart_of
from web.papers.picture import drawn
from web.papers.telling import moment_words, sentences
from web.visits import FamilyVisit

YES, NO = "yes", "no"
PICTURE = f"{addresses.COURSE}.png"
SHARE = f"{addresses.COURSE}/delen"
MOST_WEEKS = 26
"""How far back a picture goes: half a year still reads on a phone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One goal on the page, told in sentences; ``number`` is its place, by which its picture is asked for.

    ``end`` is how it ended; None also when somebody only works on it no more.
    """

    number: int
    goal: Goal
    end: GoalEnd | None
    told: tuple[str, ...]


async def course(visit: FamilyVisit) -> Response:
    """Every goal that has a score, the remarks, and the choice whether others see one's lines."""
    return await _page(visit)


async def picture(visit: FamilyVisit) -> Response:
    """The picture of one goal, drawn anew."""
    own = await summaries.own(visit.uow, talker(visit))
    goals, given = _scored(own), visit.request.query_params.get("doel", "")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 3 else 0
    if not 1 <= number <= len(goals):
        raise NotFound(detail="picture")
    chart = _chart(visit, own, goals[number - 1])

    async def answer() -> Response:
        return png_answer(await drawn(chart))

    return Later(answer)


async def share(visit: FamilyVisit) -> Response:
    """Others of a goal may see one's line, or not."""
    given = visit.data.get("shares")
    if given not in (YES, NO):
        raise Outdated(detail="choice")
    await rhythms.change(visit.uow, talker(visit), shares_lines=given == YES)
    return await _page(visit, saved=True)


async def _page(visit: FamilyVisit, *, saved: bool = False) -> Response:
    own = await summaries.own(visit.uow, talker(visit))
    goals = _scored(own)
    return page(
        visit,
        "family/course.html",
        shown=[_shown(visit, own, number, goal) for number, goal in enumerate(goals, start=1)],
        remarks=own.remarks,
        shares=YES if own.shares_lines else NO,
        picture=PICTURE,
        share=SHARE,
        saved=saved,
    )


def _scored(own: OwnCourse) -> list[Goal]:
    """The goals with a score, in the order of the plan and those that ended last."""
    goals = [goal for goal in own.goals if _lines(own, goal)]
    return sorted(goals, key=lambda goal: _is_over(own, goal))


def _lines(own: OwnCourse, goal: Goal) -> tuple[Line, ...]:
    return tuple(line for line in own.lines if line.goal == goal.id)


def _is_over(own: OwnCourse, goal: Goal) -> bool:
    return own.plan is None or all(goal.id != one.id for one in own.plan.open_goals)


def _shown(visit: FamilyVisit, own: OwnCourse, number: int, goal: Goal) -> Shown:
    return Shown(number, goal, own.ends.get(goal.id), sentences(_chart(visit, own, goal), visit.form))


def _whose(visit: FamilyVisit, own: OwnCourse, holder: Recipient | None) -> str:
    if holder is None:
        return text("course.manager", visit.form)
    other = own.people.get(holder.person) if holder.person not in (None, visit.who.person) else None
    return other.name.reveal().partition(" ")[0] if other else text("window.you", visit.form)


def _chart(visit: FamilyVisit, own: OwnCourse, goal: Goal) -> Chart:
    last = monday_of(local(visit.uow.now).date())
    lines, furthest = _lines(own, goal), last - WEEK * (MOST_WEEKS - 1)
    weeks = [point.week for line in lines for point in line.points if point.week >= furthest]
    first = min(weeks, default=last)
    return chart_of(
        goal.nickname,
        lines,
        label=lambda holder: _whose(visit, own, holder),
        first=first,
        last=max((*weeks, last)),
        moments=moment_words(own.moments, visit.form, goal.id),
        # Whoever looks is always the same first line, and the gezinsmanager the second.
        order=(Recipient(person=visit.who.person), None),
    )


ROUTES = (
    Route(addresses.COURSE, family(course), methods=["GET"]),
    Route(PICTURE, family(picture), methods=["GET"]),
    Route(SHARE, family(share), methods=["POST"]),
)
