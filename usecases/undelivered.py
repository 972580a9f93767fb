"""What did not arrive lands on exactly one open list, with its reason, and reaches somebody who can act."""

from datetime import timedelta

from domain.appointments import Appointment
from domain.delivery import Dispatch, DispatchId, DispatchState
from domain.linking import Recipient
from domain.notices import (
    AnswerGiven,
    CheckInAsked,
    CheckInNudged,
    ControlWordsAsked,
    OutcomeAsked,
    PlanFitAsked,
    PlanReady,
    RunningLate,
    SomethingWaits,
    WorkWaits,
)
from domain.notices_circle import (
    AboutMeeting,
    AboutTask,
    MeetingAgreed,
    MeetingPolled,
    TaskGiven,
    TurnChanged,
    TurnsAhead,
)
from domain.people import FamilyId, PersonId, Professional, ProfessionalId, ProfessionalRole, TeamId
from domain.threads import ThreadId
from domain.work_items import OnList, WorkItem, WorkItemId, WorkKind
from usecases.letters import appointment_of, is_paused, person_of_dispatch
from usecases.meetings_told import needs_no_call
from usecases.outbox import is_reachable, put_on_list
from usecases.permission import family_of
from usecases.ports import Unit
from usecases.turns import CHECK_IN, PLAN, note_asked
from usecases.turns_told import TASKS, asks_for_a_call

SOON = timedelta(days=2)


async def put_undelivered_on_list(uow: Unit, dispatch: Dispatch, *, last_minute: bool = False) -> None:
    """Put this notice on the list of who can do something about it, once."""
    if isinstance(dispatch.notice, SomethingWaits) and dispatch.state is DispatchState.PARKED:
        # The doorbell rings again by itself while something is unread, and then somebody calls.
        return
    if await _is_nobodys_work(uow, dispatch):
        return
    if dispatch.recipient.person is not None:
        await _for_person(uow, dispatch, last_minute=last_minute)
    elif isinstance(dispatch.notice, WorkWaits):
        await _move_to_team(uow, dispatch, dispatch.notice)
    else:
        await _for_professional(uow, dispatch)


async def _is_nobodys_work(uow: Unit, dispatch: Dispatch) -> bool:
    """A question that comes back by itself asks nobody to call: that it was not heard is a fact in the summary."""
    if isinstance(dispatch.notice, AboutTask):
        person = await person_of_dispatch(uow, dispatch)
        return person is not None and not await asks_for_a_call(uow, dispatch, dispatch.notice, person)
    if isinstance(dispatch.notice, AboutMeeting):
        return needs_no_call(dispatch.notice, dispatch)
    match dispatch.notice, dispatch.state:
        case CheckInAsked(turn=turn), DispatchState.PARKED:
            # It may have arrived, so it is taken as asked: who did not see it is asked once more the next day.
            await note_asked(uow, turn)
            return True
        case ((CheckInNudged() | PlanFitAsked()), DispatchState.PARKED):
            return True
        case ((CheckInAsked() | CheckInNudged() | PlanFitAsked()), DispatchState.TOO_LATE):
            # After a standstill the week is over; nobody is to be called for each of them.
            return True
        case ((CheckInAsked() | CheckInNudged() | PlanFitAsked()), DispatchState.REFUSED):
            person = await person_of_dispatch(uow, dispatch)
            return person is not None and await is_paused(uow, person)
        case _:
            return False


async def _for_person(uow: Unit, dispatch: Dispatch, *, last_minute: bool) -> None:
    person = await person_of_dispatch(uow, dispatch)
    assert person is not None  # noqa: S101 - the caller looked
    family = await family_of(uow, person.family)
    appointment = await appointment_of(uow, dispatch)
    about = appointment.id.hex if appointment else _about(dispatch)
    kind = WorkKind.CALL_LAST_MINUTE if last_minute else await _kind(uow, dispatch)
    await put_on_list(
        uow,
        family,
        kind,
        key=f"undelivered:{about}:{person.id.hex}",
        person=person.id,
        appointment=appointment,
        urgent=last_minute or _is_soon(uow, appointment),
    )


async def _kind(uow: Unit, dispatch: Dispatch) -> WorkKind:
    person = await person_of_dispatch(uow, dispatch)
    match dispatch.state:
        case DispatchState.TOO_LATE:
            return WorkKind.CALL_TOO_LATE
        case DispatchState.PARKED:
            return WorkKind.CALL_MAYBE_ARRIVED
        case DispatchState.REFUSED:
            paused = person is not None and await is_paused(uow, person)
            return WorkKind.CALL_PAUSED if paused else WorkKind.CHECK_NOTICE
        case _:
            link = await uow.links.of(dispatch.recipient)
            agreed = link is not None and link.consented_at is not None
            return WorkKind.CALL_NOT_REACHED if agreed else WorkKind.CALL_OR_WRITE


def _about(dispatch: Dispatch) -> str:
    """What an item is about when it is about no appointment.

    Every doorbell of a thread is about the same, so is everything a person is asked, and every plan that stands ready.
    """
    match dispatch.notice:
        case SomethingWaits(thread=thread):
            return thread.hex
        case CheckInAsked() | CheckInNudged() | PlanFitAsked():
            return CHECK_IN
        case PlanReady():
            return PLAN
        case TaskGiven() | TurnsAhead() | TurnChanged():
            return TASKS
        case MeetingPolled(meeting=meeting) | MeetingAgreed(meeting=meeting):
            return meeting.hex
        case _:
            return dispatch.id.hex


def undelivered_key(thread: ThreadId, person: PersonId) -> str:
    """Under which key it stands on a list that the doorbell of a thread did not arrive."""
    return f"undelivered:{thread.hex}:{person.hex}"


def _is_soon(uow: Unit, appointment: Appointment | None) -> bool:
    return appointment is not None and uow.now < appointment.starts_at <= uow.now + SOON


async def _for_professional(uow: Unit, dispatch: Dispatch) -> None:
    which = dispatch.recipient.professional
    professional = None if which is None else await uow.organisation.professional(which)
    if professional is None:
        return
    item = await uow.work_items.put(
        WorkItem(
            id=WorkItemId(uow.new_id()),
            key=f"colleague:{professional.id.hex}:{dispatch.id.hex}",
            kind=WorkKind.REACH_COLLEAGUE,
            on=OnList.TEAM,
            team=professional.team,
            case_manager=professional.id,
            made_at=uow.now,
            family=_family(dispatch),
            appointment=appointment.id if (appointment := await appointment_of(uow, dispatch)) else None,
            urgent=isinstance(dispatch.notice, AnswerGiven | RunningLate),
        )
    )
    if item.urgent:
        await _tell_leaders(uow, professional.id, item)


async def _move_to_team(uow: Unit, dispatch: Dispatch, notice: WorkWaits) -> None:
    """The item itself is already on a list; it goes to the team's, and the team leaders hear of it once."""
    item = await uow.work_items.get(notice.work_item)
    if item is None or item.closed_at is not None or item.on is OnList.TEAM:
        return
    if dispatch.recipient.professional is None or not await _leaders(uow, item.team):
        # Without a team leader nobody would ever open the team's list.
        return
    await uow.work_items.move_to_team(item.id)
    await _tell_leaders(uow, dispatch.recipient.professional, item)


async def _tell_leaders(uow: Unit, instead_of: ProfessionalId, item: WorkItem) -> None:
    for leader in await _leaders(uow, item.team):
        if leader.id == instead_of or not await is_reachable(uow, leader.id):
            continue
        await uow.dispatches.add(
            Dispatch(
                id=DispatchId(uow.new_id()),
                key=f"team:{item.id.hex}:{leader.id.hex}",
                recipient=Recipient(professional=leader.id),
                notice=WorkWaits(item.id),
                not_before=uow.now,
                valid_until=None,
                urgent=True,
            )
        )


async def _leaders(uow: Unit, team: TeamId) -> tuple[Professional, ...]:
    everyone = await uow.organisation.professionals()
    return tuple(p for p in everyone if p.role is ProfessionalRole.TEAM_LEADER and p.team == team)


def _family(dispatch: Dispatch) -> FamilyId | None:
    match dispatch.notice:
        case AnswerGiven(family=which) | RunningLate(family=which) | OutcomeAsked(family=which):
            return which
        case ControlWordsAsked(family=which):
            return which
        case _:
            return None
