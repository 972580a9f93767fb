"""A professional who joins, and their own small pages; in *u*, and without any name."""

from domain.actors import CaseManager, Colleague
from domain.buttons import Press
from domain.notices import Klass
from domain.people import Called, Form
from handlers.views.menus import keyboard
from handlers.views.parts import Named, button, called_word, help_now, named
from handlers.views.view import View
from locales.catalogue import text


def welcome() -> View:
    """Just confirmed: what comes here, and what must not be typed here."""
    understood = button("linking.button.understood", Form.U, Press.CONSENT)
    return View(text("professional.welcome", Form.U), ((understood,),), Klass.OPEN)


def done() -> View:
    """Joined."""
    return View(text("professional.done", Form.U), menu=keyboard(Form.U))


def words_asked(family: Named, called: Called, number: int = 0, *, standing_in: bool = False) -> View:
    """Somebody gave the right code: have them read out the two words, and type these.

    ``standing_in``: to a team leader, who cannot type them but may find somebody who can.
    """
    key = "professional.words_elsewhere" if standing_in else "professional.words_asked"
    said = text(key, Form.U, family=named(family), called=called_word(called, number))
    return View(said, klass=Klass.OPEN)


def words_waiting() -> View:
    """`/bevestig`: type the two words that are read out."""
    return View(text("professional.words_waiting", Form.U))


def words_accepted() -> View:
    """The words were right, the link is made."""
    return View(text("professional.words_accepted", Form.U))


def words_wrong() -> View:
    """The words were not right; how many tries there are."""
    return View(text("professional.words_wrong", Form.U))


def nothing_waits() -> View:
    """`/bevestig` while nobody waits for it."""
    return View(text("professional.nothing_waits", Form.U))


def start() -> View:
    """`/start` of somebody who is linked."""
    return View(text("professional.start", Form.U), menu=keyboard(Form.U))


def help_page(who: Colleague) -> View:
    """`/help` for this role."""
    key = (
        "professional.help.case_manager" if isinstance(who, CaseManager) else "professional.help.team_leader"
    )
    return View(text(key, Form.U), ((help_now(Form.U),),))


def typed() -> View:
    """Something typed that is no command: it is not kept."""
    return View(text("professional.typed", Form.U))


def settings() -> View:
    """`/instellingen`: there are none for a professional."""
    return View(text("professional.settings", Form.U))


def paused() -> View:
    """`/stop`: a professional leaves through the administrator, so that their work does not fall silent."""
    return View(text("professional.paused", Form.U))
