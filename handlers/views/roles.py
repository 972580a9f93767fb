"""Somebody who takes part in several families: for which one is this, and about which one do we speak now?"""

from collections.abc import Iterable
from dataclasses import replace

from domain.buttons import Press, Pressed
from domain.people import Form
from handlers.views.choices import agenda_button
from handlers.views.parts import clean, lines
from handlers.views.view import Button, Row, View
from locales.catalogue import text
from usecases.roles import Role

HELD = "held"
"""The value of a button that says for which family something was that was typed."""


def which(roles: Iterable[Role], form: Form, *, number: str) -> View:
    """What was typed is kept nowhere yet: for which family is it? The symbols are the buttons."""
    said = lines(
        text("roles.which", form), text("roles.which.wait", form), text("typed.haste", form, number=number)
    )
    return View(said, (tuple(_button(role, HELD) for role in roles),))


def nothing_held(form: Form) -> View:
    """It was given to a family before, or too long ago."""
    return View(text("roles.nothing_held", form))


def chosen(form: Form) -> View:
    """From now on it is about this family."""
    return View(text("roles.chosen", form), ((agenda_button(form),),))


def with_others(view: View, roles: Iterable[Role]) -> View:
    """The answer to a command, with the other families below it; the permanent buttons are there already."""
    row: Row = tuple(_button(role, "") for role in roles if not role.chosen)
    return replace(view, rows=(*view.rows, row), menu=None) if row else view


def _button(role: Role, value: str) -> Button:
    words = text("roles.button", role.form, symbol=clean(role.symbol))
    return Button(words, Pressed(Press.CHOOSE_CIRCLE, role.person, value=value))
