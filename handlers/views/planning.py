"""Planning in chat: an appointment put together button by button, shown in full, and confirmed."""

from datetime import datetime

from domain.appointments import DEFAULT_MINUTES, Kind
from domain.buttons import Press
from domain.drafts import Draft
from domain.people import Form, PersonId
from domain.spoken.outcomes import Doubt
from handlers.views import times
from handlers.views.changes import WITHDRAW, leaves, to_write
from handlers.views.parts import (
    Named,
    about,
    button,
    called_words,
    in_rows,
    lines,
    minutes_words,
    moment,
    named,
)
from handlers.views.planned import label, look_button
from handlers.views.view import Button, Row, View
from locales.catalogue import text
from usecases.planning import Drafted, Planned

LENGTHS = (30, 45, 60, 90, 120)

MOST_TOGGLED = 60
"""Telegram takes about a hundred buttons under one message."""

MOST_NAMED = 60
"""Families listed in one message; a gezinsmanager has about twelve (field §1), Telegram allows 4096 characters."""

OPEN_PAGE = ""
"""The value of a DRAFT_KIND or DRAFT_MINUTES button that opens the choices; otherwise it is the choice."""


def how(families: tuple[Named, ...]) -> View:
    """How to type `/afspraak`, with the own families."""
    if not families:
        return View(text("planning.how.none", Form.U))
    example = named(families[0]).split(" ", maxsplit=1)[0]
    return View(text("planning.how", Form.U, symbol=example, families=_listed(families)))


def family_unknown(families: tuple[Named, ...]) -> View:
    """No own family was named in what was typed."""
    return View(text("planning.family_unknown", Form.U, families=_listed(families)))


def family_doubt(families: tuple[Named, ...]) -> View:
    """More than one family could be meant."""
    return View(text("planning.family_doubt", Form.U, families=_listed(families)))


def draft(drafted: Drafted, *, now: datetime) -> View:
    """The appointment so far, with a button for everything that can be filled in or changed."""
    so_far = drafted.draft
    words = dict(
        zip((p.id for p in drafted.people), called_words(p.called for p in drafted.people), strict=True)
    )
    key = "planning.draft.ready" if so_far.is_complete else "planning.draft.unready"
    said = lines(*_filled_in(drafted, words, now), text(key, Form.U))
    shown = tuple(words.items())[:MOST_TOGGLED]
    toggles = in_rows((_toggle(so_far, which, word) for which, word in shown), 2)
    kinds = _kind_rows(so_far) if so_far.kind is None else ()
    return View(said, (*toggles, *kinds, *_change_rows(so_far), _last_row(so_far)))


def kinds(drafted: Drafted) -> View:
    """Which sort of meeting."""
    said = text("planning.draft.kinds", Form.U, family=named(drafted.family))
    return View(said, _kind_rows(drafted.draft))


def lengths(drafted: Drafted) -> View:
    """How long it takes."""
    choices = [
        Button(
            minutes_words(minutes),
            _pressed(drafted.draft, "planning.button.minutes", Press.DRAFT_MINUTES, str(minutes)).pressed,
        )
        for minutes in LENGTHS
    ]
    said = text("planning.draft.lengths", Form.U, family=named(drafted.family))
    return View(said, in_rows(choices))


def place_asked(family: Named) -> View:
    """Type the place; what is typed disappears from the chat."""
    return View(text("planning.draft.place_asked", Form.U, family=named(family)))


def number_asked(family: Named) -> View:
    """Type the number to call; what is typed disappears from the chat."""
    return View(text("planning.draft.number_asked", Form.U, family=named(family)))


def time_asked() -> View:
    """Type the day and the time."""
    return times.asked(Form.U)


def time_doubt(so_far: Draft, which: Doubt, *, now: datetime) -> View:
    """Several moments could be meant; each is a DRAFT_TIME button with the moment as its value."""
    asks = _pressed(so_far, "planning.button.time", Press.DRAFT_TIME).pressed
    assert asks is not None  # noqa: S101 - a button made from a press has one
    return times.doubt(which, asks, asks, Form.U, now=now)


def gone() -> View:
    """The draft was confirmed, dropped, or left alone too long."""
    return View(text("planning.draft.gone", Form.U))


def dropped() -> View:
    """The draft was thrown away; nobody had heard of it."""
    return View(text("planning.draft.dropped", Form.U))


def planned(made: Planned, *, now: datetime) -> View:
    """It is made: when everybody hears, whom to call or write to, and a way back until then."""
    first = made.appointments[0]
    apart = text("planning.planned.apart", Form.U) if len(made.appointments) > 1 else ""
    said = lines(label(made.family, first, now), leaves(first, now), to_write(made.to_write), apart)
    if len(made.appointments) == 1:
        undo = about(first, "planning.button.not_after_all", Form.U, Press.UNDO, WITHDRAW)
        return View(said, ((undo, look_button(first)),))
    rows = [
        (about(one, "planning.button.not_after_all_of", Form.U, Press.UNDO, WITHDRAW, number=number),)
        for number, one in enumerate(made.appointments, start=1)
    ]
    return View(said, tuple(rows))


def _filled_in(drafted: Drafted, words: dict[PersonId, str], now: datetime) -> list[str]:
    so_far = drafted.draft
    missing = text("planning.draft.missing", Form.U)
    at = moment(so_far.starts_at, now) if so_far.starts_at else missing
    kind = text(f"planning.kind.{so_far.kind.value}", Form.U) if so_far.kind else missing
    length = so_far.minutes or (DEFAULT_MINUTES[so_far.kind] if so_far.kind else 0)
    chosen = ", ".join(word for which, word in words.items() if which in so_far.people)
    return [
        text("planning.draft", Form.U, family=named(drafted.family)),
        text("planning.draft.when", Form.U, moment=at),
        text("planning.draft.kind", Form.U, kind=kind),
        text("planning.draft.minutes", Form.U, minutes=minutes_words(length) if length else missing),
        text("planning.draft.people", Form.U, people=chosen or missing),
        text("planning.draft.place.set" if so_far.place else "planning.draft.place.unset", Form.U),
        text("planning.draft.number.set" if so_far.number else "planning.draft.number.unset", Form.U),
        text("planning.draft.extra.on" if so_far.obligatory else "planning.draft.extra.off", Form.U),
    ]


def _toggle(so_far: Draft, which: PersonId, word: str) -> Button:
    key = "planning.button.remove" if which in so_far.people else "planning.button.add"
    return _pressed(so_far, key, Press.DRAFT_TOGGLE, str(which), called=word)


def _kind_rows(so_far: Draft) -> tuple[Row, ...]:
    return in_rows(
        (_pressed(so_far, f"planning.kind.{kind.value}", Press.DRAFT_KIND, kind.value) for kind in Kind), 2
    )


def _change_rows(so_far: Draft) -> tuple[Row, ...]:
    kind = _pressed(so_far, "planning.button.kind", Press.DRAFT_KIND, OPEN_PAGE)
    extra = "planning.button.extra_off" if so_far.obligatory else "planning.button.extra_on"
    first = (
        *((kind,) if so_far.kind else ()),
        _pressed(so_far, "planning.button.time", Press.DRAFT_TIME),
        _pressed(so_far, "planning.button.minutes", Press.DRAFT_MINUTES, OPEN_PAGE),
    )
    second = (
        _pressed(so_far, "planning.button.place", Press.DRAFT_PLACE),
        _pressed(so_far, "planning.button.number", Press.DRAFT_NUMBER),
    )
    return (first, second, (_pressed(so_far, extra, Press.DRAFT_OBLIGATORY),))


def _last_row(so_far: Draft) -> Row:
    drop = _pressed(so_far, "planning.button.drop", Press.DRAFT_DROP)
    confirm = _pressed(so_far, "planning.button.confirm", Press.DRAFT_CONFIRM)
    return (confirm, drop) if so_far.is_complete else (drop,)


def _pressed(so_far: Draft, key: str, press: Press, value: str = "", called: str = "") -> Button:
    return button(key, Form.U, press, so_far.id, value=value, called=called)


def _listed(families: tuple[Named, ...]) -> str:
    shown = [named(family) for family in families[:MOST_NAMED]]
    return "\n".join((*shown, "…") if len(families) > MOST_NAMED else shown)
