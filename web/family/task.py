"""The tasks that a parent gave the circle: which there are, how each stands, one time not, and stopping one."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Parent
from domain.calendar import local
from domain.errors import NotFound, Outdated
from domain.people import Form, Person, PersonId
from domain.tasks import TaskId, TaskTurn, TaskTurnId, TurnState
from locales.catalogue import text
from usecases import tasks
from usecases.task_desk import TaskSeen
from web import addresses
from web.doorway import family
from web.pages import page
from web.refusals import status_of
from web.series_form import in_words
from web.visits import FamilyVisit

TASK = f"{addresses.TASKS}/taak"
SHOWN, REMEMBERED = 8, 12
"""Turns that come and lines of what happened on one page; the week shows the others."""

TOLD = frozenset({TurnState.DONE, TurnState.LATER, TurnState.NOT_DONE, TurnState.UNANSWERED})
"""What a parent hears of how it went; what somebody wrote to the gezinsmanager is never among it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of what happened: of which turn, who, and how it went."""

    turn: TaskTurn
    who: str
    state: TurnState


async def everything(visit: FamilyVisit) -> Response:
    """Every task in their own week."""
    who = parent(visit)
    found = await tasks.of_family(visit.uow, who, family=who.family)
    today = local(visit.uow.now).date()
    rows = []
    for line in found.lines:
        owner = found.people.get(line.task.owner) if line.task.owner else None
        rows.append((line, in_words(line.task.series, visit.form, today), _who(owner, visit)))
    return page(visit, "family/tasks.html", rows=rows)


async def one(visit: FamilyVisit) -> Response:
    """One task: who does it, when, and how it went."""
    return await _one(visit)


async def not_this_time(visit: FamilyVisit) -> Response:
    """One of its turns is off; who knew of it hears so."""
    who = parent(visit)
    seen = await tasks.see(visit.uow, who, task=_id(visit))
    turn = TaskTurnId(visit.id("turn"))
    if turn not in seen.turns:
        raise NotFound(detail="turn")
    try:
        await tasks.drop_turn(visit.uow, who, turn=turn)
    except Outdated as refusal:
        return await _one(visit, "owntasks.changed", status_of(refusal))
    return await _one(visit, "owntasks.dropped")


async def stop_page(visit: FamilyVisit) -> Response:
    """Sure?"""
    seen = await tasks.see(visit.uow, parent(visit), task=_id(visit))
    return page(visit, "family/task_stop.html", task=seen.task, address=f"{TASK}/{seen.task.id}")


async def stop(visit: FamilyVisit) -> Response:
    """No more turns of it; twice is once."""
    await tasks.end(visit.uow, parent(visit), task=_id(visit))
    return await _one(visit, "owntasks.stopped")


def parent(visit: FamilyVisit) -> Parent:
    """Whoever stands here, as a parent.

    Raises:
        NotFound: somebody else, who gives the circle no tasks.
    """
    if isinstance(visit.who, Parent):
        return visit.who
    raise NotFound(detail="task")


async def _one(visit: FamilyVisit, said: str = "", status: int = 200) -> Response:
    seen = await tasks.see(visit.uow, parent(visit), task=_id(visit))
    return page(
        visit,
        "family/task.html",
        status,
        task=seen.task,
        rows=_rows(visit, seen),
        coming=[(turn, _named(visit, seen, turn.holder)) for turn in seen.coming if turn.is_open][:SHOWN],
        happened=_happened(visit, seen),
        address=f"{TASK}/{seen.task.id}",
        said=text(said, visit.form) if said else "",
        is_refused=status != 200,
    )


def _rows(visit: FamilyVisit, seen: TaskSeen) -> list[tuple[str, str]]:
    task, form = seen.task, visit.form
    nobody = text("owntasks.form.reserve.none", form)
    others = [_named(visit, seen, one) for one in sorted(task.others)]
    asked = [_named(visit, seen, task.reserve), *others] if task.reserve else others
    manager = text("owntasks.form.contact.manager", form)
    return [
        (text("owntasks.when", form), in_words(task.series, form, local(visit.uow.now).date())),
        (
            text("owntasks.who", form),
            _named(visit, seen, task.owner) or text("owntasks.form.owner.none", form),
        ),
        (text("owntasks.reserve", form), ", ".join(one for one in asked if one) or nobody),
        (text("owntasks.contact", form), _named(visit, seen, task.contact) or manager),
    ]


def _happened(visit: FamilyVisit, seen: TaskSeen) -> list[Happened]:
    lines = [
        Happened(turn, _named(visit, seen, event.holder), event.state)
        for event in seen.history
        if event.state in TOLD
        if (turn := seen.turns.get(event.turn)) is not None
    ]
    return lines[:REMEMBERED]


def _named(visit: FamilyVisit, seen: TaskSeen, which: PersonId | None) -> str:
    return _who(seen.people.get(which), visit) if which else ""


def _who(person: Person | None, visit: FamilyVisit) -> str:
    return named(person, visit.who.person, visit.form)


def named(person: Person | None, own: PersonId, form: Form) -> str:
    """'Wil (oma)', or that it is oneself; of somebody who is not to be named, nothing."""
    if person is None:
        return ""
    first = person.name.reveal().partition(" ")[0]
    if person.id == own:
        return text("owntasks.form.you", form, name=first)
    called = text(f"ownplan.called.{person.called.value}", form).lower()
    return text("owncircle.who", form, name=first, called=called)


def _id(visit: FamilyVisit) -> TaskId:
    return TaskId(visit.id("task"))


ROUTES = (
    Route(TASK, family(everything), methods=["GET"]),
    Route(f"{TASK}/{{task}}", family(one), methods=["GET"]),
    Route(f"{TASK}/{{task}}/stop", family(stop_page), methods=["GET"]),
    Route(f"{TASK}/{{task}}/stop", family(stop), methods=["POST"]),
    Route(f"{TASK}/{{task}}/keer/{{turn}}", family(not_this_time), methods=["POST"]),
)
