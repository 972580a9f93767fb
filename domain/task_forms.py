"""A task as a form has it, and what its open turns become when it is changed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.calendar import ONE_DAY, local
from domain.errors import NotTheFuture
from domain.linking import Recipient
from domain.people import FamilyId, PersonId
from domain.plans import GoalId, StepId
from domain.secret import Secret
from domain.series import Series
from domain.tasks import Task, TaskId, TaskTurn, TurnState
from domain.turn_answers import drop, moved, reassigned, without


@dataclass(frozen=True, slots=True)
class TaskFilled:
    """A task as it was filled in; see `domain.tasks.Task` for what each of it means."""

    words: Secret
    series: Series
    minutes: int
    owner: PersonId | None = None
    reserve: PersonId | None = None
    others: frozenset[PersonId] = frozenset()
    people: frozenset[PersonId] = frozenset()
    contact: PersonId | None = None
    goal: GoalId | None = None
    step: StepId | None = None


def filled_of(task: Task) -> TaskFilled:
    """The task as it would have been filled in."""
    return TaskFilled(
        words=task.words,
        series=task.series,
        minutes=task.minutes,
        owner=task.owner,
        reserve=task.reserve,
        others=task.others,
        people=task.people,
        contact=task.contact,
        goal=task.goal,
        step=task.step,
    )


def with_filled(task: Task, filled: TaskFilled) -> Task:
    """The task with what was filled in; everything else of it stays."""
    return replace(
        task,
        words=filled.words,
        series=filled.series,
        minutes=filled.minutes,
        owner=filled.owner,
        reserve=filled.reserve,
        others=filled.others,
        people=filled.people,
        contact=filled.contact,
        goal=filled.goal,
        step=filled.step,
    )


def made_of(filled: TaskFilled, which: TaskId, family: FamilyId, by: Recipient, now: datetime) -> Task:
    """A new task as it was filled in."""
    return with_filled(Task(which, family, filled.words, filled.series, filled.minutes, by, now), filled)


def must_be_ahead(series: Series, now: datetime) -> None:
    """Refuse a series of which no time is ahead.

    Raises:
        NotTheFuture: all of it is past, or was dropped.
    """
    ahead = series.between(local(now).date() - ONE_DAY, date.max)
    if not any(one.starts_at > now for one in ahead):
        raise NotTheFuture(detail="series")


def planned_from(series: Series, now: datetime) -> date:
    """The last day (Amsterdam) for which no turns of a series are made any more, when it is changed now."""
    today = local(now).date()
    has_begun = any(one.starts_at <= now for one in series.between(today, today))
    return today if has_begun else today - ONE_DAY


def followed(
    before: Task, after: Task, turn: TaskTurn, able: frozenset[PersonId], *, now: datetime
) -> TaskTurn:
    """What a turn that has yet to begin becomes when its task changes; the same when nothing of it changes.

    Who was given this one turn keeps it, unless the task was taken from them; one that was put off keeps its moment.
    What was off because the task had no such day is on again when it has. ``able`` are those who can be asked now.
    """
    if turn.state is TurnState.DROPPED:
        return _back(after, turn, now=now)
    if not turn.is_open or turn.starts_at < now:
        return turn
    if after.ended_at is not None:
        return drop(turn, now=now)
    fresh = turn
    if turn.slot is not None:
        if not _gives(after.series, turn.slot):
            return drop(turn, now=now)
        starts_at = after.series.occurrence(turn.slot).starts_at
        if starts_at <= now:
            # In the new series it would have been before this.
            return drop(turn, now=now)
        fresh = moved(turn, starts_at, starts_at + timedelta(minutes=after.minutes))
    if _passes_on(before, after, turn):
        return to_owner(fresh, after.owner)
    allowed = frozenset(one for group in after.asked_in_turn for one in group)
    for one in sorted((fresh.asked - allowed) | (fresh.refused & before.everybody - after.everybody)):
        fresh = without(after, fresh, one, able, now=now)
    return fresh


def to_owner(turn: TaskTurn, owner: PersonId | None) -> TaskTurn:
    """The turn as that of who is to do the task; who said already that they cannot do this one is not given it."""
    if owner is not None and owner in turn.refused:
        return turn if turn.holder is None else turn.opened(asked=frozenset(), refused=turn.refused)
    return reassigned(turn, owner)


def _passes_on(before: Task, after: Task, turn: TaskTurn) -> bool:
    """Whether it goes to the present owner of the task: the one before had it, or nobody, or it was taken away."""
    if turn.holder is None:
        return before.owner != after.owner and after.owner is not None
    if turn.holder == before.owner != after.owner:
        return True
    return turn.holder in before.everybody and turn.holder not in after.everybody


def _back(task: Task, turn: TaskTurn, *, now: datetime) -> TaskTurn:
    """A turn that was off, as the task has it now; what was dropped from the series by hand stays off."""
    if task.ended_at is not None or turn.slot is None or not _gives(task.series, turn.slot):
        return turn
    starts_at = task.series.occurrence(turn.slot).starts_at
    if starts_at <= now:
        return turn
    ends_at = starts_at + timedelta(minutes=task.minutes)
    back = replace(turn, starts_at=starts_at, ends_at=ends_at, ended_at=None, by=None)
    if task.owner is None:
        return back.opened(asked=frozenset(), refused=frozenset())
    return replace(back.held(task.owner, knows_at=None), refused=frozenset())


def _gives(series: Series, slot: date) -> bool:
    return any(one.slot == slot for one in series.between(slot, slot))
