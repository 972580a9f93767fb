"""Everything Kring may tell somebody of its own accord: one closed union of facts, never of sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from domain.appointments import Answer, AppointmentId
from domain.checkins import TurnId
from domain.linking import InvitationId
from domain.notices_circle import AboutCircle, AboutMeeting, AboutTask
from domain.people import FamilyId, PersonId
from domain.plan_questions import PlanQuestionId
from domain.plans import PlanVersionId
from domain.threads import ThreadId
from domain.work_items import WorkItemId


class Klass(IntEnum):
    """How much a text reveals (DESIGN §3); a route carries only what is low enough for it."""

    OPEN = 0
    PRACTICAL = 1
    PRIVATE = 2
    DANGEROUS = 3


TELEGRAM_CARRIES = Klass.PRACTICAL


class StepKey(StrEnum):
    """The rungs of the appointment ladder."""

    ANNOUNCE = "announce"
    WEEK_BEFORE = "week_before"
    THREE_DAYS_BEFORE = "three_days_before"
    DAY_BEFORE = "day_before"
    MORNING_OF = "morning_of"
    UNCONFIRMED = "unconfirmed"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class AppointmentMade:
    """To a participant: there is a new appointment; do you come?"""

    appointment: AppointmentId
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AppointmentReminder:
    """To a participant: it is nearly there."""

    appointment: AppointmentId
    sequence: int
    step: StepKey


@dataclass(frozen=True, slots=True)
class AppointmentMoved:
    """To a participant: old moment and new moment; do you come?"""

    appointment: AppointmentId
    sequence: int
    was: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class AppointmentCancelled:
    """To a participant: it is off."""

    appointment: AppointmentId
    sequence: int
    was: datetime


@dataclass(frozen=True, slots=True)
class AppointmentDelayed:
    """To a participant: the gezinsmanager comes some minutes later."""

    appointment: AppointmentId
    sequence: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Welcome:
    """To somebody just confirmed: you are linked; do you agree, and how shall we write to you?"""


@dataclass(frozen=True, slots=True)
class ControlWordsAsked:
    """To the gezinsmanager: somebody gave the right code; have them read out the two words and type these."""

    invitation: InvitationId
    family: FamilyId


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """To the gezinsmanager, at once: a participant cannot come, or asks for another time, soon."""

    appointment: AppointmentId
    family: FamilyId
    person: PersonId
    answer: Answer
    proposal: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunningLate:
    """To the gezinsmanager, at once: a participant is some minutes late."""

    appointment: AppointmentId
    family: FamilyId
    person: PersonId
    minutes: int


@dataclass(frozen=True, slots=True)
class OutcomeAsked:
    """To the gezinsmanager: did it take place?"""

    appointment: AppointmentId
    family: FamilyId


@dataclass(frozen=True, slots=True)
class WorkWaits:
    """To the gezinsmanager or the team, at once: an urgent item has come on the list."""

    work_item: WorkItemId


@dataclass(frozen=True, slots=True)
class SomethingWaits:
    """To a person: something stands ready in the window; the doorbell, which says nothing else."""

    thread: ThreadId


@dataclass(frozen=True, slots=True)
class CheckInAsked:
    """To a person, once per round: how are the goals going?"""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class CheckInNudged:
    """To a person who did not answer: the one friendly reminder, a day later."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class PlanFitAsked:
    """To a parent or young person: does what we agreed still fit?"""

    question: PlanQuestionId


@dataclass(frozen=True, slots=True)
class PlanReady:
    """To a person: a version of the plan stands ready in the window; the doorbell says nothing else."""

    version: PlanVersionId


@dataclass(frozen=True, slots=True)
class DigestReady:
    """To a professional, on a working day at 08:30: what today asks."""

    day: date


Notice = (
    AppointmentMade
    | AppointmentReminder
    | AppointmentMoved
    | AppointmentCancelled
    | AppointmentDelayed
    | Welcome
    | ControlWordsAsked
    | AnswerGiven
    | RunningLate
    | OutcomeAsked
    | WorkWaits
    | SomethingWaits
    | CheckInAsked
    | CheckInNudged
    | PlanFitAsked
    | PlanReady
    | AboutTask
    | AboutCircle
    | AboutMeeting
    | DigestReady
)

AboutAppointment = (
    AppointmentMade | AppointmentReminder | AppointmentMoved | AppointmentCancelled | AppointmentDelayed
)


def klass_of(notice: Notice) -> Klass:
    """How much this notice reveals; an unknown kind does not type-check."""
    if isinstance(notice, AboutTask | AboutCircle | AboutMeeting):
        return Klass.PRACTICAL
    match notice:
        case Welcome() | ControlWordsAsked() | SomethingWaits() | PlanReady():
            return Klass.OPEN
        case (
            AppointmentMade()
            | AppointmentReminder()
            | AppointmentMoved()
            | AppointmentCancelled()
            | AppointmentDelayed()
            | AnswerGiven()
            | RunningLate()
            | OutcomeAsked()
            | WorkWaits()
            | CheckInAsked()
            | CheckInNudged()
            | PlanFitAsked()
            | DigestReady()
        ):
            return Klass.PRACTICAL
