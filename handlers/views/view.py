"""What a person sees: a text with buttons; pure data, made from domain values and words only."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.buttons import Pressed
from domain.notices import Klass


class Fixed(StrEnum):
    """The few button codes that work for everybody, without login or database (DESIGN §8).

    They carry no object: the help card, and wiping the message the button stands under.
    """

    HELP_NOW = "nood"
    WIPE = "wis"


@dataclass(frozen=True, slots=True)
class Button:
    """A button; exactly one of ``pressed`` (kept in a sheet), ``fixed`` and ``opens_window`` is set."""

    text: str
    pressed: Pressed | None = None
    fixed: Fixed | None = None
    opens_window: bool = False


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """The permanent buttons below the typing field; each row holds plain words that come back as text."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file to send along (an ICS calendar entry)."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class View:
    """One message. ``alert`` is a short line on the tapped button instead of, or beside, a message.

    A ``fleeting`` message disappears by itself after half an hour.
    """

    text: str
    rows: tuple[Row, ...] = ()
    klass: Klass = Klass.PRACTICAL
    menu: Menu | None = None
    attachment: Attachment | None = None
    alert: str = ""
    fleeting: bool = False


def marked(view: View, circle: str) -> View:
    """The message with the symbol of the family it is about, for who takes part in several; it stands there once."""
    if not circle or not view.text or view.text.startswith(f"{circle} "):
        return view
    return replace(view, text=f"{circle} {view.text}")
