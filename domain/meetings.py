"""Meetings of the circle: polled, planned as an appointment, prepared, held, and confirmed by each who was there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.appointments import AppointmentId
from domain.errors import Outdated, Unsuitable
from domain.linking import Recipient
from domain.people import FamilyId, Person, PersonId, ProfessionalId, Role
from domain.plans import GoalId
from domain.secret import Secret
from domain.tasks import Task, TaskId

MeetingId = NewType("MeetingId", UUID)
PointId = NewType("PointId", UUID)
DecisionId = NewType("DecisionId", UUID)

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6
LONGEST_POINT = 2_000
LONGEST_DECISION = 400
POLL_OPEN = timedelta(days=7)
CHOSEN_BEFORE = timedelta(hours=24)
"""So long before the first of the moments it must be known which it is."""


class MeetingKind(StrEnum):
    """What sort of meeting it is; a chat never says which."""

    TEAM = "team"
    NETWORK = "network"
    EVALUATION = "evaluation"


class MeetingState(StrEnum):
    """How far a meeting has come."""

    POLLING = "polling"
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of some people of the circle; two who may have no contact are never in one meeting.

    ``people`` are who is invited, and once it was held who was there. ``options`` are the moments (UTC) that they can
    choose from, until ``poll_until``. ``appointment`` is what it became; moment, place, reminders and who comes are
    kept there. ``agreed_at``: everybody was asked whether what was agreed with them is right.
    """

    id: MeetingId
    family: FamilyId
    kind: MeetingKind
    people: frozenset[PersonId]
    made_by: ProfessionalId
    made_at: datetime
    minutes: int
    place: Secret | None = None
    state: MeetingState = MeetingState.POLLING
    options: tuple[datetime, ...] = ()
    poll_until: datetime | None = None
    appointment: AppointmentId | None = None
    agreed_at: datetime | None = None
    revision: int = 1
    look_at: datetime | None = None

    def is_polling(self, now: datetime) -> bool:
        """Whether people can still say which moments suit them."""
        return self.state is MeetingState.POLLING and (self.poll_until is None or now < self.poll_until)

    def planned(self, appointment: AppointmentId) -> "Meeting":
        """It has a moment now.

        Raises:
            Outdated: it has one already, or was called off.
        """
        if self.state is not MeetingState.POLLING:
            raise Outdated(detail="meeting")
        return replace(
            self,
            state=MeetingState.PLANNED,
            appointment=appointment,
            look_at=None,
            revision=self.revision + 1,
        )


@dataclass(frozen=True, slots=True)
class MeetingVote:
    """Which of the options suit somebody, by their place in the row; none of them is an answer too."""

    meeting: MeetingId
    person: PersonId
    options: frozenset[int]
    voted_at: datetime


@dataclass(frozen=True, slots=True)
class MeetingPoint:
    """What somebody wants to discuss: for the gezinsmanager only, until its writer shares it with all who come."""

    id: PointId
    meeting: MeetingId
    by: Recipient
    body: Secret
    made_at: datetime
    shared_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was agreed, with whom; a task it became is named, and so is the goal that it changes.

    ``words`` are private. What somebody of the network sees of it is the neutral wording of the task, nothing else.
    """

    id: DecisionId
    meeting: MeetingId
    words: Secret
    made_at: datetime
    people: frozenset[PersonId] = frozenset()
    task: TaskId | None = None
    goal: GoalId | None = None


class Says(StrEnum):
    """Whether what was agreed with somebody is right, in their own eyes."""

    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One attendee's own word about what was agreed with them; ``note`` says what is different."""

    meeting: MeetingId
    person: PersonId
    asked_at: datetime
    says: Says | None = None
    answered_at: datetime | None = None
    note: Secret | None = None


def check_options(options: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    """The moments of a poll in order, if they can be one.

    Raises:
        Unsuitable: fewer than two or more than six different ones, or one that is past.
    """
    found = tuple(sorted(set(options)))
    if not FEWEST_OPTIONS <= len(found) <= MOST_OPTIONS or found[0] <= now:
        raise Unsuitable(detail="options")
    return found


def poll_closes(options: tuple[datetime, ...], now: datetime) -> datetime:
    """Until when people can say what suits them: a week, or a day before the first moment, or half of what is left."""
    left = options[0] - now
    return now + min(POLL_OPEN, max(left - CHOSEN_BEFORE, left / 2))


def suits(votes: Iterable[MeetingVote], option: int) -> int:
    """How many said that this moment suits them."""
    return sum(option in vote.options for vote in votes)


def agreed_with(
    person: Person, decisions: Iterable[Decision], tasks: Mapping[TaskId, Task]
) -> tuple[Decision, ...]:
    """What was agreed with somebody; of the network, only what became a task of their own."""
    mine = tuple(one for one in decisions if person.id in one.people)
    if person.role is not Role.NETWORK_MEMBER:
        return mine
    return tuple(
        one for one in mine if one.task and (task := tasks.get(one.task)) and is_theirs(task, person.id)
    )


def is_theirs(task: Task, person: PersonId) -> bool:
    """Whether they do this task, or are asked for it when needed, and it has not ended."""
    return task.ended_at is None and (person in (task.owner, task.reserve) or person in task.others)
