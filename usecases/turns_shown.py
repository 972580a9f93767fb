"""What somebody of the circle sees of the turns: their own, and those that are open to them; never anybody else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NoReturn

from domain.actions import Action
from domain.actors import NetworkMember, Participant
from domain.audit import Mode
from domain.calendar import ONE_DAY, at_local, local
from domain.errors import NotFound
from domain.people import Family, PersonId
from domain.secret import Secret
from domain.series import Every
from domain.series_calendar import as_held, own_slots, sequence_since, series_calendar, turn_calendar
from domain.tasks import CORRECTED_WITHIN, Task, TaskTurn, TaskTurnId, TurnEnded, TurnState, TurnTaken
from domain.turn_answers import RECORDED
from usecases.permission import family_of, permit, person_of, refuse, scope_of_family
from usecases.ports import Unit
from usecases.turn_telling import change_key

SHOWN_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OwnTurn:
    """One turn, with the neutral words of its task.

    ``can_answer``: it is theirs, and they can say how it goes or went. ``can_take``: it is open to them.
    ``can_correct``: what they said of it can still be taken back. ``can_see_to``: the family chose them as the one who
    hears it when something does not work, and now nobody does it, or help was asked. ``repeats``: it is one of a
    series that is theirs.
    """

    words: Secret
    turn: TaskTurn
    can_answer: bool = False
    can_take: bool = False
    can_correct: bool = False
    can_see_to: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class OwnTurns:
    """What somebody does in the coming two weeks, and what is asked of them; earliest first.

    Among ``mine`` is also what was not answered yet, and what they answered today.
    """

    mine: tuple[OwnTurn, ...]
    open_to_take: tuple[OwnTurn, ...]


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A file for a calendar (ICS); ``is_series``: the whole series is in it, otherwise one turn."""

    content: bytes
    is_series: bool = False


async def mine(uow: Unit, who: Participant) -> OwnTurns:
    """One's own turns, and those one can take."""
    await _permit_own(uow, who)
    end = at_local(local(uow.now).date() + SHOWN_AHEAD + ONE_DAY, time())
    start = uow.now - CORRECTED_WITHIN - ONE_DAY
    found = await _shown(uow, who, await uow.tasks.turns_for(who.person, start, end))
    own = tuple(one for one in found if one.can_answer or _is_of_today(one, who, uow.now))
    return OwnTurns(own, tuple(one for one in found if one.can_take))


async def on_day(uow: Unit, who: Participant, *, day: date) -> tuple[OwnTurn, ...]:
    """One's own turns that begin on this day (Amsterdam), except what was put off or called off."""
    await _permit_own(uow, who)
    start, end = at_local(day, time()), at_local(day + ONE_DAY, time())
    found = await _shown(uow, who, await uow.tasks.turns_for(who.person, start, end))
    gone = (TurnState.LATER, TurnState.DROPPED)
    return tuple(one for one in found if one.turn.holder == who.person and one.turn.state not in gone)


async def see(uow: Unit, who: Participant, *, turn: TaskTurnId) -> OwnTurn:
    """A turn that is theirs or open to them, or of which they were told that it is not any more.

    A parent or young person sees also one that stands in their week.

    Raises:
        NotFound, NotAllowed: no such turn for this actor. TurnTaken, TurnEnded: it was open to them, and is not now.
    """
    family, task, found = await theirs(uow, turn, who, Action.SEE_OWN_TASKS, Mode.READ)
    in_week = not isinstance(who, NetworkMember) and who.person in task.people
    if not in_week and not _touches(found, who.person) and not await _was_told(uow, found, who.person):
        if found.is_open and found.holder is not None:
            raise TurnTaken(detail="turn")
        if not found.is_open:
            raise TurnEnded(detail="turn")
        not_theirs(uow, family, who, turn, Action.SEE_OWN_TASKS)
    return own_turn(task, found, who.person, uow.now)


async def calendar(uow: Unit, who: Participant, *, turn: TaskTurnId) -> TaskFile:
    """One's own turn as a file for one's own calendar (ICS): its window and its neutral words.

    Of a task of one's own that repeats it is the whole series, as far as it is one's own; what others do is not in it.

    Raises:
        NotFound, NotAllowed: it is not theirs.
    """
    family, task, found = await theirs(uow, turn, who, Action.SEE_OWN_TASKS, Mode.EXECUTE)
    if found.holder != who.person:
        not_theirs(uow, family, who, turn, Action.SEE_OWN_TASKS)
    if is_own_series(task, found, who.person):
        whole = await _whole(uow, task, found, who.person)
        if whole is not None:
            return TaskFile(whole, is_series=True)
    return TaskFile(turn_calendar(found, task.words, now=uow.now))


def is_own_series(task: Task, turn: TaskTurn, person: PersonId) -> bool:
    """Whether this turn is one of many that are this person's to do."""
    return task.owner == person == turn.holder and task.series.every is not Every.ONCE


async def _whole(uow: Unit, task: Task, asked: TaskTurn, person: PersonId) -> bytes | None:
    """The whole series; None when the turn that is asked for is no part of it any more."""
    held = own_slots(await uow.tasks.turns_of(task.id, task.made_at), person)
    until = task.planned_until if task.ended_at is None else date.max
    series = None if until is None else as_held(task.series, held, until=until)
    if series is None or asked.starts_at not in held.values():
        return None
    sequence = sequence_since(task.made_at, uow.now)
    words = task.words.reveal()
    return series_calendar(series, task.minutes, words, uid=task.id, now=uow.now, sequence=sequence)


def own_turn(task: Task, turn: TaskTurn, person: PersonId, now: datetime) -> OwnTurn:
    """The turn as this person sees it."""
    is_late = turn.state is TurnState.UNANSWERED and now <= turn.ends_at + CORRECTED_WITHIN
    is_offered = turn.state is TurnState.OFFERED and now < turn.ends_at
    said_today = turn.ended_at is not None and local(turn.ended_at).date() == local(now).date()
    takes_back = turn.by == person and turn.state in RECORDED and said_today
    return OwnTurn(
        words=task.words,
        turn=turn,
        can_answer=turn.holder == person and (turn.is_open or is_late),
        can_take=is_offered and person in turn.asked,
        can_correct=takes_back or (is_offered and person in turn.refused),
        can_see_to=task.contact == person
        and turn.holder != person
        and turn.is_open
        and (turn.holder is None or turn.help_at is not None),
        repeats=is_own_series(task, turn, person),
    )


async def theirs(
    uow: Unit, which: TaskTurnId, who: Participant, action: Action, mode: Mode
) -> tuple[Family, Task, TaskTurn]:
    """A turn with its task and family, of which this actor is one of those it is about.

    Raises:
        NotFound, NotAllowed: no such turn for this actor.
    """
    turn = await uow.tasks.turn(which)
    task = None if turn is None else await uow.tasks.get(turn.task)
    if turn is None or task is None:
        raise NotFound(detail="turn")
    family = await family_of(uow, turn.family)
    about = _about(task, turn)
    if mode is Mode.READ and who.person not in about and await _was_told(uow, turn, who.person):
        about |= {who.person}
    scope = scope_of_family(family, *about)
    await permit(uow, who, action, scope, mode=mode, kind="turn", object_id=which)
    return family, task, turn


def not_theirs(uow: Unit, family: Family, who: Participant, which: TaskTurnId, action: Action) -> NoReturn:
    """Refuse a turn of a task they know of, but which is not theirs, and log that.

    Raises:
        NotAllowed: always.
    """
    scope = scope_of_family(family, who.person)
    refuse(uow, who, action, scope, mode=Mode.READ, kind="turn", object_id=which)


def _about(task: Task, turn: TaskTurn) -> frozenset[PersonId]:
    had = frozenset(one for one in (turn.holder, turn.by) if one is not None)
    return task.everybody | turn.asked | turn.refused | had


async def _was_told(uow: Unit, turn: TaskTurn, person: PersonId) -> bool:
    """Whether they were told that the turn became as it is now, so that they can read that again."""
    return await uow.dispatches.with_key(f"{change_key(turn)}:{person.hex}") is not None


async def _shown(uow: Unit, who: Participant, turns: Iterable[TaskTurn]) -> tuple[OwnTurn, ...]:
    found = tuple(turns)
    tasks = await uow.tasks.several({turn.task for turn in found})
    return tuple(
        own_turn(tasks[turn.task], turn, who.person, uow.now) for turn in found if turn.task in tasks
    )


async def _permit_own(uow: Unit, who: Participant) -> None:
    person = await person_of(uow, who.person)
    scope = scope_of_family(await family_of(uow, person.family), person.id)
    await permit(uow, who, Action.SEE_OWN_TASKS, scope, mode=Mode.READ, kind="turn")


def _is_of_today(one: OwnTurn, who: Participant, now: datetime) -> bool:
    """Whether they said today how it went, so that they can see that and take it back."""
    ended = one.turn.ended_at
    said = one.turn.by == who.person and ended is not None and local(ended).date() == local(now).date()
    return said and one.turn.state in RECORDED


def _touches(turn: TaskTurn, person: PersonId) -> bool:
    return person in turn.asked | turn.refused or person in (turn.holder, turn.by)
