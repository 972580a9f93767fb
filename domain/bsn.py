"""Taking out a burgerservicenummer that somebody types: Kring has no use for it, so it does not keep it."""

import re

_NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[\s.\-/]{0,3}\d){8}(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def without_bsn(text: str) -> str:
    """The text with every number that passes the eleven-test (Wabb) replaced by dots."""
    return _NINE_DIGITS.sub(lambda found: "•••••••••" if is_bsn(found.group()) else found.group(), text)


def is_bsn(text: str) -> bool:
    """Whether these nine digits, perhaps with spaces or dots, pass the eleven-test."""
    digits = [int(c) for c in text if c.isdecimal()]
    if len(digits) != len(_WEIGHTS) or not any(digits):
        return False
    return sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0
