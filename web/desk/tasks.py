"""The tasks of a family at the desk: all of them with what asks attention first, one of them, and stopping one."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.errors import NotFound
from domain.people import FamilyId, Form, PersonId
from domain.tasks import Task, TaskId, TaskTurn
from locales import dates
from locales.catalogue import text
from usecases import tasks
from usecases.task_desk import TaskLine, TaskSeen, TasksOf
from web.desk import turn_words, words
from web.doorway import desk, go
from web.pages import page
from web.series_form import in_words
from web.visits import DeskVisit

ARRANGED = 3
_RANKS = {"owner": 0, "turn": 1, "agreed": 2}
SHOWN = 14
"""Turns on the page of a task; the week shows the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """A task in the list; ``rank`` is 0 when it asks attention most, and 3 when all is arranged."""

    task: Task
    rule: str
    owner: str
    coming: TaskTurn | None
    state: tuple[str, str] | None
    rank: int

    @property
    def asks(self) -> bool:
        """Whether something about it is not arranged."""
        return self.rank < ARRANGED


async def everything(visit: DeskVisit) -> Response:
    """All tasks of a family."""
    family = FamilyId(visit.id())
    seen = await tasks.of_family(visit.uow, visit.case_manager, family=family)
    rows = sorted((_row(line, seen, visit) for line in seen.lines), key=lambda row: row.rank)
    return page(visit, "desk/tasks.html", family=seen.family, rows=rows, words=words)


async def one(visit: DeskVisit) -> Response:
    """One task: who does it, when, and how it went."""
    seen = await seen_in(visit)
    return page(
        visit,
        "desk/task.html",
        family=seen.family,
        task=seen.task,
        rows=_facts(seen, visit),
        asks=_said(_asks(seen.task, next((turn for turn in seen.coming if turn.is_open), None))),
        coming=[(turn, turn_words.name(seen.people, turn.holder), turn_words.state(turn))
                for turn in seen.coming[:SHOWN]],
        history=[_happened(seen, index, visit) for index in range(len(seen.history))],
        words=words,
    )  # fmt: skip


async def stop(visit: DeskVisit) -> Response:
    """What ends with it, before it ends."""
    seen = await seen_in(visit)
    return page(visit, "desk/task_stop.html", family=seen.family, task=seen.task, words=words)


async def stop_sure(visit: DeskVisit) -> Response:
    """No more turns of it; twice is once."""
    seen = await seen_in(visit)
    await tasks.end(visit.uow, visit.case_manager, task=seen.task.id)
    return go(f"/werk/gezin/{seen.family.id}/taken")


async def seen_in(visit: DeskVisit) -> TaskSeen:
    """The task in the address, which is of the family in the address.

    Raises:
        NotFound, NotAllowed: there is no such task for this actor.
    """
    seen = await tasks.see(visit.uow, visit.case_manager, task=TaskId(visit.id("task")))
    if seen.family.id != visit.id():
        raise NotFound(detail="task")
    return seen


def _row(line: TaskLine, seen: TasksOf, visit: DeskVisit) -> Row:
    task, coming = line.task, line.coming
    asks = _asks(task, coming)
    return Row(
        task=task,
        rule=in_words(task.series, Form.U, local(visit.uow.now).date()),
        owner=turn_words.name(seen.people, task.owner),
        coming=coming,
        state=turn_words.state(coming) if coming else None,
        rank=ARRANGED if not asks and coming is not None else _RANKS.get(asks, 0),
    )


def _asks(task: Task, coming: TaskTurn | None) -> str:
    """What is not arranged yet; empty when all is."""
    if task.owner is None:
        return "owner"
    if coming is not None and (coming.holder is None or coming.help_at is not None):
        return "turn"
    return "agreed" if task.agreed_at is None else ""


def _said(asks: str) -> str:
    return text(f"desktasks.asks.{asks}", Form.U) if asks else ""


def _facts(seen: TaskSeen, visit: DeskVisit) -> list[tuple[str, str]]:
    task, people, now = seen.task, seen.people, local(visit.uow.now).date()
    agreed = dates.day_in_full(local(task.agreed_at).date(), now) if task.agreed_at else None
    return words.rows(
        ("desktasks.when", in_words(task.series, Form.U, now)),
        ("desktasks.length", words.minutes(task.minutes)),
        ("desktasks.owner", turn_words.name(people, task.owner)),
        ("desktasks.agreed", agreed),
        ("desktasks.reserve", turn_words.name(people, task.reserve)),
        ("desktasks.others", turn_words.names(people, task.others)),
        ("desktasks.people", turn_words.names(people, task.people)),
        ("desktasks.contact", _contact(seen, task.contact)),
        ("desktasks.goal", f"{seen.goal.symbol} {seen.goal.nickname}" if seen.goal else None),
    )


def _contact(seen: TaskSeen, which: PersonId | None) -> str:
    return turn_words.name(seen.people, which) if which else text("desktasks.contact.desk", Form.U)


def _happened(seen: TaskSeen, index: int, visit: DeskVisit) -> list[str]:
    """A line of the history: when, of which turn, what, by whom."""
    event = seen.history[index]
    turn, now = seen.turns.get(event.turn), local(visit.uow.now).date()
    said, by = turn_words.happened(event, seen.people)
    return [
        dates.on_a_button(local(event.at), now),
        dates.on_a_button(local(turn.starts_at), now) if turn else "",
        said,
        by,
    ]


_ALL, _ONE = "/werk/gezin/{id}/taken", "/werk/gezin/{id}/taken/{task}"
ROUTES = (
    Route(_ALL, desk(everything), methods=["GET"]),
    Route(_ONE, desk(one), methods=["GET"]),
    Route(f"{_ONE}/stop", desk(stop), methods=["GET"]),
    Route(f"{_ONE}/stop", desk(stop_sure), methods=["POST"]),
)
"""The form of a new task stands before these, see `web/app.py`: its address would be one of a task."""
