"""Parts that many views are made of: moments, names of families, and buttons from a key."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol
from uuid import UUID

from domain.appointments import SHOWN_IN_CHAT, Appointment, Kind
from domain.buttons import Press, Pressed
from domain.calendar import local
from domain.people import Called, Form
from handlers.views.view import Button, Fixed, Row
from locales import dates
from locales.catalogue import plural, text

A_ROW = 3
"""Buttons beside each other; more become too small for a thumb (field (d) 9)."""

SHOWN_AT_ONCE = 10
"""Entries of a list in one message; the rest is counted."""


class Named(Protocol):
    """A family, or what a chat may know of it."""

    @property
    def symbol(self) -> str: ...
    @property
    def alias(self) -> str: ...


def today(now: datetime) -> date:
    """The Amsterdam day of this instant."""
    return local(now).date()


def moment(instant: datetime, now: datetime) -> str:
    """'dinsdag 4 maart om 10.00 uur', in Amsterdam."""
    return dates.moment_in_full(local(instant), today(now))


def when(instant: datetime, now: datetime) -> str:
    """'op dinsdag 4 maart om 10.00 uur', or with 'vandaag' or 'morgen' before the date."""
    return dates.when(local(instant), today(now))


def clock(instant: datetime) -> str:
    """'10.00 uur', in Amsterdam."""
    return dates.clock(local(instant).time())


def clean(words: str) -> str:
    """Words somebody chose, without characters that hide or turn text (bidi, zero-width, control)."""
    spaced = "".join(" " if c.isspace() else c for c in words)
    return " ".join("".join(c for c in spaced if unicodedata.category(c)[0] != "C").split())


def named(family: Named) -> str:
    """A family in a professional's chat: symbol and alias, never a surname."""
    return f"{clean(family.symbol)} {clean(family.alias)}".strip()


def kind_word(kind: Kind, form: Form = Form.U) -> str:
    """The sort of meeting as a chat may say it: four in words, the others are plain appointments."""
    return text(
        f"appointments.kind.{kind.value}" if kind in SHOWN_IN_CHAT else "appointments.kind.plain", form
    )


def called_word(called: Called | None, number: int = 0) -> str:
    """The everyday word for somebody, in place of a name; numbered where another has the same ('oma 2')."""
    word = text(f"called.{called.value}", Form.U) if called else text("called.somebody", Form.U)
    return text("called.numbered", Form.U, called=word, number=number) if number else word


def called_words(everybody: Iterable[Called]) -> tuple[str, ...]:
    """Their words in the same order; where one comes twice, each gets a number ('oma 1', 'oma 2')."""
    people = tuple(everybody)
    words: list[str] = []
    for place, called in enumerate(people):
        number = people[: place + 1].count(called)
        words.append(called_word(called, number if people.count(called) > 1 else 0))
    return tuple(words)


def capital(sentence: str) -> str:
    """The sentence with a capital at its beginning and the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def button(
    key: str,
    form: Form,
    press: Press,
    subject: UUID | None = None,
    *,
    version: int = 0,
    value: str = "",
    **values: object,
) -> Button:
    """A button with the words of this key."""
    return Button(text(key, form, **values), Pressed(press, subject, version, value))


def about(
    appointment: Appointment, key: str, form: Form, press: Press, value: str = "", **values: object
) -> Button:
    """A button about an appointment as it is now: pressed after a change, it is recognised as old."""
    return button(key, form, press, appointment.id, version=appointment.sequence, value=value, **values)


def minutes_words(count: int, form: Form = Form.U) -> str:
    """'1 minuut', '20 minuten'."""
    return plural("appointments.minutes", form, count)


def iso(instant: datetime) -> str:
    """The instant as the value of a button: ISO 8601, UTC."""
    return instant.astimezone(UTC).isoformat()


def moment_button(instant: datetime, pressed: Pressed, now: datetime) -> Button:
    """A button named by a moment, which is also its value."""
    return Button(moment_label(instant, now), replace(pressed, value=iso(instant)))


def moment_label(instant: datetime, now: datetime) -> str:
    """'dinsdag 4 maart 10.00': a moment as a button has room for."""
    return dates.on_a_button(local(instant), today(now))


def minutes_buttons(
    appointment: Appointment, press: Press, choices: Iterable[int], form: Form
) -> list[Button]:
    """One button for each number of minutes."""
    return [
        Button(
            minutes_words(count, form),
            Pressed(press, appointment.id, appointment.sequence, str(count)),
        )
        for count in choices
    ]


def wipe(form: Form) -> Button:
    """The button that removes the message it stands under."""
    return Button(text("emergency.button.wipe", form), fixed=Fixed.WIPE)


def help_now(form: Form) -> Button:
    """The button that shows the help card."""
    return Button(text("menus.help_now", form), fixed=Fixed.HELP_NOW)


def in_rows(buttons: Iterable[Button], width: int = A_ROW) -> tuple[Row, ...]:
    """The buttons in rows of at most ``width``."""
    everything = tuple(buttons)
    return tuple(everything[start : start + width] for start in range(0, len(everything), width))


def stacked(*rows: Row) -> tuple[Row, ...]:
    """The rows that have a button."""
    return tuple(row for row in rows if row)


def lines(*parts: str) -> str:
    """The parts that are there, each on a line of its own."""
    return "\n".join(part for part in parts if part)
