"""Handing over what somebody held: their turns go to others, and of a task that they leave nothing stays theirs."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.linking import Recipient
from domain.people import Family, PersonId
from domain.task_ladder import OPENS_BEFORE
from domain.tasks import Task, TaskId, TaskTurn, TurnState
from domain.turn_answers import reassigned, without
from usecases.ports import Unit
from usecases.turn_effects import able_for, settle

OPEN_SINCE = timedelta(days=14)
"""So long ago the oldest turn begins that can still be open."""

AS_FAR_AS_ONE_PLANS = timedelta(days=800)


async def hand_over(
    uow: Unit, family: Family, person: PersonId, *, by: Recipient | None, until: datetime | None = None
) -> None:
    """Give up everything they hold or were asked for in this family; up to ``until`` only, their tasks stay theirs.

    Call it when it is kept that they take no part any more, so that nobody asks them anew.
    """
    tasks = {task.id: task for task in await uow.tasks.of_family(family.id)}
    if until is None:
        for which, task in tasks.items():
            tasks[which] = await _leave(uow, task, person)
    await _release(uow, tasks, person, until or uow.now + AS_FAR_AS_ONE_PLANS, by=by)


async def _leave(uow: Unit, task: Task, person: PersonId) -> Task:
    """The task without them; a form in which somebody was just changing it is recognised as an earlier state."""
    rest = replace(
        task,
        owner=None if task.owner == person else task.owner,
        agreed_at=None if task.owner == person else task.agreed_at,
        reserve=None if task.reserve == person else task.reserve,
        others=task.others - {person},
    )
    if rest == task:
        return task
    kept = replace(rest, revision=task.revision + 1)
    await uow.tasks.keep(kept)
    return kept


async def _release(
    uow: Unit, tasks: dict[TaskId, Task], person: PersonId, until: datetime, *, by: Recipient | None
) -> None:
    for turn in await uow.tasks.turns_for(person, uow.now - OPEN_SINCE, until):
        task = tasks.get(turn.task)
        if task is None or not turn.is_open:
            continue
        able = await able_for(uow, task) - {person}
        gone = _given_up(task, turn, person, able, now=uow.now)
        await settle(uow, task, turn, gone, by=by, but=person)


def _given_up(
    task: Task, turn: TaskTurn, person: PersonId, able: frozenset[PersonId], *, now: datetime
) -> TaskTurn:
    """What is near is offered at once, what is far away when its time comes: nobody gets weeks of questions at once.

    Of what is past they did not say how it went, so nobody says it for them.
    """
    if turn.holder == person and now >= turn.ends_at:
        return turn.ended(TurnState.UNANSWERED, None, now=now)
    if turn.holder == person and turn.starts_at - now > OPENS_BEFORE:
        return reassigned(turn, None)
    return without(task, turn, person, able, now=now)
