"""Taking part in the circle: agreeing to it, going on or coming back, stopping, and passing something on."""

from datetime import date, datetime

from domain.buttons import Press, Pressed
from domain.letters_circle import MemberLetter, MemberPart
from domain.notices import Klass
from domain.notices_circle import MemberProlonged, ReturnAsked
from domain.people import Form
from handlers.views.choices import call_button
from handlers.views.parts import button, clean, help_now, lines, stacked, today
from handlers.views.turn_parts import HIDDEN, Looking, bell
from handlers.views.view import Button, Row, View
from locales import dates
from locales.catalogue import text

YES, NO, SHOWN = "yes", "no", "shown"
"""Values of STAY and COME_BACK: the two answers, and showing the question; of CONSENT `NO` is rather not."""

SURE = "sure"


def welcome(form: Form, part: MemberPart, *, now: datetime) -> View:
    """What taking part is, to agree to or not: what for, until when, which tasks, and what is seen by whom."""
    until = "" if part.until is None else dates.day_in_full(part.until, today(now))
    purpose = "" if part.purpose is None else clean(part.purpose.reveal())
    tasks = [text("circle.welcome.task", form, words=clean(words.reveal())) for words in part.tasks]
    said = lines(
        text("circle.welcome", form),
        text("circle.welcome.purpose", form, purpose=purpose) if purpose else "",
        text("circle.welcome.until", form, day=until) if until else "",
        text("circle.welcome.tasks", form) if tasks else "",
        *tasks,
        text("circle.welcome.sees", form),
        text("circle.welcome.seen", form),
        text("circle.welcome.telegram", form),
    )
    row = (button("circle.button.join", form, Press.CONSENT), _rather_not(form, NO))
    return View(said, (row,))


def decline_sure(form: Form) -> View:
    """Liever niet: that is fine, and taken back as long as it was not said twice."""
    row = (_rather_not(form, SURE), button("circle.button.join", form, Press.CONSENT))
    return View(text("circle.decline_sure", form), (row,), Klass.OPEN)


def declined(form: Form) -> View:
    """They do not take part."""
    return View(text("circle.declined", form), (), Klass.OPEN)


def member_view(letter: MemberLetter) -> View:
    """Would you go on, until when is that now, can you take part again? Or where others look along a doorbell."""
    if letter.discreet:
        return member_bell(letter)
    return member_asked(letter, Looking(letter.form))


def member_bell(letter: MemberLetter) -> View:
    """All that a shared phone shows until a tap."""
    press, day = _about(letter)
    return bell(letter.form, Pressed(press, value=f"{SHOWN}.{day.isoformat()}"))


def member_asked(letter: MemberLetter, looking: Looking) -> View:
    """The question itself, with its two answers; or the new last day, which asks nothing."""
    press, day = _about(letter)
    form, is_stay = letter.form, press is Press.STAY
    hidden = f"{HIDDEN}.{day.isoformat()}"
    hide: Row = (button("appointments.button.hide", form, press, value=hidden),) if looking.discreet else ()
    if isinstance(letter.notice, MemberProlonged):
        return View(text("circle.prolonged", form, day=dates.day_in_full(day, day)), stacked(hide))
    key = "circle.stay" if is_stay else "circle.return"
    said = text(key, form, day=dates.day_in_full(day, day))
    yes = "circle.button.stay" if is_stay else "circle.button.come_back"
    no = "circle.button.no_longer" if is_stay else "circle.button.not_yet"
    row = (button(yes, form, press, value=YES), button(no, form, press, value=NO))
    return View(said, stacked(row, hide))


def member_answered(form: Form, press: Press, *, yes: bool) -> View:
    """What was said is kept."""
    if press is Press.STAY:
        return View(text("circle.stay.yes" if yes else "circle.stay.no", form))
    return View(text("circle.return.yes" if yes else "circle.return.no", form))


def settled(form: Form) -> View:
    """There is nothing to ask any more."""
    return View(text("circle.settled", form))


def leave(form: Form) -> View:
    """Helemaal stoppen: sure? No reason is asked."""
    row = (
        button("circle.button.leave_sure", form, Press.LEAVE_SURE),
        button("circle.button.leave_not", form, Press.SETTINGS),
    )
    return View(text("circle.leave", form), (row,))


def left(form: Form) -> View:
    """They take no part any more."""
    return View(text("circle.left", form), (), Klass.OPEN)


def pass_on(form: Form) -> View:
    """Before somebody of the network tells something: where it goes, who can ask to read it, and that nobody answers.

    Who worries about safety finds the numbers first.
    """
    return View(text("circle.pass_on", form), ((help_now(form), call_button(form)),))


def passed_on(form: Form, *, number: str, is_edit: bool = False, without_bsn: bool = False) -> View:
    """It was kept; no answer comes here, a call may. ``is_edit`` and ``without_bsn`` as in `views.typed.kept`."""
    first = "typed.bsn" if without_bsn else "typed.edit_kept" if is_edit else "circle.passed_on"
    silent = "" if without_bsn or is_edit else text("circle.passed_on.silent", form)
    said = lines(
        text(first, form),
        text("circle.passed_on.file", form),
        silent,
        text("typed.haste", form, number=number),
    )
    return View(said, ((call_button(form), help_now(form)),))


def pass_on_button(form: Form) -> Button:
    """To tell the gezinsmanager something."""
    return button("circle.button.pass_on", form, Press.PASS_ON)


def leave_button(form: Form) -> Button:
    """To stop taking part altogether."""
    return button("circle.button.leave", form, Press.LEAVE_CIRCLE)


def _rather_not(form: Form, value: str) -> Button:
    return button("circle.button.rather_not", form, Press.CONSENT, value=value)


def _about(letter: MemberLetter) -> tuple[Press, date]:
    notice = letter.notice
    return (
        (Press.COME_BACK, notice.back_on) if isinstance(notice, ReturnAsked) else (Press.STAY, notice.until)
    )
