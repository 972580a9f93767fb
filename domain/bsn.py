"""Recognising a burgerservicenummer that somebody types, so that it can be warned about; Kring has no use for it."""

import re

_NINE_DIGITS = re.compile(r"(?<![\d.])\d(?:[ .]?\d){8}(?![\d.]?\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def contains_bsn(text: str) -> bool:
    """Whether nine digits in the text pass the eleven-test (Wet algemene bepalingen burgerservicenummer)."""
    for found in _NINE_DIGITS.finditer(text):
        digits = [int(c) for c in found.group() if c.isdecimal()]
        if any(digits) and sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0:
            return True
    return False
