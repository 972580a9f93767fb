"""Letters: a notice together with the facts of the moment it leaves; the words are chosen from these."""

from dataclasses import dataclass
from datetime import datetime

from domain.appointments import Appointment, Attendance
from domain.checkins import Scale, TurnId
from domain.digest import Digest, FamilyName, WorkEntry
from domain.letters_circle import CircleContents, MemberPart
from domain.notices import (
    AboutAppointment,
    AnswerGiven,
    ControlWordsAsked,
    OutcomeAsked,
    RunningLate,
)
from domain.people import Called, Form
from domain.plan_questions import PlanQuestionId
from domain.plans import GoalId
from domain.series import Series


@dataclass(frozen=True, slots=True)
class ParticipantLetter:
    """To a participant, about an appointment.

    ``discreet`` (a shared phone, a safety flag) makes it an OPEN doorbell that a tap reveals by an edit. ``repeats``:
    it is the first of a series; ``circle`` as in letters_circle.
    """

    notice: AboutAppointment
    appointment: Appointment
    attendance: Attendance
    form: Form
    discreet: bool
    repeats: Series | None = None
    circle: str = ""


@dataclass(frozen=True, slots=True)
class DoorbellLetter:
    """To a person: something stands ready; it says nothing else (DESIGN §3, OPEN)."""

    form: Form


@dataclass(frozen=True, slots=True)
class CheckInLetter:
    """To a person: how is it going with the first of the goals that have no score yet?

    Of a goal only symbol and nickname leave. ``is_nudge``: they did not answer yesterday. ``discreet`` as in
    ParticipantLetter.
    """

    turn: TurnId
    goal: GoalId
    symbol: str
    nickname: str
    number: int
    of: int
    scale: Scale
    form: Form
    discreet: bool
    is_nudge: bool = False


@dataclass(frozen=True, slots=True)
class PlanFitLetter:
    """To a parent or young person: does what we agreed still fit?"""

    question: PlanQuestionId
    form: Form
    discreet: bool


@dataclass(frozen=True, slots=True)
class WelcomeLetter:
    """To somebody just confirmed; ``part`` is what a member of the circle is asked to agree to."""

    form: Form
    professional: bool
    part: MemberPart | None = None
    circle: str = ""


@dataclass(frozen=True, slots=True)
class WordsLetter:
    """To the gezinsmanager: type the two words that are read out to you.

    ``number`` and ``standing_in`` as in EventLetter.
    """

    notice: ControlWordsAsked
    family: FamilyName
    called: Called
    number: int = 0
    standing_in: bool = False


@dataclass(frozen=True, slots=True)
class EventLetter:
    """To the gezinsmanager: something about an appointment wants a reaction.

    ``number`` tells people apart who have the same everyday word, 0 when it is the only one. ``standing_in``: it
    goes to a team leader, since the gezinsmanager cannot be reached.
    """

    notice: AnswerGiven | RunningLate | OutcomeAsked
    family: FamilyName
    appointment: Appointment
    called: Called | None
    number: int = 0
    standing_in: bool = False


@dataclass(frozen=True, slots=True)
class WorkLetter:
    """To a professional: something urgent has come on the list."""

    entry: WorkEntry


@dataclass(frozen=True, slots=True)
class DigestLetter:
    """To a professional: what today asks."""

    digest: Digest


Contents = (
    ParticipantLetter
    | DoorbellLetter
    | CheckInLetter
    | PlanFitLetter
    | WelcomeLetter
    | WordsLetter
    | EventLetter
    | WorkLetter
    | CircleContents
    | DigestLetter
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What leaves now; ``labelled`` says that it may be a second copy, ``now`` is the instant of leaving.

    ``circle`` is the symbol of the family when its reader takes part in more than one; otherwise it is empty.
    """

    contents: Contents
    now: datetime
    labelled: bool = False
    circle: str = ""
