"""What somebody reads after typing, speaking or sending something: kept or not, and who reads it when."""

from domain.people import Form
from handlers.views.choices import call_button
from handlers.views.view import View
from locales.catalogue import text


def kept(form: Form, *, number: str) -> View:
    """A text, voice message or picture was kept; it never says that somebody has read it."""
    return View(text("typed.kept", form, number=number), ((call_button(form),),))


def edit_kept(form: Form, *, number: str) -> View:
    """A change of something typed was kept beside the first version."""
    return View(text("typed.edit_kept", form, number=number), ((call_button(form),),))


def bsn(form: Form, *, number: str) -> View:
    """A citizen service number was in it: kept without that."""
    return View(text("typed.bsn", form, number=number), ((call_button(form),),))


def contact(form: Form) -> View:
    """A contact card is not kept: it holds somebody else's number."""
    return View(text("typed.contact", form), ((call_button(form),),))


def sticker(form: Form) -> View:
    """A sticker says nothing that could be kept."""
    return View(text("typed.sticker", form), ((call_button(form),),))


def other(form: Form) -> View:
    """Something else that is not kept: a place on a map, a poll, a game."""
    return View(text("typed.other", form), ((call_button(form),),))
