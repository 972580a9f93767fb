"""Leeft het plan nog? Asked now and then, answered with one tap."""

from dataclasses import dataclass
from uuid import UUID

from domain.buttons import Press, Pressed
from domain.letters import PlanFitLetter
from domain.notices import Klass
from domain.people import Form
from domain.plan_questions import Fits, PlanQuestionId
from handlers.views.choices import call_button
from handlers.views.parts import button, in_rows, lines, stacked
from handlers.views.view import Button, Row, View
from locales.catalogue import text

HIDDEN, SHOWN = "hidden", "shown"
"""Values of PLAN_FIT that hide the question, and show it again; any other is an answer."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """One question as somebody meets it; ``turn`` is that of the check-in it follows by an edit."""

    question: PlanQuestionId
    form: Form
    discreet: bool = False
    turn: UUID | None = None


def plan_fit_view(letter: PlanFitLetter) -> View:
    """The question that Kring starts, or for a phone that others look at a doorbell which a tap opens."""
    of = Fitting(letter.question, letter.form, letter.discreet)
    return doorbell(of) if letter.discreet else question(of)


def doorbell(of: Fitting) -> View:
    """All that a shared phone shows until a tap."""
    reveal = button(
        "appointments.button.reveal", of.form, Press.PLAN_FIT, of.question, value=value(SHOWN, of.turn)
    )
    return View(text("appointments.doorbell", of.form), ((reveal,),), Klass.OPEN)


def question(of: Fitting, *, before: str = "", under: Row = ()) -> View:
    """Does it still fit? ``before`` is said first, ``under`` stands under the answers."""
    said = lines(before, text("planfit.ask", of.form))
    choices = [
        Button(
            text(f"planfit.button.{fits.value}", of.form),
            Pressed(Press.PLAN_FIT, of.question, value=value(fits, of.turn)),
        )
        for fits in Fits
    ]
    return View(said, stacked(*in_rows(choices, 1), under, _hide_row(of)))


def kept(of: Fitting, fits: Fits, *, window: bool) -> View:
    """What was said is kept; who wants more can tell it, or be called."""
    if fits is Fits.FITS:
        return View(said(fits, of.form), stacked(_hide_row(of)))
    tell = (Button(text("checkins.button.tell", of.form), opens_window=True),) if window else ()
    return View(said(fits, of.form), stacked(tell, (call_button(of.form),), _hide_row(of)))


def over(of: Fitting) -> View:
    """It was answered, so there is nothing to ask any more."""
    return View(text("planfit.over", of.form), stacked(_hide_row(of)))


def said(fits: Fits, form: Form) -> str:
    """What somebody reads after their answer."""
    return text(f"planfit.kept.{fits.value}", form)


def value(choice: str, turn: UUID | None) -> str:
    """What a button of this question carries: the choice, and the check-in it came after."""
    return choice if turn is None else f"{choice}.{turn.hex}"


def _hide_row(of: Fitting) -> Row:
    if not of.discreet:
        return ()
    hidden = value(HIDDEN, of.turn)
    return (button("appointments.button.hide", of.form, Press.PLAN_FIT, of.question, value=hidden),)
