"""The lines of a family as charts for the desk: a chart per goal, in which everybody always looks the same."""

from datetime import date

from domain.calendar import local
from domain.histories import Line, lines
from domain.linking import Recipient
from domain.people import Form
from domain.plans import Goal, GoalId
from usecases.summaries import FamilySummary
from web.desk import summary_words
from web.papers.charts import Chart, chart_of
from web.papers.telling import moment_words


def charts(found: FamilySummary) -> dict[GoalId, Chart]:
    """A chart for every goal with a score, in the order of the plan and those that ended last."""
    shown = lines(found.history)
    scored = [goal for goal in found.goals if any(line.goal == goal.id for line in shown)]
    going = {goal.id for goal in found.plan.open_goals} if found.plan else set()
    scored.sort(key=lambda goal: goal.id not in going)
    return {goal.id: _chart(found, goal, shown) for goal in scored}


def _chart(found: FamilySummary, goal: Goal, shown: tuple[Line, ...]) -> Chart:
    own = tuple(line for line in shown if line.goal == goal.id)
    there = {line.holder for line in shown}
    holders = [Recipient(person=which) for which in found.people]
    return chart_of(
        goal.nickname,
        own,
        label=lambda holder: summary_words.short_name(holder, found.people),
        first=found.history.rounds[0].week,
        last=max(found.history.rounds[-1].week, _last_moment(found)),
        moments=moment_words(found.moments, Form.U, goal.id),
        order=(*(one for one in holders if one in there), None),
    )


def _last_moment(found: FamilySummary) -> date:
    newest = found.history.rounds[-1]
    closed = [local(one.closed_at).date() for one in found.history.rounds if one.closed_at is not None]
    return max([newest.week, *closed])
