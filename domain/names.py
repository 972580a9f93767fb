"""Alias and symbol: what may stand for a family in a chat."""

import unicodedata

LONGEST_ALIAS = 20
LONGEST_SYMBOL = 8
_COLOURED = "\ufe0f"


def is_alias(text: str) -> bool:
    """Whether it is one plain word of two to twenty letters or digits; never two, as a full name would be."""
    return 2 <= len(text) <= LONGEST_ALIAS and all(_is_letter(c) for c in text)


def is_symbol(text: str) -> bool:
    """Whether it is a single pictogram, which may consist of several code points (a skin tone, a joiner)."""
    if not 1 <= len(text) <= LONGEST_SYMBOL or any(_is_letter(c) or c.isspace() for c in text):
        return False
    return any(unicodedata.category(c) == "So" for c in text)


def same_symbol(one: str, two: str) -> bool:
    """Whether two symbols look the same: the mark that asks for colour (U+FE0F) does not count."""
    return one.replace(_COLOURED, "") == two.replace(_COLOURED, "")


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"
