"""Writing a task at the desk: a new one, all of one that exists, or "deze en volgende" from one of its turns on."""

from dataclasses import replace
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.errors import KeptApart, NotFound, NotTheFuture, Outdated, Unsuitable
from domain.neutral import NotNeutral
from domain.people import FamilyId
from domain.tasks import Task, TaskTurn, TaskTurnId
from usecases import tasks
from usecases.task_desk import TaskChoices, TaskSeen
from web.desk import words
from web.desk.task_asked import Asked, Read, asked_in, beside, of_task, offered, read_task
from web.desk.tasks import seen_in
from web.doorway import desk, go
from web.forms import as_number
from web.pages import page
from web.series_form import asked_of, window_of
from web.visits import DeskVisit

CANNOT = (Unsuitable, NotNeutral, KeptApart, NotTheFuture)


async def new(visit: DeskVisit) -> Response:
    """The form for a new task; everybody at home sees it in their week, unless another choice is made."""
    choices = await _choices(visit)
    asked = Asked(
        people=tuple(str(one.id) for one in choices.family_people),
        owner=visit.request.query_params.get("wie", ""),
        source=visit.request.query_params.get("doel", ""),
    )
    return show(visit, choices, asked)


async def add(visit: DeskVisit) -> Response:
    """A new task; the same form twice is one task."""
    choices, family = await _choices(visit), FamilyId(visit.id())
    read = read_task(visit.data, visit)
    if read.filled is not None:
        try:
            made = await tasks.plan(
                visit.uow, visit.case_manager, family=family, filled=read.filled, once=visit.data.get("once")
            )
            return go(f"/werk/gezin/{family}/taken/{made.id}")
        except CANNOT as refusal:
            read = Read(errors=beside(refusal))
    return show(visit, choices, asked_in(visit.data), errors=read.errors)


async def edit(visit: DeskVisit) -> Response:
    """The form with what is known."""
    seen = await seen_in(visit)
    return show(visit, await _choices(visit, seen.task), of_task(seen.task), seen=seen)


async def change(visit: DeskVisit) -> Response:
    """All of it from now on; what is over stays as it was."""
    seen = await seen_in(visit)
    read = read_task(visit.data, visit, of=seen.task.series, since=seen.task.series.first)
    if read.filled is not None:
        try:
            await tasks.change(
                visit.uow,
                visit.case_manager,
                task=seen.task.id,
                revision=as_number(visit.data.get("revisie")),
                filled=read.filled,
            )
            return go(f"/werk/gezin/{seen.family.id}/taken/{seen.task.id}")
        except CANNOT as refusal:
            read = Read(errors=beside(refusal))
        except Outdated:
            return show(visit, await _choices(visit, seen.task), of_task(seen.task), seen=seen, outdated=True)
    return show(visit, await _choices(visit, seen.task), asked_in(visit.data), seen=seen, errors=read.errors)


async def edit_from(visit: DeskVisit) -> Response:
    """The form for this turn and those after it."""
    seen, turn, slot = await _from(visit)
    series = seen.task.series.after(slot)
    asked = replace(of_task(seen.task), window=window_of(series, seen.task.minutes), series=asked_of(series))
    return show(visit, await _choices(visit, seen.task), asked, seen=seen, turn=turn)


async def change_from(visit: DeskVisit) -> Response:
    """This turn and those after it; what comes before stays as it is."""
    seen, turn, slot = await _from(visit)
    since = min(slot, local(visit.uow.now).date())
    read = read_task(visit.data, visit, of=seen.task.series.after(slot), since=since)
    if read.filled is not None:
        try:
            made = await tasks.change_from(
                visit.uow, visit.case_manager, task=seen.task.id, slot=slot, filled=read.filled
            )
            return go(f"/werk/gezin/{seen.family.id}/taken/{made.id}")
        except CANNOT as refusal:
            read = Read(errors=beside(refusal))
    return show(
        visit,
        await _choices(visit, seen.task),
        asked_in(visit.data),
        seen=seen,
        turn=turn,
        errors=read.errors,
    )


def show(
    visit: DeskVisit,
    choices: TaskChoices,
    asked: Asked,
    *,
    seen: TaskSeen | None = None,
    turn: TaskTurn | None = None,
    errors: dict[str, str] | None = None,
    outdated: bool = False,
) -> Response:
    """The form with everything in it."""
    return page(
        visit,
        "desk/task_form.html",
        409 if outdated else 422 if errors else 200,
        family=choices.family,
        asked=asked,
        task=seen.task if seen else None,
        turn=turn,
        outdated=outdated,
        once=visit.uow.new_token(),
        errors=errors or {},
        words=words,
        **offered(choices),
    )


async def _choices(visit: DeskVisit, changing: Task | None = None) -> TaskChoices:
    family = FamilyId(visit.id())
    return await tasks.choices(visit.uow, visit.case_manager, family=family, changing=changing)


async def _from(visit: DeskVisit) -> tuple[TaskSeen, TaskTurn, date]:
    """The task, the turn in the address, and its day in the series.

    Raises:
        NotFound: no such turn, or one that was put off and has no day in the series.
    """
    seen, which = await seen_in(visit), TaskTurnId(visit.id("beurt"))
    turn = next((one for one in seen.coming if one.id == which), None)
    if turn is None or turn.slot is None:
        raise NotFound(detail="turn")
    return seen, turn, turn.slot


_ALL, _ONE = "/werk/gezin/{id}/taken", "/werk/gezin/{id}/taken/{task}"
ROUTES = (
    Route(f"{_ALL}/nieuw", desk(new), methods=["GET"]),
    Route(f"{_ALL}/nieuw", desk(add), methods=["POST"]),
    Route(f"{_ONE}/wijzig", desk(edit), methods=["GET"]),
    Route(f"{_ONE}/wijzig", desk(change), methods=["POST"]),
    Route(f"{_ONE}/beurt/{{beurt}}/vanaf", desk(edit_from), methods=["GET"]),
    Route(f"{_ONE}/beurt/{{beurt}}/vanaf", desk(change_from), methods=["POST"]),
)
