"""Every view, made once for each form of address with the longest values it can get."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from domain.actors import Actor, CaseManager, NetworkMember, Parent, Stranger, TeamLeader, YoungPerson
from domain.appointments import Answer, Appointment, AppointmentId, Attendance, Kind, Outcome
from domain.buttons import Press, Pressed
from domain.calendar import QuietHours
from domain.checkins import Scale, TurnId
from domain.digest import Digest, DigestAppointment, DigestRound, FamilyName, WorkEntry
from domain.drafts import Draft, DraftId
from domain.letters import (
    CheckInLetter,
    Contents,
    DigestLetter,
    DoorbellLetter,
    EventLetter,
    Letter,
    ParticipantLetter,
    PlanFitLetter,
    WelcomeLetter,
    WordsLetter,
    WorkLetter,
)
from domain.linking import InvitationId
from domain.notices import (
    AboutAppointment,
    AnswerGiven,
    AppointmentCancelled,
    AppointmentDelayed,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    ControlWordsAsked,
    OutcomeAsked,
    RunningLate,
    StepKey,
)
from domain.people import (
    Called,
    Family,
    FamilyId,
    Form,
    Person,
    PersonId,
    Preferences,
    ProfessionalId,
    Role,
    TeamId,
)
from domain.plan_questions import PlanQuestionId
from domain.plans import GoalId
from domain.secret import Secret
from domain.work_items import OnList, WorkItem, WorkItemId, WorkKind
from handlers.views.choices import Side
from handlers.views.view import View
from usecases.threads import Receipt

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
FAR = datetime(2027, 9, 30, 9, 45, tzinfo=UTC)
"""'donderdag 30 september 2027 om 11.45 uur': nothing a moment can say is longer."""

LATER = datetime(2027, 11, 24, 22, 45, tzinfo=UTC)
NUMBER = "0800-0000000"
PLACE = "Burgemeester van der Wouwenlaan 1234 bis, 4331 AB Middelburg"
ALIAS = "Zonnebloemenveldjes2"


def an_id(number: int) -> UUID:
    """A readable id."""
    return UUID(int=number)


MOTHER, GRANDMOTHER, NOOR = (PersonId(an_id(n)) for n in (11, 12, 13))
FAMILY = Family(FamilyId(an_id(1)), ALIAS, "⭐", TeamId(an_id(2)), ProfessionalId(an_id(3)))
NAMED = FamilyName("⭐", ALIAS)


def an_appointment(kind: Kind = Kind.VIDEO, answer: Answer = Answer.NONE, at: datetime = FAR) -> Appointment:
    """An appointment of a mother, a grandmother and a second one, with place and number."""
    sides = (
        Attendance(MOTHER, answer, proposal=LATER if answer is Answer.OTHER_TIME else None),
        Attendance(GRANDMOTHER, Answer.OTHER_TIME, proposal=LATER),
        Attendance(NOOR, Answer.COMING, late_minutes=240),
    )
    return Appointment(
        id=AppointmentId(an_id(21)),
        family=FAMILY.id,
        kind=kind,
        starts_at=at,
        minutes=720,
        obligatory=True,
        made_by=FAMILY.case_manager,
        made_at=NOW,
        effective_at=NOW + timedelta(minutes=10),
        attendances=sides,
        place=Secret(PLACE),
        number=Secret(NUMBER),
        sequence=3,
    )


def a_side(form: Form, answer: Answer = Answer.NONE, *, discreet: bool = False, **changes: Any) -> Side:
    """The mother's side of it."""
    appointment = replace(an_appointment(answer=answer), **changes)
    return Side.of(appointment, MOTHER, form, discreet=discreet)


def people() -> tuple[Person, ...]:
    """The family, with one word that comes twice."""
    calls = ((MOTHER, Called.MOTHER), (GRANDMOTHER, Called.GRANDMOTHER), (NOOR, Called.GRANDMOTHER))
    return tuple(Person(i, FAMILY.id, Role.PARENT, c, Secret("Fatima de Vries")) for i, c in calls)


def a_draft(*, complete: bool) -> Draft:
    """A draft as it begins, or with everything filled in."""
    empty = Draft(DraftId(an_id(31)), FAMILY.case_manager, FAMILY.id, NOW)
    if not complete:
        return empty
    return replace(
        empty,
        kind=Kind.CIRCLE_MEETING,
        starts_at=FAR,
        minutes=720,
        obligatory=True,
        people=(MOTHER, GRANDMOTHER, NOOR),
        place=Secret(PLACE),
        number=Secret(NUMBER),
    )


def an_entry(kind: WorkKind, *, urgent: bool = False, full: bool = True) -> WorkEntry:
    """An item on the list, with everything that can be said about it or with nothing."""
    item = WorkItem(
        id=WorkItemId(an_id(41)),
        key="key",
        kind=kind,
        on=OnList.CASE_MANAGER,
        team=FAMILY.team,
        case_manager=FAMILY.case_manager,
        made_at=NOW,
        urgent=urgent,
        count=999 if full else 1,
    )
    if not full:
        return WorkEntry(item, None, None)
    return WorkEntry(item, NAMED, Called.FOSTER_PARENT, an_appointment())


def a_digest(*, entries: int) -> Digest:
    """A day with so many entries in every part."""
    silent = (Called.MOTHER, Called.GRANDMOTHER, Called.GRANDMOTHER)
    listed = (DigestAppointment(an_appointment(), NAMED, silent),) * entries
    rounds = tuple(DigestRound(NAMED, asked, 4, signals) for asked, signals in ((12, 9), (0, 1), (12, 0)))
    work = tuple(an_entry(task) for task in WorkKind) if entries else ()
    return Digest(FAR.date(), listed, listed, work, rounds * entries)


def preferences(form: Form, *, everything: bool) -> Preferences:
    """Choices as somebody begins, or with all of them turned on."""
    if not everything:
        return Preferences(form=form)
    hours = QuietHours(time(21, 45), time(10, 45))
    return Preferences(form, hours, morning_reminder=True, shared_phone=True, paused_since=NOW)


def actors() -> tuple[Actor, ...]:
    """One of every kind that comes to a door."""
    professional = (FAMILY.case_manager, FAMILY.team)
    person = (MOTHER, FAMILY.id)
    return (
        *(Parent(*person), YoungPerson(*person), NetworkMember(*person)),
        *(CaseManager(*professional), TeamLeader(*professional), Stranger()),
    )


def participant_letters(form: Form, *, discreet: bool = False) -> list[ParticipantLetter]:
    """Every notice to a participant, for every answer and kind it can meet."""
    which, sequence = AppointmentId(an_id(21)), 3
    notices: list[AboutAppointment] = [
        AppointmentMade(which, sequence, LATER),
        *(AppointmentReminder(which, sequence, step) for step in StepKey),
        AppointmentMoved(which, sequence, LATER, LATER),
        AppointmentCancelled(which, sequence, LATER),
        AppointmentDelayed(which, sequence, 180),
    ]
    letters = []
    for notice in notices:
        for kind in Kind:
            for answer in Answer:
                side = a_side(form, answer, discreet=discreet, kind=kind)
                off = NOW if isinstance(notice, AppointmentCancelled) else None
                appointment = replace(side.appointment, cancelled_at=off)
                letters.append(ParticipantLetter(notice, appointment, side.attendance, form, discreet))
    return letters


TURN, QUESTION, GOAL = TurnId(an_id(61)), PlanQuestionId(an_id(62)), GoalId(an_id(63))
SYMBOL, NICKNAME = "🤝", "zonnebloemenveldjes2"


def check_in_letters(form: Form) -> list[CheckInLetter]:
    """Every question about a goal: the first of some and the last, on each scale, asked once more or discreetly."""
    return [
        CheckInLetter(TURN, GOAL, SYMBOL, NICKNAME, number, 5, scale, form, discreet, is_nudge)
        for number in (1, 5)
        for scale in Scale
        for discreet in (True, False)
        for is_nudge in (True, False)
    ]


WORDS = WordsLetter(
    ControlWordsAsked(InvitationId(an_id(51)), FAMILY.id), NAMED, Called.FOSTER_PARENT, number=2
)


def letters(form: Form) -> list[Letter]:
    """Everything Kring can start, first copy and second; professionals are only ever addressed with u."""
    many: list[Contents] = [*participant_letters(form), *participant_letters(form, discreet=True)]
    many += [
        *check_in_letters(form),
        *(PlanFitLetter(QUESTION, form, discreet) for discreet in (True, False)),
    ]
    once: list[Contents] = [WelcomeLetter(form, professional=False), DoorbellLetter(form)]
    if form is Form.U:
        many += [
            *(replace(WORDS, standing_in=standing_in) for standing_in in (True, False)),
            *event_letters(),
            *(
                WorkLetter(an_entry(task, urgent=True, full=full))
                for task in WorkKind
                for full in (True, False)
            ),
        ]
        once += [
            WelcomeLetter(form, professional=True),
            *(DigestLetter(a_digest(entries=n)) for n in (0, 1, 99)),
        ]
    copies = [Letter(contents, NOW, labelled) for contents in many for labelled in (False, True)]
    return [*copies, *(Letter(contents, NOW) for contents in once)]


def receipts() -> tuple[Receipt, ...]:
    """Everything that can be said of something kept: with a promise or none, read by somebody or nobody, alarming."""
    return tuple(
        Receipt(promised, somebody, alarming)
        for promised in (FAR, None)
        for somebody in (True, False)
        for alarming in (True, False)
    )


def event_letters() -> list[EventLetter]:
    """Everything about an appointment that a gezinsmanager hears at once."""
    which = AppointmentId(an_id(21))
    events: list[AnswerGiven | RunningLate | OutcomeAsked] = [
        AnswerGiven(which, FAMILY.id, MOTHER, Answer.CANNOT),
        AnswerGiven(which, FAMILY.id, MOTHER, Answer.OTHER_TIME),
        AnswerGiven(which, FAMILY.id, MOTHER, Answer.OTHER_TIME, LATER),
        RunningLate(which, FAMILY.id, MOTHER, 240),
        OutcomeAsked(which, FAMILY.id),
    ]
    return [
        EventLetter(event, NAMED, an_appointment(kind), called, number, standing_in)
        for event in events
        for kind in Kind
        for called, number in ((Called.FOSTER_PARENT, 12), (None, 0))
        for standing_in in (True, False)
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """One view with the function that made it; ``is_list`` exempts it from the rule of four sentences."""

    by: Callable[..., View]
    view: View
    form: Form
    is_list: bool = False

    @property
    def name(self) -> str:
        """Module and function, for a failing test."""
        return f"{self.by.__module__.rpartition('.')[2]}.{self.by.__name__} ({self.form.value})"


CHOOSE, AGAIN = Pressed(Press.PROPOSE, an_id(21), 3), Pressed(Press.TYPE_TIME, an_id(21), 3)
OUTCOMES = (None, Outcome.HELD, Outcome.NOT_HELD)
