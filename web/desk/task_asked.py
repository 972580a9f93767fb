"""The form of a task: what stands in its fields, from a task or from what was sent, and the task it makes."""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from domain.errors import KeptApart, NotTheFuture, Refusal
from domain.neutral import NotNeutral
from domain.people import Form, Person, PersonId
from domain.plans import GoalId, StepId
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import LONGEST_WORDS, Task
from locales.catalogue import text
from usecases.task_desk import TaskChoices, TaskFilled, filled_of
from web.desk import words
from web.forms import Data, as_id
from web.pages import sentence
from web.series_form import (
    DAY,
    SeriesAsked,
    WindowAsked,
    asked_of,
    asked_of_data,
    read_series,
    read_window,
    window_of,
    window_of_data,
)
from web.visits import DeskVisit

PLACES = {
    "words": "woorden", "minutes": "tot", "owner": "wie", "reserve": "reserve", "others": "anderen",
    "people": "week", "contact": "contact", "goal": "doel", "step": "doel",
}  # fmt: skip
"""The name of the field by what a refusal says is wrong."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is filled in; ``source`` is a goal, or a goal and one of its steps."""

    words: str = ""
    window: WindowAsked = field(default_factory=WindowAsked)
    series: SeriesAsked = field(default_factory=SeriesAsked)
    owner: str = ""
    reserve: str = ""
    others: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    contact: str = ""
    source: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it: a task, or sentences by the name of a field."""

    filled: TaskFilled | None = None
    errors: dict[str, str] = field(default_factory=dict)


def offered(choices: TaskChoices) -> dict[str, object]:
    """What can be chosen in the fields of a task, with the words beside it."""
    nobody = [("", text("desktasks.nobody_yet", Form.U))]
    sources = [("", text("desktasks.goal.none", Form.U))]
    for goal in choices.goals:
        sources.append((str(goal.id), f"{goal.symbol} {goal.nickname}"))
        sources += [(f"{goal.id}/{step.id}", f"– {step.words.reveal()}") for step in goal.steps]
    return {
        "able": _named(choices.people),
        "able_or_nobody": nobody + _named(choices.people),
        "at_home": _named(choices.family_people),
        "contacts": [("", text("desktasks.contact.desk", Form.U)), *_named(choices.family_people)],
        "sources": sources,
        "longest": LONGEST_WORDS,
    }


def read_task(data: Data, visit: DeskVisit, *, of: Series | None = None, since: date | None = None) -> Read:
    """The task that a form means; ``of`` is the series that it changes."""
    window = read_window(data, visit.uow.now, Form.U, since=since)
    errors = dict(window.errors)
    if not data.get("woorden"):
        errors["woorden"] = text("desktasks.wrong.woorden", Form.U, most=LONGEST_WORDS)
    if window.first is None:
        return Read(errors=errors)
    read = read_series(data, window.first, window.at, Form.U)
    errors |= read.errors
    if errors or read.series is None:
        return Read(errors=errors)
    goal, _, step = data.get("doel").partition("/")
    return Read(
        TaskFilled(
            words=Secret(data.get("woorden")),
            series=_on_day_of(read.series, of),
            minutes=window.minutes,
            owner=_person(data.get("wie")),
            reserve=_person(data.get("reserve")),
            others=frozenset(PersonId(as_id(one)) for one in data.all("anderen")),
            people=frozenset(PersonId(as_id(one)) for one in data.all("week")),
            contact=_person(data.get("contact")),
            goal=GoalId(as_id(goal)) if goal else None,
            step=StepId(as_id(step)) if step else None,
        )
    )


def asked_in(data: Data) -> Asked:
    """The fields of a task as they were sent."""
    return Asked(
        words=data.get("woorden"),
        window=window_of_data(data),
        series=asked_of_data(data),
        owner=data.get("wie"),
        reserve=data.get("reserve"),
        others=data.all("anderen"),
        people=data.all("week"),
        contact=data.get("contact"),
        source=data.get("doel"),
        revision=data.get("revisie"),
    )


def beside(refusal: Refusal) -> dict[str, str]:
    """One sentence by the name of the field that a refusal is about."""
    if isinstance(refusal, NotNeutral):
        return {"woorden": sentence(refusal, Form.U)}
    if isinstance(refusal, NotTheFuture):
        return {DAY: text("repeat.wrong.now", Form.U)}
    if isinstance(refusal, KeptApart):
        return {"wie": sentence(refusal, Form.U)}
    name = PLACES.get(refusal.detail, "tot_en_met")
    if name == "tot_en_met":
        return {name: text("repeat.wrong.never", Form.U)}
    return {name: text(f"desktasks.wrong.{name}", Form.U, most=LONGEST_WORDS)}


def of_task(task: Task) -> Asked:
    """The fields of a task that exists."""
    filled = filled_of(task)
    source = "" if filled.goal is None else str(filled.goal) + (f"/{filled.step}" if filled.step else "")
    return Asked(
        words=filled.words.reveal(),
        window=window_of(filled.series, filled.minutes),
        series=asked_of(filled.series),
        owner=_id(filled.owner),
        reserve=_id(filled.reserve),
        others=tuple(str(one) for one in sorted(filled.others)),
        people=tuple(str(one) for one in sorted(filled.people)),
        contact=_id(filled.contact),
        source=source,
        revision=str(task.revision),
    )


def _on_day_of(series: Series, of: Series | None) -> Series:
    """A month keeps the day that it wants, which may be later than the day of the first time."""
    if of is None or series.every is not Every.MONTH or series.first != of.first:
        return series
    return replace(series, month_day=of.month_day)


def _named(people: tuple[Person, ...]) -> list[tuple[str, str]]:
    return [(str(one.id), words.who(one)) for one in people]


def _person(given: str) -> PersonId | None:
    return PersonId(as_id(given)) if given else None


def _id(which: UUID | None) -> str:
    return "" if which is None else str(which)
