"""Handing over what somebody held to others, and giving back what nobody took to who takes part again."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.linking import Recipient
from domain.people import Family, PersonId
from domain.task_forms import to_owner
from domain.task_ladder import OPENS_BEFORE
from domain.tasks import Task, TaskTurn, TurnState
from domain.turn_answers import reassigned, without
from usecases.ports import Unit
from usecases.task_asking import ask_owner
from usecases.turn_effects import able_for, settle

OPEN_SINCE = timedelta(days=14)
"""So long ago the oldest turn begins that can still be open."""

AS_FAR_AS_ONE_PLANS = timedelta(days=800)


async def hand_over(uow: Unit, family: Family, person: PersonId, *, by: Recipient | None) -> None:
    """Give up everything they hold or were asked for in this family, and their tasks with it.

    Call it when it is kept that they take no part any more, so that nobody asks them anew.
    """
    for task in await uow.tasks.of_family(family.id):
        await _leave(uow, task, person)
    await release(uow, family, person, by=by)


async def give_back(uow: Unit, family: Family, person: PersonId, *, by: Recipient) -> None:
    """They take part again: of their own tasks they have what nobody else took meanwhile."""
    for task in await uow.tasks.of_family(family.id):
        if task.owner != person:
            continue
        for turn in await uow.tasks.turns_of(task.id, uow.now):
            if turn.state is TurnState.OFFERED:
                await settle(uow, task, turn, to_owner(turn, person), by=by)


async def _leave(uow: Unit, task: Task, person: PersonId) -> None:
    """The task goes on without them; a form in which somebody was just changing it is seen to be of before."""
    rest = replace(
        task,
        owner=None if task.owner == person else task.owner,
        agreed_at=None if task.owner == person else task.agreed_at,
        reserve=None if task.reserve == person else task.reserve,
        others=task.others - {person},
    )
    if rest == task:
        return
    kept = replace(rest, revision=task.revision + 1)
    await uow.tasks.keep(kept)
    await ask_owner(uow, kept)


async def release(
    uow: Unit, family: Family, person: PersonId, *, by: Recipient | None, until: datetime | None = None
) -> None:
    """Give up the turns they hold or were asked for, those before ``until`` only; their tasks stay theirs."""
    tasks = {task.id: task for task in await uow.tasks.of_family(family.id)}
    ahead = until or uow.now + AS_FAR_AS_ONE_PLANS
    for turn in await uow.tasks.turns_for(person, uow.now - OPEN_SINCE, ahead):
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
