"""The help card: numbers from memory, for everybody, without login, database or files (DESIGN §8)."""

from dataclasses import dataclass

from domain.people import Form
from handlers.views.parts import lines, wipe
from handlers.views.view import View
from locales.catalogue import text


@dataclass(frozen=True, slots=True)
class Numbers:
    """The telephone numbers of the card. ``own`` is the organisation's, set and checked by itself.

    The others are the national ones (field (e)); people have died of a wrong digit, so a test holds them.
    """

    own: str
    acute: str = "112"
    safe_home: str = "0800-2000"
    suicide: str = "113"
    suicide_by_phone: str = "0800-0113"
    children: str = "0800-0432"


def emergency_card(numbers: Numbers, form: Form, *, young: bool) -> View:
    """The card, with a button that wipes it. For a young person, and a stranger who may be one, a line more."""
    children = text("emergency.children", form, number=numbers.children) if young else ""
    said = lines(
        text("emergency.title", form),
        text("emergency.acute", form, number=numbers.acute),
        text("emergency.own", form, number=numbers.own),
        text("emergency.safe_home", form, number=numbers.safe_home),
        text("emergency.suicide", form, number=numbers.suicide, other=numbers.suicide_by_phone),
        children,
        text("emergency.honest", form),
    )
    return View(said, ((wipe(form),),))
