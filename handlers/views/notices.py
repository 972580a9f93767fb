"""Letters become messages: the one place where everything Kring starts gets its words."""

from dataclasses import replace
from datetime import datetime

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
from domain.letters_circle import (
    AgreedLetter,
    CircleContents,
    MemberLetter,
    PollLetter,
    TaskGivenLetter,
    TurnLetter,
    TurnsLetter,
)
from domain.people import Form
from handlers.views import (
    circle,
    linking,
    meetings,
    notices_family,
    notices_turns,
    professional,
    waiting,
    work,
)
from handlers.views.checkins import check_in_view
from handlers.views.digest import digest_view
from handlers.views.notices_events import event_view
from handlers.views.planfit import plan_fit_view
from handlers.views.view import View, marked
from locales.catalogue import text


def view_of(letter: Letter, *, window: bool) -> View:
    """The message of this letter; a second copy says that it may be one. An unknown letter does not type-check.

    ``window``: whether there is a window to open.
    """
    view = marked(_view(letter, window=window), letter.circle or _circle_of(letter))
    if not letter.labelled:
        return view
    return replace(view, text=view.text + "\n" + text("appointments.twice", _form_of(letter)))


def _view(letter: Letter, *, window: bool) -> View:
    match letter.contents:
        case (
            TaskGivenLetter() | TurnsLetter() | TurnLetter() | MemberLetter() | PollLetter() | AgreedLetter()
        ):
            return _of_the_circle(letter.contents, letter, window=window)
        case ParticipantLetter() as contents:
            return notices_family.participant_view(contents, now=letter.now)
        case DoorbellLetter(form=form):
            return waiting.doorbell(form, window=window)
        case CheckInLetter() as contents:
            return check_in_view(contents)
        case PlanFitLetter() as contents:
            return plan_fit_view(contents)
        case WelcomeLetter() as contents:
            return _welcome(contents, letter.now)
        case WordsLetter() | EventLetter() | WorkLetter() | DigestLetter():
            return _to_a_professional(letter.contents, letter.now)


def _welcome(letter: WelcomeLetter, now: datetime) -> View:
    if letter.professional:
        return professional.welcome()
    return (
        linking.welcome(letter.form)
        if letter.part is None
        else circle.welcome(letter.form, letter.part, now=now)
    )


def _to_a_professional(
    contents: WordsLetter | EventLetter | WorkLetter | DigestLetter, now: datetime
) -> View:
    match contents:
        case WordsLetter(family=family, called=called, number=number, standing_in=standing_in):
            return professional.words_asked(family, called, number, standing_in=standing_in)
        case EventLetter():
            return event_view(contents, now=now)
        case WorkLetter(entry=entry):
            return work.urgent(entry, now=now)
        case DigestLetter(digest=digest):
            return digest_view(digest, now)


def _of_the_circle(contents: CircleContents, letter: Letter, *, window: bool) -> View:
    match contents:
        case TaskGivenLetter():
            return notices_turns.task_given_view(contents, now=letter.now)
        case TurnsLetter():
            return notices_turns.turns_view(contents, now=letter.now)
        case TurnLetter():
            return notices_turns.turn_view(contents, now=letter.now)
        case MemberLetter():
            return circle.member_view(contents)
        case PollLetter():
            return meetings.poll_view(contents, now=letter.now)
        case AgreedLetter():
            return meetings.agreed_view(contents, window=window)


def _circle_of(letter: Letter) -> str:
    """The mark of the family, for somebody who takes part in more than one."""
    match letter.contents:
        case (
            ParticipantLetter(circle=mark)
            | WelcomeLetter(circle=mark)
            | TaskGivenLetter(circle=mark)
            | TurnsLetter(circle=mark)
            | TurnLetter(circle=mark)
            | MemberLetter(circle=mark)
            | PollLetter(circle=mark)
            | AgreedLetter(circle=mark)
        ):
            return mark
        case _:
            return ""


def _form_of(letter: Letter) -> Form:
    match letter.contents:
        case (
            ParticipantLetter(form=form)
            | DoorbellLetter(form=form)
            | CheckInLetter(form=form)
            | PlanFitLetter(form=form)
            | WelcomeLetter(form=form)
            | TaskGivenLetter(form=form)
            | TurnsLetter(form=form)
            | TurnLetter(form=form)
            | MemberLetter(form=form)
            | PollLetter(form=form)
            | AgreedLetter(form=form)
        ):
            return form
        case WordsLetter() | EventLetter() | WorkLetter() | DigestLetter():
            return Form.U
