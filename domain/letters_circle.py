"""Letters about tasks, meetings and taking part: notices with the facts of the moment they leave.

``circle`` is the symbol of the family when somebody takes part in more than one, so that it is clear in which;
otherwise it is empty. ``discreet`` is as in ParticipantLetter.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.meetings import MeetingId
from domain.notices_circle import (
    MemberProlonged,
    ReturnAsked,
    StayAsked,
    TaskGiven,
    TurnArranged,
    TurnAsked,
    TurnChanged,
    TurnNews,
    TurnOffered,
)
from domain.people import Called, Form
from domain.secret import Secret
from domain.series import Series
from domain.tasks import TaskTurnId


@dataclass(frozen=True, slots=True)
class MemberPart:
    """What taking part is: what for, until which day (Amsterdam), and the tasks, in neutral words.

    ``stays`` is what they said about going on, when they were asked it; ``back_on`` the day on which they are asked
    back after stepping back, ``is_asked_back`` that this was done.
    """

    purpose: Secret | None
    until: date | None
    tasks: tuple[Secret, ...] = ()
    is_professional: bool = False
    is_asked_to_stay: bool = False
    stays: bool | None = None
    back_on: date | None = None
    is_asked_back: bool = False


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One turn as its doer may see it."""

    turn: TaskTurnId
    sequence: int
    words: Secret
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class TaskGivenLetter:
    """This task is meant for you; is that right? ``is_new``: it was not given to them before."""

    notice: TaskGiven
    words: Secret
    series: Series
    minutes: int
    form: Form
    discreet: bool
    circle: str = ""
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class TurnsLetter:
    """What somebody would do on a day, all of it in one message."""

    day: date
    turns: tuple[TurnLine, ...]
    form: Form
    discreet: bool
    circle: str = ""


@dataclass(frozen=True, slots=True)
class TurnLetter:
    """About one turn: asked, offered, arranged, changed, or something is the matter with it.

    ``called`` is whose turn it is, for a contact; ``is_off``: it was called off; ``is_helped``: it is still theirs,
    and the help that they asked for is seen to.
    """

    notice: TurnAsked | TurnOffered | TurnArranged | TurnChanged | TurnNews
    line: TurnLine
    form: Form
    discreet: bool
    circle: str = ""
    called: Called | None = None
    is_off: bool = False
    is_helped: bool = False


@dataclass(frozen=True, slots=True)
class MemberLetter:
    """Would you go on, until when that is now, or can you take part again?"""

    notice: StayAsked | MemberProlonged | ReturnAsked
    form: Form
    discreet: bool
    circle: str = ""


@dataclass(frozen=True, slots=True)
class PollLetter:
    """Which of these moments suit you? ``chosen`` is what they said before, ``answered`` that they did.

    ``is_off``: the meeting was called off, so that nothing needs to be chosen any more.
    """

    meeting: MeetingId
    revision: int
    options: tuple[datetime, ...]
    form: Form
    discreet: bool
    circle: str = ""
    chosen: frozenset[int] = frozenset()
    answered: bool = False
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class AgreedLetter:
    """Is what was agreed with you right? ``tasks`` in neutral words; ``more`` is agreed that only the window shows."""

    meeting: MeetingId
    tasks: tuple[Secret, ...]
    more: bool
    form: Form
    discreet: bool
    circle: str = ""


CircleContents = TaskGivenLetter | TurnsLetter | TurnLetter | MemberLetter | PollLetter | AgreedLetter
