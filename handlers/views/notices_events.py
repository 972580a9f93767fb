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


def event_view(letter: EventLetter, *, now: datetime) -> View:
    """Somebody cannot come, asks for another time, or is late; or it is over and wants to be recorded."""
    appointment = letter.appointment
    of = label(letter.family, appointment, now)
    who = capital(called_word(letter.called))
    match letter.notice:
        case AnswerGiven(proposal=proposal) if proposal is not None:
            said = text("planning.proposal", Form.U, label=of, called=who, moment=moment(proposal, now))
            return View(said, _reaction_rows(letter, now, proposal))
        case AnswerGiven(answer=answer):
            key = "planning.event.cannot" if answer is Answer.CANNOT else "planning.event.other_time"
            return View(text(key, Form.U, label=of, called=who), _reaction_rows(letter, now, None))
        case RunningLate(minutes=minutes):
            late = minutes_words(minutes)
            said = text("planning.event.late", Form.U, label=of, called=who, minutes=late)
            return View(said, ((look_button(appointment),),))
        case OutcomeAsked():
            return View(text("planning.event.outcome", Form.U, label=of), (outcome_row(appointment),))


def _reaction_rows(letter: EventLetter, now: datetime, proposal: datetime | None) -> tuple[Row, ...]:
    appointment = letter.appointment
    accept = proposal is not None and now < proposal and now < appointment.starts_at
    first: tuple[Row, ...] = ((accept_button(appointment, proposal),),) if accept and proposal else ()
    return (*first, *change_rows(appointment, now=now), (look_button(appointment),))
