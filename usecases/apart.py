"""Keeping two people apart in what was planned before: each goes on in a row of their own."""

from dataclasses import replace
from datetime import timedelta

from domain.appointments import Appointment, AppointmentId
from domain.people import Family, PersonId
from domain.series import SeriesId
from usecases.followups import replan
from usecases.ports import Unit

AS_FAR_AS_ONE_PLANS = timedelta(days=731)


async def take_apart(uow: Unit, family: Family, one: PersonId, other: PersonId) -> int:
    """Split every coming appointment that has both; returns how many there were.

    The one leaves the shared row with their own answer, so that nothing about the other can be inferred from it any
    more (security §3.3), and is told once more, since the buttons they had belong to the shared row.
    """
    until = uow.now + AS_FAR_AS_ONE_PLANS
    shared = [
        appointment
        for appointment in await uow.appointments.of_case_manager(family.case_manager, uow.now, until)
        if {one, other} <= set(appointment.people)
    ]
    told: set[SeriesId] = set()
    for appointment in shared:
        # Of a series only the first that is left says so; of the others a change is heard, as ever.
        again = appointment.series is None or appointment.series not in told
        if appointment.series is not None:
            told.add(appointment.series)
        await _split(uow, appointment, one, again=again)
    return len(shared)


async def _split(uow: Unit, appointment: Appointment, leaves: PersonId, *, again: bool) -> None:
    side = appointment.of(leaves)
    stays = tuple(side for side in appointment.attendances if side.person != leaves)
    own = replace(
        appointment,
        id=AppointmentId(uow.new_id()),
        attendances=(replace(side, told=None) if again else side,),
        effective_at=max(appointment.effective_at, uow.now),
        apart=True,
    )
    rest = replace(
        appointment, attendances=stays, effective_at=max(appointment.effective_at, uow.now), apart=True
    )
    await uow.appointments.add(own)
    await uow.appointments.save(rest)
    await replan(uow, own)
    await replan(uow, rest)
