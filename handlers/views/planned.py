"""What a gezinsmanager sees of appointments that exist: one of them with all answers, and the coming ones."""

from datetime import datetime

from domain.appointments import Answer, Appointment, Attendance, Outcome
from domain.buttons import Press
from domain.digest import DigestAppointment
from domain.people import Form
from handlers.views.parts import (
    SHOWN_AT_ONCE,
    Named,
    about,
    called_words,
    in_rows,
    iso,
    kind_word,
    lines,
    minutes_words,
    moment,
    named,
)
from handlers.views.view import Button, Row, View
from locales.catalogue import plural, text
from usecases.appointments import Shown


def label(family: Named, appointment: Appointment, now: datetime) -> str:
    """One line for an appointment: '⭐ Zon: huisbezoek, dinsdag 4 maart om 10.00 uur'."""
    return text(
        "planning.label",
        Form.U,
        family=named(family),
        kind=kind_word(appointment.kind),
        moment=moment(appointment.starts_at, now),
    )


def overview(entries: tuple[DigestAppointment, ...], *, now: datetime) -> View:
    """`/afspraken` of a gezinsmanager: the coming appointments of all own families."""
    if not entries:
        return View(text("planning.overview.empty", Form.U))
    shown = entries[:SHOWN_AT_ONCE]
    listed = [_entry(number, entry, now) for number, entry in enumerate(shown, start=1)]
    hidden = len(entries) - len(shown)
    more = plural("planning.overview.more", Form.U, hidden) if hidden else ""
    looks = [
        about(e.appointment, "planning.button.look_at", Form.U, Press.SHOW_APPOINTMENT, number=number)
        for number, e in enumerate(shown, start=1)
    ]
    return View(lines(text("planning.overview", Form.U), *listed, more), in_rows(looks))


def one(shown: Shown, *, now: datetime) -> View:
    """One appointment: what every participant said, by an everyday word, and what can be done with it."""
    appointment = shown.appointment
    words = called_words(shown.called)
    sides = [
        text("planning.side", Form.U, called=word, answer=_answer(attendance, now))
        for word, attendance in zip(words, appointment.attendances, strict=True)
    ]
    said = lines(label(shown.family, appointment, now), *sides, _state(appointment))
    return View(said, (*_accept_rows(appointment, words, now), *change_rows(appointment, now=now)))


def change_rows(appointment: Appointment, *, now: datetime) -> tuple[Row, ...]:
    """Move, cancel or come later while that is possible; afterwards whether it took place."""
    if appointment.is_cancelled:
        return ()
    if now >= appointment.starts_at:
        later = (later_button(appointment),) if now < appointment.ends_at else ()
        return (*((later,) if later else ()), outcome_row(appointment))
    move = about(appointment, "planning.button.move", Form.U, Press.MOVE)
    cancel = about(appointment, "planning.button.cancel", Form.U, Press.CANCEL)
    return ((move, cancel, later_button(appointment)),)


def later_button(appointment: Appointment) -> Button:
    """To say that the gezinsmanager comes later."""
    return about(appointment, "planning.button.later", Form.U, Press.DELAY)


def look_button(appointment: Appointment) -> Button:
    """To the page of one appointment."""
    return about(appointment, "planning.button.look", Form.U, Press.SHOW_APPOINTMENT)


def outcome_row(appointment: Appointment) -> Row:
    """Did it take place?"""
    return (
        about(appointment, "planning.button.held", Form.U, Press.HELD),
        about(appointment, "planning.button.not_held", Form.U, Press.NOT_HELD),
    )


def accept_button(appointment: Appointment, proposal: datetime, word: str = "") -> Button:
    """To move it to the moment a participant asked for; the moment is the value."""
    instant = iso(proposal)
    if not word:
        return about(appointment, "planning.button.accept", Form.U, Press.ACCEPT_PROPOSAL, instant)
    return about(
        appointment, "planning.button.accept_of", Form.U, Press.ACCEPT_PROPOSAL, instant, called=word
    )


def _entry(number: int, entry: DigestAppointment, now: datetime) -> str:
    appointment = entry.appointment
    listed = text(
        "planning.overview.line",
        Form.U,
        number=number,
        family=named(entry.family),
        kind=kind_word(appointment.kind),
        moment=moment(appointment.starts_at, now),
    )
    waiting = len(entry.unconfirmed)
    return lines(listed, plural("planning.overview.waiting", Form.U, waiting) if waiting else "")


def _answer(attendance: Attendance, now: datetime) -> str:
    if attendance.late_minutes:
        return text("planning.answer.late", Form.U, minutes=minutes_words(attendance.late_minutes))
    if attendance.answer is Answer.OTHER_TIME and attendance.proposal is not None:
        return text("planning.answer.proposal", Form.U, moment=moment(attendance.proposal, now))
    return text(f"planning.answer.{attendance.answer.value}", Form.U)


def _state(appointment: Appointment) -> str:
    if appointment.is_cancelled:
        return text("planning.cancelled", Form.U)
    match appointment.outcome:
        case Outcome.HELD:
            return text("planning.held", Form.U)
        case Outcome.NOT_HELD:
            return text("planning.not_held", Form.U)
        case None:
            return ""


def _accept_rows(appointment: Appointment, words: tuple[str, ...], now: datetime) -> tuple[Row, ...]:
    """Each proposal that still lies ahead, as a button to take it over."""
    if appointment.is_cancelled or now >= appointment.starts_at:
        return ()
    return tuple(
        (accept_button(appointment, attendance.proposal, word),)
        for word, attendance in zip(words, appointment.attendances, strict=True)
        if attendance.proposal is not None and attendance.proposal > now
    )
