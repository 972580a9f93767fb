"""What a participant can do with an appointment: the buttons that fit the answer and the moment."""

from dataclasses import dataclass
from datetime import datetime

from domain.appointments import Answer, Appointment, Attendance, Kind
from domain.buttons import Press
from domain.people import Form, PersonId
from handlers.views.parts import about, button, today
from handlers.views.view import Button, Row

OF_THE_PLACE = "place"
"""The value of a HIDE button that hides the place again; without it the whole message is hidden."""


@dataclass(frozen=True, slots=True)
class Side:
    """One participant's side of an appointment: their answer, how they are addressed, whether others look along."""

    appointment: Appointment
    attendance: Attendance
    form: Form
    discreet: bool = False

    @classmethod
    def of(cls, appointment: Appointment, person: PersonId, form: Form, *, discreet: bool = False) -> "Side":
        """The side of this person.

        Raises:
            NotAllowed: the person does not take part.
        """
        return cls(appointment, appointment.of(person), form, discreet)


def answer_row(side: Side, *, now: datetime) -> Row:
    """The answers that can still be given; the present one is not offered again."""
    appointment, form = side.appointment, side.form
    if appointment.is_cancelled or now >= appointment.ends_at:
        return ()
    late = about(appointment, "appointments.button.late", form, Press.LATE)
    on_the_day = today(appointment.starts_at) == today(now)
    if now >= appointment.starts_at:
        return (late,) if on_the_day else ()
    cannot = about(appointment, "appointments.button.cannot", form, Press.CANNOT)
    other_time = about(appointment, "appointments.button.other_time", form, Press.OTHER_TIME)
    after_all = about(appointment, "appointments.button.coming_anyway", form, Press.COMING)
    match side.attendance.answer:
        case Answer.NONE:
            return (about(appointment, "appointments.button.coming", form, Press.COMING), cannot, other_time)
        case Answer.COMING:
            return (cannot, other_time, late) if on_the_day else (cannot, other_time)
        case Answer.CANNOT | Answer.SENDS:
            return (after_all, other_time)
        case Answer.OTHER_TIME:
            return (after_all, cannot)


def sends_row(side: Side, *, now: datetime) -> Row:
    """Who does not come to a meeting of the circle can send something along."""
    appointment = side.appointment
    is_open = not appointment.is_cancelled and now < appointment.starts_at
    if appointment.kind is not Kind.CIRCLE_MEETING or not is_open or side.attendance.answer is Answer.SENDS:
        return ()
    return (about(appointment, "gather.button.sends", side.form, Press.SENDS),)


def more_row(side: Side, *, why: str = "", place_is_shown: bool = False) -> Row:
    """Where, into the calendar, and why this message; each only where it makes sense."""
    appointment, form = side.appointment, side.form
    buttons: list[Button] = []
    if place_is_shown:
        # On a discreet phone the whole message is hidden at once, the place with it.
        if not side.discreet:
            buttons.append(about(appointment, "appointments.button.hide", form, Press.HIDE, OF_THE_PLACE))
    elif has_place(appointment) and not appointment.is_cancelled:
        buttons.append(about(appointment, "appointments.button.where", form, Press.SHOW_PLACE))
    elif appointment.number and not appointment.is_cancelled:
        buttons.append(about(appointment, "appointments.button.number", form, Press.SHOW_PLACE))
    if appointment.is_cancelled:
        buttons.append(about(appointment, "appointments.button.uncalendar", form, Press.CALENDAR))
    elif side.attendance.answer is Answer.COMING:
        buttons.append(about(appointment, "appointments.button.calendar", form, Press.CALENDAR))
    if why:
        buttons.append(about(appointment, "appointments.button.why", form, Press.WHY, why))
    return tuple(buttons)


def hide_row(side: Side) -> Row:
    """For a phone that others look at: everything goes behind the doorbell again."""
    if not side.discreet:
        return ()
    return (about(side.appointment, "appointments.button.hide", side.form, Press.HIDE),)


def agenda_button(form: Form) -> Button:
    """To all one's appointments."""
    return button("appointments.button.agenda", form, Press.SEE_APPOINTMENTS)


def ask_button(form: Form) -> Button:
    """To ask for an appointment."""
    return button("appointments.button.ask", form, Press.ASK_APPOINTMENT)


def call_button(form: Form) -> Button:
    """To be called back; it never needs a code."""
    return button("appointments.button.call", form, Press.ASK_CALL)


def has_place(appointment: Appointment) -> bool:
    """Whether there is a place that a chat may show."""
    return bool(appointment.place) and appointment.place_may_be_shown
