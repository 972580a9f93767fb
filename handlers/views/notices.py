"""Letters become messages: the one place where everything Kring starts gets its words."""

from dataclasses import replace

from domain.letters import (
    CheckInLetter,
    DigestLetter,
    DoorbellLetter,
    EventLetter,
    Letter,
    ParticipantLetter,
    PlanFitLetter,
    WelcomeLetter,
    WordsLetter,
    WorkLetter,
)
from domain.people import Form
from handlers.views import linking, notices_family, professional, waiting, work
from handlers.views.checkins import check_in_view
from handlers.views.digest import digest_view
from handlers.views.notices_events import event_view
from handlers.views.planfit import plan_fit_view
from handlers.views.view import View
from locales.catalogue import text


def view_of(letter: Letter, *, window: bool) -> View:
    """The message of this letter; a second copy says that it may be one. An unknown letter does not type-check.

    ``window``: whether there is a window to open.
    """
    view = _view(letter, window=window)
    if not letter.labelled:
        return view
    return replace(view, text=view.text + "\n" + text("appointments.twice", _form_of(letter)))


def _view(letter: Letter, *, window: bool) -> View:
    match letter.contents:
        case ParticipantLetter() as contents:
            return notices_family.participant_view(contents, now=letter.now)
        case DoorbellLetter(form=form):
            return waiting.doorbell(form, window=window)
        case CheckInLetter() as contents:
            return check_in_view(contents)
        case PlanFitLetter() as contents:
            return plan_fit_view(contents)
        case WelcomeLetter(form=form, professional=is_professional):
            return professional.welcome() if is_professional else linking.welcome(form)
        case WordsLetter(family=family, called=called, number=number, standing_in=standing_in):
            return professional.words_asked(family, called, number, standing_in=standing_in)
        case EventLetter() as contents:
            return event_view(contents, now=letter.now)
        case WorkLetter(entry=entry):
            return work.urgent(entry, now=letter.now)
        case DigestLetter(digest=digest):
            return digest_view(digest, letter.now)


def _form_of(letter: Letter) -> Form:
    match letter.contents:
        case (
            ParticipantLetter(form=form)
            | DoorbellLetter(form=form)
            | CheckInLetter(form=form)
            | PlanFitLetter(form=form)
            | WelcomeLetter(form=form)
        ):
            return form
        case WordsLetter() | EventLetter() | WorkLetter() | DigestLetter():
            return Form.U
