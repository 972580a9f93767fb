"""A turn as its doer meets it: how it stands, what can be done, thanks, and the list of one's own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.buttons import Press, Pressed
from domain.later_moments import later_moments
from domain.letters_circle import TurnLine
from domain.people import Form, PersonId
from domain.tasks import TaskTurn, TurnState
from handlers.views.choices import call_button
from handlers.views.parts import (
    lines,
    moment_button,
    stacked,
    today,
    when,
)
from handlers.views.turn_parts import (
    Looking,
    about,
    day_button,
    doing_rows,
    heading,
    hide_row,
    more_row,
    named,
    offer_row,
    own_button,
)
from handlers.views.view import Attachment, Button, Row, View
from locales.catalogue import text
from usecases.turns_shown import OwnTurn

TYPE = "type"
"""The value of TURN_LATER for typing a day and a time."""

THANKS = 3
"""So many ways there are to thank somebody."""

WHYS = ("given", "ahead", "asked", "offered", "news")


class Stands(StrEnum):
    """What a turn is to whoever looks at it; the words of their page."""

    MINE = "mine"
    HELP = "help"
    OPEN = "open"
    REFUSED = "refused"
    OTHERS = "others"
    DONE = "done"
    LATER = "later"
    NOT_DONE = "not_done"
    OVER = "over"
    OFF = "off"


_ENDS = {
    TurnState.DONE: Stands.DONE,
    TurnState.LATER: Stands.LATER,
    TurnState.NOT_DONE: Stands.NOT_DONE,
    TurnState.UNANSWERED: Stands.OVER,
    TurnState.DROPPED: Stands.OFF,
}


@dataclass(frozen=True, slots=True)
class TurnPage:
    """One turn and who looks at it. ``more``: there is more to do for them on that day."""

    own: OwnTurn
    me: PersonId
    looking: Looking
    more: bool = False

    @property
    def form(self) -> Form:
        """How they are addressed."""
        return self.looking.form

    @property
    def turn(self) -> TaskTurn:
        """The turn itself."""
        return self.own.turn

    @property
    def line(self) -> TurnLine:
        """The turn as its doer may see it."""
        return line_of(self.own)

    @property
    def stands(self) -> Stands:
        """What it is to them."""
        turn = self.turn
        if self.own.can_answer:
            return Stands.MINE if turn.help_at is None else Stands.HELP
        if self.own.can_take:
            return Stands.OPEN
        if turn.state in _ENDS:
            return _ENDS[turn.state]
        return Stands.REFUSED if self.me in turn.refused and turn.holder is None else Stands.OTHERS


def line_of(own: OwnTurn) -> TurnLine:
    """What is shown of a turn."""
    turn = own.turn
    return TurnLine(turn.id, turn.sequence, own.words, turn.starts_at, turn.ends_at)


def one(page: TurnPage, *, now: datetime, before: str = "") -> View:
    """How it stands, with what can be done now; ``before`` is said in place of the ordinary sentence."""
    form, stands = page.form, page.stands
    if stands is Stands.DONE and page.turn.by == page.me:
        return thanks(page, now=now)
    said = before or _standing(page, stands, now)
    return View(lines(heading(page.line, form, now), said), stacked(*_rows(page, stands, now), *_last(page)))


def thanks(page: TurnPage, *, now: datetime) -> View:
    """Gedaan: thanks are said, and today it can still be put right."""
    said = text(f"tasks.thanks.{page.turn.id.int % THANKS}", page.form)
    what = lines(named(page.line), said)
    wrong = about(page.line, "tasks.button.correct", page.form, Press.TURN_CORRECT)
    return View(what, stacked((wrong,) if page.own.can_correct else (), *_last(page)))


def taken(page: TurnPage, *, now: datetime) -> View:
    """They took it on themselves."""
    return one(page, now=now, before=text("tasks.yours", page.form))


def refused(page: TurnPage) -> View:
    """They cannot, or said no; that is as welcome an answer as any."""
    said = lines(named(page.line), text("tasks.refused", page.form))
    return View(said, stacked(_still(page), (call_button(page.form),), *_last(page)))


def help_asked(page: TurnPage, *, now: datetime) -> View:
    """Hulp nodig: it was passed on."""
    return one(page, now=now, before=text("tasks.help", page.form))


def corrected(page: TurnPage, *, now: datetime) -> View:
    """Toch niet: it is open again."""
    return one(page, now=now, before=text("tasks.corrected", page.form))


def put_off(page: TurnPage, *, now: datetime) -> View:
    """Later: kept, and said back in full; ``page`` is that of the new moment."""
    kept = text("tasks.later.kept", page.form, when=when(page.turn.starts_at, now))
    return one(page, now=now, before=kept)


def later(page: TurnPage, *, now: datetime, too_far: bool = False) -> View:
    """Some moments to choose from, or to type; ``too_far``: the one they chose was too far off."""
    form, line = page.form, page.line
    choose = Pressed(Press.TURN_LATER_TO, line.turn, line.sequence)
    moments = [(moment_button(at, choose, now),) for at in later_moments(line.starts_at, now=now)]
    own = about(line, "times.button.type", form, Press.TURN_LATER, TYPE)
    back = about(line, "appointments.button.back", form, Press.SHOW_TURN)
    asked = text("tasks.later.too_far" if too_far else "tasks.later", form)
    rows = stacked(*moments, (own, back), hide_row(line, page.looking))
    return View(lines(named(line), asked), rows)


def why(line: TurnLine, code: str, looking: Looking) -> View:
    """Waarom krijg ik dit? An unknown code gets the general reason."""
    form = looking.form
    about_what, _, trouble = code.partition(":")
    said = text(f"tasks.why.{about_what if about_what in WHYS else 'general'}", form)
    kept = code if trouble else ""
    back = about(line, "appointments.button.back", form, Press.SHOW_TURN, kept)
    return View(said, stacked((back,), hide_row(line, looking, kept)))


def calendar_sent(form: Form, file: Attachment, *, is_series: bool = False) -> View:
    """The file for an agenda, with one line about it; ``is_series``: of all of one's turns."""
    return View(text("tasks.calendar.series" if is_series else "tasks.calendar", form), attachment=file)


def _standing(page: TurnPage, stands: Stands, now: datetime) -> str:
    if stands is Stands.OPEN:
        return text("tasks.offered", page.form)
    if stands is Stands.MINE and now >= page.turn.ends_at:
        return text("tasks.asked", page.form)
    return text(f"tasks.state.{stands.value}", page.form)


def _rows(page: TurnPage, stands: Stands, now: datetime) -> tuple[Row, ...]:
    line, form = page.line, page.form
    match stands:
        case Stands.MINE | Stands.HELP:
            helped = stands is Stands.HELP
            no_more = about(line, "tasks.button.no_help", form, Press.TURN_CORRECT)
            call: Row = (no_more, call_button(form)) if helped else ()
            return (*doing_rows(line, form, now, helped=helped), call, more_row(line, form, "ahead"))
        case Stands.OPEN:
            return (offer_row(line, form),)
        case Stands.REFUSED:
            return (_still(page),)
        case Stands.NOT_DONE if page.own.can_correct:
            return ((about(line, "tasks.button.after_all", form, Press.TURN_CORRECT),),)
        case _:
            return ()


def _still(page: TurnPage) -> Row:
    """Who said no can come back from it while nobody else does it."""
    if not page.own.can_correct or page.turn.state is not TurnState.OFFERED:
        return ()
    return (about(page.line, "tasks.button.still", page.form, Press.TURN_TAKE),)


def _last(page: TurnPage) -> tuple[Row, ...]:
    to_list: Button = (
        day_button(today(page.turn.starts_at), page.form) if page.more else own_button(page.form)
    )
    return ((to_list,), hide_row(page.line, page.looking))
