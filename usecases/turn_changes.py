"""One turn of a task: called off, moved, or given to somebody else, without touching the others."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.audit import Mode
from domain.calendar import at_local, local
from domain.circle import are_apart
from domain.errors import KeptApart, NotFound, NotTheFuture, Outdated, Unsuitable
from domain.people import Family, PersonId
from domain.tasks import Task, TaskTurn, TaskTurnId
from domain.turn_answers import drop, moved, reassigned
from usecases.circle_people import takes_part
from usecases.ports import Unit
from usecases.task_desk import Planner, changing_task, recipient_of
from usecases.task_following import change_turn

FURTHEST = timedelta(days=366)


async def drop_turn(uow: Unit, who: Planner, *, turn: TaskTurnId) -> TaskTurn:
    """This one turn is off, and its series has it no more; who knew of it hears so.

    Raises:
        NotFound, NotAllowed: no such turn for this actor. TurnEnded: it is over.
    """
    family, task, found = await _changing(uow, who, turn)
    found.must_be_open()
    if found.slot is not None:
        await uow.tasks.keep(replace(task, series=task.series.without(found.slot)))
    return await change_turn(uow, family, task, found, drop(found, now=uow.now), recipient_of(who))


async def move_turn(uow: Unit, who: Planner, *, turn: TaskTurnId, starts_at: datetime) -> TaskTurn:
    """This one turn begins at another instant (UTC) and is as long as it was; the others stay where they are.

    Raises:
        NotFound, NotAllowed: no such turn for this actor. TurnEnded: it is over. NotTheFuture: that is past.
        Unsuitable: more than a year ahead.
    """
    family, task, found = await _changing(uow, who, turn)
    found.must_be_open()
    if starts_at <= uow.now:
        raise NotTheFuture(detail="turn")
    if starts_at > uow.now + FURTHEST:
        raise Unsuitable(detail="starts_at")
    day, at = local(starts_at).date(), local(starts_at).time().replace(fold=0)
    # Of a doubled time the series has the first.
    begins = at_local(day, at)
    fresh = moved(found, begins, begins + (found.ends_at - found.starts_at))
    if found.slot is not None:
        await uow.tasks.keep(replace(task, series=task.series.with_moved(found.slot, day, at)))
    return await change_turn(uow, family, task, found, fresh, recipient_of(who))


async def give_turn(uow: Unit, who: Planner, *, turn: TaskTurnId, to: PersonId) -> TaskTurn:
    """This one turn is somebody else's now; who had it hears so, and who was asked for it that it is arranged.

    Raises:
        NotFound, NotAllowed: no such turn for this actor. TurnEnded: it is over.
        Unsuitable: they take no part now. KeptApart: they may have no contact with somebody of the task.
    """
    family, task, found = await _changing(uow, who, turn)
    found.must_be_open()
    if uow.now >= found.ends_at:
        raise Outdated(detail="turn")
    if to not in await takes_part(uow, family.id):
        raise Unsuitable(detail="to")
    flags = await uow.families.flags_of(family.id)
    if are_apart(flags, (*task.everybody, to)):
        raise KeptApart(detail="turn")
    return await change_turn(uow, family, task, found, reassigned(found, to), recipient_of(who))


async def _changing(uow: Unit, who: Planner, which: TaskTurnId) -> tuple[Family, Task, TaskTurn]:
    found = await uow.tasks.turn(which)
    if found is None:
        raise NotFound(detail="turn")
    family, task = await changing_task(uow, found.task, who, Mode.UPDATE)
    return family, task, found
