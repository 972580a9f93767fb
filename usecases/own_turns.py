"""What somebody of the circle says of a turn: done, cannot, help, later, I do it, or that it was not so after all."""

from collections.abc import Callable
from datetime import datetime

from domain import turn_answers
from domain.actions import Action
from domain.actors import Participant, Talker
from domain.audit import Mode
from domain.errors import NotAllowed, Outdated
from domain.linking import Recipient
from domain.notices_circle import TurnTrouble
from domain.people import PersonId
from domain.tasks import Task, TaskTurn, TaskTurnId, TurnEnded, TurnState
from domain.work_items import WorkKind
from usecases.circle_people import away_until
from usecases.own_tasks import accept_task, decline_task
from usecases.ports import Unit
from usecases.turn_effects import able_for, keep, settle, turn_key
from usecases.turns_shown import (
    OwnTurn,
    OwnTurns,
    calendar,
    mine,
    not_theirs,
    on_day,
    own_turn,
    see,
    theirs,
)

__all__ = [
    "OwnTurn",
    "OwnTurns",
    "accept_task",
    "ask_help",
    "calendar",
    "cannot",
    "correct",
    "decline",
    "decline_task",
    "done",
    "later",
    "mine",
    "on_day",
    "see",
    "seen_to",
    "take",
]

Becomes = Callable[[Task, TaskTurn, frozenset[PersonId]], TaskTurn]
"""What a turn becomes by an answer; the people are those who can be asked next."""


async def done(uow: Unit, who: Participant, *, turn: TaskTurnId, sequence: int) -> OwnTurn:
    """It is done; who said so is kept. ``sequence`` is that of the button, see `_answer`.

    Raises:
        NotFound, NotAllowed: it was never theirs. TurnEnded, TurnTaken, Outdated: nothing was kept.
    """

    def becomes(_task: Task, found: TaskTurn, _able: frozenset[PersonId]) -> TaskTurn:
        return turn_answers.done(found, who.person, now=uow.now)

    return await _answer(uow, who, turn, sequence, becomes)


async def cannot(uow: Unit, who: Participant, *, turn: TaskTurnId, sequence: int) -> OwnTurn:
    """It does not work for them; the reserve or the others hear of it at once.

    Raises:
        NotFound, NotAllowed: it was never theirs. TurnEnded, TurnTaken, Outdated: nothing was kept.
    """

    def becomes(task: Task, found: TaskTurn, able: frozenset[PersonId]) -> TaskTurn:
        return turn_answers.cannot(task, found, who.person, able, now=uow.now)

    return await _answer(uow, who, turn, sequence, becomes, asks_others=True)


async def ask_help(uow: Unit, who: Participant, *, turn: TaskTurnId, sequence: int) -> OwnTurn:
    """They do it, but need help; the contact whom the family chose hears of it, or else the gezinsmanager.

    Raises:
        NotFound, NotAllowed: it is not theirs. TurnEnded, TurnTaken, Outdated: nothing was kept.
    """

    def becomes(_task: Task, found: TaskTurn, _able: frozenset[PersonId]) -> TaskTurn:
        return turn_answers.ask_help(found, who.person, now=uow.now)

    return await _answer(uow, who, turn, sequence, becomes)


async def take(uow: Unit, who: Participant, *, turn: TaskTurnId, sequence: int) -> OwnTurn:
    """They do what was offered to them; the first wins, and the others hear that it is arranged.

    Raises:
        NotFound, NotAllowed: it was never offered to them. TurnTaken: somebody was just before them.
        TurnEnded, Outdated: nothing was kept.
    """

    def becomes(_task: Task, found: TaskTurn, _able: frozenset[PersonId]) -> TaskTurn:
        return turn_answers.take(found, who.person, now=uow.now)

    return await _answer(uow, who, turn, sequence, becomes)


async def decline(uow: Unit, who: Participant, *, turn: TaskTurnId, sequence: int) -> OwnTurn:
    """They cannot do what was offered to them; when nobody of those who were asked can, the next are asked.

    Raises:
        NotFound, NotAllowed: it was never offered to them. TurnTaken, TurnEnded, Outdated: nothing was kept.
    """

    def becomes(task: Task, found: TaskTurn, able: frozenset[PersonId]) -> TaskTurn:
        return turn_answers.decline(task, found, who.person, able, now=uow.now)

    return await _answer(uow, who, turn, sequence, becomes, asks_others=True)


async def later(
    uow: Unit, who: Participant, *, turn: TaskTurnId, sequence: int, starts_at: datetime
) -> OwnTurn:
    """They do it at another instant (UTC); what comes back is the turn that it has become. The series stays as it is.

    Raises:
        Unsuitable: not within two weeks, or past. NotFound, NotAllowed, TurnEnded, TurnTaken, Outdated.
    """
    family, task, found = await theirs(uow, turn, who, Action.ANSWER_TASK, Mode.UPDATE)
    if found.state is TurnState.LATER and found.by == who.person:
        return own_turn(task, await _put_off(uow, task, found, starts_at), who.person, uow.now)
    which = TaskTurnId(uow.new_id())
    try:
        ended, fresh = turn_answers.later(found, who.person, starts_at, which, now=uow.now)
    except NotAllowed:
        not_theirs(uow, family, who, turn, Action.ANSWER_TASK)
    _must_be(found, sequence)
    by = Recipient(person=who.person)
    kept = await keep(uow, task, fresh, by=by)
    await settle(uow, task, found, ended, by=by)
    return own_turn(task, kept, who.person, uow.now)


async def correct(uow: Unit, who: Participant, *, turn: TaskTurnId) -> OwnTurn:
    """What they said of it was a mistake: done is to be done again, not done is done, cannot is "I do it after all".

    Raises:
        NotFound, NotAllowed: they did not say so. TurnEnded: the day is over. TurnTaken: somebody else does it now.
    """

    def becomes(_task: Task, found: TaskTurn, _able: frozenset[PersonId]) -> TaskTurn:
        by, now = who.person, uow.now
        if found.state is TurnState.OFFERED:
            return turn_answers.take(found, by, now=now)
        if found.help_at is not None and found.holder == by:
            return turn_answers.seen_to(found, by, now=now)
        to = TurnState.DONE if found.state is TurnState.NOT_DONE else TurnState.PLANNED
        return turn_answers.corrected(found, by, to, now=now)

    return await _answer(uow, who, turn, None, becomes)


async def seen_to(uow: Unit, who: Talker, *, turn: TaskTurnId, trouble: TurnTrouble) -> OwnTurn:
    """The contact whom the family chose sees to it; what nobody has is theirs now, and nobody else needs to call.

    Raises:
        NotFound, NotAllowed: they are not the contact. TurnEnded: there is nothing to see to any more.
    """
    family, task, found = await theirs(uow, turn, who, Action.ANSWER_TASK, Mode.UPDATE)
    if task.contact != who.person:
        not_theirs(uow, family, who, turn, Action.ANSWER_TASK)
    if not found.is_open:
        if trouble not in (TurnTrouble.NOT_DONE, TurnTrouble.UNANSWERED, TurnTrouble.LATER):
            raise TurnEnded(detail="turn")
        for kind in (WorkKind.TASK_NOT_DONE, WorkKind.TASK_UNANSWERED, WorkKind.TASK_LATER):
            await uow.work_items.close_by_key(turn_key(kind, turn), uow.now)
        return own_turn(task, found, who.person, uow.now)
    fresh = turn_answers.seen_to(found, who.person, now=uow.now)
    kept = await settle(uow, task, found, fresh, by=Recipient(person=who.person))
    return own_turn(task, kept, who.person, uow.now)


async def _answer(
    uow: Unit,
    who: Participant,
    which: TaskTurnId,
    sequence: int | None,
    becomes: Becomes,
    *,
    asks_others: bool = False,
) -> OwnTurn:
    """Keep what the turn becomes, with everything that follows from it; the same answer twice is one.

    A button of an earlier state is refused, but never because the clock went by meanwhile. ``asks_others``: others may
    have to be asked now; only then it is looked up who can be, since of fifty who take at once each waits for it.
    """
    family, task, found = await theirs(uow, which, who, Action.ANSWER_TASK, Mode.UPDATE)
    able = await able_for(uow, task) if asks_others else frozenset[PersonId]()
    try:
        fresh = becomes(task, found, able)
    except NotAllowed:
        not_theirs(uow, family, who, which, Action.ANSWER_TASK)
    if fresh == found:
        return own_turn(task, found, who.person, uow.now)
    _must_be(found, sequence)
    comes_back = fresh.is_open and fresh.holder == who.person and who.person in found.refused
    if comes_back and await away_until(uow, who.person) is not None:
        not_theirs(uow, family, who, which, Action.ANSWER_TASK)
    kept = await settle(uow, task, found, fresh, by=Recipient(person=who.person))
    return own_turn(task, kept, who.person, uow.now)


def _must_be(turn: TaskTurn, sequence: int | None) -> None:
    if sequence not in (None, turn.sequence) and turn.state is not TurnState.UNANSWERED:
        raise Outdated(detail="turn")


async def _put_off(uow: Unit, task: Task, turn: TaskTurn, starts_at: datetime) -> TaskTurn:
    """What this turn was put off to already, when that is the same moment."""
    coming = await uow.tasks.turns_of(task.id, starts_at)
    same = (one for one in coming if one.put_off_from == turn.id and one.starts_at == starts_at)
    found = next(same, None)
    if found is None:
        raise TurnEnded(detail="turn")
    return found
