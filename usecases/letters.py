"""Composing a letter: a notice and the facts of this moment, or nothing when it is no longer true."""

from domain.appointments import Appointment, AppointmentId
from domain.delivery import Dispatch
from domain.digest import FamilyName
from domain.letters import (
    Contents,
    DigestLetter,
    DoorbellLetter,
    EventLetter,
    Letter,
    ParticipantLetter,
    WordsLetter,
    WorkLetter,
)
from domain.linking import InvitationState, Recipient
from domain.notices import (
    AboutAppointment,
    AnswerGiven,
    AppointmentCancelled,
    AppointmentDelayed,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    CheckInAsked,
    CheckInNudged,
    ControlWordsAsked,
    DigestReady,
    OutcomeAsked,
    PlanFitAsked,
    PlanReady,
    RunningLate,
    SomethingWaits,
    Welcome,
    WorkWaits,
)
from domain.notices_circle import AboutCircle, AboutMeeting, AboutTask
from domain.people import FlagKind, Person, ProfessionalId, has_flag
from usecases.checkin_letters import check_in_letter, plan_fit_letter, plan_letter
from usecases.circle_letters import circle_letter
from usecases.circle_people import circle_mark
from usecases.digest import compose_digest
from usecases.entries import number_among, work_entry
from usecases.member_letters import welcome_letter
from usecases.permission import family_of, person_of
from usecases.ports import Unit
from usecases.series_letters import repeats_of

_DISCREET = (FlagKind.SHARED_PHONE, FlagKind.NO_CONTACT, FlagKind.SECRET_ADDRESS)


async def compose(uow: Unit, dispatch: Dispatch, person: Person | None, *, labelled: bool) -> Letter | None:
    """The letter of this dispatch as things stand now; None when there is nothing left to say."""
    contents = await _contents(uow, dispatch, person)
    if contents is None:
        return None
    circle = "" if person is None else await circle_mark(uow, person)
    return Letter(contents, uow.now, labelled, circle)


async def person_of_dispatch(uow: Unit, dispatch: Dispatch) -> Person | None:
    """The person it goes to; None when it goes to a professional."""
    which = dispatch.recipient.person
    return None if which is None else await person_of(uow, which)


async def appointment_of(uow: Unit, dispatch: Dispatch) -> Appointment | None:
    """The appointment it is about, if any."""
    if isinstance(dispatch.notice, AboutTask | AboutCircle | AboutMeeting):
        return None
    match dispatch.notice:
        case (
            AppointmentMade(appointment=which)
            | AppointmentReminder(appointment=which)
            | AppointmentMoved(appointment=which)
            | AppointmentCancelled(appointment=which)
            | AppointmentDelayed(appointment=which)
            | AnswerGiven(appointment=which)
            | RunningLate(appointment=which)
            | OutcomeAsked(appointment=which)
        ):
            return await uow.appointments.get(which)
        case (
            Welcome()
            | ControlWordsAsked()
            | WorkWaits()
            | SomethingWaits()
            | CheckInAsked()
            | CheckInNudged()
            | PlanFitAsked()
            | PlanReady()
            | DigestReady()
        ):
            return None


async def is_paused(uow: Unit, person: Person) -> bool:
    """Whether nothing may be sent to this person: they stopped, or the gezinsmanager set it so."""
    if person.preferences.paused_since is not None:
        return True
    return has_flag(await uow.families.flags_of(person.family), FlagKind.PAUSED, person.id)


async def is_discreet(uow: Unit, person: Person) -> bool:
    """Whether a message to this person must not show anything until they tap (DESIGN §3)."""
    if person.preferences.shared_phone:
        return True
    flags = await uow.families.flags_of(person.family)
    return any(has_flag(flags, kind, person.id) for kind in _DISCREET)


async def _contents(uow: Unit, dispatch: Dispatch, person: Person | None) -> Contents | None:
    if isinstance(dispatch.notice, AboutTask | AboutCircle | AboutMeeting):
        return await _to_circle(uow, dispatch.notice, person)
    match dispatch.notice:
        case (
            AppointmentMade()
            | AppointmentReminder()
            | AppointmentMoved()
            | AppointmentCancelled()
            | AppointmentDelayed()
        ) as notice:
            return None if person is None else await _to_participant(uow, notice, person)
        case Welcome():
            return await welcome_letter(uow, person)
        case ControlWordsAsked() as notice:
            return await _words(uow, notice, dispatch.recipient)
        case (AnswerGiven() | RunningLate() | OutcomeAsked()) as notice:
            return await _event(uow, notice, dispatch.recipient)
        case SomethingWaits() as notice:
            return None if person is None else await _doorbell(uow, notice, person)
        case (CheckInAsked() | CheckInNudged() | PlanFitAsked() | PlanReady()) as notice:
            return None if person is None else await _about_plan(uow, notice, person, key=dispatch.key)
        case WorkWaits() as notice:
            return await _work(uow, notice)
        case DigestReady(day=day):
            assert dispatch.recipient.professional is not None  # noqa: S101 - digests go to professionals only
            digest = await compose_digest(uow, ProfessionalId(dispatch.recipient.professional), day)
            return None if digest is None or digest.is_empty else DigestLetter(digest)


async def _to_circle(
    uow: Unit, notice: AboutTask | AboutCircle | AboutMeeting, person: Person | None
) -> Contents | None:
    if person is None:
        return None
    return await circle_letter(uow, notice, person, discreet=await is_discreet(uow, person))


async def _to_participant(uow: Unit, notice: AboutAppointment, person: Person) -> Contents | None:
    appointment = await uow.appointments.get(notice.appointment)
    if appointment is None or appointment.sequence != notice.sequence:
        return None
    if person.id not in appointment.people:
        return None
    return ParticipantLetter(
        notice,
        appointment,
        appointment.of(person.id),
        person.preferences.form,
        await is_discreet(uow, person),
        repeats=await repeats_of(uow, notice, appointment, person.id),
    )


async def _doorbell(uow: Unit, notice: SomethingWaits, person: Person) -> Contents | None:
    waiting = await uow.threads.get(notice.thread)
    if waiting is None or waiting.unread_since is None:
        return None
    return DoorbellLetter(person.preferences.form)


async def _work(uow: Unit, notice: WorkWaits) -> Contents | None:
    item = await uow.work_items.get(notice.work_item)
    if item is None or item.closed_at is not None:
        return None
    return WorkLetter(await work_entry(uow, item))


async def _about_plan(
    uow: Unit, notice: CheckInAsked | CheckInNudged | PlanFitAsked | PlanReady, person: Person, *, key: str
) -> Contents | None:
    match notice:
        case PlanReady(version=version):
            return await plan_letter(uow, version, person, planned_as=key)
        case PlanFitAsked(question=question):
            return await plan_fit_letter(uow, question, person, discreet=await is_discreet(uow, person))
        case CheckInAsked(turn=turn) | CheckInNudged(turn=turn):
            is_nudge, discreet = isinstance(notice, CheckInNudged), await is_discreet(uow, person)
            return await check_in_letter(uow, turn, person, is_nudge=is_nudge, discreet=discreet)


async def _words(uow: Unit, notice: ControlWordsAsked, to: Recipient) -> Contents | None:
    invitation = await uow.invitations.get(notice.invitation)
    if (
        invitation is None
        or invitation.state is not InvitationState.CODE_GIVEN
        or invitation.invitee.person is None
    ):
        return None
    person = await person_of(uow, invitation.invitee.person)
    family = await family_of(uow, notice.family)
    return WordsLetter(
        notice,
        FamilyName(family.symbol, family.alias),
        person.called,
        number=await number_among(uow, person),
        standing_in=to.professional != family.case_manager,
    )


async def _event(
    uow: Unit, notice: AnswerGiven | RunningLate | OutcomeAsked, to: Recipient
) -> Contents | None:
    appointment = await uow.appointments.get(AppointmentId(notice.appointment))
    if appointment is None or appointment.is_cancelled:
        return None
    if not isinstance(notice, OutcomeAsked) and notice.person not in appointment.people:
        return None
    family = await family_of(uow, notice.family)
    person = None if isinstance(notice, OutcomeAsked) else await person_of(uow, notice.person)
    if isinstance(notice, AnswerGiven) and appointment.of(notice.person).answer is not notice.answer:
        return None
    return EventLetter(
        notice,
        FamilyName(family.symbol, family.alias),
        appointment,
        person.called if person else None,
        number=await number_among(uow, person) if person else 0,
        standing_in=to.professional != family.case_manager,
    )
