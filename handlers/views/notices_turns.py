"""What Kring starts about tasks: one given, the turns of a day in one message, and what happens to a turn."""

from dataclasses import replace
from datetime import date, datetime

from domain.buttons import Press, Pressed
from domain.letters_circle import TaskGivenLetter, TurnLetter, TurnLine, TurnsLetter
from domain.notices_circle import (
    TaskGiven,
    TurnArranged,
    TurnAsked,
    TurnChanged,
    TurnNews,
    TurnOffered,
    TurnTrouble,
)
from domain.people import Form
from handlers.views.choices import call_button
from handlers.views.parts import button, capital, clean, iso, lines, moment, stacked, today
from handlers.views.series import last_day, repeats
from handlers.views.turn_lists import day_list
from handlers.views.turn_parts import (
    HIDDEN,
    Looking,
    about,
    bell,
    doing_rows,
    doorbell,
    heading,
    hide_row,
    more_row,
    named,
    offer_row,
    own_button,
    why_button,
    window,
)
from handlers.views.view import Row, View
from locales import dates
from locales.catalogue import text

NEWS = "news:"
"""Before the trouble, in the value of a button that shows news of a turn."""

WHOLE = "whole:"
"""Before the moment, in the value of a button that shows that a whole task is somebody else's now."""

HELPED = "helped"
"""The value of a button that shows that the help somebody asked for is seen to."""

ASKS_THE_CONTACT = frozenset({TurnTrouble.NOBODY, TurnTrouble.HELP, TurnTrouble.UNANSWERED})
"""What the contact can say to that they see to it."""


def task_given_view(letter: TaskGivenLetter, *, now: datetime) -> View:
    """Would you do this? Or for a phone that others look at a doorbell which a tap opens."""
    if letter.discreet:
        notice = letter.notice
        return bell(letter.form, Pressed(Press.SHOW_TASK, notice.task, notice.revision))
    return task_given(letter, Looking(letter.form), now=now)


def task_given(letter: TaskGivenLetter, looking: Looking, *, now: datetime) -> View:
    """The task with when it is, and yes or no."""
    form, which, revision = letter.form, letter.notice.task, letter.notice.revision
    rule = repeats(letter.series, form) or dates.relative_day(letter.series.first, today(now))
    span = text("series.at", form, often=rule, start=dates.clock(letter.series.at))
    answers = (
        button("tasks.button.fine", form, Press.TASK_FINE, which, version=revision),
        button("tasks.button.not_me", form, Press.TASK_NOT_ME, which, version=revision),
    )
    why = button("appointments.button.why", form, Press.WHY_TURN, which, version=revision, value="given")
    hide: Row = (
        (button("appointments.button.hide", form, Press.SHOW_TASK, which, version=revision, value=HIDDEN),)
        if looking.discreet
        else ()
    )
    words = capital(clean(letter.words.reveal()))
    return View(lines(words, f"{capital(span)}.", _asked(letter)), stacked(answers, (why,), hide))


def task_answered(form: Form, *, fine: bool) -> View:
    """Yes or no to a task was kept."""
    return View(text("tasks.fine" if fine else "tasks.not_me", form), ((own_button(form),),))


def task_why(notice: TaskGiven, form: Form) -> View:
    """Why somebody is asked whether a task suits them."""
    back = button("appointments.button.back", form, Press.SHOW_TASK, notice.task, version=notice.revision)
    return View(text("tasks.why.given", form), ((back,),))


def turns_view(letter: TurnsLetter, *, now: datetime) -> View:
    """What somebody would do on a day, all of it in one message."""
    if letter.discreet:
        return bell(letter.form, Pressed(Press.SEE_TURNS, value=letter.day.isoformat()))
    return day(letter.day, letter.turns, Looking(letter.form), now=now)


def day(which: date, turns: tuple[TurnLine, ...], looking: Looking, *, now: datetime) -> View:
    """The turns of a day: of one the four answers at once, of more a button each."""
    form = looking.form
    hidden = f"{HIDDEN}.{which.isoformat()}"
    hide: Row = (
        (button("appointments.button.hide", form, Press.SEE_TURNS, value=hidden),) if looking.discreet else ()
    )
    if len(turns) != 1:
        title = text("tasks.day", form, day=dates.relative_day(which, today(now)))
        return day_list(turns, form, now=now, before=title, under=hide)
    (line,) = turns
    said = lines(heading(line, form, now), text("tasks.ahead", form))
    return View(said, stacked(*doing_rows(line, form, now), more_row(line, form, "ahead"), hide))


def turn_view(letter: TurnLetter, *, now: datetime) -> View:
    """One turn, or for a phone that others look at a doorbell which a tap opens."""
    if letter.discreet:
        return doorbell(_told_of(letter), letter.form, _kept(letter))
    return turn_letter(letter, Looking(letter.form), now=now)


def turn_letter(letter: TurnLetter, looking: Looking, *, now: datetime) -> View:
    """What is the matter with a turn."""
    line, form = letter.line, letter.form
    hide = hide_row(_told_of(letter), looking, _kept(letter))
    match letter.notice:
        case TurnAsked():
            said = lines(heading(line, form, now), text("tasks.asked", form))
            why = (why_button(line, form, "asked"),)
            return View(said, stacked(*doing_rows(line, form, now), why, hide))
        case TurnOffered():
            said = lines(heading(line, form, now), text("tasks.offered", form))
            why = (why_button(line, form, "offered"),)
            return View(said, stacked(offer_row(line, form), why, hide))
        case TurnArranged():
            key = "tasks.arranged.help" if letter.is_helped else "tasks.arranged"
            said = lines(heading(line, form, now), text(key, form))
            return View(said, stacked((own_button(form),), hide))
        case TurnChanged(was=was):
            return _changed(letter, was, hide, now)
        case TurnNews(trouble=trouble):
            return _news(letter, trouble, hide, now)


def _news(letter: TurnLetter, trouble: TurnTrouble, hide: Row, now: datetime) -> View:
    """To the contact whom the family chose: with this turn something is the matter."""
    line, form, called = letter.line, letter.form, letter.called
    key = "cannot" if trouble is TurnTrouble.NOBODY and called is not None else trouble.value
    who = text("tasks.somebody", form) if called is None else text(f"ownplan.called.{called.value}", form)
    said = text(f"tasks.news.{key}", form, called=who)
    see_to = about(line, "tasks.button.seen_to", form, Press.TURN_SEEN_TO, trouble.value)
    answers = (see_to, call_button(form)) if trouble in ASKS_THE_CONTACT else (call_button(form),)
    why = (why_button(_told_of(letter), form, f"{NEWS}{trouble.value}"),)
    return View(lines(heading(line, form, now), said), stacked(answers, why, hide))


def seen_to(line: TurnLine, looking: Looking, *, over: bool = False) -> View:
    """Ik regel het: kept; ``over``: it had been arranged already."""
    said = text("tasks.seen_to.over" if over else "tasks.seen_to", looking.form)
    return View(lines(named(line), said), stacked((own_button(looking.form),), hide_row(line, looking)))


def _asked(letter: TaskGivenLetter) -> str:
    last = last_day(letter.series)
    if last is None:
        return text("tasks.given" if letter.is_new else "tasks.changed", letter.form)
    key = "tasks.given.until" if letter.is_new else "tasks.changed.until"
    return text(key, letter.form, day=dates.date_on_paper(last))


def _changed(letter: TurnLetter, was: datetime, hide: Row, now: datetime) -> View:
    line, form = letter.line, letter.form
    if isinstance(letter.notice, TurnChanged) and letter.notice.whole:
        since = text("tasks.no_longer", form, day=dates.relative_day(today(was), today(now)))
        return View(lines(named(line), since), stacked((own_button(form),), hide))
    if letter.is_off:
        off = f"{named(line)}\n{capital(window(line, form, now))}."
        return View(lines(off, text("tasks.off", form)), stacked((own_button(form),), hide))
    said = lines(heading(line, form, now), text("tasks.moved", form, was=moment(was, now)))
    return View(said, stacked(*doing_rows(line, form, now), more_row(line, form, "ahead"), hide))


def _told_of(letter: TurnLetter) -> TurnLine:
    """The turn that was told of; what is shown may be the one that came in its place."""
    return replace(letter.line, turn=letter.notice.turn)


def _kept(letter: TurnLetter) -> str:
    """What the doorbell's button must remember; the rest is read again from the turn."""
    match letter.notice:
        case TurnChanged(was=was, whole=whole):
            return f"{WHOLE}{iso(was)}" if whole else iso(was)
        case TurnNews(trouble=trouble):
            return f"{NEWS}{trouble.value}"
        case TurnArranged() if letter.is_helped:
            return HELPED
        case _:
            return ""
