"""How is it going? One question a goal, answered with one tap; of a goal only symbol and nickname are said."""

from dataclasses import dataclass
from datetime import date

from domain.buttons import Press, Pressed
from domain.checkins import RANGE, GoalGone, Scale, TurnId
from domain.letters import CheckInLetter
from domain.notices import Klass
from domain.people import Form
from domain.plans import Goal, GoalId
from handlers.views.choices import call_button
from handlers.views.parts import button, clean, help_now, in_rows, lines, stacked
from handlers.views.view import Button, Row, View
from handlers.views.waiting import open_button
from locales import dates
from locales.catalogue import text

HIDDEN, ANSWER = "hidden", "answer"
"""Values of CHECK_IN that hide it again, and that ask after all; without one it shows how things stand."""

WIDTHS = {Scale.NUMBERS: 6, Scale.FACES: 3}
"""Buttons in a row: 0 to 10 in two rows, which a thumb finds since each holds one number (field (d) 9)."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Where somebody stands in a round, as far as every message about it needs to know.

    ``week`` is the Monday of the round when it is not the present one. ``is_low``: something was given that a call
    is offered for. ``window``: there is one to tell more in.
    """

    turn: TurnId
    form: Form
    discreet: bool = False
    week: date | None = None
    is_low: bool = False
    window: bool = False


def check_in_view(letter: CheckInLetter) -> View:
    """The question that Kring starts, or for a phone that others look at a doorbell which a tap opens."""
    if letter.discreet:
        return doorbell(letter.turn, letter.form)
    return question(letter, Asking(letter.turn, letter.form))


def doorbell(turn: TurnId, form: Form) -> View:
    """All that a shared phone shows until a tap."""
    reveal = button("appointments.button.reveal", form, Press.CHECK_IN, turn)
    return View(text("appointments.doorbell", form), ((reveal,),), Klass.OPEN)


def question(letter: CheckInLetter, of: Asking, *, before: str = "") -> View:
    """How one goal goes, with every answer as a button; ``before`` is what is said first.

    Under the first goal somebody can let this week go, and ask why this comes.
    """
    form = of.form
    scale = "checkins.scale.faces" if letter.scale is Scale.FACES else "checkins.scale.numbers"
    said = lines(
        before or (text("checkins.nudge", form) if letter.is_nudge else ""),
        _week(of),
        text("checkins.ask", form, goal=called(letter.symbol, letter.nickname)),
        text(scale, form),
    )
    first = _first_row(of) if letter.number == 1 else ()
    return View(said, stacked(*_answers(letter, form), first, _low_row(of), _hide_row(of)))


def thanks(of: Asking, *, can_change: bool, before: str = "", helped: bool = False) -> View:
    """Everything was answered: more can be told, and today the answer can still change.

    ``helped``: what helped this family before stands ready to read; it is never said here.
    """
    form = of.form
    told = text("checkins.helped", form) if helped and of.window else ""
    talk = text("checkins.low", form) if of.is_low else ""
    change = button("checkins.button.change", form, Press.CHANGE_SCORES, of.turn)
    return View(
        lines(before or text("checkins.thanks", form), told, talk),
        stacked(_tell_row(of), (change,) if can_change else (), _low_row(of), _hide_row(of)),
    )


def which(of: Asking, goals: tuple[Goal, ...]) -> View:
    """Which answer changes, when there is more than one goal."""
    choices = [
        Button(called(goal.symbol, goal.nickname), Pressed(Press.CHANGE_SCORES, of.turn, value=goal.id.hex))
        for goal in goals
    ]
    back = (button("appointments.button.back", of.form, Press.CHECK_IN, of.turn),)
    return View(text("checkins.which", of.form), stacked(*in_rows(choices, 1), back, _hide_row(of)))


def skipped(of: Asking) -> View:
    """Not this week: that is an answer too."""
    after_all = button("checkins.button.after_all", of.form, Press.CHECK_IN, of.turn, value=ANSWER)
    return View(text("checkins.skipped", of.form), stacked((after_all,), _tell_row(of), _hide_row(of)))


def why(of: Asking) -> View:
    """Waarom krijg ik dit?"""
    back = button("appointments.button.back", of.form, Press.CHECK_IN, of.turn)
    return View(text("checkins.why", of.form), stacked((back, rhythm_button(of.form)), _hide_row(of)))


def nothing(form: Form, *, window: bool) -> View:
    """`/doelen` when there is nothing to ask."""
    tell = (open_button(form),) if window else ()
    return View(text("checkins.nothing", form), stacked(tell, (rhythm_button(form),)))


def gone(form: Form) -> str:
    """The goal that was pressed is there no more; what comes next is said after it."""
    return text(GoalGone.code, form)


def kept(form: Form) -> str:
    """The answer was kept; what comes next is said after it."""
    return text("checkins.kept", form)


def called(symbol: str, nickname: str) -> str:
    """All of a goal that a chat ever shows."""
    return f"{clean(symbol)} {clean(nickname)}".strip()


def score_value(goal: GoalId, scale: Scale, value: int) -> str:
    """What the button of an answer carries."""
    return f"{goal.hex}.{scale.value}.{value}"


def rhythm_button(form: Form) -> Button:
    """To one's own day, time and scale."""
    return button("checkins.button.rhythm", form, Press.SEE_RHYTHM)


def low_row(form: Form) -> Row:
    """A call back, and the help card; offered, never forced."""
    return (call_button(form), help_now(form))


def _answers(letter: CheckInLetter, form: Form) -> tuple[Row, ...]:
    choices = [
        Button(
            _label(letter.scale, value, form),
            Pressed(Press.SCORE, letter.turn, value=score_value(letter.goal, letter.scale, value)),
        )
        for value in RANGE[letter.scale]
    ]
    return in_rows(choices, WIDTHS[letter.scale])


def _label(scale: Scale, value: int, form: Form) -> str:
    return str(value) if scale is Scale.NUMBERS else text(f"checkins.face.{value}", form)


def _week(of: Asking) -> str:
    if of.week is None:
        return ""
    return text("checkins.week", of.form, day=dates.day_in_full(of.week, of.week))


def _first_row(of: Asking) -> Row:
    return (
        button("checkins.button.skip", of.form, Press.SKIP_ROUND, of.turn),
        button("appointments.button.why", of.form, Press.WHY_CHECK_IN, of.turn),
    )


def _tell_row(of: Asking) -> Row:
    return (Button(text("checkins.button.tell", of.form), opens_window=True),) if of.window else ()


def _low_row(of: Asking) -> Row:
    return low_row(of.form) if of.is_low else ()


def _hide_row(of: Asking) -> Row:
    if not of.discreet:
        return ()
    return (button("appointments.button.hide", of.form, Press.CHECK_IN, of.turn, value=HIDDEN),)
