"""What a gezinsmanager does with an appointment that exists: move, cancel, take back, run late, record."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager
from domain.appointments import CORRECTION_WINDOW, Appointment, AppointmentId, Outcome
from domain.audit import Mode
from domain.calendar import local
from domain.digest import DigestAppointment, digest_span
from domain.errors import AlreadyCancelled, AlreadyStarted, NotFound, Outdated, Unsuitable
from domain.notices import AppointmentDelayed
from domain.people import Called, Family
from usecases.appointment_follow import follow
from usecases.entries import appointment_entry
from usecases.followups import replan
from usecases.outbox import tell_person
from usecases.permission import entrusted_to, permit, scope_of_appointment
from usecases.planning import has_secret_address, list_unlinked, write_key
from usecases.ports import Unit

AHEAD = timedelta(days=366)
LONGEST_DELAY = 180


@dataclass(frozen=True, slots=True)
class Shown:
    """An appointment as its gezinsmanager sees it: by alias, and each participant by an everyday word."""

    appointment: Appointment
    family: Family
    called: tuple[Called, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An appointment after a change; ``was`` is the moment before, ``to_write`` whom Kring cannot reach."""

    appointment: Appointment
    family: Family
    was: datetime
    to_write: tuple[Called, ...]


async def overview(uow: Unit, who: CaseManager) -> tuple[DigestAppointment, ...]:
    """The coming appointments of all own families, and of those one stands in for, from today on."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_APPOINTMENT, scope, mode=Mode.READ, kind="appointment")
    start, _ = digest_span(local(uow.now).date())
    coming: tuple[Appointment, ...] = ()
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        coming += await uow.appointments.of_case_manager(owner, start, start + AHEAD)
    return tuple([await appointment_entry(uow, a) for a in coming])


async def show(uow: Unit, who: CaseManager, *, appointment_id: AppointmentId) -> Shown:
    """One appointment with everybody's answer.

    Raises:
        NotFound, NotAllowed: no such appointment for this actor.
    """
    appointment, family = await _own(uow, who, appointment_id, Action.SEE_APPOINTMENT, Mode.READ)
    people = [await uow.families.person(p) for p in appointment.people]
    return Shown(appointment, family, tuple(p.called for p in people if p is not None))


async def move(
    uow: Unit, who: CaseManager, *, appointment_id: AppointmentId, version: int, to: datetime
) -> Changed:
    """Move it: old reminders are void in this same commit, and everybody is asked anew.

    Raises:
        Outdated: it changed since the button was shown. AlreadyStarted, AlreadyCancelled, NotTheFuture.
    """
    appointment, family = await _own(uow, who, appointment_id, Action.CHANGE_APPOINTMENT, Mode.UPDATE)
    _same_version(appointment, version)
    moved = appointment.moved(to, now=uow.now)
    return await _changed(uow, family, appointment, moved)


async def cancel(uow: Unit, who: CaseManager, *, appointment_id: AppointmentId, version: int) -> Changed:
    """Call it off; who never heard of it never will.

    Raises:
        Outdated, AlreadyStarted, AlreadyCancelled.
    """
    appointment, family = await _own(uow, who, appointment_id, Action.CHANGE_APPOINTMENT, Mode.UPDATE)
    _same_version(appointment, version)
    return await _changed(uow, family, appointment, appointment.cancelled(now=uow.now))


async def restore(uow: Unit, who: CaseManager, *, appointment_id: AppointmentId, version: int) -> Changed:
    """Take a cancellation back.

    Raises:
        Outdated, AlreadyStarted.
    """
    appointment, family = await _own(uow, who, appointment_id, Action.CHANGE_APPOINTMENT, Mode.UPDATE)
    _same_version(appointment, version)
    if not appointment.is_cancelled:
        raise Outdated(detail="uncancelled")
    return await _changed(uow, family, appointment, appointment.restored(now=uow.now))


async def delay(
    uow: Unit, who: CaseManager, *, appointment_id: AppointmentId, version: int, minutes: int
) -> Shown:
    """Tell everybody that the gezinsmanager comes some minutes later, today.

    Raises:
        Unsuitable: not between 1 and 180 minutes, or not today. AlreadyCancelled, AlreadyStarted (it is over).
    """
    appointment, family = await _own(uow, who, appointment_id, Action.CHANGE_APPOINTMENT, Mode.UPDATE)
    _same_version(appointment, version)
    if appointment.is_cancelled:
        raise AlreadyCancelled
    if uow.now >= appointment.ends_at:
        raise AlreadyStarted
    if not 1 <= minutes <= LONGEST_DELAY or local(appointment.starts_at).date() != local(uow.now).date():
        raise Unsuitable(detail="delay")
    notice = AppointmentDelayed(appointment.id, appointment.sequence, minutes)
    key = f"delayed:{appointment.id.hex}:{appointment.sequence}:{minutes}:{uow.now.isoformat()}"
    expected = appointment.starts_at + timedelta(minutes=minutes)
    until = expected if uow.now < expected else appointment.ends_at
    for person in appointment.people:
        await tell_person(uow, person, notice, key=key, appointment=appointment, until=until)
    people = [await uow.families.person(p) for p in appointment.people]
    return Shown(appointment, family, tuple(p.called for p in people if p is not None))


async def record_outcome(
    uow: Unit, who: CaseManager, *, appointment_id: AppointmentId, outcome: Outcome
) -> Appointment:
    """Write down whether it took place; the last word counts.

    Raises:
        AlreadyCancelled: it was called off. NotTheFuture: it has not begun.
    """
    appointment, _ = await _own(uow, who, appointment_id, Action.CHANGE_APPOINTMENT, Mode.UPDATE)
    recorded = appointment.recorded(outcome, now=uow.now)
    await uow.appointments.save(recorded)
    await uow.work_items.close_by_key(f"outcome:{appointment.id.hex}", uow.now)
    return recorded


async def _own(
    uow: Unit, who: CaseManager, which: AppointmentId, action: Action, mode: Mode
) -> tuple[Appointment, Family]:
    appointment = await uow.appointments.get(which)
    if appointment is None:
        raise NotFound(detail="appointment")
    family, scope = await scope_of_appointment(uow, appointment)
    await permit(uow, who, action, scope, mode=mode, kind="appointment", object_id=which)
    return appointment, family


def _same_version(appointment: Appointment, version: int) -> None:
    if appointment.sequence != version:
        raise Outdated(detail="appointment")


async def _changed(uow: Unit, family: Family, before: Appointment, after: Appointment) -> Changed:
    changed = await carry_out(uow, family, before, after)
    await follow(uow, changed.appointment)
    return changed


async def carry_out(
    uow: Unit, family: Family, before: Appointment, after: Appointment, *, quiet: bool = False
) -> Changed:
    """Keep a change, plan anew what is said about it, and take from the lists what is no longer asked.

    ``quiet``: nobody is to hear of it, so that nobody needs to be called about it either.
    """
    if await has_secret_address(uow, family):
        after = replace(after, place_may_be_shown=False)
    await uow.appointments.save(after)
    await replan(uow, after)
    for attendance in before.attendances:
        for about in ("unconfirmed", "answer"):
            await uow.work_items.close_by_key(f"{about}:{before.id.hex}:{attendance.person.hex}", uow.now)
    to_write: tuple[Called, ...] = ()
    if after.is_cancelled and _nobody_heard(before, uow.now):
        for person in after.people:
            await uow.work_items.close_by_key(write_key(after, person), uow.now)
    elif not quiet:
        to_write = await list_unlinked(uow, family, (after,))
    return Changed(after, family, before.starts_at, to_write)


def _nobody_heard(appointment: Appointment, now: datetime) -> bool:
    """Whether it is so fresh that nothing can have been said; later somebody may have been called about it."""
    fresh = now < min(appointment.effective_at, appointment.made_at + CORRECTION_WINDOW)
    return fresh and all(side.told is None for side in appointment.attendances)
