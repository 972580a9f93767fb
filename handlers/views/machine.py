"""What the machine itself says when something went differently from how it should."""

from domain.people import Form
from handlers.views.view import View
from locales.catalogue import text


def processed(form: Form) -> View:
    """What you asked has been done, although its own answer was lost."""
    return View(text("machine.processed", form))


def wiped(form: Form) -> str:
    """What stands in place of a message too old to delete."""
    return text("machine.wiped", form)
