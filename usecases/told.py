"""What somebody knows: what has arrived counts as told, and what is about to leave is seen in that light."""

from dataclasses import replace

from domain.delivery import Dispatch
from domain.followups import announcement, told_by
from domain.notices import (
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    CheckInAsked,
    CheckInNudged,
    PlanFitAsked,
    PlanReady,
    SomethingWaits,
)
from domain.notices_circle import AboutMeeting, AboutTask
from domain.people import PersonId
from usecases.followups import announce_if_changed
from usecases.letters import appointment_of
from usecases.meetings_told import remember_meeting
from usecases.ports import Unit
from usecases.turns import note_asked, undelivered_check_in_key, undelivered_plan_key
from usecases.turns_told import remember_task


async def remember_told(uow: Unit, dispatch: Dispatch) -> None:
    """Only what has arrived counts as told: what was void before it left was never heard (decision 0008).

    When the appointment changed while this was on its way, the change was compared with what was told before:
    so it is compared once more.
    """
    person, appointment = dispatch.recipient.person, await appointment_of(uow, dispatch)
    if isinstance(dispatch.notice, SomethingWaits):
        thread = await uow.threads.get(dispatch.notice.thread)
        if thread is not None:
            await uow.messages.mark_told(thread, uow.now)
        return
    if isinstance(dispatch.notice, AboutTask | AboutMeeting):
        if person is not None:
            await _remember_circle(uow, dispatch.notice, person)
        return
    if isinstance(dispatch.notice, CheckInAsked | CheckInNudged | PlanFitAsked | PlanReady):
        if person is not None:
            await _remember_plan(uow, dispatch.notice, person)
        return
    if person is None or appointment is None or person not in appointment.people:
        return
    told = told_by(dispatch.notice, appointment)
    if told is None or told == appointment.of(person).told:
        return
    await uow.appointments.save(appointment.announced(person, told))
    await announce_if_changed(uow, appointment.announced(person, told), person)


async def _remember_circle(uow: Unit, notice: AboutTask | AboutMeeting, person: PersonId) -> None:
    if isinstance(notice, AboutMeeting):
        await remember_meeting(uow, notice, person)
    else:
        await remember_task(uow, notice, person)


async def _remember_plan(
    uow: Unit, notice: CheckInAsked | CheckInNudged | PlanFitAsked | PlanReady, person: PersonId
) -> None:
    """What arrived was asked, and whoever was to call about what did not arrive need not any more."""
    if isinstance(notice, PlanReady):
        await uow.work_items.close_by_key(undelivered_plan_key(person), uow.now)
        return
    await uow.work_items.close_by_key(undelivered_check_in_key(person), uow.now)
    if isinstance(notice, CheckInAsked):
        await note_asked(uow, notice.turn)
    elif isinstance(notice, PlanFitAsked):
        question = await uow.plan_copies.question(notice.question)
        if question is not None and question.told_at is None:
            await uow.plan_copies.keep_question(replace(question, told_at=uow.now))


async def renewed(uow: Unit, dispatch: Dispatch) -> Dispatch:
    """An announcement in the light of what has been told since it was planned: "new" may have become "moved"."""
    if not isinstance(dispatch.notice, AppointmentMade | AppointmentMoved | AppointmentCancelled):
        return dispatch
    person, appointment = dispatch.recipient.person, await appointment_of(uow, dispatch)
    if person is None or appointment is None or appointment.sequence != dispatch.notice.sequence:
        return dispatch
    if person not in appointment.people:
        return dispatch
    return replace(dispatch, notice=announcement(appointment, person) or dispatch.notice)
