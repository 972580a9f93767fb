"""The doorbell: something stands ready; what it is, is said in the window only."""

from domain.notices import Klass
from domain.people import Form
from handlers.views.choices import call_button
from handlers.views.view import Button, View
from locales.catalogue import text


def doorbell(form: Form, *, window: bool) -> View:
    """Something waits. Without a window it cannot be read here, and somebody calls (NTA 7516: no less safe way)."""
    if not window:
        return View(text("waiting.doorbell.no_window", form), ((call_button(form),),), Klass.OPEN)
    return View(text("waiting.doorbell", form), ((open_button(form),),), Klass.OPEN)


def open_button(form: Form) -> Button:
    """Opens the window; it carries nothing about anybody."""
    return Button(text("waiting.button.open", form), opens_window=True)
