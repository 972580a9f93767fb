"""Tasks: planned, changed from now on or from one day on, and ended, by the gezinsmanager or a parent."""

from dataclasses import replace
from datetime import date, time
from uuid import uuid5

from domain.actors import Clockwork, Parent
from domain.audit import Mode
from domain.calendar import ONE_DAY, at_local, local
from domain.errors import Outdated, Unsuitable
from domain.people import Family, FamilyId
from domain.plan_checks import may_share
from domain.task_forms import TaskFilled, filled_of, made_of, must_be_ahead, planned_from, with_filled
from domain.tasks import Task, TaskId
from usecases.circle_people import takes_part
from usecases.own_tasks import declined_key
from usecases.ports import Unit
from usecases.task_asking import ask_owner
from usecases.task_desk import (
    Planner,
    TaskChoices,
    TaskLine,
    TaskSeen,
    TasksOf,
    changing_task,
    checked,
    open_goals,
    people_for,
    planning_for,
    recipient_of,
)
from usecases.task_following import follow
from usecases.task_turns import ALL_MADE, ends_key, plan_turns
from usecases.turn_changes import drop_turn, give_turn, move_turn

__all__ = [
    "Planner",
    "TaskChoices",
    "TaskFilled",
    "TaskLine",
    "TaskSeen",
    "TasksOf",
    "change",
    "change_from",
    "choices",
    "drop_turn",
    "end",
    "give_turn",
    "move_turn",
    "of_family",
    "plan",
    "see",
]


async def plan(uow: Unit, who: Planner, *, family: FamilyId, filled: TaskFilled, once: str = "") -> Task:
    """Give the circle a task, with its turns for the coming weeks; whoever is to do it hears of it once.

    ``once`` makes it one when the same form comes twice.

    Raises:
        NotFound, NotAllowed: no such family for this actor. NotTheFuture: no turn of it is ahead.
        Unsuitable, NotNeutral, KeptApart: see `task_desk.checked`.
    """
    household = await planning_for(uow, family, who, Mode.CREATE)
    which = TaskId(uuid5(household.id, once) if once else uow.new_id())
    before = await uow.tasks.get(which) if once else None
    if before is not None:
        return before
    fine = await checked(uow, household, who, filled)
    must_be_ahead(fine.series, uow.now)
    made = made_of(fine, which, household.id, recipient_of(who), uow.now)
    made = replace(made, agreed_at=uow.now if _is_own(who, made) else None)
    await uow.tasks.keep(made)
    await plan_turns(uow, Clockwork(), task=made.id)
    await ask_owner(uow, made)
    return await uow.tasks.get(made.id) or made


async def change(uow: Unit, who: Planner, *, task: TaskId, revision: int, filled: TaskFilled) -> Task:
    """Change a task; the turns that are still to begin follow it, those that were moved or dropped stay so.

    Who knew of a turn that changes is told; who is to do the task is asked anew when it is another, or at other times.

    Raises:
        NotFound, NotAllowed: no such task for this actor. Outdated: it ended, or was changed since.
        Unsuitable, NotNeutral, KeptApart: see `task_desk.checked`. NotTheFuture: no turn of it is ahead.
    """
    household, before = await changing_task(uow, task, who, Mode.UPDATE)
    _must_be(before, revision)
    fine = await checked(uow, household, who, filled, before)
    fine = replace(fine, series=fine.series.keeping(before.series))
    if fine == filled_of(before):
        return before
    same_times = (fine.series, fine.minutes) == (before.series, before.minutes)
    if not same_times:
        must_be_ahead(fine.series, uow.now)
    agreed = before.agreed_at if fine.owner == before.owner and same_times else None
    after = replace(
        with_filled(before, fine),
        revision=before.revision + 1,
        planned_until=before.planned_until if same_times else planned_from(fine.series, uow.now),
    )
    return await _changed(uow, who, household, before, replace(after, agreed_at=agreed))


async def change_from(
    uow: Unit, who: Planner, *, task: TaskId, slot: date, filled: TaskFilled, revision: int | None = None
) -> Task:
    """From this day of the series on ("deze en volgende") it is another task; before that nothing changes.

    The turns go along to the new task, so that what was said of them and is known of them stays with them.

    Raises:
        NotFound, NotAllowed: no such task for this actor. Outdated: it ended, or was changed since.
        Unsuitable: the series has no such day, or the new one begins before it; and as in `change`.
    """
    household, before = await changing_task(uow, task, who, Mode.UPDATE)
    _must_be(before, before.revision if revision is None else revision)
    rest, ahead = before.series.before(slot), before.series.after(slot)
    if rest is None:
        return await change(uow, who, task=task, revision=before.revision, filled=filled)
    fine = await checked(uow, household, who, filled, before)
    fine = replace(fine, series=fine.series.keeping(ahead))
    must_be_ahead(fine.series, uow.now)
    if rest.until is not None and fine.series.first <= rest.until:
        raise Unsuitable(detail="series.first")
    same = (fine.owner, fine.series, fine.minutes) == (before.owner, ahead, before.minutes)
    fresh = made_of(fine, TaskId(uow.new_id()), household.id, recipient_of(who), uow.now)
    fresh = replace(fresh, agreed_at=before.agreed_at if same else None)
    # All that comes before is made now, so that nobody is asked to prolong what goes on as another task.
    await plan_turns(uow, Clockwork(), task=task, until=rest.until)
    ended = replace(before, series=rest, revision=before.revision + 1, planned_until=ALL_MADE)
    await uow.tasks.keep(ended)
    await uow.tasks.keep(fresh)
    for turn in await uow.tasks.turns_of(task, uow.now):
        if turn.slot is not None and turn.slot >= slot:
            await uow.tasks.keep_turn(replace(turn, task=fresh.id))
    return await _changed(uow, who, household, replace(before, series=ahead), fresh)


async def end(uow: Unit, who: Planner, *, task: TaskId) -> Task:
    """It stops: what is still to begin is off, and who knew of that hears so. Ending twice is once.

    Raises:
        NotFound, NotAllowed: no such task for this actor.
    """
    household, before = await changing_task(uow, task, who, Mode.UPDATE)
    if before.ended_at is not None:
        return before
    ended = replace(before, ended_at=uow.now, revision=before.revision + 1)
    await uow.tasks.keep(ended)
    await uow.work_items.close_by_key(ends_key(before), uow.now)
    await uow.work_items.close_by_key(declined_key(task), uow.now)
    await follow(uow, household, recipient_of(who), before, ended)
    return ended


async def see(uow: Unit, who: Planner, *, task: TaskId) -> TaskSeen:
    """A task with its turns and everything that happened to them.

    Raises:
        NotFound, NotAllowed: no such task for this actor.
    """
    household, found = await changing_task(uow, task, who, Mode.READ)
    turns = await uow.tasks.turns_of(task, found.made_at - ONE_DAY)
    today = at_local(local(uow.now).date(), time())
    goals = open_goals(await uow.plans.of(household.id), who, await uow.families.flags_of(household.id))
    goal = next((goal for goal in goals if goal.id == found.goal), None)
    seen = found if goal is not None else replace(found, goal=None, step=None)
    return TaskSeen(
        family=household,
        task=seen,
        coming=tuple(turn for turn in turns if turn.is_open or turn.starts_at >= today),
        history=tuple(reversed(await uow.tasks.history(task))),
        turns={turn.id: turn for turn in turns},
        people={person.id: person for person in await people_for(uow, household, who)},
        goal=goal,
    )


async def of_family(uow: Unit, who: Planner, *, family: FamilyId) -> TasksOf:
    """The tasks of a family that have not ended; of a parent those that stand in their own week.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await planning_for(uow, family, who, Mode.READ)
    every = await uow.tasks.of_family(family)
    found = [task for task in every if not isinstance(who, Parent) or who.person in task.people]
    lines = []
    for task in found:
        turns = await uow.tasks.turns_of(task.id, uow.now)
        lines.append(TaskLine(task, next((turn for turn in turns if turn.is_open), None)))
    people = {person.id: person for person in await people_for(uow, household, who)}
    return TasksOf(household, tuple(lines), people)


async def choices(uow: Unit, who: Planner, *, family: FamilyId, changing: Task | None = None) -> TaskChoices:
    """Who and what can be chosen for a task of this family.

    Who stepped back for a while stays in the task that one is ``changing``, and is given no other.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await planning_for(uow, family, who, Mode.READ)
    people, able = await people_for(uow, household, who), await takes_part(uow, family)
    able |= frozenset() if changing is None else changing.doers
    flags = await uow.families.flags_of(family)
    return TaskChoices(
        family=household,
        people=tuple(person for person in people if person.id in able),
        family_people=tuple(person for person in people if may_share(person)),
        goals=open_goals(await uow.plans.of(family), who, flags),
    )


async def _changed(uow: Unit, who: Planner, household: Family, before: Task, after: Task) -> Task:
    """Keep it, let its turns follow, and ask who is to do it whether that is right when it was not agreed like this."""
    if _is_own(who, after):
        after = replace(after, agreed_at=after.agreed_at or uow.now)
    await uow.tasks.keep(after)
    await follow(uow, household, recipient_of(who), before, after)
    if after.series != before.series:
        await uow.work_items.close_by_key(ends_key(before), uow.now)
    await plan_turns(uow, Clockwork(), task=after.id)
    await ask_owner(uow, after)
    if after.owner is not None:
        await uow.work_items.close_by_key(declined_key(after.id), uow.now)
    return await uow.tasks.get(after.id) or after


def _is_own(who: Planner, task: Task) -> bool:
    return isinstance(who, Parent) and task.owner == who.person


def _must_be(task: Task, revision: int) -> None:
    if task.ended_at is not None or task.revision != revision:
        raise Outdated(detail="task")
