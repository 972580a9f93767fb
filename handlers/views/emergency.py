"""The help card: numbers from memory, for everybody, without login, database or files (DESIGN §8)."""

from domain.people import Form
from handlers.views.parts import lines, wipe
from handlers.views.view import View
from locales.catalogue import text
from locales.emergency import Numbers, help_lines

__all__ = ["Numbers", "emergency_card"]


def emergency_card(numbers: Numbers, form: Form, *, young: bool) -> View:
    """The card, with a button that wipes it. For a young person, and a stranger who may be one, a line more."""
    said = lines(
        text("emergency.title", form),
        *(line for line, _ in help_lines(numbers, form, young=young)),
        text("emergency.honest", form),
    )
    return View(said, ((wipe(form),),))
