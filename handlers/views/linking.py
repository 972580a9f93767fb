"""Joining, together on the sofa: code, two words, consent, u or je, quiet hours, shared phone, done."""

from domain.buttons import Press
from domain.notices import Klass
from domain.people import Form
from handlers.views import settings
from handlers.views.menus import keyboard
from handlers.views.parts import button
from handlers.views.view import View
from locales.catalogue import text


def code_asked(form: Form) -> View:
    """The invitation was opened: type the code that was told by voice."""
    return View(text("linking.code_asked", form), fleeting=True)


def words_shown(words: tuple[str, str], form: Form) -> View:
    """The code was right: read these two words out."""
    return View(text("linking.words_shown", form, first=words[0], second=words[1]), fleeting=True)


def failed(form: Form) -> View:
    """The one neutral answer to every failure, from which nothing can be learnt."""
    return View(text("linking.failed", form))


def welcome(form: Form) -> View:
    """Just confirmed: what comes here and who can read it; the button is the consent."""
    understood = button("linking.button.understood", form, Press.CONSENT)
    return View(text("linking.welcome", form), ((understood,),), Klass.OPEN)


def form_asked(form: Form) -> View:
    """U or je?"""
    return View(text("linking.form_asked", form), (settings.form_row(form, joining=True),))


def quiet_asked(form: Form) -> View:
    """When are messages not welcome?"""
    return View(text("linking.quiet_asked", form), settings.hours_rows(form, joining=True))


def phone_asked(form: Form) -> View:
    """Does somebody else look at this phone at times?"""
    row = (
        button("linking.button.phone_yes", form, Press.CHOOSE_PHONE, value=settings.value("1", joining=True)),
        button("linking.button.phone_no", form, Press.CHOOSE_PHONE, value=settings.value("0", joining=True)),
    )
    return View(text("linking.phone_asked", form), (row,))


def done(form: Form) -> View:
    """Joined; with the permanent button."""
    return View(text("linking.done", form), menu=keyboard(form))
