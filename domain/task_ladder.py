"""The ladder of a turn of a task: who hears what when it is near, not answered, or nobody's; one table of data."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntFlag, StrEnum
from typing import assert_never

from domain.calendar import ONE_DAY, QuietHours, at_local, local, next_working_day
from domain.tasks import Task, TaskTurn, TurnState

WAKING = QuietHours(time(20), time(9))
"""Outside these hours nobody is asked anything about a task; their ends are the bounds of waking time."""

OPENS_BEFORE = timedelta(days=7)
"""So long before its window a turn that is nobody's is offered."""


class Rung(IntFlag):
    """What was done of the ladder; a turn keeps them together in ``TaskTurn.rung``.

    ``SEEN_TO`` is no step: the contact said that they see to what was not answered.
    """

    REMIND = 1
    ASK = 2
    CONTACT = 4
    LIST = 8
    OFFER = 16
    NOBODY = 32
    NOBODY_LIST = 64
    END = 128
    HELP_LIST = 256
    SEEN_TO = 512


class Track(StrEnum):
    """Along which part of the ladder a turn goes: somebody has it, they asked for help, or nobody has it."""

    PLANNED = "planned"
    HELP = "help"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Ahead:
    """At ``evening`` of the day before, or at ``morning`` of the day itself for who prefers that.

    What begins before ``early`` is always the evening before.
    """

    evening: time
    morning: time
    early: time


@dataclass(frozen=True, slots=True)
class WhenOver:
    """So long after the window; in waking time, unless nobody is told but the list."""

    later: timedelta
    waking: bool = True


@dataclass(frozen=True, slots=True)
class Awake:
    """So much waking time after the step before, but not later than so long before the window begins or ends."""

    later: timedelta
    before_start: timedelta | None = None
    until_end: bool = False


@dataclass(frozen=True, slots=True)
class NextMorning:
    """On the working day after the step before, at a local time."""

    at: time


@dataclass(frozen=True, slots=True)
class WhileThereIsTime:
    """So much waking time after they were asked, or when half of the time that is left has passed."""

    waking: timedelta


@dataclass(frozen=True, slots=True)
class Near:
    """So long before the window begins; at once when there is nobody who could still say yes."""

    before: timedelta


When = Ahead | WhenOver | Awake | NextMorning | WhileThereIsTime | Near


@dataclass(frozen=True, slots=True)
class TaskStep:
    """One rung; ``contact``: it is for the contact whom the family chose, and left out when there is none."""

    rung: Rung
    track: Track
    when: When
    contact: bool = False


TASK_LADDER: tuple[TaskStep, ...] = (
    TaskStep(Rung.REMIND, Track.PLANNED, Ahead(time(17), time(9), early=time(10))),
    TaskStep(Rung.ASK, Track.PLANNED, WhenOver(timedelta(minutes=30))),
    TaskStep(Rung.CONTACT, Track.PLANNED, Awake(timedelta(hours=2)), contact=True),
    TaskStep(Rung.LIST, Track.PLANNED, NextMorning(time(10))),
    TaskStep(Rung.HELP_LIST, Track.HELP, Awake(timedelta(hours=3), until_end=True)),
    TaskStep(Rung.OFFER, Track.OFFERED, WhileThereIsTime(timedelta(hours=3))),
    TaskStep(Rung.NOBODY, Track.OFFERED, Near(timedelta(hours=24)), contact=True),
    TaskStep(Rung.NOBODY_LIST, Track.OFFERED, Awake(timedelta(hours=3), before_start=timedelta(hours=4))),
    TaskStep(Rung.END, Track.OFFERED, WhenOver(timedelta(0), waking=False)),
)
"""DESIGN §6, row "task of the network": the family first, in waking hours, and the gezinsmanager's list last."""


@dataclass(frozen=True, slots=True)
class Due:
    """The next step of a turn, and its instant (UTC)."""

    step: TaskStep
    at: datetime


def remind_at(starts_at: datetime, *, day_before: bool) -> datetime:
    """When somebody hears of what they do in a window that begins then (UTC)."""
    return _ahead(TASK_LADDER[0].when, starts_at, day_before=day_before)


def next_due(task: Task, turn: TaskTurn, *, day_before: bool, now: datetime) -> Due | None:
    """The next step that this turn, as it now stands, asks for; None when it has ended.

    ``day_before`` is what its holder prefers. A moment that is past is due now.
    """
    if not turn.is_open:
        return None
    if turn.state is TurnState.OFFERED:
        return _offered(task, turn, now=now)
    found = [_planned(task, turn, day_before=day_before, now=now)]
    if turn.help_at is not None and not turn.rung & Rung.HELP_LIST:
        step = _step(Rung.HELP_LIST)
        at = turn.help_at if _contact_missing(task, turn) else _moment(step, turn, since=turn.help_at)
        found.append(Due(step, at))
    return min(found, key=lambda due: due.at)


def next_look(task: Task, turn: TaskTurn, *, day_before: bool, now: datetime) -> datetime | None:
    """When the ladder of this turn looks at it next (UTC); None when it has ended."""
    due = next_due(task, turn, day_before=day_before, now=now)
    return None if due is None else due.at


def rested(turn: TaskTurn, due: Due, *, now: datetime) -> datetime:
    """When the step after one just taken may follow: late as it is, there is as much time between them as ever."""
    if due.step.rung in (Rung.CONTACT, Rung.LIST):
        return max(due.at, _moment(due.step, turn, since=now))
    return due.at


def after_waking(start: datetime, span: timedelta) -> datetime:
    """The instant (UTC) at which so much waking time has passed since ``start``."""
    begin = WAKING.first_moment_outside(start)
    closes = at_local(local(begin).date(), WAKING.start)
    while span > closes - begin:
        span -= closes - begin
        day = local(begin).date() + ONE_DAY
        begin, closes = at_local(day, WAKING.end), at_local(day, WAKING.start)
    return begin + span


def _planned(task: Task, turn: TaskTurn, *, day_before: bool, now: datetime) -> Due:
    reminded = turn.reminded_at is not None or now >= turn.ends_at
    climbed = Rung(turn.rung) | (Rung.REMIND if reminded else Rung(0))
    if climbed & Rung.REMIND == 0:
        return Due(TASK_LADDER[0], remind_at(turn.starts_at, day_before=day_before))
    since = turn.ends_at
    for step in _track(Track.PLANNED)[1:]:
        if step.contact and (_contact_missing(task, turn) or climbed & Rung.SEEN_TO):
            continue
        since = _moment(step, turn, since=since)
        if not climbed & step.rung:
            return Due(step, since)
    return Due(_step(Rung.LIST), since)


def _offered(task: Task, turn: TaskTurn, *, now: datetime) -> Due:
    has_contact = task.contact is not None
    ahead = [
        step
        for step in _track(Track.OFFERED)
        if not turn.rung & step.rung and (has_contact or not step.contact)
    ]
    if now >= turn.ends_at:
        return Due(_step(Rung.END), turn.ends_at)
    step = ahead[0]
    # Without a contact the list hears of it at the moment at which the contact would have.
    tells_first = step.rung is Rung.NOBODY_LIST and not has_contact
    moment = _moment(_step(Rung.NOBODY) if tells_first else step, turn, since=now)
    # A moment that was set before stays: a second no does not give the others more time.
    return Due(step, min(moment if turn.look_at is None else turn.look_at, turn.ends_at))


def _moment(step: TaskStep, turn: TaskTurn, *, since: datetime) -> datetime:
    match step.when:
        case Ahead():
            return _ahead(step.when, turn.starts_at, day_before=True)
        case WhenOver(later, waking):
            return WAKING.first_moment_outside(turn.ends_at + later) if waking else turn.ends_at + later
        case Awake(later, before_start, until_end):
            latest = [turn.ends_at] if until_end else []
            latest += [turn.starts_at - before_start] if before_start is not None else []
            return min([after_waking(since, later), *latest])
        case NextMorning(at):
            return at_local(next_working_day(local(since).date()), at)
        case WhileThereIsTime(waking):
            if not turn.asked:
                return since if turn.refused else max(since, turn.starts_at - OPENS_BEFORE)
            half = since + max(timedelta(0), turn.starts_at - since) / 2
            return min(after_waking(since, waking), half if turn.starts_at > since else turn.ends_at)
        case Near(before):
            return max(since, turn.starts_at - before) if turn.asked else since
        case unknown:
            assert_never(unknown)


def _ahead(when: When, starts_at: datetime, *, day_before: bool) -> datetime:
    assert isinstance(when, Ahead)  # noqa: S101 - the table has it there
    wall = local(starts_at)
    if day_before or wall.time() < when.early:
        return at_local(wall.date() - ONE_DAY, when.evening)
    return at_local(wall.date(), when.morning)


def _contact_missing(task: Task, turn: TaskTurn) -> bool:
    return task.contact is None or task.contact == turn.holder


def _track(track: Track) -> tuple[TaskStep, ...]:
    return tuple(step for step in TASK_LADDER if step.track is track)


def _step(rung: Rung) -> TaskStep:
    return next(step for step in TASK_LADDER if step.rung is rung)
