"""What Kring tells a gezinsmanager at once about an appointment: alias, everyday word and practical facts."""

from datetime import datetime

from domain.appointments import Answer
from domain.letters import EventLetter
from domain.notices import AnswerGiven, OutcomeAsked, RunningLate
from domain.people import Form
from handlers.views.parts import called_word, capital, minutes_words, moment
from handlers.views.planned import accept_button, change_rows, label, look_button, outcome_row
from handlers.views.view import Row, View
from locales.catalogue import text

_ANSWER_KEYS = {
    Answer.COMING: "planning.event.coming",
    Answer.CANNOT: "planning.event.cannot",
    Answer.SENDS: "planning.event.sends",
    Answer.OTHER_TIME: "planning.event.other_time",
    Answer.NONE: "planning.event.other_time",
}


def event_view(letter: EventLetter, *, now: datetime) -> View:
    """Somebody cannot come, asks for another time, or is late; or it is over and wants to be recorded.

    A team leader who stands in hears it without the buttons, since only the gezinsmanager can change anything.
    """
    view = _event(letter, now)
    if not letter.standing_in:
        return view
    return View(text("planning.event.standing_in", Form.U, said=view.text))


def _event(letter: EventLetter, now: datetime) -> View:
    appointment = letter.appointment
    of = label(letter.family, appointment, now)
    who = capital(called_word(letter.called, letter.number))
    match letter.notice:
        case AnswerGiven(proposal=proposal) if proposal is not None:
            said = text("planning.proposal", Form.U, label=of, called=who, moment=moment(proposal, now))
            return View(said, _reaction_rows(letter, now, proposal))
        case AnswerGiven(answer=answer):
            key = _ANSWER_KEYS[answer]
            return View(text(key, Form.U, label=of, called=who), _reaction_rows(letter, now, None))
        case RunningLate(minutes=minutes):
            late = minutes_words(minutes)
            said = text("planning.event.late", Form.U, label=of, called=who, minutes=late)
            return View(said, ((look_button(appointment),),))
        case OutcomeAsked():
            key = "planning.event.over" if letter.standing_in else "planning.event.outcome"
            return View(text(key, Form.U, label=of), (outcome_row(appointment),))


def _reaction_rows(letter: EventLetter, now: datetime, proposal: datetime | None) -> tuple[Row, ...]:
    appointment = letter.appointment
    accept = proposal is not None and now < proposal and now < appointment.starts_at
    first: tuple[Row, ...] = ((accept_button(appointment, proposal),),) if accept and proposal else ()
    return (*first, *change_rows(appointment, now=now), (look_button(appointment),))
