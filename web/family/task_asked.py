"""The form of a parent's task: what stands in its fields, from a task or from what was sent, and the task it makes."""

from dataclasses import dataclass, field

from domain.errors import KeptApart, NotTheFuture, Refusal
from domain.neutral import NotNeutral
from domain.people import Form, PersonId
from domain.plans import GoalId
from domain.secret import Secret
from domain.series import Series
from domain.tasks import Task
from locales.catalogue import text
from usecases.task_desk import TaskFilled
from web.family.talk import once_of
from web.forms import Data, as_id, as_number
from web.pages import sentence
from web.series_form import (
    DAY,
    END,
    UNTIL,
    SeriesAsked,
    WindowAsked,
    asked_of,
    asked_of_data,
    read_series,
    read_window,
    window_of,
    window_of_data,
)
from web.visits import FamilyVisit

FIELDS = {
    "words": "words",
    "minutes": END,
    "owner": "owner",
    "reserve": "reserve",
    "others": "others",
    "people": "people",
    "contact": "contact",
    "goal": "goal",
    "step": "goal",
}
"""Which field of the form each part of a task is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is filled in, as the fields hold it."""

    once: str = ""
    words: str = ""
    window: WindowAsked = field(default_factory=WindowAsked)
    series: SeriesAsked = field(default_factory=SeriesAsked)
    owner: str = ""
    reserve: str = ""
    others: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    contact: str = ""
    goal: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it: a task, or sentences by the name of a field."""

    filled: TaskFilled | None = None
    errors: dict[str, str] = field(default_factory=dict)


def read_task(visit: FamilyVisit, before: Task | None) -> Read:
    """The task that the form means; ``before`` is what it changes."""
    data, form = visit.data, visit.form
    since = before.series.first if before else None
    window = read_window(data, visit.uow.now, form, since=since)
    errors = dict(window.errors)
    if not data.get("words"):
        errors["words"] = text("owntasks.wrong.words", form)
    if window.first is None:
        return Read(errors=errors)
    read = read_series(data, window.first, window.at, form)
    errors |= read.errors
    if errors or read.series is None:
        return Read(errors=errors)
    return Read(_filled(data, read.series, window.minutes, before))


def _filled(data: Data, series: Series, minutes: int, before: Task | None) -> TaskFilled:
    goal = GoalId(as_id(data.get("goal"))) if data.get("goal") else None
    kept = before.step if before and goal == before.goal else None
    return TaskFilled(
        words=Secret(data.get("words")),
        series=series,
        minutes=minutes,
        owner=_person(data.get("owner")),
        reserve=_person(data.get("reserve")),
        others=frozenset(PersonId(as_id(one)) for one in data.all("others")),
        people=frozenset(PersonId(as_id(one)) for one in data.all("people")),
        contact=_person(data.get("contact")),
        goal=goal,
        step=kept,
    )


def asked_in(visit: FamilyVisit) -> Asked:
    """The fields as they were sent."""
    data = visit.data
    return Asked(
        once=once_of(visit),
        words=data.get("words"),
        window=window_of_data(data),
        series=asked_of_data(data),
        owner=data.get("owner"),
        reserve=data.get("reserve"),
        others=data.all("others"),
        people=data.all("people"),
        contact=data.get("contact"),
        goal=data.get("goal"),
        revision=as_number(data.get("revision")),
    )


def of_task(task: Task) -> Asked:
    """The fields of a task that exists."""
    return Asked(
        words=task.words.reveal(),
        window=window_of(task.series, task.minutes),
        series=asked_of(task.series),
        owner=str(task.owner or ""),
        reserve=str(task.reserve or ""),
        others=tuple(str(one) for one in task.others),
        people=tuple(str(one) for one in task.people),
        contact=str(task.contact or ""),
        goal=str(task.goal or ""),
        revision=task.revision,
    )


def beside(refusal: Refusal, form: Form) -> dict[str, str]:
    """One sentence by the name of the field that a refusal is about."""
    if isinstance(refusal, NotNeutral):
        return {"words": text("owntasks.wrong.words", form)}
    if isinstance(refusal, NotTheFuture):
        return {DAY: text("repeat.wrong.now", form)}
    if isinstance(refusal, KeptApart):
        return {"owner": text("owntasks.wrong.who", form)}
    name = FIELDS.get(refusal.detail, UNTIL)
    if name == "reserve":
        return {name: text("owntasks.wrong.reserve", form)}
    if name == "words":
        return {name: text("owntasks.wrong.words", form)}
    return {name: sentence(refusal, form)}


def _person(given: str) -> PersonId | None:
    return PersonId(as_id(given)) if given else None
