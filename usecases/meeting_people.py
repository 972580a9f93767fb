"""Who comes to a meeting that has a moment: somebody is asked as well, or need not come any more."""

from collections.abc import Iterable
from dataclasses import replace

from domain.appointments import Appointment, AppointmentId, Attendance
from domain.meetings import Meeting
from domain.people import Family, PersonId
from usecases.followups import replan
from usecases.planning import list_unlinked
from usecases.ports import Unit


async def invite(uow: Unit, family: Family, meeting: Meeting, people: Iterable[PersonId]) -> None:
    """These come too; they hear of it as of any appointment that is made."""
    appointment = await _coming(uow, meeting)
    fresh = tuple(Attendance(one) for one in sorted(people)) if appointment else ()
    if appointment is None or not fresh:
        return
    more = replace(appointment, attendances=(*appointment.attendances, *fresh))
    await uow.appointments.save(more)
    await replan(uow, more)
    await list_unlinked(uow, family, (replace(more, attendances=fresh),))


async def let_go(uow: Unit, meeting: Meeting, people: Iterable[PersonId]) -> None:
    """These need not come any more; for them it is off, and they hear so if they knew of it."""
    appointment, leaving = await _coming(uow, meeting), frozenset(people)
    if appointment is None or not leaving & set(appointment.people):
        return
    await part_from(uow, appointment, leaving)
    stays = tuple(side for side in appointment.attendances if side.person not in leaving)
    rest = replace(appointment, attendances=stays)
    await uow.appointments.save(rest)
    await replan(uow, rest)


async def part_from(
    uow: Unit, appointment: Appointment, leaving: frozenset[PersonId]
) -> tuple[Appointment, ...]:
    """A row of their own, called off, for each of these; what the others have is not changed here.

    The follow-ups of the row that they leave are planned anew by who calls this.
    """
    off: list[Appointment] = []
    for side in appointment.attendances:
        if side.person not in leaving:
            continue
        own = replace(appointment, id=AppointmentId(uow.new_id()), attendances=(side,), slot=None)
        own = own.cancelled(now=uow.now)
        await uow.appointments.add(own)
        await replan(uow, own)
        for about in ("unconfirmed", "answer", "undelivered"):
            key = f"{about}:{appointment.id.hex}:{side.person.hex}"
            await uow.work_items.close_by_key(key, uow.now)
        off.append(own)
    return tuple(off)


async def _coming(uow: Unit, meeting: Meeting) -> Appointment | None:
    if meeting.appointment is None:
        return None
    appointment = await uow.appointments.get(meeting.appointment)
    open_still = appointment is not None and not appointment.is_cancelled and appointment.starts_at > uow.now
    return appointment if open_still else None
