"""PINs: six digits that somebody near the person cannot guess in five tries (security §2.4)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from domain.errors import Refusal
from domain.secret import Secret

DIGITS = 6
SALT_BYTES = 16

_SIX = re.compile(r"[0-9]{6}")
_KEYPAD = frozenset(
    {
        "147258",
        "147369",
        "147852",
        "159357",
        "159753",
        "258369",
        "258147",
        "258456",
        "321654",
        "357159",
        "369147",
        "369258",
        "456789",
        "741852",
        "753159",
        "789456",
        "852741",
        "963741",
        "963852",
        "987654",
    }
)
"""Rows, columns and crosses of a telephone's keys."""


class PinWeak(Refusal):
    """Somebody who knows the person would think of it soon."""

    code = "window.refused.pin_weak"


class PinsDiffer(Refusal):
    """The second time something else was typed."""

    code = "window.refused.pins_differ"


@dataclass(frozen=True, slots=True, repr=False)
class Pin:
    """How a PIN is recognised: stretched with a salt of its own, and mixed with a key from outside the database."""

    verifier: bytes
    salt: bytes
    set_at: datetime

    def __repr__(self) -> str:
        return "Pin(•••)"


def chosen(pin: Secret, again: Secret) -> Secret:
    """The PIN that somebody chose, typed twice; spaces do not count.

    Raises:
        PinsDiffer: the two are not the same. PinWeak: it is not six digits, or too easy to guess.
    """
    first, second = _bare(pin), _bare(again)
    if first != second:
        raise PinsDiffer
    if is_weak(first):
        raise PinWeak
    return Secret(first)


def typed(pin: Secret) -> Secret:
    """The PIN as somebody types it to get in; spaces do not count."""
    return Secret(_bare(pin))


def is_weak(pin: str) -> bool:
    """Whether it may not be chosen, because it is not six digits or one of those that people choose first.

    The one to keep out is not a machine, which has five tries, but somebody who knows birthdays and telephone numbers.
    Refused are: fewer than three different digits; runs up or down, also past nought; a repeated pair or triple, and
    three doubles (112233); patterns on the keys; what can be read as a day (dag-maand-jaar or jaar-maand-dag); a year
    from 1900 to 2099 at either end; and the beginning of a mobile number (06). About one in eight of all PINs.
    """
    if not _SIX.fullmatch(pin):
        return True
    return (
        len(set(pin)) < 3
        or _is_run(pin)
        or _repeats(pin)
        or pin in _KEYPAD
        or _is_day(pin)
        or any(part[:2] in ("19", "20") for part in (pin[:4], pin[2:]))
        or pin.startswith("06")
    )


def _is_run(pin: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({1}, {9})


def _repeats(pin: str) -> bool:
    pairs = (pin[:2], pin[2:4], pin[4:])
    return pin[:3] == pin[3:] or len(set(pairs)) == 1 or all(pair[0] == pair[1] for pair in pairs)


def _is_day(pin: str) -> bool:
    one, two, three = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    return _exists(day=one, month=two, year=three) or _exists(day=three, month=two, year=one)


def _exists(*, day: int, month: int, year: int) -> bool:
    try:
        # 29 February counts for any year: who remembers a birthday does not look up leap years.
        date(2000 + year - year % 4, month, day)
    except ValueError:
        return False
    return True


def _bare(pin: Secret) -> str:
    return "".join(pin.reveal().split())
