"""What Kring may tell somebody about tasks, meetings and taking part: facts, never sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.meetings import MeetingId
from domain.people import PersonId
from domain.tasks import TaskId, TaskTurnId


@dataclass(frozen=True, slots=True)
class TaskGiven:
    """To somebody of the circle: this task is meant for you, or has changed; is that right?"""

    task: TaskId
    revision: int


@dataclass(frozen=True, slots=True)
class TurnsAhead:
    """To somebody of the circle: what you would do on this day (Amsterdam), all of it in one message."""

    day: date


@dataclass(frozen=True, slots=True)
class TurnAsked:
    """To who has a turn, once, after its window: did it work out?"""

    turn: TaskTurnId


@dataclass(frozen=True, slots=True)
class TurnOffered:
    """To the reserve, or to others the family chose: can you do this?"""

    turn: TaskTurnId
    sequence: int


@dataclass(frozen=True, slots=True)
class TurnArranged:
    """To who was asked: somebody else does it, you need not do anything. To who has it: your help is seen to."""

    turn: TaskTurnId


@dataclass(frozen=True, slots=True)
class TurnChanged:
    """To who has a turn and knew of it: it is at another time, or it is off.

    ``whole``: the task is not theirs any more, from this turn on.
    """

    turn: TaskTurnId
    was: datetime
    whole: bool = False


class TurnTrouble(StrEnum):
    """Why a contact hears of a turn."""

    NOBODY = "nobody"
    HELP = "help"
    UNANSWERED = "unanswered"
    LATER = "later"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class TurnNews:
    """To the parent or young person whom the family chose: with this turn something is the matter."""

    turn: TaskTurnId
    trouble: TurnTrouble


@dataclass(frozen=True, slots=True)
class StayAsked:
    """To a member, once: taking part ends soon; would you go on? Who joined when, so that it is never asked twice."""

    person: PersonId
    until: date


@dataclass(frozen=True, slots=True)
class MemberProlonged:
    """To a member who said that they would go on: this is your last day (Amsterdam) now."""

    person: PersonId
    until: date


@dataclass(frozen=True, slots=True)
class ReturnAsked:
    """To a member who stepped back for a while: can you take part again?"""

    person: PersonId
    back_on: date


@dataclass(frozen=True, slots=True)
class MeetingPolled:
    """To who is invited: which of these moments suit you, and what would you like to discuss?"""

    meeting: MeetingId
    revision: int


@dataclass(frozen=True, slots=True)
class MeetingAgreed:
    """To who was at a meeting: is what was agreed with you right?"""

    meeting: MeetingId


AboutTask = TaskGiven | TurnsAhead | TurnAsked | TurnOffered | TurnArranged | TurnChanged | TurnNews
AboutCircle = StayAsked | MemberProlonged | ReturnAsked
AboutMeeting = MeetingPolled | MeetingAgreed
