"""What somebody reads when something cannot be done, or went wrong on our side."""

from domain.errors import Refusal
from domain.people import Form
from handlers.views.view import View
from locales.catalogue import text


def refusal_view(refusal: Refusal, form: Form) -> View:
    """One kind sentence, found by the refusal's code; it never says what exists."""
    return View(text(refusal.code, form))


def outdated_view(form: Form, *, goals: bool, aside: bool) -> View:
    """The button is old; ``goals``: they are asked about goals too. ``aside``: the message itself still stands."""
    said = text("refusal.outdated.goals" if goals else "refusal.outdated", form)
    return View("", alert=said) if aside else View(said)


def unexpected(form: Form, *, number: str) -> View:
    """Something went wrong on our side; nothing about it is shown, and the number helps on."""
    return View(text("refusal.unexpected", form, number=number))
