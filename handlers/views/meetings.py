"""A meeting of the circle as a chat may say it: an appointment, its moments to choose from, and is it right?"""

from dataclasses import dataclass
from datetime import datetime

from domain.buttons import Press, Pressed
from domain.letters_circle import AgreedLetter, PollLetter
from domain.meetings import MeetingId
from domain.people import Form
from domain.secret import Secret
from handlers.views.choices import agenda_button, call_button
from handlers.views.parts import button, capital, clean, lines, moment_label, stacked, when
from handlers.views.turn_parts import HIDDEN, Looking, bell
from handlers.views.view import Button, Row, View
from handlers.views.waiting import open_button
from locales.catalogue import text

NONE, READY = "none", "ready"
"""Value of VOTE when no moment suits, and of MEETING when somebody is ready choosing."""


@dataclass(frozen=True, slots=True)
class About:
    """Which meeting, who looks, and whether there is a window in which more can be said."""

    meeting: MeetingId
    looking: Looking
    window: bool = False

    @property
    def form(self) -> Form:
        """How they are addressed."""
        return self.looking.form


def poll_view(letter: PollLetter, *, now: datetime) -> View:
    """Which of these moments suit you? Or for a phone that others look at a doorbell which a tap opens."""
    if letter.discreet:
        return meeting_bell(About(letter.meeting, Looking(letter.form)))
    if letter.is_off:
        return over(About(letter.meeting, Looking(letter.form)))
    return poll(letter, Looking(letter.form), now=now)


def agreed_view(letter: AgreedLetter, *, window: bool) -> View:
    """Is what was agreed with you right? Or for a phone that others look at a doorbell which a tap opens."""
    of = About(letter.meeting, Looking(letter.form), window)
    return meeting_bell(of) if letter.discreet else agreed(letter, of)


def meeting_bell(of: About) -> View:
    """All that a shared phone shows until a tap."""
    return bell(of.form, Pressed(Press.MEETING, of.meeting))


def poll(letter: PollLetter, looking: Looking, *, now: datetime) -> View:
    """Every moment is a button that turns it on or off; what is chosen is kept at once."""
    form, of = letter.form, About(letter.meeting, looking)
    if not letter.answered:
        said = text("gather.poll", form)
    else:
        said = text("gather.poll.again" if letter.chosen else "gather.poll.none", form)
    moments = [(_option(letter, number, now),) for number in range(len(letter.options))]
    none = _vote(letter, frozenset(), text("gather.button.none", form))
    ready = button("gather.button.ready", form, Press.MEETING, of.meeting, value=READY)
    last: Row = (none, ready) if letter.chosen else () if letter.answered else (none,)
    ready_now: Row = (ready,) if letter.answered and not letter.chosen else ()
    return View(said, stacked(*moments, last, ready_now, hide_row(of)))


def voted(of: About) -> View:
    """Ready choosing: it was kept, and there may be something to discuss."""
    again = button("gather.button.again", of.form, Press.MEETING, of.meeting)
    return View(text("gather.voted", of.form), stacked((point_button(of),), (again,), hide_row(of)))


def planned(of: About, starts_at: datetime, *, now: datetime) -> View:
    """It has a moment; beforehand they can say what to discuss."""
    said = text("gather.planned", of.form, when=when(starts_at, now))
    return View(said, stacked((point_button(of),), (agenda_button(of.form),), hide_row(of)))


def over(of: About) -> View:
    """There is nothing to choose any more."""
    return View(text("gather.over", of.form), stacked((agenda_button(of.form),), hide_row(of)))


def point_asked(of: About) -> View:
    """What would you like to discuss? Typed here and wiped, or said in the window."""
    return View(text("gather.point", of.form), stacked(_window_row(of), hide_row(of)))


def point_kept(of: About) -> View:
    """It was kept for the gezinsmanager, until its writer shares it."""
    if not of.window:
        row = (point_button(of), call_button(of.form))
        return View(text("gather.point.kept.no_window", of.form), stacked(row))
    return View(text("gather.point.kept", of.form), stacked(_window_row(of), (point_button(of),)))


def sends(of: About) -> View:
    """They do not come but send something along: typed here and wiped, or said in the window."""
    return View(
        text("gather.sends", of.form), stacked(_window_row(of), (agenda_button(of.form),), hide_row(of))
    )


def agreed(letter: AgreedLetter, of: About) -> View:
    """The own tasks that came of it, in neutral words; what else was agreed is for the window."""
    form = of.form
    listed = [
        text("gather.agreed.line", form, number=number, words=_words(words))
        for number, words in enumerate(letter.tasks, start=1)
    ]
    elsewhere = "gather.agreed.only_window" if of.window else "gather.agreed.no_window"
    title = text("gather.agreed.tasks" if listed else elsewhere, form)
    more = text("gather.agreed.more", form) if listed and letter.more else ""
    row = (
        button("gather.button.right", form, Press.AGREED_RIGHT, of.meeting),
        button("gather.button.wrong", form, Press.AGREED_WRONG, of.meeting),
    )
    look: Row = _window_row(of) if letter.more else ()
    if not listed and not of.window:
        look = (call_button(form),)
    return View(lines(title, *listed, more, text("gather.agreed", form)), stacked(row, look, hide_row(of)))


def agreed_kept(of: About, *, right: bool) -> View:
    """Klopt, or klopt niet: kept; what is different is said in the window."""
    other = (
        button("gather.button.wrong", of.form, Press.AGREED_WRONG, of.meeting)
        if right
        else button("gather.button.right", of.form, Press.AGREED_RIGHT, of.meeting)
    )
    look = () if right else _window_row(of)
    said = text("gather.right" if right else "gather.wrong", of.form)
    return View(said, stacked(look, (other,), hide_row(of)))


def point_button(of: About) -> Button:
    """To say what should be discussed."""
    return button("gather.button.point", of.form, Press.POINT, of.meeting)


def hide_row(of: About) -> Row:
    """For a phone that others look at: everything goes behind the doorbell again."""
    if not of.looking.discreet:
        return ()
    return (button("appointments.button.hide", of.form, Press.MEETING, of.meeting, value=HIDDEN),)


def chosen_in(value: str) -> frozenset[int] | None:
    """The moments that the button of a vote carries; None when it carries none such."""
    if value == NONE:
        return frozenset()
    parts = value.split(".")
    return frozenset(map(int, parts)) if all(p.isascii() and p.isdecimal() for p in parts) else None


def _option(letter: PollLetter, number: int, now: datetime) -> Button:
    label = moment_label(letter.options[number], now)
    is_chosen = number in letter.chosen
    shown = text("gather.button.chosen", letter.form, moment=label) if is_chosen else label
    return _vote(letter, letter.chosen ^ {number}, shown)


def _vote(letter: PollLetter, chosen: frozenset[int], label: str) -> Button:
    value = ".".join(map(str, sorted(chosen))) or NONE
    return Button(label, Pressed(Press.VOTE, letter.meeting, letter.revision, value))


def _window_row(of: About) -> Row:
    return (open_button(of.form),) if of.window else ()


def _words(words: Secret) -> str:
    return capital(clean(words.reveal()))
