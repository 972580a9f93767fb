"""What became of a message about a task: what arrived is known, and what did not is nobody's silence."""

from dataclasses import replace

from domain.delivery import Dispatch, DispatchState
from domain.notices_circle import (
    AboutTask,
    TaskGiven,
    TurnArranged,
    TurnAsked,
    TurnChanged,
    TurnNews,
    TurnOffered,
    TurnsAhead,
    TurnTrouble,
)
from domain.people import Person, PersonId
from domain.task_ladder import remind_at
from domain.tasks import TaskTurnId, TurnState
from domain.turn_answers import unheard
from domain.work_items import WorkKind
from usecases.circle_people import takes_part
from usecases.permission import family_of
from usecases.ports import Unit
from usecases.turn_effects import able_for, hears_day_before, put_turn_on_list, settle, unsaid_turns

TASKS = "tasks"
"""What a list item is about when something of this kind did not arrive."""

CANNOT_HEAR = frozenset({DispatchState.UNREACHABLE, DispatchState.REFUSED})

INSTEAD = {
    TurnTrouble.HELP: WorkKind.TASK_HELP,
    TurnTrouble.NOBODY: WorkKind.TASK_NOBODY,
    TurnTrouble.UNANSWERED: WorkKind.TASK_UNANSWERED,
    TurnTrouble.LATER: WorkKind.TASK_LATER,
    TurnTrouble.NOT_DONE: WorkKind.TASK_NOT_DONE,
}
"""What comes on the list when the contact did not hear what is the matter."""


def undelivered_tasks_key(person: PersonId) -> str:
    """Under which key it stands on a list that something about their tasks did not arrive: once per person."""
    return f"undelivered:{TASKS}:{person.hex}"


async def remember_task(uow: Unit, notice: AboutTask, person: PersonId) -> None:
    """What arrived is known, and whoever was to call about what did not need not any more."""
    match notice:
        case TurnsAhead(day=day):
            await uow.work_items.close_by_key(undelivered_tasks_key(person), uow.now)
            for turn in await unsaid_turns(uow, person, day):
                await uow.tasks.keep_turn(replace(turn, reminded_at=uow.now))
        case TaskGiven():
            await uow.work_items.close_by_key(undelivered_tasks_key(person), uow.now)
        case TurnChanged(turn=which):
            await uow.work_items.close_by_key(undelivered_tasks_key(person), uow.now)
            await _remember_moved(uow, which, person)
        case TurnAsked() | TurnOffered() | TurnArranged() | TurnNews():
            return


async def asks_for_a_call(uow: Unit, dispatch: Dispatch, notice: AboutTask, person: Person) -> bool:
    """See to what did not arrive; whether somebody has to call about it.

    Who cannot hear of a turn is taken as who cannot do it, so that others are asked in time. What comes back by
    itself, or is followed by the next step of the ladder, asks nobody to call.
    """
    cannot_hear = dispatch.state in CANNOT_HEAR
    match notice:
        case TurnsAhead(day=day):
            if cannot_hear:
                for turn in await unsaid_turns(uow, person.id, day):
                    await _take_from(uow, turn.id, person.id)
            # Of what is over the question how it went comes next, and then the contact and the list.
            is_over = not await unsaid_turns(uow, person.id, day)
            return dispatch.state is not DispatchState.TOO_LATE or not is_over
        case TurnOffered(turn=which):
            if cannot_hear:
                await _take_from(uow, which, person.id)
            return False
        case TurnNews():
            await _put_instead(uow, notice)
            return False
        case TurnAsked() | TurnArranged():
            return False
        case TaskGiven() | TurnChanged():
            # Who left, or stepped back, does none of it any more.
            return person.id in await takes_part(uow, person.family)


async def _remember_moved(uow: Unit, which: TaskTurnId, person: PersonId) -> None:
    """Who hears of another time when it would be said to them anyway was reminded by that."""
    turn = await uow.tasks.turn(which)
    if turn is None or turn.state is not TurnState.PLANNED or turn.holder != person:
        return
    day_before = await hears_day_before(uow, person)
    if turn.reminded_at is None and remind_at(turn.starts_at, day_before=day_before) <= uow.now:
        await uow.tasks.keep_turn(replace(turn, reminded_at=uow.now))


async def _take_from(uow: Unit, which: TaskTurnId, person: PersonId) -> None:
    turn = await uow.tasks.turn(which)
    task = None if turn is None else await uow.tasks.get(turn.task)
    if turn is None or task is None:
        return
    able = await able_for(uow, task) - {person}
    await settle(uow, task, turn, unheard(task, turn, person, able, now=uow.now), by=None, but=person)


async def _put_instead(uow: Unit, notice: TurnNews) -> None:
    turn = await uow.tasks.turn(notice.turn)
    if turn is not None:
        kind = INSTEAD[notice.trouble]
        await put_turn_on_list(uow, await family_of(uow, turn.family), turn, kind, urgent=turn.is_open)
