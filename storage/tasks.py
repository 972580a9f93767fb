"""The drawer of tasks, their turns and the history of those."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select

from domain.people import FamilyId, PersonId
from domain.plans import GoalId, StepId
from domain.secret import Secret
from domain.tasks import Task, TaskId
from storage.desk import holder, holder_columns, of_family
from storage.keeping import keeping
from storage.marks import is_sound, report, seal_of
from storage.series_codec import people_from_json, series_from_json, series_to_json, set_to_json
from storage.statements import Row, Statement, changing
from storage.tables.tasks import GOES_ON, tasks
from storage.task_turns import TurnRows

TABLE = "tasks"
_KEEP = keeping(tasks)
_GET = Statement(select(tasks).where(tasks.c.id == bindparam("which")))
_OF_FAMILY = (
    select(tasks).where(tasks.c.family == bindparam("of_family")).order_by(tasks.c.made_at, tasks.c.id)
)
_EVERY_ONE, _GOING_ON = Statement(_OF_FAMILY), Statement(_OF_FAMILY.where(GOES_ON))
_TO_PLAN = Statement(
    select(tasks.c.id)
    .where(
        GOES_ON,
        or_(
            tasks.c.planned_until.is_(None),
            tasks.c.planned_until < bindparam("before", type_=tasks.c.planned_until.type),
        ),
    )
    .order_by(tasks.c.planned_until.nulls_first(), tasks.c.id)
    .limit(bindparam("at_most"))
)
_LET_REST = changing(tasks, "planned_until")
_MARKED = tuple(column.name for column in tasks.c if column.name not in ("words", "mark"))


class TasksDrawer(TurnRows):
    """What a task is called is sealed with the key of its family; one that cannot be read is as good as gone."""

    async def keep(self, task: Task) -> None:
        """Insert or replace."""
        row = _plain(task)
        row["words"] = await self._desk.seal(of_family(task.family), TABLE, task.id, "words", task.words)
        row["mark"] = self._desk.vault.mark(TABLE, *_values(row))
        self._desk.tx.later(_KEEP, **row)

    async def get(self, which: TaskId) -> Task | None:
        """The task; None also when it cannot be read any more, and then no more turns are made of it."""
        row = await self._desk.tx.first(_GET, which=which)
        if row is None:
            return None
        task = await self._task(row)
        if task is None and row["planned_until"] != date.max and self._desk.tx.writing:
            # Otherwise it would be to plan for ever, and nothing could ever be planned of it.
            self._desk.tx.later(_LET_REST, which=which, planned_until=date.max)
        return task

    async def several(self, which: Iterable[TaskId]) -> dict[TaskId, Task]:
        """These, in one trip; what cannot be read is left out."""
        wanted = tuple(dict.fromkeys(which))
        found = await self._desk.tx.several(*((_GET, {"which": one}) for one in wanted)) if wanted else []
        loaded = [await self._task(row) for rows in found for row in rows]
        return {task.id: task for task in loaded if task is not None}

    async def of_family(self, family: FamilyId, *, ended: bool = False) -> tuple[Task, ...]:
        """Those that have not ended, or all of them; oldest first. What cannot be read is left out."""
        rows = await self._desk.tx.all(_EVERY_ONE if ended else _GOING_ON, of_family=family)
        loaded = [await self._task(row) for row in rows]
        return tuple(task for task in loaded if task is not None)

    async def to_plan(self, before: date, limit: int) -> tuple[TaskId, ...]:
        """Tasks that have not ended, of which turns were made up to a day earlier than this, or never."""
        rows = await self._desk.tx.all(_TO_PLAN, before=before, at_most=limit)
        return tuple(TaskId(row["id"]) for row in rows)

    async def _task(self, row: Row) -> Task | None:
        if not is_sound(self._desk.vault, TABLE, row, _values(row)):
            report(TABLE, row["id"])
            return None
        words = await self._desk.legible(of_family(row["family"]), TABLE, row["id"], "words", row["words"])
        return None if words is None else _task(row, Secret(words))


def _plain(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "family": task.family,
        "series": series_to_json(task.series),
        "minutes": task.minutes,
        **holder_columns(task.made_by),
        "made_at": task.made_at,
        "owner": task.owner,
        "reserve": task.reserve,
        "others": set_to_json(task.others),
        "people": set_to_json(task.people),
        "contact": task.contact,
        "goal": task.goal,
        "step": task.step,
        "revision": task.revision,
        "agreed_at": task.agreed_at,
        "planned_until": task.planned_until,
        "ended_at": task.ended_at,
    }


def _task(row: Row, words: Secret) -> Task:
    return Task(
        id=TaskId(row["id"]),
        family=FamilyId(row["family"]),
        words=words,
        series=series_from_json(row["series"]),
        minutes=row["minutes"],
        made_by=holder(row),
        made_at=row["made_at"],
        owner=_person(row["owner"]),
        reserve=_person(row["reserve"]),
        others=frozenset(people_from_json(row["others"])),
        people=frozenset(people_from_json(row["people"])),
        contact=_person(row["contact"]),
        goal=None if row["goal"] is None else GoalId(row["goal"]),
        step=None if row["step"] is None else StepId(row["step"]),
        revision=row["revision"],
        agreed_at=row["agreed_at"],
        planned_until=row["planned_until"],
        ended_at=row["ended_at"],
    )


def _values(row: Row) -> tuple[object, ...]:
    return (*(row[name] for name in _MARKED), seal_of(row["words"]))


def _person(found: Any | None) -> PersonId | None:
    return None if found is None else PersonId(found)
