"""What a gezinsmanager does with an appointment that exists: move, cancel, take back, come later, record."""

from datetime import datetime

from domain.appointments import Appointment, Outcome
from domain.buttons import Press
from domain.people import Called, Form
from handlers.views.parts import (
    Named,
    about,
    called_words,
    clock,
    in_rows,
    iso,
    lines,
    minutes_buttons,
    minutes_words,
    moment,
    named,
)
from handlers.views.planned import change_rows, label, look_button
from handlers.views.view import Row, View
from locales.catalogue import text
from usecases.appointments import Changed, Shown

DELAY_MINUTES = (5, 10, 15, 20, 30, 45)

WITHDRAW, RESTORE = "withdraw", "restore"
"""What an UNDO button takes back: making it, or cancelling it; to undo a move its value is the old moment."""


def move(family: Named, appointment: Appointment, *, now: datetime) -> View:
    """Type the new day and time."""
    back = about(appointment, "planning.button.back", Form.U, Press.SHOW_APPOINTMENT)
    return View(text("planning.move", Form.U, label=label(family, appointment, now)), ((back,),))


def move_sure(family: Named, appointment: Appointment, to: datetime, *, now: datetime) -> View:
    """The new moment, said back in full, before anything is moved."""
    said = text("planning.move.sure", Form.U, label=label(family, appointment, now), moment=moment(to, now))
    row = (
        about(appointment, "planning.button.move_sure", Form.U, Press.MOVE_TO, iso(to)),
        about(appointment, "planning.button.again", Form.U, Press.MOVE),
        about(appointment, "planning.button.back", Form.U, Press.SHOW_APPOINTMENT),
    )
    return View(said, (row,))


def moved(changed: Changed, *, now: datetime) -> View:
    """Old and new moment, when everybody hears it, and a way back until then."""
    appointment = changed.appointment
    said = text(
        "planning.moved",
        Form.U,
        family=named(changed.family),
        was=moment(changed.was, now),
        moment=moment(appointment.starts_at, now),
    )
    rows = (_undo_row(appointment, iso(changed.was)), *change_rows(appointment, now=now))
    return View(lines(said, leaves(appointment, now), to_write(changed.to_write)), rows)


def cancel_sure(family: Named, appointment: Appointment, *, now: datetime) -> View:
    """The second tap before it is called off."""
    said = text("planning.cancel", Form.U, label=label(family, appointment, now))
    row = (
        about(appointment, "planning.button.cancel_sure", Form.U, Press.CANCEL_SURE),
        about(appointment, "planning.button.back", Form.U, Press.SHOW_APPOINTMENT),
    )
    return View(said, (row,))


def cancelled(changed: Changed, *, now: datetime) -> View:
    """It is off; when everybody hears it, and a way back."""
    said = (label(changed.family, changed.appointment, now), text("planning.cancelled", Form.U))
    rows = (_undo_row(changed.appointment, RESTORE),)
    return View(lines(*said, leaves(changed.appointment, now), to_write(changed.to_write)), rows)


def restored(changed: Changed, *, now: datetime) -> View:
    """The cancellation is taken back."""
    said = (label(changed.family, changed.appointment, now), text("planning.restored", Form.U))
    return View(lines(*said), ((look_button(changed.appointment),),))


def withdrawn(changed: Changed, *, now: datetime) -> View:
    """It was undone before anybody heard of it."""
    said = (label(changed.family, changed.appointment, now), text("planning.withdrawn", Form.U))
    return View(lines(*said))


def delay(family: Named, appointment: Appointment, *, now: datetime) -> View:
    """How much later the gezinsmanager comes; a typed number of minutes is understood as well."""
    choices = minutes_buttons(appointment, Press.DELAY_BY, DELAY_MINUTES, Form.U)
    back = about(appointment, "planning.button.back", Form.U, Press.SHOW_APPOINTMENT)
    said = text("planning.delay", Form.U, label=label(family, appointment, now))
    return View(said, (*in_rows(choices), (back,)))


def delay_told(shown: Shown, minutes: int, *, now: datetime) -> View:
    """Everybody hears how much later."""
    of = label(shown.family, shown.appointment, now)
    said = text("planning.delay.told", Form.U, label=of, minutes=minutes_words(minutes))
    return View(said, ((look_button(shown.appointment),),))


def outcome(family: Named, appointment: Appointment, *, now: datetime) -> View:
    """Whether it took place, kept; the other answer can still be given."""
    held = appointment.outcome is Outcome.HELD
    key = "planning.outcome.held" if held else "planning.outcome.not_held"
    other = ("planning.button.not_held", Press.NOT_HELD) if held else ("planning.button.held", Press.HELD)
    row = (about(appointment, other[0], Form.U, other[1]),)
    return View(text(key, Form.U, label=label(family, appointment, now)), (row,))


def leaves(appointment: Appointment, now: datetime) -> str:
    """When everybody hears of it: at once, or after the time to correct."""
    if appointment.effective_at <= now:
        return text("planning.planned.now", Form.U)
    return text("planning.planned.later", Form.U, clock=clock(appointment.effective_at))


def to_write(people: tuple[Called, ...]) -> str:
    """Whom Kring cannot reach, so that somebody calls or writes."""
    return text("planning.planned.unlinked", Form.U, people=", ".join(called_words(people))) if people else ""


def _undo_row(appointment: Appointment, what: str) -> Row:
    return (about(appointment, "planning.button.not_after_all", Form.U, Press.UNDO, what),)
