"""What Kring tells a participant of its own accord: what and when, never with whom, why or where."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.appointments import SHOWN_IN_CHAT
from domain.buttons import Press
from domain.letters import ParticipantLetter
from domain.notices import (
    AboutAppointment,
    AppointmentCancelled,
    AppointmentDelayed,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    StepKey,
)
from domain.people import Form
from domain.series import Series
from handlers.views.appointments import doorbell, known, one, standing
from handlers.views.choices import Side, answer_row, ask_button, hide_row, more_row, sends_row
from handlers.views.parts import about, iso, kind_word, lines, minutes_words, moment, when
from handlers.views.series import repeats
from handlers.views.view import Row, View
from locales.catalogue import text

OF_SERIES = "series:"
"""Before what else its button keeps, in the value of a doorbell for a message about a whole series."""


def participant_view(letter: ParticipantLetter, *, now: datetime) -> View:
    """The message itself, or for a phone that others look at a doorbell which a tap opens."""
    side = Side(letter.appointment, letter.attendance, letter.form, letter.discreet)
    if letter.discreet:
        kept = _kept(letter.notice)
        value = kept if letter.repeats is None else f"{OF_SERIES}{kept}"
        return doorbell(letter.appointment, letter.form, value=value)
    view = _open(letter.notice, side, now)
    is_off = isinstance(letter.notice, AppointmentCancelled)
    return (
        view if letter.repeats is None else _with_the_rest(view, letter.repeats, letter.form, is_off=is_off)
    )


def tells_of_series(value: str) -> bool:
    """Whether what stands behind a doorbell is about a whole series; ``value`` is that of its button."""
    return value.startswith(OF_SERIES)


def revealed(side: Side, value: str, series: Series | None = None, *, now: datetime) -> View:
    """What stood behind a doorbell, as things are now; ``value`` is that of its button.

    It holds what the appointment itself does not know: the moment somebody had been told, or the minutes of
    a delay. ``series``: how it goes on, where the message told so.
    """
    view = _now(side, value.removeprefix(OF_SERIES), now)
    is_off = side.appointment.is_cancelled
    return view if series is None else _with_the_rest(view, series, side.form, is_off=is_off)


def _with_the_rest(view: View, series: Series, form: Form, *, is_off: bool) -> View:
    rule = repeats(series, form)
    if not rule:
        return view
    first, *rest = view.text.splitlines()
    again = (
        text("appointments.repeats.off", form) if is_off else text("appointments.repeats", form, often=rule)
    )
    # Four sentences at most: how long it takes stands on its own page too.
    return replace(view, text=lines(first, *rest[:1], again, *rest[1:][-1:]))


def _now(side: Side, value: str, now: datetime) -> View:
    appointment = side.appointment
    if value.isdecimal():
        return _open(AppointmentDelayed(appointment.id, appointment.sequence, int(value)), side, now)
    if appointment.is_cancelled:
        was = datetime.fromisoformat(value) if value else appointment.starts_at
        return _open(AppointmentCancelled(appointment.id, appointment.sequence, was), side, now)
    if value and now < appointment.starts_at:
        was = datetime.fromisoformat(value)
        return _open(
            AppointmentMoved(appointment.id, appointment.sequence, was, appointment.starts_at), side, now
        )
    return one(side, now=now)


def _open(notice: AboutAppointment, side: Side, now: datetime) -> View:
    match notice:
        case AppointmentMade():
            return View(_made(side, now), _asking(side, "made", now))
        case AppointmentReminder(step=step):
            said = lines(known(side, now), standing(side, now))
            return View(said, _asking(side, "morning" if step is StepKey.MORNING_OF else "reminder", now))
        case AppointmentMoved(was=was):
            return View(_moved(side, was, now), _asking(side, "moved", now))
        case AppointmentCancelled(was=was):
            said = text("appointments.cancelled", side.form, was=moment(was, now))
            rows = ((ask_button(side.form),), more_row(side, why="cancelled"), hide_row(side))
            return View(said, tuple(row for row in rows if row))
        case AppointmentDelayed(minutes=minutes):
            return View(_delayed(side, minutes, now), _delay_rows(side))


def _made(side: Side, now: datetime) -> str:
    kind, at = side.appointment.kind, when(side.appointment.starts_at, now)
    if kind in SHOWN_IN_CHAT:
        return text("appointments.made.shown", side.form, kind=kind_word(kind, side.form), when=at)
    return text("appointments.made", side.form, when=at)


def _moved(side: Side, was: datetime, now: datetime) -> str:
    at = when(side.appointment.starts_at, now)
    return text("appointments.moved", side.form, was=moment(was, now), when=at)


def _delayed(side: Side, minutes: int, now: datetime) -> str:
    at = when(side.appointment.starts_at + timedelta(minutes=minutes), now)
    return text("appointments.delayed", side.form, minutes=minutes_words(minutes, side.form), when=at)


def _asking(side: Side, why: str, now: datetime) -> tuple[Row, ...]:
    rows = (answer_row(side, now=now), sends_row(side, now=now), more_row(side, why=why), hide_row(side))
    return tuple(row for row in rows if row)


def _delay_rows(side: Side) -> tuple[Row, ...]:
    from_here = about(side.appointment, "appointments.button.look", side.form, Press.SHOW_APPOINTMENT)
    why = about(side.appointment, "appointments.button.why", side.form, Press.WHY, "delayed")
    rows = ((from_here, why), hide_row(side))
    return tuple(row for row in rows if row)


def _kept(notice: AboutAppointment) -> str:
    """What the doorbell's button must remember; the rest is read again from the appointment."""
    match notice:
        case AppointmentMoved(was=was) | AppointmentCancelled(was=was):
            return iso(was)
        case AppointmentDelayed(minutes=minutes):
            return str(minutes)
        case AppointmentMade() | AppointmentReminder():
            return ""
