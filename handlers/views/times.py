"""A day and a time that somebody types: asked for, doubted, not understood, or said back in full."""

from dataclasses import replace
from datetime import datetime

from domain.buttons import Pressed
from domain.people import Form
from domain.spoken.outcomes import Doubt, Unread
from handlers.views.parts import iso, lines, moment_button, when
from handlers.views.view import Button, Row, View
from locales.catalogue import text


def asked(form: Form) -> View:
    """Type a day and a time."""
    return View(text("times.asked", form))


def doubt(which: Doubt, choose: Pressed, again: Pressed, form: Form, *, now: datetime) -> View:
    """Several moments could be meant: each is a button that presses ``choose`` with the moment as its value.

    ``again`` is what the button for typing once more asks for.
    """
    reason = text(f"times.doubt.{which.reason.value}", form)
    if not which.options:
        return View(lines(reason, text("times.again", form)), (_type_row(again, form),))
    choices = [(moment_button(option, choose, now),) for option in which.options]
    return View(lines(reason, text("times.choose", form)), (*choices, _type_row(again, form)))


def unread(which: Unread, form: Form) -> View:
    """Nothing could be read in it; with three examples, and the next text is tried again."""
    return View(lines(text(f"times.unread.{which.reason.value}", form), text("times.examples", form)))


def sure(instant: datetime, choose: Pressed, again: Pressed, form: Form, *, now: datetime) -> View:
    """What was typed, said back in full before anything is done with it."""
    right = replace(choose, value=iso(instant))
    row = (Button(text("times.button.right", form), right), *_type_row(again, form))
    return View(text("times.sure", form, when=when(instant, now)), (row,))


def delay_unread(form: Form) -> View:
    """The number of minutes could not be read."""
    return View(text("times.delay_unread", form))


def _type_row(again: Pressed, form: Form) -> Row:
    return (Button(text("times.button.type", form), again),)
