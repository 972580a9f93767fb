"""The steps of the ladder of a task: what is said, put on a list or ended on each rung."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from domain.calendar import local
from domain.notices_circle import TurnAsked, TurnsAhead, TurnTrouble
from domain.task_ladder import Rung, next_due, rested
from domain.tasks import CORRECTED_WITHIN, Task, TaskTurn, TurnEvent, TurnState
from domain.work_items import WorkKind
from usecases.outbox import tell_person
from usecases.permission import family_of
from usecases.ports import Unit
from usecases.turn_effects import able_for, hears_day_before, put_turn_on_list, settle, unsaid_turns
from usecases.turn_telling import hand_on, news

ASKED_FOR = timedelta(days=2)
"""So long a question how it went is of use; what follows from no answer does not wait for it."""

URGENT_WITHIN = timedelta(days=1)


async def take_step(uow: Unit, task: Task, turn: TaskTurn, rung: Rung) -> None:
    """Take this step of a turn that asks for it now."""
    match rung:
        case Rung.REMIND:
            await _remind(uow, turn)
        case Rung.OFFER:
            await _offer(uow, task, turn)
        case Rung.LIST:
            await settle(uow, task, turn, turn.ended(TurnState.UNANSWERED, None, now=uow.now), by=None)
        case Rung.END:
            await settle(uow, task, turn, turn.ended(TurnState.NOT_DONE, None, now=uow.now), by=None)
        case Rung.ASK | Rung.CONTACT | Rung.NOBODY | Rung.NOBODY_LIST | Rung.HELP_LIST:
            await _say(uow, task, turn, rung)
            await _climb(uow, task, turn, rung)
        case Rung.SEEN_TO:
            # No step of the ladder: see `Rung`.
            return
        case unknown:
            assert_never(unknown)


async def _say(uow: Unit, task: Task, turn: TaskTurn, rung: Rung) -> None:
    family = await family_of(uow, task.family)
    if rung in (Rung.ASK, Rung.CONTACT) and uow.now > turn.ends_at + CORRECTED_WITHIN:
        # After a long standstill nobody is asked about weeks at once: it comes on the list.
        return
    match rung:
        case Rung.ASK if turn.holder is not None:
            notice, key = TurnAsked(turn.id), f"turn_asked:{turn.id.hex}:{turn.sequence}"
            until = uow.now + ASKED_FOR
            await tell_person(uow, turn.holder, notice, key=key, appointment=None, until=until)
        case Rung.CONTACT if task.contact is not None:
            await news(uow, turn, task.contact, TurnTrouble.UNANSWERED)
        case Rung.NOBODY if task.contact is not None:
            await news(uow, turn, task.contact, TurnTrouble.NOBODY)
        case Rung.NOBODY_LIST:
            is_near = turn.starts_at - uow.now <= URGENT_WITHIN
            await put_turn_on_list(uow, family, turn, WorkKind.TASK_NOBODY, urgent=is_near)
        case Rung.HELP_LIST:
            await put_turn_on_list(uow, family, turn, WorkKind.TASK_HELP, urgent=task.contact is None)
        case _:
            return


async def _remind(uow: Unit, turn: TaskTurn) -> None:
    """Say what somebody does on the day of this turn, all of it in one message; it is written when it leaves."""
    if turn.holder is None:
        return
    day = local(turn.starts_at).date()
    unsaid = await unsaid_turns(uow, turn.holder, day)
    tasks = await uow.tasks.several({one.task for one in unsaid})
    for one in unsaid:
        if one.task in tasks:
            await _climb(uow, tasks[one.task], one, Rung.REMIND)
    # The sequence tells it from when it was theirs before, and went through other hands since.
    key = f"turns:{day.isoformat()}:{turn.id.hex}:{turn.sequence}"
    until = max(one.ends_at for one in (turn, *unsaid))
    await tell_person(uow, turn.holder, TurnsAhead(day), key=key, appointment=None, until=until)


async def _offer(uow: Unit, task: Task, turn: TaskTurn) -> None:
    """Ask the next whom the family chose, besides who was asked already; without anybody left go on."""
    group = task.next_asked(turn, await able_for(uow, task))
    if not group:
        await _climb(uow, task, turn, Rung.OFFER)
        return
    asked = replace(turn, asked=turn.asked | group, look_at=None)
    kept = await _look_on(uow, task, asked)
    await uow.tasks.note(TurnEvent.of(kept, None, at=uow.now))
    await hand_on(uow, await family_of(uow, task.family), task, kept, turn)


async def _climb(uow: Unit, task: Task, turn: TaskTurn, rung: Rung) -> None:
    await _look_on(uow, task, replace(turn, rung=int(turn.rung | rung), look_at=None))


async def _look_on(uow: Unit, task: Task, turn: TaskTurn) -> TaskTurn:
    """Keep a turn with the moment of its next step; who has what does not change by it, so nor does the sequence."""
    day_before = await hears_day_before(uow, turn.holder)
    due = next_due(task, turn, day_before=day_before, now=uow.now)
    kept = replace(turn, look_at=None if due is None else rested(turn, due, now=uow.now))
    await uow.tasks.keep_turn(kept)
    return kept
