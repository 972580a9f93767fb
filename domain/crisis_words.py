"""Hearing the words of a phrase list in text as people type it on phones: slips, shorthand, joined words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

_MARK = "\u0300-\u036f\ufe0f\u200d"
_DROPPED = re.compile(f"['’‘`\u00b4{_MARK}]")
_PIECE = re.compile(r"[^\W_]+|\.{2,}|[.!?;\n]|[,:()]|[^\s\w]")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch", "sg"), (r"ch", "g"), (r"ck|q|c", "k"), (r"ph|v", "f"), (r"z", "s"), (r"x", "ks"),
        (r"eij|ij|ei|y", "j"), (r"auw|ouw|au", "ou"), (r"ie", "i"), (r"th", "t"), (r"dt\b|d\b", "t"),
        (r"(?<=e)n\b", ""), (r"(\w)\1+", r"\1"),
    )
)  # fmt: skip
_LONGEST = 40
"""No Dutch word people type is longer; a longer row of letters is a link or a cat on the keyboard."""

STOP, PAUSE = ";", ","


@dataclass(frozen=True, slots=True)
class Hearing:
    """Which words of the list a typed word can be: spelled so, begun so, ended so, or one slip away.

    `ordinary` are words that look like one of the list and are not; they are never taken for a slip.
    """

    exact: frozenset[str]
    joined: frozenset[str]
    shorthand: Mapping[str, tuple[str, ...]]
    ordinary: frozenset[str]
    beginnings: frozenset[str]
    endings: frozenset[str]
    sounds: Mapping[str, frozenset[str]]
    slips: Mapping[str, frozenset[str]]

    def readings(self, word: str) -> frozenset[str]:
        """The words of the list that this may be; none for the words of everyday talk."""
        if len(word) > _LONGEST:
            return frozenset()
        parts = self._parts(word)
        if word in self.exact:
            return parts | {word}
        if word in self.ordinary or len(word) < 4:
            return parts
        return parts.union(*(self._parts(known) | {known} for known in self._nearly(word)))

    def _parts(self, word: str) -> frozenset[str]:
        begins = {word[:n] + "*" for n in range(3, len(word) + 1)}
        ends = {"*" + word[n:] for n in range(len(word) - 2)}
        return frozenset(begins & self.beginnings | ends & self.endings)

    def words(self, text: str) -> list[str]:
        """The words of a text as they are looked up, between stops: small letters, split and joined."""
        found = [STOP]
        for piece in _pieces(text):
            joined = found[-1] + piece
            if len(piece) >= 3 and joined in self.joined:
                found[-1] = joined
            else:
                found += self.shorthand.get(piece) or self._split(piece)
        return [*found, STOP]

    def _nearly(self, word: str) -> frozenset[str]:
        alike = self.sounds.get(sound_of(word), frozenset())
        if alike:
            return alike
        near = {known for short in _shortened(word) for known in self.slips.get(short, ())}
        return frozenset(known for known in near if _one_slip(known, word))

    def _split(self, piece: str) -> tuple[str, ...]:
        """Two words of the list typed as one, if that is the only way to read it."""
        if not 6 <= len(piece) <= 20 or piece in self.ordinary or self.readings(piece):
            return (piece,)
        for at in range(2, len(piece) - 1):
            if piece[:at] in self.exact and piece[at:] in self.exact:
                return piece[:at], piece[at:]
        return (piece,)


def hearing_of(
    words: Iterable[str],
    *,
    slips: Set[str],
    ordinary: frozenset[str],
    shorthand: Mapping[str, tuple[str, ...]],
) -> Hearing:
    """Prepare to hear these words; `word*` is a beginning, `*word` an ending, and `slips` may be mistyped."""
    known = frozenset(words)
    exact = frozenset(word for word in known if "*" not in word) | slips
    sounds: dict[str, set[str]] = {}
    shortened: dict[str, set[str]] = {}
    for word in slips:
        sounds.setdefault(sound_of(word), set()).add(word)
        for short in _shortened(word):
            shortened.setdefault(short, set()).add(word)
    return Hearing(
        exact,
        frozenset(word for word in exact if len(word) >= 8 or (len(word) >= 6 and word in slips)),
        shorthand,
        ordinary,
        frozenset(word for word in known if word.endswith("*")),
        frozenset(word for word in known if word.startswith("*")),
        {sound: frozenset(alike) for sound, alike in sounds.items()},
        {short: frozenset(near) for short, near in shortened.items()},
    )


def sound_of(word: str) -> str:
    """One spelling for all that sound the same: *vermoordt*, *fermoort* and *vermoord*."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _pieces(text: str) -> Iterator[str]:
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text.lower()))
    for found in _PIECE.finditer(plain):
        piece = found.group()
        if piece[0].isalnum():
            yield _STRETCHED.sub(r"\1\1", piece)
        elif piece in ".!?;\n":
            yield STOP
        elif piece[0] in ".,:()":
            yield PAUSE
        else:
            yield piece


def _shortened(word: str) -> set[str]:
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _one_slip(known: str, typed: str) -> bool:
    """Whether a letter is missing or two changed places; in longer words also one extra, or another letter."""
    if len(known) < 5 or abs(len(known) - len(typed)) > 1:
        return False
    start = 0
    while start < min(len(known), len(typed)) and known[start] == typed[start]:
        start += 1
    meant, given = known[start:], typed[start:]
    if meant[1:] == given or (len(meant) > 1 and meant[1::-1] == given[:2] and meant[2:] == given[2:]):
        return True
    return len(known) > 5 and (meant[1:] == given[1:] or meant == given[1:])
