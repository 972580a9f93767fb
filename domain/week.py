"""The week of a family's tasks: who does what on which day, and where nobody does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar import ONE_DAY, at_local, local
from domain.people import Flag, Person, PersonId
from domain.plan_views import apart_from
from domain.secret import Secret
from domain.tasks import Task, TaskId, TaskTurn, TurnState

DAYS_SHOWN = 7
GAPS_WITHIN = timedelta(days=2)
"""A gap so near asks to be filled."""

NOT_SHOWN = frozenset({TurnState.DROPPED, TurnState.LATER})
"""What was called off is not there any more, and what was put off stands where it was put."""


@dataclass(frozen=True, slots=True)
class WeekTurn:
    """One turn in the week: ``holder`` has it, nobody when it is open.

    ``is_gap``: nobody has it, or who has it asked for help, and it is not over. ``is_soon``: within two days.
    """

    turn: TaskTurn
    words: Secret
    holder: Person | None
    is_gap: bool
    is_soon: bool

    @property
    def state(self) -> TurnState:
        """How it stands."""
        return self.turn.state

    @property
    def task(self) -> TaskId:
        """The task it is a turn of."""
        return self.turn.task


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day (Amsterdam) with its turns, earliest first."""

    day: date
    turns: tuple[WeekTurn, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from ``first`` (Amsterdam) on."""

    first: date
    days: tuple[WeekDay, ...]

    @property
    def gaps_soon(self) -> tuple[WeekTurn, ...]:
        """The gaps of these days that begin within two days."""
        return tuple(turn for day in self.days for turn in day.turns if turn.is_gap and turn.is_soon)


def week_span(first: date) -> tuple[datetime, datetime]:
    """The instants [start, end) (UTC) of the seven days from this one on."""
    return at_local(first, time()), at_local(first + ONE_DAY * DAYS_SHOWN, time())


def week_of(
    first: date,
    turns: Iterable[TaskTurn],
    tasks: Mapping[TaskId, Task],
    people: Mapping[PersonId, Person],
    *,
    now: datetime,
) -> Week:
    """The week of these turns; what is not among ``tasks`` is left out."""
    shown = [
        week_turn(turn, tasks[turn.task], people, now=now)
        for turn in sorted(turns, key=lambda turn: (turn.starts_at, turn.id))
        if turn.task in tasks and turn.state not in NOT_SHOWN
    ]
    days = tuple(first + ONE_DAY * passed for passed in range(DAYS_SHOWN))
    return Week(
        first,
        tuple(
            WeekDay(day, tuple(one for one in shown if local(one.turn.starts_at).date() == day))
            for day in days
        ),
    )


def week_turn(turn: TaskTurn, task: Task, people: Mapping[PersonId, Person], *, now: datetime) -> WeekTurn:
    """The turn as it stands in a week."""
    is_gap = turn.is_open and now < turn.ends_at and (turn.holder is None or turn.help_at is not None)
    holder = None if turn.holder is None else people.get(turn.holder)
    return WeekTurn(turn, task.words, holder, is_gap, is_soon=turn.starts_at <= now + GAPS_WITHIN)


def own_week(
    turns: Iterable[TaskTurn], tasks: Mapping[TaskId, Task], person: PersonId, flags: tuple[Flag, ...]
) -> tuple[TaskTurn, ...]:
    """The turns that a parent or young person sees: of tasks in their week, and of nobody they are kept apart from."""
    apart = apart_from(flags, person)
    return tuple(
        turn
        for turn in turns
        if turn.task in tasks
        and person in tasks[turn.task].people
        and turn.holder not in apart
        and turn.by not in apart
    )
