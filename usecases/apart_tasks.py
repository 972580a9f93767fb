"""Keeping two people apart in the tasks that were planned before: one of the two leaves each task that has both."""

from dataclasses import replace
from datetime import datetime

from domain.people import Family, PersonId
from domain.task_forms import to_owner
from domain.tasks import Task, TaskTurn, TurnState
from domain.turn_answers import without
from domain.work_items import WorkKind
from usecases.circle_people import away_until
from usecases.outbox import put_on_list
from usecases.ports import Unit
from usecases.task_asking import ask_owner
from usecases.turn_effects import able_for, settle


async def part(uow: Unit, family: Family, one: PersonId, other: PersonId) -> int:
    """Have one of the two leave every task that has both, with its open turns; returns how many there were.

    Who is to do the task stays, or else the parent or young person whose week it is; without such a one the first of
    the two leaves. The gezinsmanager hears which tasks have to be looked at; neither of the two is told why.
    """
    shared = 0
    for task in await uow.tasks.of_family(family.id):
        turns = [turn for turn in await uow.tasks.turns_of(task.id, task.made_at) if turn.is_open]
        if not {one, other} <= task.everybody.union(*(_people(turn) for turn in turns)):
            continue
        leaves = _leaves(task, one, other)
        await _leave(uow, task, turns, leaves)
        key = f"apart:task:{task.id.hex}"
        await put_on_list(uow, family, WorkKind.TASK_APART, key=key, person=leaves)
        shared += 1
    return shared


async def _leave(uow: Unit, task: Task, turns: list[TaskTurn], person: PersonId) -> None:
    """The task without this person; what was theirs goes back to its owner, or on to the others."""
    left = replace(
        task,
        reserve=None if task.reserve == person else task.reserve,
        others=task.others - {person},
        people=task.people - {person},
        contact=None if task.contact == person else task.contact,
        revision=task.revision + 1,
    )
    await uow.tasks.keep(left)
    await ask_owner(uow, left)
    able = await able_for(uow, left)
    is_away = left.owner is not None and await away_until(uow, left.owner) is not None
    owner = None if is_away else left.owner
    for turn in turns:
        fresh = _without(left, turn, person, owner, able, now=uow.now)
        await settle(uow, left, turn, fresh, by=None)


def _leaves(task: Task, one: PersonId, other: PersonId) -> PersonId:
    if task.owner in (one, other):
        return other if task.owner == one else one
    return other if one in task.people and other not in task.people else one


def _without(
    task: Task,
    turn: TaskTurn,
    person: PersonId,
    owner: PersonId | None,
    able: frozenset[PersonId],
    *,
    now: datetime,
) -> TaskTurn:
    """The turn without this person; of what is past they did not say how it went, so nobody says it for them."""
    if turn.holder != person:
        return without(task, turn, person, able, now=now)
    if now >= turn.ends_at:
        return turn.ended(TurnState.UNANSWERED, None, now=now)
    return to_owner(turn, owner)


def _people(turn: TaskTurn) -> frozenset[PersonId]:
    held = frozenset() if turn.holder is None else frozenset({turn.holder})
    return turn.asked | turn.refused | held
