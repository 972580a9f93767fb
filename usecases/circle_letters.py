"""Composing the letters about tasks: what somebody would do, is asked, offered or told, as things stand now."""

from domain.letters import Contents
from domain.letters_circle import TaskGivenLetter, TurnLetter, TurnLine, TurnsLetter
from domain.notices_circle import (
    AboutCircle,
    AboutMeeting,
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
from domain.people import Called, Person
from domain.task_ladder import Rung
from domain.tasks import Task, TaskTurn, TurnState
from usecases.circle_people import circle_mark
from usecases.meeting_letters import meeting_letter
from usecases.member_letters import member_letter
from usecases.ports import Unit
from usecases.turn_effects import unsaid_turns

AboutTurn = TurnAsked | TurnOffered | TurnArranged | TurnChanged | TurnNews


async def circle_letter(
    uow: Unit, notice: AboutTask | AboutCircle | AboutMeeting, person: Person, *, discreet: bool
) -> Contents | None:
    """What is to be said about tasks, meetings or taking part; None when it is not true any more."""
    if isinstance(notice, AboutCircle):
        return await member_letter(uow, notice, person, discreet=discreet)
    if isinstance(notice, AboutMeeting):
        return await meeting_letter(uow, notice, person, discreet=discreet)
    return await task_letter(uow, notice, person, discreet=discreet)


async def task_letter(
    uow: Unit, notice: AboutTask, person: Person, *, discreet: bool
) -> TaskGivenLetter | TurnsLetter | TurnLetter | None:
    """What is to be said about a task; None when it was answered or changed in the meantime."""
    match notice:
        case TaskGiven():
            return await _task_given(uow, notice, person, discreet=discreet)
        case TurnsAhead():
            return await _turns_ahead(uow, notice, person, discreet=discreet)
        case _:
            return await _about_turn(uow, notice, person, discreet=discreet)


async def _task_given(
    uow: Unit, notice: TaskGiven, person: Person, *, discreet: bool
) -> TaskGivenLetter | None:
    task = await uow.tasks.get(notice.task)
    if task is None or task.ended_at is not None or task.revision != notice.revision:
        return None
    if person.id != task.owner:
        return None
    was_theirs = any(event.holder == person.id for event in await uow.tasks.history(task.id))
    return TaskGivenLetter(
        notice,
        task.words,
        task.series,
        task.minutes,
        person.preferences.form,
        discreet,
        await circle_mark(uow, person),
        is_new=not was_theirs,
    )


async def _turns_ahead(
    uow: Unit, notice: TurnsAhead, person: Person, *, discreet: bool
) -> TurnsLetter | None:
    turns = await unsaid_turns(uow, person.id, notice.day)
    tasks = await uow.tasks.several({turn.task for turn in turns})
    lines = tuple(_line(turn, tasks[turn.task]) for turn in turns if turn.task in tasks)
    if not lines:
        return None
    mark = await circle_mark(uow, person)
    return TurnsLetter(notice.day, lines, person.preferences.form, discreet, mark)


async def _about_turn(uow: Unit, notice: AboutTurn, person: Person, *, discreet: bool) -> TurnLetter | None:
    turn = await uow.tasks.turn(notice.turn)
    task = None if turn is None else await uow.tasks.get(turn.task)
    if turn is None or task is None or not _is_true(uow, notice, task, turn, person):
        return None
    shown, called = turn, None
    if isinstance(notice, TurnNews):
        called = await _called(uow, task, turn)
        if notice.trouble is TurnTrouble.LATER:
            shown = await _put_off_to(uow, turn)
    return TurnLetter(
        notice,
        _line(shown, task),
        person.preferences.form,
        discreet,
        await circle_mark(uow, person),
        called=called,
        is_off=isinstance(notice, TurnChanged) and not _has(turn, person),
        is_helped=isinstance(notice, TurnArranged) and _is_helped(turn, person),
    )


def _is_true(uow: Unit, notice: AboutTurn, task: Task, turn: TaskTurn, person: Person) -> bool:
    """Whether this still is so, and still concerns this person."""
    match notice:
        case TurnAsked():
            return _has(turn, person) and uow.now >= turn.ends_at
        case TurnOffered():
            # Of another time, or when it is open once more, they are asked anew.
            is_this = turn.state is TurnState.OFFERED and turn.sequence == notice.sequence
            return is_this and person.id in turn.asked and uow.now < turn.ends_at
        case TurnArranged():
            somebody_has_it = turn.state in (TurnState.PLANNED, TurnState.DONE)
            return (somebody_has_it and turn.holder != person.id) or _is_helped(turn, person)
        case TurnChanged(whole=True):
            return person.id != task.owner
        case TurnChanged():
            return turn.state in (TurnState.PLANNED, TurnState.OFFERED, TurnState.DROPPED)
        case TurnNews(trouble=trouble):
            return person.id == task.contact and _troubles(uow, trouble, turn)


def _troubles(uow: Unit, trouble: TurnTrouble, turn: TaskTurn) -> bool:
    """Whether this is the matter with the turn now."""
    is_seen_to = bool(turn.rung & Rung.SEEN_TO)
    match trouble:
        case TurnTrouble.HELP:
            return turn.is_open and turn.help_at is not None
        case TurnTrouble.NOBODY:
            return turn.state is TurnState.OFFERED and not is_seen_to
        case TurnTrouble.UNANSWERED:
            waits = turn.state is TurnState.PLANNED and uow.now >= turn.ends_at
            return not is_seen_to and (waits or turn.state is TurnState.UNANSWERED)
        case TurnTrouble.LATER:
            return turn.state is TurnState.LATER
        case TurnTrouble.NOT_DONE:
            return turn.state is TurnState.NOT_DONE


def _has(turn: TaskTurn, person: Person) -> bool:
    return turn.state is TurnState.PLANNED and turn.holder == person.id


def _is_helped(turn: TaskTurn, person: Person) -> bool:
    """Whether they asked for help with what they do, and somebody sees to that."""
    return _has(turn, person) and turn.help_at is None and bool(turn.rung & Rung.HELP_LIST)


def _line(turn: TaskTurn, task: Task) -> TurnLine:
    return TurnLine(turn.id, turn.sequence, task.words, turn.starts_at, turn.ends_at)


async def _called(uow: Unit, task: Task, turn: TaskTurn) -> Called | None:
    """The everyday word for whose turn it is or was; nobody's when nobody had it."""
    whose = turn.holder or (task.owner if task.owner in turn.refused else None)
    person = None if whose is None else await uow.families.person(whose)
    return None if person is None else person.called


async def _put_off_to(uow: Unit, turn: TaskTurn) -> TaskTurn:
    """The turn that came in its place, of which the contact sees the moment."""
    later = await uow.tasks.turns_of(turn.task, uow.now)
    return next((one for one in later if one.put_off_from == turn.id), turn)
