"""Finding people's names in a text: first names and surnames, however they are written, but not everyday words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from domain.mention_words import DOINGS, NO_NAMES, ORDINARY, PARTICLES

SHORTEST = 3
"""Letters of a part of a name that is looked for by itself; a shorter one is looked for with what follows it."""

_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?:;\n•“”\"(\[*>]|^\s*-", re.MULTILINE)
_ODD = str.maketrans(
    {"ø": "o", "ł": "l", "\u0131": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ß": "ss"}
)


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int
    capital: bool
    first: bool


@dataclass(frozen=True, slots=True)
class NameList:
    """Parts of names, folded; ``pairs`` are parts that stand beside each other in somebody's name."""

    parts: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, others: Iterable[str], own: Iterable[str] = ()) -> "NameList":
        """What to look for, without the parts of the names of those who may read and write it anyway."""
        known = {part for name in own for part in (*_parts(name), *_joined(name))}
        parts: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for name in set(others):
            mine = _parts(name)
            parts.update(part for part in (*mine, *_joined(name)) if len(part) >= SHORTEST)
            pairs.update(pair for pair in pairwise(mine) if not known.issuperset(pair))
        return cls(frozenset(parts - known), frozenset(pairs))

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a name stands, as begin and end; a full name is one place."""
        words = tuple(_words(text))
        at = 0
        while at < len(words):
            end = self._full(words, at) or self._single(words, at, text)
            if end:
                yield words[at].start, words[end - 1].end
            at = end or at + 1

    def _full(self, words: tuple[_Word, ...], at: int) -> int:
        """The place behind a full name that begins here; particles between its parts do not count."""
        here, end = words[at], 0
        following = at + 1
        while following < len(words) and following - at <= 6:
            word = words[following]
            if any((here.folded, last) in self.pairs for last in (word.folded, _without_s(word.folded))):
                here, end, at = word, following + 1, following
            elif word.folded not in PARTICLES:
                break
            following += 1
        return end

    def _single(self, words: tuple[_Word, ...], at: int, text: str) -> int:
        word = words[at]
        part = self._part(word)
        if part is None:
            return 0
        if part not in ORDINARY or self._is_meant(words, at, text):
            return at + 1
        return 0

    def _part(self, word: _Word) -> str | None:
        """The part of a name that this word is, also with the s of what is theirs."""
        if word.folded in self.parts:
            return word.folded
        bare = _without_s(word.folded)
        return bare if bare in self.parts and (word.capital or len(bare) > 4) else None

    def _is_meant(self, words: tuple[_Word, ...], at: int, text: str) -> bool:
        """Whether an everyday word is a name here: a capital within a sentence, or somebody who does something."""
        word = words[at]
        if not word.capital:
            return False
        if not word.first:
            return True
        following = words[at + 1] if at + 1 < len(words) else None
        if text[word.end : word.end + 2] in ("'s", "’s"):
            return True
        return following is not None and following.folded in DOINGS and following.start - word.end == 1


def names_anybody(text: str, names: Iterable[str]) -> bool:
    """Whether any part of these names stands in the text, in small letters too; for what must never name anybody."""
    parts = name_parts(names)
    words = {_folded(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))}
    return not parts.isdisjoint(words | {_without_s(word) for word in words})


def name_parts(names: Iterable[str]) -> frozenset[str]:
    """Every part of these names, folded, also as it looks when it is written as one word."""
    parts = {part for name in names for part in (*_parts(name), *_joined(name))}
    return frozenset(parts - {part for part in PARTICLES if len(part) < SHORTEST})


def first_names(names: Iterable[str]) -> frozenset[str]:
    """How people are called, folded: the first word of each name, and each half of a double one."""
    found: set[str] = set()
    for name in names:
        kept = _parts(name)
        head = unicodedata.normalize("NFC", name).split()[:1]
        found.update(kept[:1], (part for word in head for part in _parts(word) if part in kept))
    return frozenset(found)


def _words(text: str) -> Iterator[_Word]:
    before = 0
    shouting = text.isupper()
    for found in _WORD.finditer(text):
        word = found.group()
        first = before == 0 or bool(_ENDS.search(text, before, found.start()))
        # A whole word in capitals is shouted, which says nothing of names.
        capital = word[0].isupper() and not shouting and (len(word) == 1 or not word.isupper())
        yield _Word(_folded(word), found.start(), found.end(), capital, first)
        before = found.end()


def _parts(name: str) -> tuple[str, ...]:
    """The words of a name by which somebody is known; what leads a surname is left out."""
    words = [_folded(word) for word in _WORD.findall(unicodedata.normalize("NFC", name))]
    kept = [w for n, w in enumerate(words) if w not in NO_NAMES and (n == 0 or w not in PARTICLES)]
    return tuple(kept or words[-1:])


def _joined(name: str) -> tuple[str, ...]:
    """How a name looks that is written as one word: 'annemarie', 'elamrani', 'dewit'."""
    words = unicodedata.normalize("NFC", name).split()
    double = [_folded("".join(_WORD.findall(word))) for word in words if len(_WORD.findall(word)) > 1]
    led = "".join(_folded("".join(_WORD.findall(word))) for word in words[1:])
    return tuple(one for one in (*double, led if len(words) > 2 else "") if len(one) > SHORTEST)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold()).translate(_ODD)
    return "".join(c for c in plain if not unicodedata.combining(c))


def _without_s(word: str) -> str:
    return word.removesuffix("s")
