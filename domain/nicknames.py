"""Reading a nickname as a stranger's eye does: letters apart, digits for letters, letters of another alphabet, -tje."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from domain.mention_names import SHORTEST, first_names, name_parts

_ALIKE = str.maketrans(
    # Cyrillic, capitals first because a small letter may look like another one; then Greek.
    "АВЕКМНОРСТУХІЈЅЗ" + "авекмнорстухіјѕԁһӏ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "αβεικνορτυχηω",  # noqa: RUF001 - the look-alikes
    "ABEKMHOPCTYXIJS3" + "abekmhopctyxijsdhl" + "ABEZHIKMNOPTYX" + "abeikvoptuxnw",
)
_DIGITS = tuple(str.maketrans("0134578", letters) for letters in ("oieastb", "oleastb"))
"""What digits stand for between letters; a 1 is read as an i, and as an l."""

_SMALL = frozenset({
    "aan", "af", "al", "als", "bij", "dan", "dat", "de", "die", "dit", "een", "elk", "en", "er", "ga", "het", "ik",
    "in", "ja", "je", "jij", "maal", "maar", "met", "mijn", "na", "naar", "nee", "niet", "nu", "of", "om", "ons", "ook",
    "op", "te", "toe", "tot", "uit", "van", "veel", "voor", "we", "weg", "wel", "wie", "wij", "ze", "zo",
})  # fmt: skip
"""Everyday words that may stand beside each other without spelling a name: "en zo" is no Enzo."""

_LITTLE = ("je", "tje", "pje", "etje", "ke", "eke", "ie", "ietje")


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text as they look, without accents; letters that stand by themselves in a row spell one word."""
    plain = unicodedata.normalize("NFKD", text.translate(_ALIKE).casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_ALIKE)
    words = "".join(sign if sign.isalnum() else " " for sign in bare).split()
    found: list[str] = []
    for is_letter, together in groupby(words, lambda word: len(word) == 1):
        row = tuple(together)
        found += ("".join(row),) if is_letter else row
    return tuple(found)


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text as they stand, and with the digits between letters read as letters."""
    words = folded_words(text)
    return tuple(
        dict.fromkeys((words, *(tuple(_lettered(word, table) for word in words) for table in _DIGITS)))
    )


def hides_name(words: tuple[str, ...], names: Iterable[str]) -> bool:
    """Whether words beside each other spell a part of one of these names, or a little form of a first name."""
    names = tuple(names)
    sought = {part for part in name_parts(names) if len(part) >= SHORTEST}
    for first in first_names(names):
        sought.update(_little(first))
    return any(one in sought or one.removesuffix("s") in sought for one in _runs(words))


def _runs(words: tuple[str, ...]) -> Iterator[str]:
    """Each word, and each row of words written as one, unless all of them are everyday words."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end == start + 1 or not _SMALL.issuperset(words[start:end]):
                yield "".join(words[start:end])


def _lettered(word: str, table: dict[int, int]) -> str:
    return word.translate(table) if any(sign.isalpha() for sign in word) else word


def _little(name: str) -> Iterator[str]:
    """The little forms of a first name: Noortje, Jannetje, Willempje, Fatimaatje, Tommie."""
    if len(name) < SHORTEST:
        return
    for ending in _LITTLE:
        yield name + ending
        yield name + name[-1] + ending
