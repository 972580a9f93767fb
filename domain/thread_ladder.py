"""The ladder of a thread: who hears what, when somebody waits for an answer or has not read, as one table of data."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from domain.absence import WorkingHours
from domain.threads import Thread
from domain.work_items import WorkKind
from domain.working_time import after_working, end_of_working_day, halfway, morning_after, opens_next


class Since(StrEnum):
    """What goes on for too long."""

    WAITING = "waiting"
    URGENT = "urgent"
    UNREAD = "unread"


class Hears(StrEnum):
    """Who hears of it."""

    PERSON = "person"
    CASE_MANAGER = "case_manager"
    STAND_IN = "stand_in"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class AtOnce:
    """As soon as it begins."""


@dataclass(frozen=True, slots=True)
class Halfway:
    """When half of the working time until the promised moment has passed."""


@dataclass(frozen=True, slots=True)
class WhenPromised:
    """At the promised moment, and so much working time later."""

    later: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class AfterWorking:
    """So much working time after it began."""

    span: timedelta


@dataclass(frozen=True, slots=True)
class NextDay:
    """On the day after it is heard of, at a local time."""

    at: time


@dataclass(frozen=True, slots=True)
class WorkingDaysLater:
    """At the end of the working day that comes so many working days later."""

    days: int


EVENING = timedelta(hours=4)
"""What begins so long before midnight is heard of after the quiet hours, and that is the next day already."""

DOORBELL = "doorbell"
"""The rung on which a person first hears that something waits for them."""

When = AtOnce | Halfway | WhenPromised | AfterWorking | NextDay | WorkingDaysLater


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """One rung. ``kind`` is what comes on a list; without one the person gets the doorbell."""

    key: str
    since: Since
    when: When
    hears: Hears
    kind: WorkKind | None = None
    urgent: bool = False


THREAD_LADDER: tuple[ThreadStep, ...] = (
    ThreadStep("urgent", Since.URGENT, AtOnce(), Hears.CASE_MANAGER, WorkKind.POSSIBLY_URGENT, urgent=True),
    ThreadStep(
        "urgent_stand_in", Since.URGENT, AtOnce(), Hears.STAND_IN, WorkKind.POSSIBLY_URGENT, urgent=True
    ),
    ThreadStep(
        "urgent_again",
        Since.URGENT,
        AfterWorking(timedelta(minutes=15)),
        Hears.CASE_MANAGER,
        WorkKind.POSSIBLY_URGENT,
        urgent=True,
    ),
    ThreadStep(
        "urgent_team",
        Since.URGENT,
        AfterWorking(timedelta(minutes=30)),
        Hears.TEAM,
        WorkKind.POSSIBLY_URGENT,
        urgent=True,
    ),
    ThreadStep("halfway", Since.WAITING, Halfway(), Hears.CASE_MANAGER, WorkKind.ANSWER_THREAD),
    ThreadStep(
        "promised", Since.WAITING, WhenPromised(), Hears.STAND_IN, WorkKind.ANSWER_THREAD, urgent=True
    ),
    ThreadStep(
        "promised_team",
        Since.WAITING,
        WhenPromised(timedelta(hours=4)),
        Hears.TEAM,
        WorkKind.ANSWER_THREAD,
        urgent=True,
    ),
    ThreadStep(DOORBELL, Since.UNREAD, AtOnce(), Hears.PERSON),
    ThreadStep("doorbell_again", Since.UNREAD, NextDay(time(10)), Hears.PERSON),
    ThreadStep("unread", Since.UNREAD, WorkingDaysLater(2), Hears.CASE_MANAGER, WorkKind.CALL_UNREAD),
)
"""DESIGN §6, rows "message to the gezinsmanager" and "unread message", and §8 for words of danger."""


def rung_key(step: str, since: datetime) -> str:
    """What makes taking a rung twice impossible: the step and the beginning of what it is about."""
    return f"{step}:{since.isoformat()}"


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder with its instant (UTC), and since when what it is about goes on."""

    step: ThreadStep
    since: datetime
    due_at: datetime

    @property
    def key(self) -> str:
        """What makes taking it twice impossible."""
        return rung_key(self.step.key, self.since)


def climb(ladder: tuple[ThreadStep, ...], thread: Thread, hours: WorkingHours) -> tuple[Rung, ...]:
    """Every rung that this thread, as it now stands, asks for, earliest first; ``hours`` are the gezinsmanager's."""
    begun = {
        Since.WAITING: thread.waiting_since,
        Since.URGENT: thread.urgent_since,
        Since.UNREAD: thread.unread_since,
    }
    rungs = [
        Rung(step, since, _due(step.when, since, thread, hours))
        for step in ladder
        if (since := begun[step.since]) is not None
    ]
    return tuple(sorted(rungs, key=lambda rung: rung.due_at))


def next_look(rungs: tuple[Rung, ...], climbed: frozenset[str]) -> datetime | None:
    """The instant of the first rung that was not taken yet; None when all has been said."""
    return min((rung.due_at for rung in rungs if rung.key not in climbed), default=None)


def _due(when: When, since: datetime, thread: Thread, hours: WorkingHours) -> datetime:
    promised = thread.promised_by or since
    match when:
        case AtOnce():
            return since
        case Halfway():
            return halfway(hours, since, promised)
        case WhenPromised(later):
            return promised if not later else after_working(hours, promised, later)
        case AfterWorking(span):
            return after_working(hours, opens_next(hours, since), span)
        case NextDay(at):
            return morning_after(since + EVENING, at)
        case WorkingDaysLater(days):
            return end_of_working_day(hours, since, days=days)
        case unknown:
            assert_never(unknown)
