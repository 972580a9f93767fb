"""Carrying out what has fallen due: each follow-up once, with the facts of this moment."""

from itertools import groupby

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.appointments import Appointment, AppointmentId
from domain.followups import (
    FollowUp,
    FollowUpId,
    FollowUpState,
    announcement,
    due_now,
    plan,
    reminder,
    unconfirmed,
)
from domain.ladder import REMINDERS
from domain.notices import OutcomeAsked, StepKey
from domain.people import Family, PersonId
from domain.work_items import WorkKind
from usecases.outbox import put_on_list, tell_case_manager, tell_person
from usecases.permission import allow, family_of
from usecases.ports import Unit

BATCH = 200


async def replan(uow: Unit, appointment: Appointment) -> None:
    """Make the old intentions and unsent notices void and plan anew, in the transaction of the change itself."""
    await uow.follow_ups.void(appointment.id)
    await uow.dispatches.void_planned(appointment.id)
    await uow.follow_ups.add(
        tuple(
            FollowUp(
                FollowUpId(uow.new_id()), appointment.id, intention.person, intention.step, intention.due_at
            )
            for intention in plan(uow.ladder, appointment)
        )
    )


async def announce_if_changed(uow: Unit, appointment: Appointment, person: PersonId) -> None:
    """Compare once more what this person was told with what is, unless that will be done anyhow."""
    if announcement(appointment, person) is None:
        return
    for planned in await uow.follow_ups.planned_of(appointment.id):
        if planned.step is StepKey.ANNOUNCE and planned.person == person:
            return
    again = FollowUp(FollowUpId(uow.new_id()), appointment.id, person, StepKey.ANNOUNCE, uow.now)
    await uow.follow_ups.add((again,))


async def due_appointments(uow: Unit, who: Clockwork) -> tuple[AppointmentId, ...]:
    """The appointments about which something is due, the one that waited longest first."""
    allow(who, Action.RUN, Scope())
    return tuple(dict.fromkeys(f.appointment for f in await uow.follow_ups.due(uow.now, BATCH)))


async def run_due(uow: Unit, who: Clockwork, *, appointment: AppointmentId | None = None) -> int:
    """Take every step that is due, or those of one appointment; returns how many follow-ups were settled.

    Running it twice, late, or on two machines changes nothing: a step is settled in the commit that takes it.
    """
    allow(who, Action.RUN, Scope())
    due = await _due(uow, appointment)
    by_appointment = sorted(due, key=lambda f: f.appointment)
    for which, group in groupby(by_appointment, key=lambda f: f.appointment):
        await _run_appointment(uow, which, tuple(group))
    return len(due)


async def set_aside(uow: Unit, who: Clockwork, *, appointment: AppointmentId) -> None:
    """Take the steps of this appointment that are due out of the work: they failed every time."""
    allow(who, Action.RUN, Scope())
    await uow.follow_ups.set_apart(tuple(f.id for f in await _due(uow, appointment)))


async def _due(uow: Unit, appointment: AppointmentId | None) -> tuple[FollowUp, ...]:
    if appointment is None:
        return await uow.follow_ups.due(uow.now, BATCH)
    return tuple(f for f in await uow.follow_ups.planned_of(appointment) if f.due_at <= uow.now)


async def _run_appointment(uow: Unit, which: AppointmentId, due: tuple[FollowUp, ...]) -> None:
    appointment = await uow.appointments.get(which)
    worth_taking = due_now(tuple([f for f in due if await _is_wanted(uow, f)]))
    merged = tuple(f.id for f in due if f not in worth_taking)
    if appointment is None:
        await uow.follow_ups.settle(tuple(f.id for f in due), FollowUpState.VOID)
        return
    family = await family_of(uow, appointment.family)
    announced: set[PersonId | None] = set()
    for follow_up in worth_taking:
        if follow_up.step in REMINDERS and follow_up.person in announced:
            # After an outage: who hears of it at this moment need not be reminded of it as well.
            merged = (*merged, follow_up.id)
        elif await _take(uow, family, appointment, follow_up) and follow_up.step is StepKey.ANNOUNCE:
            announced.add(follow_up.person)
    await uow.follow_ups.settle(merged, FollowUpState.RESOLVED)


async def _is_wanted(uow: Unit, follow_up: FollowUp) -> bool:
    """Not a morning reminder nobody asked for: as the latest of several it would silence the others."""
    if follow_up.step is not StepKey.MORNING_OF or follow_up.person is None:
        return True
    person = await uow.families.person(follow_up.person)
    return person is not None and person.preferences.morning_reminder


async def _take(uow: Unit, family: Family, appointment: Appointment, follow_up: FollowUp) -> bool:
    match follow_up.step, follow_up.person:
        case StepKey.ANNOUNCE, person if person is not None:
            taken = await _announce(uow, appointment, person)
        case StepKey.UNCONFIRMED, _:
            taken = await _list_unconfirmed(uow, family, appointment)
        case StepKey.OUTCOME, _:
            taken = await _ask_outcome(uow, family, appointment)
        case _, person if person is not None:
            taken = await _remind(uow, appointment, follow_up, person)
        case _:
            taken = False
    state = FollowUpState.FIRED if taken else FollowUpState.RESOLVED
    await uow.follow_ups.settle((follow_up.id,), state)
    return taken


async def _announce(uow: Unit, appointment: Appointment, person: PersonId) -> bool:
    notice = announcement(appointment, person)
    if notice is None:
        return False
    key = f"announce:{appointment.id.hex}:{appointment.sequence}"
    told = appointment.of(person).told
    until = (
        min(appointment.starts_at, told.starts_at)
        if told and appointment.is_cancelled
        else appointment.starts_at
    )
    await tell_person(uow, person, notice, key=key, appointment=appointment, until=until)
    return True


async def _remind(uow: Unit, appointment: Appointment, follow_up: FollowUp, person: PersonId) -> bool:
    notice = reminder(appointment, follow_up)
    if notice is None:
        return False
    key = f"{follow_up.step.value}:{appointment.id.hex}:{appointment.sequence}"
    await tell_person(uow, person, notice, key=key, appointment=appointment, until=appointment.starts_at)
    return True


async def _list_unconfirmed(uow: Unit, family: Family, appointment: Appointment) -> bool:
    silent = unconfirmed(appointment)
    for person in silent:
        key = f"unconfirmed:{appointment.id.hex}:{person.hex}"
        await put_on_list(
            uow, family, WorkKind.CALL_UNCONFIRMED, key=key, person=person, appointment=appointment
        )
    return bool(silent)


async def _ask_outcome(uow: Unit, family: Family, appointment: Appointment) -> bool:
    if appointment.is_cancelled or appointment.outcome is not None:
        return False
    key = f"outcome:{appointment.id.hex}"
    await put_on_list(uow, family, WorkKind.RECORD_OUTCOME, key=key, appointment=appointment)
    notice = OutcomeAsked(appointment.id, family.id)
    await tell_case_manager(uow, family, notice, key=f"{key}:{appointment.sequence}", urgent=False)
    return True
