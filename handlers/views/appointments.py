"""A participant's own appointments: the list, one of them, and what can be said about it."""

from dataclasses import replace
from datetime import datetime

from domain.appointments import SHOWN_IN_CHAT, Answer, Appointment
from domain.buttons import Press, Pressed
from domain.notices import Klass
from domain.people import Form, PersonId
from handlers.views.choices import (
    Side,
    agenda_button,
    answer_row,
    ask_button,
    call_button,
    has_place,
    hide_row,
    more_row,
    sends_row,
)
from handlers.views.parts import (
    SHOWN_AT_ONCE,
    about,
    button,
    clean,
    in_rows,
    kind_word,
    lines,
    minutes_buttons,
    minutes_words,
    moment,
    moment_button,
    moment_label,
    when,
)
from handlers.views.view import Button, Row, View
from locales.catalogue import plural, text

LATE_MINUTES = (5, 10, 15, 30)

WHENEVER = "whenever"
"""The value of ASK_APPOINTMENT for somebody who has no wish; without a value it asks for one."""


def agenda(appointments: tuple[Appointment, ...], person: PersonId, form: Form, *, now: datetime) -> View:
    """`/afspraken`: the own coming appointments, each with a button; nobody else's answer is in it."""
    last: Row = (ask_button(form), call_button(form))
    if not appointments:
        return View(text("appointments.agenda.empty", form), (last,))
    shown = appointments[:SHOWN_AT_ONCE]
    entries = [
        text(
            "appointments.agenda.line",
            form,
            number=number,
            moment=moment(appointment.starts_at, now),
            kind=kind_word(appointment.kind, form),
            answer=text(f"appointments.agenda.answer.{appointment.of(person).answer.value}", form),
        )
        for number, appointment in enumerate(shown, start=1)
    ]
    hidden = len(appointments) - len(shown)
    more = plural("appointments.agenda.more", form, hidden) if hidden else ""
    looks = [(_look(appointment, now),) for appointment in shown]
    return View(lines(text("appointments.agenda", form), *entries, more), (*looks, last))


def one(side: Side, *, now: datetime) -> View:
    """One appointment: when, how long, how the answer stands, and every button that still fits."""
    return View(_page(side, now), (*_rows(side, now), (agenda_button(side.form),)))


def place(side: Side, *, now: datetime) -> View:
    """The same page with the place and number, until they are hidden again; never a place that must not leave."""
    appointment, form = side.appointment, side.form
    shown = [
        text("appointments.place", form, place=clean(appointment.place.reveal()))
        if has_place(appointment) and appointment.place
        else "",
        text("appointments.number", form, number=clean(appointment.number.reveal()))
        if appointment.number
        else "",
    ]
    if not any(shown):
        shown = [text("appointments.place.unknown", form)]
    rows = (answer_row(side, now=now), more_row(side, place_is_shown=True), hide_row(side))
    return View(lines(known(side, now), *shown), tuple(row for row in rows if row))


def answered(side: Side, *, now: datetime) -> View:
    """What was just answered, kept; with the buttons to change it, and the file for an agenda."""
    return View(_answer_kept(side, now), _rows(side, now))


def propose(side: Side, options: tuple[datetime, ...], *, now: datetime) -> View:
    """Another time: some moments to choose from, or one to type."""
    appointment, form = side.appointment, side.form
    choices = [
        (moment_button(option, Pressed(Press.PROPOSE, appointment.id, appointment.sequence), now),)
        for option in options
    ]
    own = about(appointment, "times.button.type", form, Press.TYPE_TIME)
    back = about(appointment, "appointments.button.back", form, Press.SHOW_APPOINTMENT)
    rows = (*choices, (own, back), hide_row(side))
    return View(text("appointments.propose", form), tuple(row for row in rows if row))


def late(side: Side) -> View:
    """How much later somebody comes."""
    back = about(side.appointment, "appointments.button.back", side.form, Press.SHOW_APPOINTMENT)
    choices = minutes_buttons(side.appointment, Press.LATE_BY, LATE_MINUTES, side.form)
    return View(text("appointments.late", side.form), (*in_rows(choices, 2), (back,)))


def late_kept(side: Side) -> View:
    """How much later was kept; ``late_minutes`` of the attendance must be known."""
    look = about(side.appointment, "appointments.button.look", side.form, Press.SHOW_APPOINTMENT)
    minutes = minutes_words(side.attendance.late_minutes or 0, side.form)
    return View(text("appointments.late.kept", side.form, minutes=minutes), ((look,),))


def ask(form: Form) -> View:
    """Asking for an appointment: a wish typed next, or none."""
    whenever = button("appointments.button.whenever", form, Press.ASK_APPOINTMENT, value=WHENEVER)
    back = button("appointments.button.back", form, Press.SEE_APPOINTMENTS)
    return View(text("appointments.ask", form), ((whenever, back),))


def ask_kept(form: Form, *, wish: datetime | None, now: datetime) -> View:
    """The wish for an appointment was kept."""
    if wish is None:
        said = text("appointments.ask.kept", form)
    else:
        said = text("appointments.ask.kept.wish", form, when=when(wish, now))
    return View(said, ((agenda_button(form),),))


def call_kept(form: Form, *, number: str) -> View:
    """The wish to be called was kept; with the number for those who cannot wait."""
    return View(text("appointments.call.kept", form, number=number), ((agenda_button(form),),))


def why(code: str, form: Form, asked: Pressed | None = None) -> View:
    """Why somebody gets a message, by the code in the button; an unknown one gets the general reason.

    ``asked`` is that button: with it there is a way back to the appointment, whose message this one replaces.
    """
    known_codes = ("made", "reminder", "morning", "moved", "cancelled", "delayed")
    said = text(f"appointments.why.{code if code in known_codes else 'general'}", form)
    if asked is None:
        return View(said)
    to_it = replace(asked, press=Press.SHOW_APPOINTMENT, value="")
    return View(said, ((Button(text("appointments.button.back", form), to_it),),))


def doorbell(appointment: Appointment, form: Form, *, value: str = "") -> View:
    """All that a shared phone shows until a tap; ``value`` keeps what the message said beside the appointment."""
    reveal = about(appointment, "appointments.button.reveal", form, Press.REVEAL, value)
    return View(text("appointments.doorbell", form), ((reveal,),), Klass.OPEN)


def known(side: Side, now: datetime) -> str:
    """'U heeft een afspraak: huisbezoek. Die is op …', or that it is off."""
    appointment, form = side.appointment, side.form
    at = when(appointment.starts_at, now)
    if appointment.kind in SHOWN_IN_CHAT:
        return text("appointments.known.shown", form, kind=kind_word(appointment.kind, form), when=at)
    return text("appointments.known", form, when=at)


def standing(side: Side, now: datetime) -> str:
    """How the answer stands, or the question when there is none yet."""
    attendance, form = side.attendance, side.form
    match attendance.answer:
        case Answer.COMING if attendance.late_minutes:
            return text("appointments.known.late", form, minutes=minutes_words(attendance.late_minutes, form))
        case Answer.OTHER_TIME if attendance.proposal is not None:
            return text("appointments.known.proposal", form, moment=moment(attendance.proposal, now))
        case Answer.NONE:
            return text("appointments.known.ask", form)
        case answer:
            return text(f"appointments.known.{answer.value}", form)


def _answer_kept(side: Side, now: datetime) -> str:
    form, proposal = side.form, side.attendance.proposal
    match side.attendance.answer:
        case Answer.COMING:
            return text("appointments.answered.coming", form, when=when(side.appointment.starts_at, now))
        case Answer.CANNOT:
            return text("appointments.answered.cannot", form)
        case Answer.SENDS:
            return text("appointments.answered.sends", form)
        case Answer.OTHER_TIME:
            if proposal is None:
                return text("appointments.answered.other_time", form)
            return text("appointments.answered.proposal", form, moment=moment(proposal, now))
        case Answer.NONE:
            return _page(side, now)


def _page(side: Side, now: datetime) -> str:
    appointment, form = side.appointment, side.form
    if appointment.is_cancelled:
        return lines(known(side, now), text("appointments.known.cancelled", form))
    lasts = text("appointments.known.lasts", form, minutes=minutes_words(appointment.minutes, form))
    if now >= appointment.ends_at:
        return lines(known(side, now), text("appointments.known.over", form))
    if now >= appointment.starts_at:
        return lines(known(side, now), lasts, text("appointments.known.begun", form))
    return lines(known(side, now), lasts, standing(side, now))


def _rows(side: Side, now: datetime) -> tuple[Row, ...]:
    rows = (answer_row(side, now=now), sends_row(side, now=now), more_row(side), hide_row(side))
    return tuple(row for row in rows if row)


def _look(appointment: Appointment, now: datetime) -> Button:
    words = moment_label(appointment.starts_at, now)
    return Button(words, Pressed(Press.SHOW_APPOINTMENT, appointment.id, appointment.sequence))
