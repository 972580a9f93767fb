"""`/instellingen`: how somebody is addressed, when messages come, and whether others look along."""

from datetime import time

from domain.buttons import Press
from domain.calendar import QuietHours
from domain.people import Form, Preferences
from handlers.views.circle import leave_button
from handlers.views.parts import button, in_rows, lines, stacked
from handlers.views.view import Button, Row, View
from locales import dates
from locales.catalogue import text

HOURS = {
    "20-9": QuietHours(time(20), time(9)),
    "21-8": QuietHours(time(21), time(8)),
    "19-10": QuietHours(time(19), time(10)),
}
"""Quiet hours to choose from, by the value of their button."""

TYPE, HOURS_PAGE = "type", "hours"
"""The values of CHOOSE_QUIET for typing the hours, and for the page to choose them."""

_JOINING = "joining:"


def value(choice: str, *, joining: bool) -> str:
    """The value of a CHOOSE button; while joining, the next question follows instead of this page."""
    return f"{_JOINING}{choice}" if joining else choice


def choice_of(button_value: str) -> tuple[str, bool]:
    """What such a button chooses, and whether it was pressed while joining."""
    return button_value.removeprefix(_JOINING), button_value.startswith(_JOINING)


def page(
    preferences: Preferences,
    *,
    saved: bool = False,
    held: bool = False,
    rounds: bool = False,
    member: bool = False,
) -> View:
    """All choices as they stand, each with a button; ``saved`` after one was changed.

    ``held``: the gezinsmanager stopped the messages, which no button here can change. ``rounds``: it is somebody
    who is asked about goals, and chooses when. ``member``: somebody around the family, who can stop altogether.
    """
    form = preferences.form
    said = lines(
        text("settings.saved" if saved else "settings.title", form),
        text("settings.form", form),
        _quiet(preferences),
        text("settings.morning.on" if preferences.morning_reminder else "settings.morning.off", form),
        text("settings.tasks.day_before" if preferences.tasks_day_before else "settings.tasks.morning", form),
        text("settings.phone.on" if preferences.shared_phone else "settings.phone.off", form),
        _messages(preferences, held=held),
    )
    asked: Row = (button("settings.button.rounds", form, Press.SEE_RHYTHM),) if rounds else ()
    stop: Row = (leave_button(form),) if member else ()
    return View(said, stacked(*_rows(preferences), asked, stop))


def hours(form: Form) -> View:
    """When messages are not welcome: some hours to choose from, or to type."""
    return View(text("settings.hours", form), hours_rows(form, joining=False))


def hours_typed(form: Form) -> View:
    """Type the hours."""
    return View(text("settings.hours.typed", form))


def hours_unclear(form: Form) -> View:
    """The typed hours were not understood; the next text is tried again."""
    return View(text("settings.hours.unclear", form))


def hours_rows(form: Form, *, joining: bool) -> tuple[Row, ...]:
    """The quiet hours to choose from, and typing them."""
    choices = [
        button(
            "settings.hours.span",
            form,
            Press.CHOOSE_QUIET,
            value=value(code, joining=joining),
            start=dates.hours_and_minutes(span.start),
            end=dates.clock(span.end),
        )
        for code, span in HOURS.items()
    ]
    own = button("settings.button.type", form, Press.CHOOSE_QUIET, value=value(TYPE, joining=joining))
    return in_rows([*choices, own], 1)


def form_row(form: Form, *, joining: bool) -> Row:
    """U or je, as two buttons."""
    return tuple(_form_button(form, choice, joining=joining) for choice in Form)


def _rows(preferences: Preferences) -> tuple[Row, ...]:
    form = preferences.form
    other = Form.JE if form is Form.U else Form.U
    morning = "settings.button.morning_off" if preferences.morning_reminder else "settings.button.morning_on"
    tasks = (
        "settings.button.tasks_morning"
        if preferences.tasks_day_before
        else "settings.button.tasks_day_before"
    )
    phone = "settings.button.phone_off" if preferences.shared_phone else "settings.button.phone_on"
    off = preferences.paused_since is not None
    messages = "settings.button.resume" if off else "settings.button.pause"
    return (
        (
            _form_button(form, other, joining=False),
            button("settings.button.hours", form, Press.CHOOSE_QUIET, value=HOURS_PAGE),
        ),
        (button(morning, form, Press.CHOOSE_MORNING, value="0" if preferences.morning_reminder else "1"),),
        (button(tasks, form, Press.CHOOSE_TASKS, value="0" if preferences.tasks_day_before else "1"),),
        (button(phone, form, Press.CHOOSE_PHONE, value="0" if preferences.shared_phone else "1"),),
        (button(messages, form, Press.RESUME if off else Press.PAUSE),),
    )


def _form_button(form: Form, choice: Form, *, joining: bool) -> Button:
    key = "settings.button.je" if choice is Form.JE else "settings.button.u"
    return button(key, form, Press.CHOOSE_FORM, value=value(choice.value, joining=joining))


def _messages(preferences: Preferences, *, held: bool) -> str:
    if held:
        return text("settings.messages.held", preferences.form)
    return text(
        "settings.messages.off" if preferences.paused_since else "settings.messages.on", preferences.form
    )


def _quiet(preferences: Preferences) -> str:
    quiet, form = preferences.quiet_hours, preferences.form
    if quiet.start == quiet.end:
        return text("settings.quiet.none", form)
    return text("settings.quiet", form, start=dates.clock(quiet.start), end=dates.clock(quiet.end))
