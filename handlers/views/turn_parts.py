"""Parts of every message about a turn: its words and window, its buttons, and the doorbell in front of it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.buttons import Press, Pressed
from domain.calendar import ONE_DAY, local
from domain.letters_circle import TurnLine
from domain.notices import Klass
from domain.people import Form
from domain.secret import Secret
from handlers.views.parts import button, capital, clean, today
from handlers.views.view import Button, Row, View
from locales import dates
from locales.catalogue import text

LONGEST_LABEL = 40
HIDDEN = "hidden"
"""The value of a button that puts a message behind its doorbell again."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at a message of the circle: how they are addressed, and whether others look along."""

    form: Form
    discreet: bool = False


def heading(line: TurnLine, form: Form, now: datetime) -> str:
    """The task in its neutral words, and below it the window."""
    return f"{named(line)}\n{capital(window(line, form, now))}."


def named(line: TurnLine) -> str:
    """The task in its neutral words, with a capital."""
    return sentence(line.words)


def sentence(words: Secret) -> str:
    """Neutral words that somebody chose, with a capital."""
    return capital(clean(words.reveal()))


def short(label: str) -> str:
    """As much of it as a button has room for."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def window(line: TurnLine, form: Form, now: datetime) -> str:
    """'morgen, dinsdag 4 maart, tussen 8.00 en 9.00 uur'; of a window over midnight only its beginning."""
    start, end = local(line.starts_at), local(line.ends_at)
    day = dates.relative_day(start.date(), today(now))
    if end.date() != start.date():
        return text("tasks.from", form, day=day, start=dates.clock(start.time()))
    begin, until = dates.hours_and_minutes(start.time()), dates.clock(end.time())
    return text("tasks.window", form, day=day, start=begin, end=until)


def about(line: TurnLine, key: str, form: Form, press: Press, value: str = "") -> Button:
    """A button about a turn as it is now: pressed after a change, it is recognised as old."""
    return button(key, form, press, line.turn, version=line.sequence, value=value)


def doing_rows(line: TurnLine, form: Form, now: datetime, *, helped: bool = False) -> tuple[Row, ...]:
    """Gedaan, Lukt niet, Hulp nodig, Later; ``helped``: help was asked already.

    Gedaan is offered from the day before, when somebody is reminded.
    """
    near = today(line.starts_at) <= today(now) + ONE_DAY
    done = about(line, "tasks.button.done", form, Press.TURN_DONE)
    cannot = about(line, "tasks.button.cannot", form, Press.TURN_CANNOT)
    ask = about(line, "tasks.button.help", form, Press.TURN_HELP)
    later = about(line, "tasks.button.later", form, Press.TURN_LATER)
    return ((done, cannot) if near else (cannot,), (later,) if helped else (ask, later))


def offer_row(line: TurnLine, form: Form) -> Row:
    """Yes or no to who was asked."""
    return (
        about(line, "tasks.button.take", form, Press.TURN_TAKE),
        about(line, "tasks.button.decline", form, Press.TURN_DECLINE),
    )


def more_row(line: TurnLine, form: Form, why: str) -> Row:
    """Into the calendar, and why this message."""
    calendar = about(line, "appointments.button.calendar", form, Press.TURN_CALENDAR)
    return (calendar, why_button(line, form, why))


def why_button(line: TurnLine, form: Form, why: str) -> Button:
    """Waarom krijg ik dit?"""
    return about(line, "appointments.button.why", form, Press.WHY_TURN, why)


def hide_row(line: TurnLine, looking: Looking, value: str = "") -> Row:
    """For a phone that others look at; ``value`` is that of the doorbell it hides behind."""
    if not looking.discreet:
        return ()
    hidden = f"{HIDDEN}.{value}" if value else HIDDEN
    return (about(line, "appointments.button.hide", looking.form, Press.SHOW_TURN, hidden),)


def open_button(line: TurnLine, number: int) -> Button:
    """To one turn of a list."""
    label = short(f"{number}) {named(line)}")
    return Button(label, Pressed(Press.SHOW_TURN, line.turn, line.sequence))


def own_button(form: Form) -> Button:
    """To all one's tasks."""
    return button("tasks.button.own", form, Press.SEE_TURNS)


def day_button(day: date, form: Form, key: str = "tasks.button.others") -> Button:
    """To everything of one day."""
    return button(key, form, Press.SEE_TURNS, value=day.isoformat())


def doorbell(line: TurnLine, form: Form, value: str = "") -> View:
    """All that a shared phone shows until a tap; ``value`` says what stood behind it."""
    reveal = about(line, "appointments.button.reveal", form, Press.SHOW_TURN, value)
    return View(text("appointments.doorbell", form), ((reveal,),), Klass.OPEN)


def bell(form: Form, revealing: Pressed) -> View:
    """The doorbell in front of something else; ``revealing`` opens it."""
    return View(
        text("appointments.doorbell", form),
        ((Button(text("appointments.button.reveal", form), revealing),),),
        Klass.OPEN,
    )
