"""The drawers of the circle: members, tasks with their turns, meetings, series, held words; what use cases call."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from domain.appointments import AppointmentId
from domain.circle import CircleEvent, MemberProposal, MemberProposalId, Membership
from domain.held_words import HeldWords, HeldWordsId
from domain.meetings import (
    Agreement,
    Decision,
    Meeting,
    MeetingId,
    MeetingPoint,
    MeetingVote,
    PointId,
)
from domain.people import FamilyId, PersonId
from domain.repeating import AppointmentSeries
from domain.series import SeriesId
from domain.tasks import Task, TaskId, TaskTurn, TaskTurnId, TurnEvent


class CircleDrawer(Protocol):
    """Who takes part around a family, what was proposed, and the history of it."""

    async def membership(self, person: PersonId) -> Membership | None: ...
    async def memberships(self, family: FamilyId) -> dict[PersonId, Membership]:
        """Of everybody who takes or took part, in one trip; what cannot be read keeps its place without a purpose."""

    async def save(self, membership: Membership) -> None:
        """Insert or replace; there is one per person."""

    async def note(self, event: CircleEvent) -> None:
        """Add a line to the history; lines are never changed."""

    async def history(self, family: FamilyId) -> tuple[CircleEvent, ...]:
        """Every line, oldest first."""

    async def due(self, now: datetime, limit: int) -> tuple[PersonId, ...]:
        """Memberships with something to say at or before ``now``, earliest first."""

    async def next_look(self) -> datetime | None: ...
    async def propose(self, proposal: MemberProposal) -> bool:
        """Keep it; False when this person's proposal with the same ``once`` is there already."""

    async def settle(self, proposal: MemberProposal) -> None: ...
    async def proposal(self, which: MemberProposalId) -> MemberProposal | None: ...
    async def proposals(self, family: FamilyId) -> tuple[MemberProposal, ...]:
        """Every readable one, newest first."""


class TasksDrawer(Protocol):
    """Tasks and their turns."""

    async def keep(self, task: Task) -> None:
        """Insert or replace."""

    async def get(self, which: TaskId) -> Task | None: ...
    async def several(self, which: Iterable[TaskId]) -> dict[TaskId, Task]:
        """These, in one trip; what cannot be read is left out."""

    async def of_family(self, family: FamilyId, *, ended: bool = False) -> tuple[Task, ...]:
        """Those that have not ended, or all of them; oldest first."""

    async def to_plan(self, before: date, limit: int) -> tuple[TaskId, ...]:
        """Tasks that have not ended, of which turns were made up to a day earlier than this, or never."""

    async def add_turns(self, turns: Iterable[TaskTurn]) -> None:
        """Keep them, in one trip; a turn of the same task and slot that is there already stays as it is."""

    async def keep_turn(self, turn: TaskTurn) -> None:
        """Insert or replace."""

    async def turn(self, which: TaskTurnId) -> TaskTurn | None: ...
    async def turns_of(self, task: TaskId, start: datetime) -> tuple[TaskTurn, ...]:
        """Those of a task that begin at or after this instant, earliest first, whatever their state."""

    async def turns_between(self, family: FamilyId, start: datetime, end: datetime) -> tuple[TaskTurn, ...]:
        """Those of a family that begin within [start, end), whatever their state, earliest first."""

    async def turns_for(self, person: PersonId, start: datetime, end: datetime) -> tuple[TaskTurn, ...]:
        """Those within [start, end) that this person holds, and those that are offered to them, earliest first."""

    async def due(self, now: datetime, limit: int) -> tuple[TaskTurnId, ...]:
        """Open turns whose ladder has something to say at or before ``now``, earliest first."""

    async def next_look(self) -> datetime | None: ...
    async def note(self, *events: TurnEvent) -> None:
        """Add lines to the history; lines are never changed."""

    async def history(self, task: TaskId) -> tuple[TurnEvent, ...]:
        """Every line of every turn of this task, oldest first."""


class MeetingsDrawer(Protocol):
    """Meetings with what people say before and after them."""

    async def keep(self, meeting: Meeting) -> None:
        """Insert or replace."""

    async def get(self, which: MeetingId) -> Meeting | None: ...
    async def of_appointment(self, which: AppointmentId) -> Meeting | None: ...
    async def of_family(self, family: FamilyId) -> tuple[Meeting, ...]:
        """Every meeting, newest first."""

    async def due(self, now: datetime, limit: int) -> tuple[MeetingId, ...]:
        """Meetings to look at at or before ``now``, earliest first."""

    async def next_look(self) -> datetime | None: ...
    async def vote(self, vote: MeetingVote) -> None:
        """Insert or replace; there is one per meeting and person."""

    async def votes(self, meeting: MeetingId) -> tuple[MeetingVote, ...]: ...
    async def keep_point(self, point: MeetingPoint) -> None:
        """Insert or replace."""

    async def point(self, which: PointId) -> MeetingPoint | None: ...
    async def points(self, meeting: MeetingId) -> tuple[MeetingPoint, ...]:
        """Every readable one, oldest first, also those that were withdrawn."""

    async def keep_decision(self, decision: Decision) -> None:
        """Insert or replace."""

    async def decisions(self, meeting: MeetingId) -> tuple[Decision, ...]:
        """Every readable one, in the order they were written."""

    async def agree(self, agreement: Agreement) -> None:
        """Insert or replace; there is one per meeting and person."""

    async def agreements(self, meeting: MeetingId) -> tuple[Agreement, ...]: ...


class SeriesDrawer(Protocol):
    """Appointments that repeat: the series they come from."""

    async def keep(self, one: AppointmentSeries) -> None:
        """Insert or replace."""

    async def get(self, which: SeriesId) -> AppointmentSeries | None: ...
    async def of_family(self, family: FamilyId) -> tuple[AppointmentSeries, ...]:
        """Those that have not ended, oldest first."""

    async def due(self, now: datetime, limit: int) -> tuple[SeriesId, ...]:
        """Series for which more appointments are to be made at or before ``now``."""

    async def next_look(self) -> datetime | None: ...
    async def slots_made(self, which: SeriesId) -> dict[date, AppointmentId]:
        """The appointment of each slot that was ever made, also when it was moved or cancelled since."""


class HeldDrawer(Protocol):
    """What was typed by somebody who takes part in several families, until they say for which one it was."""

    async def keep(self, words: HeldWords) -> bool:
        """Keep it; False when what came from this very source is held already."""

    async def get(self, account: bytes) -> tuple[HeldWords, ...]:
        """Everything of this account that can be read and has not expired, oldest first."""

    async def take(self, which: HeldWordsId) -> HeldWords | None:
        """Hand it over and forget it; None when it was taken before, has expired or cannot be read."""
