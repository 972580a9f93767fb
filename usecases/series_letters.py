"""Whether what is said about an appointment holds for the series that it comes from."""

from domain.appointments import Appointment
from domain.notices import AboutAppointment, AppointmentCancelled, AppointmentMade, AppointmentMoved
from domain.people import PersonId
from domain.repeating import goes_on_after
from domain.series import Series
from usecases.ports import Unit


async def goes_on(uow: Unit, appointment: Appointment) -> Series | None:
    """The series that goes on after this appointment, or of which the rest is off with it; None when it is alone."""
    one = None if appointment.series is None else await uow.series.get(appointment.series)
    if one is None or appointment.slot is None:
        return None
    if appointment.is_cancelled:
        is_cut_off = one.ended_at is not None or appointment.slot not in tuple(one.series.slots())
        return one.series if is_cut_off else None
    return one.series if one.ended_at is None and goes_on_after(one.series, appointment.slot) else None


async def repeats_of(
    uow: Unit, notice: AboutAppointment, appointment: Appointment, person: PersonId
) -> Series | None:
    """The series that this notice is about as a whole; None when it is about one appointment.

    It is announced with its first appointment, and changed or called off from one of them on.
    """
    if appointment.series is None or appointment.slot is None:
        return None
    one = await uow.series.get(appointment.series)
    if one is None:
        return None
    slots = tuple(one.series.slots())
    match notice:
        case AppointmentMade() if appointment.of(person).told is None and goes_on_after(
            one.series, appointment.slot
        ):
            return one.series
        case AppointmentMoved() if (
            slots and appointment.slot == slots[0] and goes_on_after(one.series, slots[0])
        ):
            by_hand = any(moved.slot == appointment.slot for moved in one.series.moved)
            return None if by_hand else one.series
        case AppointmentCancelled() if appointment.slot not in slots or one.ended_at is not None:
            return one.series
        case _:
            return None
