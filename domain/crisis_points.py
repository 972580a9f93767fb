"""Points: how much each word, and each two words beside each other, speak for danger or against it.

The phrase list says what is certainly danger. What people hint at is in no list; so every word has points, which were
learnt from sentences of many hands (`tests/domain/crisis_learning.py`) and are read and changed by people.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

STEM = 6
"""Letters by which a word is known, so that *vermoord* and *vermoorden* are one."""

WINDOW = 48
"""Words that are looked at together; of a longer text every part is looked at on its own."""

START, ALONE, BESIDE = "start", "alone", "beside"


@dataclass(frozen=True, slots=True)
class Points:
    """The table: what a text begins with, the two limits, and the points of each trait.

    With ``alone`` it is danger by its points; with ``beside`` it is when a phrase of the list was found as well.
    """

    start: float
    alone: float
    beside: float
    of: Mapping[str, float]

    def is_danger(self, words: Sequence[str], *, phrase: bool, more: float = 0.0) -> bool:
        """Whether any part of a text has points enough; ``phrase``: the list found something in it.

        With ``more`` it takes so many points more. In a text of several parts a phrase is enough: the calm words around
        it say nothing about it.
        """
        if phrase and len(words) > WINDOW:
            return True
        enough = (self.beside if phrase else self.alone) + more
        return any(self.total(part) >= enough for part in _parts(words))

    def total(self, words: Sequence[str]) -> float:
        """The points of one part; a longer one needs more words that speak for danger."""
        known = set(traits(words))
        return self.start + sum(self.of.get(trait, 0.0) for trait in known) / sqrt(max(1, len(known)))


def read_points(lines: Iterable[str]) -> Points:
    """Make a table ready for use: a number and a word, or two words, on each line.

    Raises:
        ValueError: a line is something else, or one of the three limits is missing.
    """
    limits: dict[str, float] = {}
    table: dict[str, float] = {}
    for line in lines:
        plain = line.partition("#")[0].split()
        if plain:
            trait = " ".join(plain[1:])
            # The limits stand first: further on "start" is the word, as in "de cursus start morgen".
            is_limit = trait in {START, ALONE, BESIDE} and trait not in limits
            (limits if is_limit else table)[trait] = float(plain[0])
    try:
        return Points(limits[START], limits[ALONE], limits[BESIDE], table)
    except KeyError as missing:
        raise ValueError(f"the table names no {missing.args[0]}") from None


def traits(words: Sequence[str]) -> Iterator[str]:
    """What a text is known by: its words, and each two beside each other, as far as their stems."""
    stems = [word[:STEM] for word in words if word.isalnum()]
    yield from stems
    yield from (f"{first} {second}" for first, second in pairwise(stems))


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, max(1, len(words) - WINDOW // 2), WINDOW // 2):
        yield words[begin : begin + WINDOW]
