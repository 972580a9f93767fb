"""What is said of a turn of a task, and what the turn becomes by it: whichever comes first, it ends in one way only."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.calendar import local
from domain.errors import NotAllowed, Unsuitable
from domain.people import PersonId
from domain.task_ladder import Rung
from domain.tasks import CORRECTED_WITHIN, Task, TaskTurn, TaskTurnId, TurnEnded, TurnState, TurnTaken

LATER_WITHIN = timedelta(days=14)
"""A turn is put off for two weeks at most; what is further away belongs in the series."""

KNOWS_WITHIN = timedelta(hours=24)
"""Who takes a turn that begins so soon knows of it, and is not told once more."""

RECORDED = frozenset({TurnState.DONE, TurnState.NOT_DONE})
LOOSE_ENDS = RECORDED | {TurnState.UNANSWERED}  # They can still turn out otherwise.


def done(turn: TaskTurn, by: PersonId, *, now: datetime) -> TaskTurn:
    """It is done; also by who was asked for it, or said at first that they could not. Twice is once.

    Raises:
        TurnEnded: it ended otherwise. TurnTaken: somebody else has it. NotAllowed: it was never theirs.
    """
    if turn.state is TurnState.DONE and turn.by == by:
        return turn
    _must_answer(turn, by, now=now)
    return replace(turn.ended(TurnState.DONE, by, now=now), holder=by)


def cannot(task: Task, turn: TaskTurn, by: PersonId, able: frozenset[PersonId], *, now: datetime) -> TaskTurn:
    """It does not work for who has it: it is open to the next who are ``able``, or to nobody when none is left.

    After its window nobody can be asked any more, and it is not done. Twice is once.

    Raises:
        TurnEnded: it ended otherwise. TurnTaken: somebody else has it. NotAllowed: it was never theirs.
    """
    said_so = turn.state is TurnState.OFFERED and by in turn.refused
    if said_so or (turn.state is TurnState.NOT_DONE and turn.by == by):
        return turn
    _must_answer(turn, by, now=now)
    if now >= turn.ends_at:
        return turn.ended(TurnState.NOT_DONE, by, now=now)
    if turn.state is TurnState.OFFERED:
        return decline(task, turn, by, able, now=now)
    asked = task.next_asked(turn, able - {by})
    return turn.opened(asked=asked, refused=turn.refused | {by})


def take(turn: TaskTurn, by: PersonId, *, now: datetime) -> TaskTurn:
    """Who was asked, or comes back from a no, does it. The first wins; twice is once.

    Raises:
        TurnTaken: somebody else was first. TurnEnded: it is over. NotAllowed: they were not asked.
    """
    if turn.state is TurnState.PLANNED and turn.holder == by:
        return turn
    turn.must_be_open()
    if turn.state is TurnState.PLANNED:
        raise TurnTaken(detail="turn")
    if by not in turn.asked | turn.refused:
        raise NotAllowed(detail="turn")
    if now >= turn.ends_at:
        raise TurnEnded(detail="turn")
    return turn.held(by, knows_at=now if turn.starts_at - now < KNOWS_WITHIN else None)


def decline(
    task: Task, turn: TaskTurn, by: PersonId, able: frozenset[PersonId], *, now: datetime
) -> TaskTurn:
    """Who was asked cannot; when all of them said so, the next are asked. Who has it already gives it back.

    Raises:
        TurnTaken: somebody else has it. TurnEnded: it is over. NotAllowed: they were not asked.
    """
    if by in turn.refused and turn.state is TurnState.OFFERED:
        return turn
    turn.must_be_open()
    if turn.holder == by:
        return cannot(task, turn, by, able, now=now)
    if turn.state is TurnState.PLANNED:
        raise TurnTaken(detail="turn")
    if by not in turn.asked:
        raise NotAllowed(detail="turn")
    # The buttons of the others who were asked go on working.
    left = replace(turn, asked=turn.asked - {by}, refused=turn.refused | {by})
    return left if left.asked else left.opened(asked=task.next_asked(left, able), refused=left.refused)


def ask_help(turn: TaskTurn, by: PersonId, *, now: datetime) -> TaskTurn:
    """Who has it needs help with it; asking twice is once. Of what nobody answered it means that it did not work.

    Raises:
        TurnEnded: it ended. TurnTaken: somebody else has it. NotAllowed: it is not theirs.
    """
    if turn.help_at is not None and turn.holder == by:
        return turn
    _must_answer(turn, by, now=now, offered=False)
    if turn.state is TurnState.UNANSWERED:
        return turn.ended(TurnState.NOT_DONE, by, now=now)
    return replace(turn, help_at=now, rung=int(turn.rung & ~Rung.HELP_LIST))


def seen_to(turn: TaskTurn, by: PersonId, *, now: datetime) -> TaskTurn:
    """The contact sees to it that it works out.

    Who asked for help keeps it; what nobody has is the contact's own now; what was not answered ends in peace, and
    what ended without being done stays as it is.

    Raises:
        TurnEnded: it was done, put off or called off.
    """
    if turn.state in (TurnState.UNANSWERED, TurnState.NOT_DONE):
        return turn
    turn.must_be_open()
    if turn.help_at is not None:
        return replace(turn, help_at=None, rung=int(turn.rung | Rung.HELP_LIST))
    if turn.state is TurnState.OFFERED:
        return turn.held(by, knows_at=now)
    if now < turn.ends_at or turn.rung & Rung.SEEN_TO:
        return turn
    return replace(turn, rung=int(turn.rung | Rung.SEEN_TO), look_at=None)


def later(
    turn: TaskTurn, by: PersonId, starts_at: datetime, new_id: TaskTurnId, *, now: datetime
) -> tuple[TaskTurn, TaskTurn]:
    """Put off: this turn ends, and a new one of its own begins at another moment, so that the series stays as it is.

    Raises:
        Unsuitable: the moment lies not between now and two weeks ahead. TurnEnded: it ended.
        TurnTaken: somebody else has it. NotAllowed: it is not theirs.
    """
    _must_answer(turn, by, now=now, offered=False)
    if not now < starts_at <= now + LATER_WITHIN:
        raise Unsuitable(detail="later")
    fresh = TaskTurn(
        id=new_id,
        task=turn.task,
        family=turn.family,
        slot=None,
        starts_at=starts_at,
        ends_at=starts_at + (turn.ends_at - turn.starts_at),
        holder=by,
        put_off_from=turn.id,
        refused=turn.refused - {by},
        reminded_at=now if starts_at - now < KNOWS_WITHIN else None,
    )
    return turn.ended(TurnState.LATER, by, now=now), fresh


def corrected(turn: TaskTurn, by: PersonId, to: TurnState, *, now: datetime) -> TaskTurn:
    """Who said how it went takes it back on the same day (Amsterdam): it is done after all, or open again.

    Raises:
        NotAllowed: another said so. TurnEnded: the day is over, or it was put off or called off.
        Unsuitable: it can become done or planned only.
    """
    if to not in (TurnState.DONE, TurnState.PLANNED):
        raise Unsuitable(detail="state")
    if turn.state is to and by in (turn.by, turn.holder):
        return turn
    if turn.by != by:
        raise NotAllowed(detail="turn")
    if turn.state not in RECORDED or turn.ended_at is None:
        raise TurnEnded(detail="turn")
    if local(turn.ended_at).date() != local(now).date():
        raise TurnEnded(detail="turn")
    if to is TurnState.DONE:
        return turn.ended(to, by, now=now)
    back = turn.held(by, knows_at=turn.reminded_at or now)
    # They hold the telephone in their hands: after the window they need not be asked anew how it went.
    return replace(back, by=None, ended_at=None, rung=int(Rung.ASK if now >= turn.ends_at else 0))


def recorded(turn: TaskTurn, to: TurnState, *, now: datetime) -> TaskTurn:
    """The gezinsmanager writes down how it went, also after it ended.

    Raises:
        TurnEnded: it was put off or called off, or is too long ago. Unsuitable: it is no such end.
    """
    if to not in RECORDED:
        raise Unsuitable(detail="state")
    if turn.state is to:
        return turn
    if not turn.is_open and (turn.state not in LOOSE_ENDS or now > turn.ends_at + CORRECTED_WITHIN):
        raise TurnEnded(detail="turn")
    return turn.ended(to, None, now=now)


def drop(turn: TaskTurn, *, now: datetime) -> TaskTurn:
    """It is off; what ended before stays as it ended."""
    return turn.ended(TurnState.DROPPED, None, now=now) if turn.is_open else turn


def unheard(
    task: Task, turn: TaskTurn, person: PersonId, able: frozenset[PersonId], *, now: datetime
) -> TaskTurn:
    """The turn when it cannot be said to this person, as if they had said no; one that is over they may have done."""
    if not turn.is_open or now >= turn.ends_at or (turn.holder != person and person not in turn.asked):
        return turn
    return decline(task, turn, person, able - {person}, now=now)


def without(
    task: Task, turn: TaskTurn, person: PersonId, able: frozenset[PersonId], *, now: datetime
) -> TaskTurn:
    """The turn when this person has nothing to do with it any more: an old button does not bring them back to it."""
    gone = unheard(task, turn, person, able, now=now)
    return replace(gone, refused=gone.refused - {person}) if gone.is_open else gone


def reassigned(turn: TaskTurn, holder: PersonId | None) -> TaskTurn:
    """It is somebody else's, who has yet to hear of it; with nobody it will be offered when its time is near.

    Raises:
        TurnEnded: it ended.
    """
    turn.must_be_open()
    if holder is None:
        return turn.opened(asked=frozenset(), refused=frozenset())
    return turn if turn.holder == holder else replace(turn.held(holder, knows_at=None), refused=frozenset())


def moved(turn: TaskTurn, starts_at: datetime, ends_at: datetime) -> TaskTurn:
    """It has another window, about which whoever has it hears again.

    Raises:
        TurnEnded: it ended.
    """
    turn.must_be_open()
    if (turn.starts_at, turn.ends_at) == (starts_at, ends_at):
        return turn
    begun = turn.changed(starts_at=starts_at, ends_at=ends_at, reminded_at=None, look_at=None)
    return replace(begun, rung=int(turn.rung & Rung.HELP_LIST))


def _must_answer(turn: TaskTurn, by: PersonId, *, now: datetime, offered: bool = True) -> None:
    """Whether this person can say something of it: who has it, or to whom it is or was open."""
    if turn.state is not TurnState.UNANSWERED or now > turn.ends_at + CORRECTED_WITHIN:
        turn.must_be_open()
    was_asked = by in turn.asked | turn.refused
    if turn.holder == by or (offered and turn.holder is None and was_asked):
        return
    raise TurnTaken(detail="turn") if turn.holder is not None and was_asked else NotAllowed(detail="turn")
