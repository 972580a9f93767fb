"""The plan on paper, for one person: what goes well first, then worries, what must and what may, goals and steps."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import local
from domain.people import Form
from domain.plans import Goal, GoalEnd, GoalId, GoalStand, PlanText, Step, StepId
from domain.secret import Secret
from locales.catalogue import text
from locales.dates import date_on_paper

if TYPE_CHECKING:
    from web.papers.document import Document

COMMA = ", "
TO_DO, DONE = "☐", "☑"
STEP_IN = 6

Ended = tuple[GoalEnd, date]
"""How a goal ended, and on which day (Amsterdam)."""


@dataclass(frozen=True, slots=True, repr=False)
class Shared:
    """How far the plan has come with one person, by day (Amsterdam); ``who`` is how the reader calls them."""

    who: str
    given: date | None = None
    read: date | None = None
    discussed: date | None = None
    agreed: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class PlanPaper:
    """All that stands on the paper. ``text`` is what its reader may see; days are Amsterdam days.

    ``family`` is alias and symbol, at the desk only; ``whole``: the reader sees what is said about the family as a
    whole. ``views`` are the own views that the reader may see: whose, what, when. ``for_file``: it holds more than
    anybody of the family may read, and says that it is not to be handed out.
    """

    text: PlanText
    number: int
    today: date
    established_on: date | None = None
    family: str = ""
    whole: bool = True
    shared: tuple[Shared, ...] = ()
    views: tuple[tuple[str, Secret, date], ...] = ()
    done: Mapping[StepId, date] = field(default_factory=dict)
    ended: Mapping[GoalId, Ended] = field(default_factory=dict)
    case_manager: str = ""
    for_file: bool = False


def ended_goals(stands: Iterable[GoalStand]) -> dict[GoalId, Ended]:
    """The goals that ended, for the paper."""
    return {
        stand.goal: (stand.end, local(stand.ended_at).date())
        for stand in stands
        if stand.end is not None and stand.ended_at is not None
    }


async def plan_file(paper: PlanPaper, form: Form) -> bytes:
    """The PDF, made in a thread."""
    return await asyncio.to_thread(plan_pdf, paper, form)


def plan_pdf(paper: PlanPaper, form: Form) -> bytes:
    """The PDF; it keeps a processor busy for a while, so ask `plan_file` from the event loop."""
    # fpdf2 comes along with the first paper; a start without one stays small.
    from web.papers.document import Document  # noqa: PLC0415 - see above

    sheet = Document(text("paper.plan.title", form), paper.today, form)
    sheet.opens(text("paper.plan.title", form), *_under(paper, form))
    _family(sheet, paper, form)
    _must_and_may(sheet, paper, form)
    _goals(sheet, paper, form)
    _agreements(sheet, paper, form)
    return sheet.finished()


def _under(paper: PlanPaper, form: Form) -> Iterator[str]:
    if paper.family:
        yield paper.family
    if paper.established_on is None:
        yield text("paper.plan.not_established", form, number=paper.number)
    else:
        yield text(
            "paper.plan.established", form, number=paper.number, day=date_on_paper(paper.established_on)
        )
    if paper.for_file:
        yield text("paper.plan.for_file", form)
    yield text("paper.made", form, day=date_on_paper(paper.today))
    if paper.case_manager:
        yield text("paper.plan.case_manager", form, name=paper.case_manager)


def _family(sheet: "Document", paper: PlanPaper, form: Form) -> None:
    if not paper.whole:
        sheet.says(text("paper.plan.part", form))
        return
    for key, said in (
        ("paper.plan.strengths", paper.text.strengths),
        ("paper.plan.worries", paper.text.worries),
        ("paper.plan.needed", paper.text.needed),
    ):
        if said:
            sheet.heading(text(key, form))
            sheet.says(said.reveal())


def _must_and_may(sheet: "Document", paper: PlanPaper, form: Form) -> None:
    """It is always said, also where nothing was filled in."""
    frame, written = paper.text.frame, paper.text
    sheet.heading(text("paper.plan.must_and_may", form))
    sheet.says(text(f"ownplan.frame.{frame.value}", form))
    if not paper.whole:
        sheet.says(text("ownplan.must.ask", form))
        return
    must = written.must.reveal() or text(f"ownplan.must.none.{frame.value}", form)
    may = written.may.reveal() or text(f"ownplan.may.none.{frame.value}", form)
    sheet.names(text("ownplan.must", form), must)
    sheet.names(text("ownplan.may", form), may)


def _goals(sheet: "Document", paper: PlanPaper, form: Form) -> None:
    if not paper.text.goals:
        return
    sheet.heading(text("paper.plan.goals", form))
    for number, goal in enumerate(paper.text.goals, 1):
        sheet.heading(text("paper.goal", form, number=number, nickname=goal.nickname), 2)
        _goal(sheet, paper, goal, form)


def _goal(sheet: "Document", paper: PlanPaper, goal: Goal, form: Form) -> None:
    sheet.says(goal.words.reveal(), bold=True)
    if goal.id in paper.ended:
        end, day = paper.ended[goal.id]
        sheet.says(text(f"paper.goal.{end.value}", form, day=date_on_paper(day)))
    sheet.names(text("paper.goal.child", form), goal.child.reveal())
    sheet.names(text("paper.goal.zero", form), goal.zero.reveal())
    sheet.names(text("paper.goal.ten", form), goal.ten.reveal())
    sheet.names(text("paper.goal.helpers", form), goal.helpers.reveal())
    sheet.names(text("paper.goal.until", form), date_on_paper(goal.until) if goal.until else "")
    if goal.steps:
        steps = (_step(step, paper.done.get(step.id), form) for step in goal.steps)
        sheet.names(text("paper.goal.steps", form), "\n".join(steps))


def _step(step: Step, done: date | None, form: Form) -> str:
    parts = [f"{TO_DO if done is None else DONE} {' '.join(step.words.reveal().split())}"]
    if step.who:
        parts.append(text("paper.step.who", form, who=step.who.reveal()))
    if step.until is not None:
        parts.append(text("paper.step.until", form, day=date_on_paper(step.until)))
    if done is not None:
        parts.append(text("paper.step.done", form, day=date_on_paper(done)))
    return f"{parts[0]} ({COMMA.join(parts[1:])})" if parts[1:] else parts[0]


def _agreements(sheet: "Document", paper: PlanPaper, form: Form) -> None:
    if paper.text.evaluate_on is not None:
        sheet.heading(text("paper.plan.evaluation", form))
        sheet.says(text("paper.plan.evaluate_on", form, day=date_on_paper(paper.text.evaluate_on)))
    if paper.views:
        sheet.heading(text("paper.plan.views", form))
        for who, view, day in paper.views:
            sheet.names(text("paper.plan.view", form, who=who, day=date_on_paper(day)), view.reveal())
    if paper.shared:
        sheet.heading(text("paper.plan.shared", form))
        for one in paper.shared:
            sheet.says(_shared(one, form))


def _shared(one: Shared, form: Form) -> str:
    said = [
        text(key, form, day=date_on_paper(day))
        for key, day in (
            ("paper.shared.given", one.given),
            ("paper.shared.read", one.read),
            ("paper.shared.discussed", one.discussed),
            ("paper.shared.agreed", one.agreed),
        )
        if day is not None
    ]
    how = COMMA.join(said) or text("paper.shared.not_yet", form)
    return text("paper.shared.line", form, who=one.who, how=how)
