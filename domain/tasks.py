"""Tasks: what somebody of the circle does for a family, in neutral words, once or in a series, with its turns."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.errors import Outdated
from domain.linking import Recipient
from domain.people import FamilyId, PersonId
from domain.plans import GoalId, StepId
from domain.secret import Secret
from domain.series import Series

TaskId = NewType("TaskId", UUID)
TaskTurnId = NewType("TaskTurnId", UUID)

LONGEST_WORDS = 60
"""What a task is called fits on a locked phone."""

PLANNED_AHEAD = timedelta(days=56)
"""Turns are made for the coming eight weeks, and every day one more day of them."""

CORRECTED_WITHIN = timedelta(days=7)
"""So long after its window an answer to a turn that nobody answered still counts."""


class TurnState(StrEnum):
    """How a turn stands; the last five are ends, of which a turn has exactly one (drawn in docs/flows/tasks.md)."""

    PLANNED = "planned"
    OFFERED = "offered"
    DONE = "done"
    LATER = "later"
    NOT_DONE = "not_done"
    UNANSWERED = "unanswered"
    DROPPED = "dropped"


OPEN_TURNS = frozenset({TurnState.PLANNED, TurnState.OFFERED})
ENDED_TURNS = frozenset(TurnState) - OPEN_TURNS


@dataclass(frozen=True, slots=True)
class Task:
    """A task; ``words`` are neutral, apart from the plan, and the only ones that its doer ever sees.

    ``people`` are the parents and young people who see it in their week. ``contact`` is the one of them who hears of
    it first when it does not work; without one that is the gezinsmanager. ``reserve`` is asked first when the owner
    cannot, then the ``others``. ``goal`` and ``step`` say what it comes from; they never reach the network.
    ``minutes`` is the length of the window in which it is done, ``agreed_at`` when the owner said yes to it.
    ``planned_until`` is the last slot (Amsterdam) for which turns were made.
    """

    id: TaskId
    family: FamilyId
    words: Secret
    series: Series
    minutes: int
    made_by: Recipient
    made_at: datetime
    owner: PersonId | None = None
    reserve: PersonId | None = None
    others: frozenset[PersonId] = frozenset()
    people: frozenset[PersonId] = frozenset()
    contact: PersonId | None = None
    goal: GoalId | None = None
    step: StepId | None = None
    revision: int = 1
    agreed_at: datetime | None = None
    planned_until: date | None = None
    ended_at: datetime | None = None

    @property
    def asked_in_turn(self) -> tuple[frozenset[PersonId], ...]:
        """Who is asked when the owner cannot, in this order: the reserve, then the others together."""
        reserve = frozenset() if self.reserve is None else frozenset({self.reserve})
        return tuple(group for group in (reserve, self.others - reserve) if group)

    def next_asked(self, turn: "TaskTurn", able: frozenset[PersonId]) -> frozenset[PersonId]:
        """Who is asked next: of the first group in which somebody is ``able`` and was not asked yet, all of those."""
        been = turn.asked | turn.refused | ({turn.holder} if turn.holder is not None else set())
        groups = (frozenset((group & able) - been) for group in self.asked_in_turn)
        return next((group for group in groups if group), frozenset())

    @property
    def doers(self) -> frozenset[PersonId]:
        """Who is to do it, or is asked when they cannot."""
        return frozenset(one for one in (self.owner, self.reserve) if one is not None) | self.others

    @property
    def everybody(self) -> frozenset[PersonId]:
        """All who have something to do with it."""
        return self.people | self.doers | ({self.contact} if self.contact is not None else set())


@dataclass(frozen=True, slots=True)
class TaskTurn:
    """One time that a task is to be done, in the window [``starts_at``, ``ends_at``) (UTC).

    ``slot`` is its day in the series; a turn that was put off (``put_off_from``) has none, so that the series never
    changes by it. ``holder`` is who has it now; ``asked`` to whom it is open while nobody has it, ``refused`` who said
    no. ``by`` confirmed or ended it. ``help_at``: help was asked, and nobody said yet that they see to it. ``rung`` is
    how far the ladder was climbed, ``look_at`` when it goes on. ``sequence`` grows when it is somebody
    else's, at another time, or ended, so that a button of an earlier state is recognised.
    """

    id: TaskTurnId
    task: TaskId
    family: FamilyId
    slot: date | None
    starts_at: datetime
    ends_at: datetime
    holder: PersonId | None
    state: TurnState = TurnState.PLANNED
    put_off_from: TaskTurnId | None = None
    asked: frozenset[PersonId] = frozenset()
    refused: frozenset[PersonId] = frozenset()
    by: PersonId | None = None
    reminded_at: datetime | None = None
    help_at: datetime | None = None
    ended_at: datetime | None = None
    rung: int = 0
    look_at: datetime | None = None
    sequence: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it has not ended yet."""
        return self.state in OPEN_TURNS

    def changed(self, **changes: object) -> "TaskTurn":
        """The same turn, one change further; buttons of before are recognised."""
        return replace(self, sequence=self.sequence + 1, **changes)  # type: ignore[arg-type]  # names are checked here

    def held(self, holder: PersonId, *, knows_at: datetime | None) -> "TaskTurn":
        """Somebody has it, as if it had just been made; ``knows_at``: since when they know of it."""
        begun = self._begun(TurnState.PLANNED, holder)
        return replace(begun, asked=frozenset(), refused=self.refused - {holder}, reminded_at=knows_at)

    def opened(self, *, asked: frozenset[PersonId], refused: frozenset[PersonId]) -> "TaskTurn":
        """Nobody has it, and these are asked."""
        return replace(self._begun(TurnState.OFFERED, None), asked=asked, refused=refused, reminded_at=None)

    def ended(self, state: TurnState, by: PersonId | None, *, now: datetime) -> "TaskTurn":
        """It has ended so; ``by`` said it, or nobody when the time or a professional did."""
        return self.changed(state=state, by=by, ended_at=now, asked=frozenset(), help_at=None, look_at=None)

    def _begun(self, state: TurnState, holder: PersonId | None) -> "TaskTurn":
        return self.changed(state=state, holder=holder, help_at=None, rung=0, look_at=None)

    def must_be_open(self) -> None:
        """Refuse what comes too late.

        Raises:
            TurnEnded: it has ended.
        """
        if not self.is_open:
            raise TurnEnded(detail="turn")


@dataclass(frozen=True, slots=True)
class TurnEvent:
    """One line of the history of a turn: what it became, whose it was, and who did it; nobody when the clock did."""

    turn: TaskTurnId
    state: TurnState
    holder: PersonId | None
    at: datetime
    by: Recipient | None = None
    help: bool = False

    @classmethod
    def of(cls, turn: TaskTurn, by: Recipient | None, *, at: datetime) -> "TurnEvent":
        """The line of what a turn has just become."""
        return cls(turn.id, turn.state, turn.holder, at, by, help=turn.help_at is not None)


class TurnEnded(Outdated):
    """Somebody said already how it went, or it is over."""

    code = "tasks.ended"


class TurnTaken(Outdated):
    """Somebody else was just before you; it is arranged, and nobody needs to do anything."""

    code = "tasks.taken"
