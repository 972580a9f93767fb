"""A parent gives the circle a task, or changes one: what, when, who does it, and whom we ask when it does not work."""

from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Parent
from domain.errors import KeptApart, NotTheFuture, Outdated, Unsuitable
from domain.neutral import NotNeutral
from domain.tasks import LONGEST_WORDS, Task, TaskId
from locales.catalogue import text
from usecases import tasks
from usecases.task_desk import TaskChoices
from web import addresses
from web.doorway import family, go
from web.family.talk import once_of
from web.family.task import TASK, named, parent
from web.family.task_asked import Asked, asked_in, beside, of_task, read_task
from web.pages import page
from web.refusals import status_of
from web.visits import FamilyVisit

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY.value
NEW = f"{addresses.TASKS}/nieuw"
CANNOT = (Unsuitable, NotNeutral, KeptApart, NotTheFuture)


async def new(visit: FamilyVisit) -> Response:
    """The empty form; whoever fills it in hears of it when something does not work."""
    who = parent(visit)
    choices = await tasks.choices(visit.uow, who, family=who.family)
    everybody = tuple(str(one.id) for one in choices.family_people)
    asked = Asked(visit.uow.new_token(), people=everybody, contact=str(who.person))
    return _form(visit, who, choices, asked)


async def make(visit: FamilyVisit) -> Response:
    """A new task; the same form twice is one."""
    who = parent(visit)
    read = read_task(visit, None)
    errors = read.errors
    if read.filled is not None:
        once = f"{who.person.hex}:{once_of(visit)}"
        try:
            made = await tasks.plan(visit.uow, who, family=who.family, filled=read.filled, once=once)
            return go(f"{TASK}/{made.id}")
        except CANNOT as refusal:
            errors = beside(refusal, visit.form)
    choices = await tasks.choices(visit.uow, who, family=who.family)
    return _form(visit, who, choices, asked_in(visit), errors=errors)


async def edit(visit: FamilyVisit) -> Response:
    """The form with what is known."""
    who = parent(visit)
    seen = await tasks.see(visit.uow, who, task=_id(visit))
    choices = await tasks.choices(visit.uow, who, family=who.family, changing=seen.task)
    return _form(visit, who, choices, of_task(seen.task), task=seen.task)


async def change(visit: FamilyVisit) -> Response:
    """All of it from now on; what is over stays as it was."""
    who = parent(visit)
    seen = await tasks.see(visit.uow, who, task=_id(visit))
    read = read_task(visit, seen.task)
    errors, asked = read.errors, asked_in(visit)
    status = UNPROCESSABLE
    if read.filled is not None:
        try:
            await tasks.change(visit.uow, who, task=seen.task.id, revision=asked.revision, filled=read.filled)
            return go(f"{TASK}/{seen.task.id}")
        except CANNOT as refusal:
            errors = beside(refusal, visit.form)
        except Outdated as refusal:
            errors, asked = {"inhoud": text("owntasks.changed", visit.form)}, of_task(seen.task)
            status = status_of(refusal)
    choices = await tasks.choices(visit.uow, who, family=who.family, changing=seen.task)
    return _form(visit, who, choices, asked, task=seen.task, errors=errors, status=status)


def _form(
    visit: FamilyVisit,
    who: Parent,
    choices: TaskChoices,
    asked: Asked,
    *,
    task: Task | None = None,
    errors: dict[str, str] | None = None,
    status: int = UNPROCESSABLE,
) -> Response:
    able = [(str(one.id), named(one, who.person, visit.form)) for one in choices.people]
    at_home = [(str(one.id), named(one, who.person, visit.form)) for one in choices.family_people]
    return page(
        visit,
        "family/task_form.html",
        status if errors else 200,
        asked=asked,
        task=task,
        errors=errors or {},
        able=able,
        at_home=[one for one in at_home if one[0] != str(who.person)],
        contacts=at_home,
        goals=[(str(goal.id), f"{goal.symbol} {goal.nickname}") for goal in choices.goals],
        action=f"{TASK}/{task.id}/wijzig" if task else NEW,
        back_to=f"{TASK}/{task.id}" if task else addresses.TASKS,
        longest=LONGEST_WORDS,
    )


def _id(visit: FamilyVisit) -> TaskId:
    return TaskId(visit.id("task"))


ROUTES = (
    Route(NEW, family(new), methods=["GET"]),
    Route(NEW, family(make), methods=["POST"]),
    Route(f"{TASK}/{{task}}/wijzig", family(edit), methods=["GET"]),
    Route(f"{TASK}/{{task}}/wijzig", family(change), methods=["POST"]),
)
