"""Cuts typed text into words, numbers, dates and clock times; a single unknown sign or word refuses it all."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.spoken.spelling import repaired
from domain.spoken.words import LEXICON, NUMBERS, ORDINALS

LONGEST_TEXT = 160
"""Characters; no moment takes more, and a longer text must cost nothing."""

MOST_TOKENS = 16


class Shape(StrEnum):
    """What a token looks like."""

    WORD = "word"
    NUMBER = "number"
    NUMBER_WORD = "number_word"
    ORDINAL = "ordinal"
    DATE = "date"
    CLOCK = "clock"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its plain spelling, or figures: (day, month[, year]) for a date, (hour, minute) for a clock."""

    shape: Shape
    text: str
    numbers: tuple[int, ...] = ()
    joined: bool = False
    """Whether it stands against what is before it, as the minutes do in '9u05'."""

    @property
    def padded(self) -> bool:
        """Whether it begins with a nought, as 24-hour times do."""
        return self.text.startswith("0")

    @property
    def dotted(self) -> bool:
        """Whether a dot parts it, so that '3.12' may be a time or a date."""
        return "." in self.text


Tokens = tuple[Token, ...]


def tokens_of(text: str) -> Tokens | None:
    """The tokens of what was typed; None when it is too long or anything in it is unknown."""
    plain = _plain(text) if len(text) <= LONGEST_TEXT else None
    if not plain:
        return None
    found: list[Token] = []
    position = 0
    while position < len(plain):
        if plain[position] == " ":
            position += 1
            continue
        step = _next(plain, position)
        if step is None or len(found) > MOST_TOKENS:
            return None
        tokens, end = step
        joined = position > 0 and plain[position - 1] != " "
        found.extend((replace(tokens[0], joined=joined), *tokens[1:]))
        position = end
    return tuple(found) if 0 < len(found) <= MOST_TOKENS else None


# Writing -----------------------------------------------------------------------------------------------

_ACCENTS = str.maketrans("éèëêïíöóüúáà‘’`\u00b4", "eeeeiioouuaa''''")
_EDGE_MARKS = frozenset(".,!?;:()[]\"'…“”„\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufe0e\ufe0f")
_NO_SIGNS = frozenset("❌❎✖⛔🚫🛑👎🙅")
"""Signs that say no; 'not Tuesday' must not become Tuesday."""


def _plain(text: str) -> str | None:
    """Small ASCII letters with single spaces, without emoji or marks at the edges; None for other writing."""
    composed = unicodedata.normalize("NFC", text)
    if not _NO_SIGNS.isdisjoint(composed):
        return None
    spaced = " ".join(composed.split())
    start, end = 0, len(spaced)
    while start < end and _at_edge(spaced[start]):
        start += 1
    while end > start and _at_edge(spaced[end - 1]):
        end -= 1
    lowered = spaced[start:end].lower().translate(_ACCENTS)
    if not lowered.isascii():
        return None
    lowered = re.sub(r"(?:^|(?<=\s))'s(?=[a-z\s])", "s", lowered)
    return re.sub(r",(?!\d)|(?<!\d),|[()]|(?<=[a-z])[:;](?=\s)", " ", lowered)


def _at_edge(sign: str) -> bool:
    return sign == " " or sign in _EDGE_MARKS or unicodedata.category(sign) in {"So", "Sk"}


# Cutting -----------------------------------------------------------------------------------------------

_END = r"(?!\d|[:./,\-]\d)"
"""Figures end where no further figures are joined on: '9.00-10.00' is not a time."""


def _next(plain: str, position: int) -> tuple[Tokens, int] | None:
    for pattern, make in _CUTS:
        if found := pattern.match(plain, position):
            tokens = make(found)
            return (tokens, found.end()) if tokens else None
    return None


def _figures(shape: Shape, *order: int) -> Callable[[re.Match[str]], Tokens]:
    def make(found: re.Match[str]) -> Tokens:
        parts = [int(part) for part in found.groups()]
        return (Token(shape, found[0], tuple(parts[place] for place in order)),)

    return make


def _full_date(found: re.Match[str]) -> Tokens:
    day, month, year = int(found[1]), int(found[3]), int(found[4])
    return (Token(Shape.DATE, found[0], (day, month, year if year > 99 else 2000 + year)),)


def _word(found: re.Match[str]) -> Tokens:
    typed = found[1]
    if typed == "zo":
        # With its dot it is surely short for a day; without, it may be the word for 'soon'.
        return (Token(Shape.WORD, "zondag" if found[0].endswith(".") else "zo"),)
    plain_words = (typed,) if typed in NUMBERS or typed in ORDINALS else LEXICON.get(typed) or repaired(typed)
    return tuple(_plain_word(word) for word in plain_words or ())


def _plain_word(word: str) -> Token:
    if word in NUMBERS:
        return Token(Shape.NUMBER_WORD, word, (NUMBERS[word],))
    if word in ORDINALS:
        return Token(Shape.ORDINAL, word, (ORDINALS[word],))
    return Token(Shape.WORD, word)


def _coming(_: re.Match[str]) -> Tokens:
    return (Token(Shape.WORD, "aanstaande"),)


_CUTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Tokens]], ...] = (
    (re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_END}"), _figures(Shape.DATE, 2, 1, 0)),
    (re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_END}"), _full_date),
    (re.compile(rf"(\d{{1,2}})[-/](\d{{1,2}}){_END}"), _figures(Shape.DATE, 0, 1)),
    (re.compile(rf"(\d{{1,2}})[:.](\d{{2}}){_END}"), _figures(Shape.CLOCK, 0, 1)),
    (re.compile(rf"(\d{{1,2}})[.,](\d){_END}"), _figures(Shape.DECIMAL, 0, 1)),
    (re.compile(r"(\d{1,2})(?:ste|de|e)(?![a-z])"), _figures(Shape.ORDINAL, 0)),
    (re.compile(rf"(\d{{1,4}}){_END}"), _figures(Shape.NUMBER, 0)),
    (re.compile(r"a\.\s?s\.?(?![a-z])"), _coming),
    (re.compile(r"([a-z]+)\.?"), _word),
)
