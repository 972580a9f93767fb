"""The turns of tasks by the clock: made weeks ahead, and taken up their ladder one step at a time.

What follows from an answer or a change stands in ``turn_effects``.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.calendar import ONE_DAY, local
from domain.people import FamilyId
from domain.series import Every, Series
from domain.task_ladder import TASK_LADDER, next_due, next_look
from domain.tasks import PLANNED_AHEAD, Task, TaskId, TaskTurn, TaskTurnId, TurnState
from domain.work_items import WorkKind
from usecases.circle_people import away_until
from usecases.outbox import put_on_list
from usecases.permission import allow, family_of
from usecases.ports import Unit
from usecases.task_steps import take_step
from usecases.turn_effects import hears_day_before

BATCH = 50
"""How many tasks are planned in one transaction: enough to save trips, few enough to hold nobody up."""

ENDS_WITHIN = ONE_DAY * 14
WORTH_PROLONGING = 3
"""A series of more times than this is asked about before it ends."""

ALL_MADE = date.max
"""``planned_until`` of a task whose last turn was made, so that nobody looks at it every day."""


async def due_tasks(uow: Unit, who: Clockwork, *, limit: int = BATCH) -> tuple[TaskId, ...]:
    """The tasks of which turns are to be made now."""
    allow(who, Action.RUN, Scope())
    return await uow.tasks.to_plan(local(uow.now).date() + PLANNED_AHEAD, limit)


async def plan_turns(uow: Unit, who: Clockwork, *, task: TaskId, until: date | None = None) -> int:
    """Make the turns of this task up to ``until`` (Amsterdam), or for the coming eight weeks; how many were due.

    What lies before the task was made is not made; what is there already stays as it is. That a longer series ends
    soon comes on the gezinsmanager's list, once.
    """
    allow(who, Action.RUN, Scope())
    found = await uow.tasks.get(task)
    if found is None or found.ended_at is not None:
        return 0
    horizon = until or local(uow.now).date() + PLANNED_AHEAD
    if found.planned_until is not None and found.planned_until >= horizon:
        return 0
    start = found.series.first if found.planned_until is None else found.planned_until + ONE_DAY
    away = None if found.owner is None else await away_until(uow, found.owner)
    day_before = await hears_day_before(uow, found.owner)
    turns = _turns(uow, found, start, horizon, away=away, day_before=day_before)
    if turns:
        await uow.tasks.add_turns(turns)
    ends_soon, is_over = _ends(found.series, local(uow.now).date())
    if ends_soon:
        await _say_that_it_ends(uow, found)
    await uow.tasks.keep(replace(found, planned_until=ALL_MADE if is_over else horizon))
    return len(turns)


async def due_turns(uow: Unit, who: Clockwork, *, limit: int = 200) -> tuple[TaskTurnId, ...]:
    """The turns whose ladder has something to say now."""
    allow(who, Action.RUN, Scope())
    return await uow.tasks.due(uow.now, limit)


async def take(uow: Unit, who: Clockwork, *, turn: TaskTurnId) -> bool:
    """Take every step of the ladder that is due for this turn; whether something may have to be sent now."""
    allow(who, Action.RUN, Scope())
    steps = 0
    while steps < len(TASK_LADDER) and await _step(uow, turn):
        steps += 1
    return steps > 0


async def set_aside(uow: Unit, who: Clockwork, *, family: FamilyId) -> None:
    """Planning or a step goes wrong for this family again and again: have a person look into it."""
    allow(who, Action.RUN, Scope())
    key = f"aside:task:{family.hex}"
    await put_on_list(uow, await family_of(uow, family), WorkKind.CHECK_NOTICE, key=key)


async def _step(uow: Unit, which: TaskTurnId) -> bool:
    turn = await uow.tasks.turn(which)
    if turn is None or turn.look_at is None or turn.look_at > uow.now:
        return False
    task = await uow.tasks.get(turn.task)
    day_before = await hears_day_before(uow, turn.holder)
    due = None if task is None else next_due(task, turn, day_before=day_before, now=uow.now)
    if task is None or due is None or due.at > uow.now:
        await uow.tasks.keep_turn(replace(turn, look_at=None if due is None else due.at))
        return False
    await take_step(uow, task, turn, due.step.rung)
    return True


def _turns(
    uow: Unit, task: Task, start: date, horizon: date, *, away: datetime | None, day_before: bool
) -> tuple[TaskTurn, ...]:
    """The turns from this day on; what begins while its owner is ``away`` is nobody's yet."""
    made, length = [], timedelta(minutes=task.minutes)
    for one in task.series.between(start, horizon):
        if one.starts_at <= task.made_at:
            continue
        holder = None if away is not None and one.starts_at < away else task.owner
        turn = TaskTurn(
            id=TaskTurnId(uow.new_id()),
            task=task.id,
            family=task.family,
            slot=one.slot,
            starts_at=one.starts_at,
            ends_at=one.starts_at + length,
            holder=holder,
            state=TurnState.OFFERED if holder is None else TurnState.PLANNED,
        )
        made.append(replace(turn, look_at=next_look(task, turn, day_before=day_before, now=uow.now)))
    return tuple(made)


def _ends(series: Series, today: date) -> tuple[bool, bool]:
    """Whether a series worth prolonging ends soon, and whether all of it is over."""
    if series.every is Every.ONCE:
        return False, series.first < today
    slots = tuple(series.slots())
    if not slots:
        return False, True
    left = slots[-1] - today
    return ONE_DAY * 0 <= left < ENDS_WITHIN and len(slots) > WORTH_PROLONGING, slots[-1] < today


def ends_key(task: Task) -> str:
    """Under which key it stands on a list that this task ends; one that was prolonged ends on another day."""
    last = max(task.series.slots(), default=task.series.first)
    return f"task_ends:{task.id.hex}:{last.isoformat()}"


async def _say_that_it_ends(uow: Unit, task: Task) -> None:
    key = ends_key(task)
    if not await uow.work_items.was_put(key):
        family = await family_of(uow, task.family)
        await put_on_list(uow, family, WorkKind.TASK_ENDS, key=key, person=task.owner)
