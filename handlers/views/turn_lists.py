"""Lists of somebody's own turns: `/taken`, and everything of one day."""

from datetime import datetime

from domain.buttons import Press, Pressed
from domain.letters_circle import TurnLine
from domain.people import Form
from handlers.views.parts import SHOWN_AT_ONCE, in_rows, lines, stacked
from handlers.views.turn_parts import named, open_button, own_button, sentence, short, window
from handlers.views.view import Button, Row, View
from locales.catalogue import plural, text
from usecases.own_tasks import GivenTask


def agenda(
    mine: tuple[TurnLine, ...],
    open_to_take: tuple[TurnLine, ...],
    form: Form,
    *,
    now: datetime,
    waiting: tuple[GivenTask, ...] = (),
    under: Row = (),
) -> View:
    """`/taken`: the own turns of two weeks, those that are open to take, and what waits for a yes or no.

    ``under`` stands below them.
    """
    own, others = mine[:SHOWN_AT_ONCE], open_to_take[:SHOWN_AT_ONCE]
    title = text("tasks.own" if own else "tasks.own.empty", form)
    asked = text("tasks.own.open", form) if others else ""
    hidden = len(mine) - len(own) + len(open_to_take) - len(others)
    more = plural("tasks.own.more", form, hidden) if hidden else ""
    said = lines(
        title,
        *_listed(own, 1, form, now),
        asked,
        *_listed(others, len(own) + 1, form, now),
        more,
        text("tasks.own.waiting", form) if waiting else "",
    )
    buttons = [open_button(line, number) for number, line in enumerate((*own, *others), start=1)]
    buttons += [
        Button(short(sentence(task.words)), Pressed(Press.SHOW_TASK, task.id, task.revision))
        for task in waiting
    ]
    return View(said, stacked(*in_rows(buttons, 1), under))


def day_list(
    on_day: tuple[TurnLine, ...], form: Form, *, now: datetime, before: str = "", under: Row = ()
) -> View:
    """Everything of one day, each with a button; ``before`` is the title."""
    said = lines(before, *_listed(on_day, 1, form, now), text("tasks.day.tap", form))
    buttons = [open_button(line, number) for number, line in enumerate(on_day, start=1)]
    return View(said, stacked(*in_rows(buttons, 1), under))


def day_empty(form: Form) -> View:
    """There is nothing left to do on that day."""
    return View(text("tasks.day.empty", form), ((own_button(form),),))


def _listed(turns: tuple[TurnLine, ...], first: int, form: Form, now: datetime) -> list[str]:
    return [
        text("tasks.day.line", form, number=number, words=named(line), span=window(line, form, now))
        for number, line in enumerate(turns, start=first)
    ]
