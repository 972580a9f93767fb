"""Finding where somebody may be: streets with a number, postcodes, and words for a place that nobody may know."""

import re
from collections.abc import Iterator

from domain.mention_words import NO_PLACES, NO_STREETS, SHORT_WORDS, UNITS

Span = tuple[int, int]

_TYPES = (
    "straat|str\\.|laan|weg|plein|dijk|kade|gracht|singel|steeg|plantsoen|dreef|boulevard|pad|hof|park|markt|baan|wal"
    "|haven|gaarde|kaai|brink|meent|veld|akker|weide|donk|erf|oord|hoek|kamp|horst|poort|brug|sluis|dam|burg|werf"
    "|zoom|rand|boord|tuin|straatje|laantje|pleintje|steegje|ring|eiland|kreek|vliet|bos|berg|heuvel|heide|schans"
    "|vest|wijk|rade|rode|stede|stee|hage|kruis|molen"
)
_SURE = "straat|laan|gracht|kade|plein|singel|steeg|plantsoen|dreef"
_NUMBER = (
    r"(?P<number>(?:(?:nummer|nr\.?|huisnummer|no\.?)\s*)?(?<!\d)\d{1,5}(?![\d:])(?!\.\d)"
    r"(?:\s?-\s?\d{1,4}|\s?[-/]?\s?(?:bis|huis|hs|[a-zA-Z]{1,2}|I{1,3}V?)\b)?)"
)
_PARTS = r"(?:van|der|den|de|het|'t|’t|naar|voor|aan|op|in|te|ten|ter|la|en|\d{4})"
_CAPITAL = r"[A-ZÀ-Þ][\w.'’-]{0,40}"
_ENDING = re.compile(rf"\b(?P<street>[^\W\d_][\w'’-]{{0,40}}?(?:{_TYPES}))\s*,?\s+{_NUMBER}", re.IGNORECASE)
_LEADING = re.compile(
    rf"\b(?P<street>(?:Laan|Weg|Plein|Straat|Dijk|Kade|Gracht|Singel|Hof|Park|Pad|Markt|Baan|Wal|Brink|Haven)"
    rf"(?:\s+(?:{_PARTS}|{_CAPITAL})){{0,6}})\s*,?\s+{_NUMBER}"
)
_SOMEWHERE = re.compile(
    rf"\b(?:[Oo]p|[Aa]an|[Ii]n|[Bb]ij|[Nn]aar|[Aa]dres(?:\s+is|:)?|[Ww]oon\w*(?:\s+(?:op|aan|in))?)\s+(?:de\s+|het\s+|'t\s+|’t\s+)?"
    rf"(?P<street>{_CAPITAL}(?:\s+(?:{_PARTS}|{_CAPITAL})){{0,4}})\s+{_NUMBER}"
)
_BARE = re.compile(rf"\b[A-ZÀ-Þ][\w'’-]{{1,40}}(?:{_SURE})\b")
_POSTCODE = re.compile(r"(?<![\d.,])[1-9]\d{3}(?P<gap>[\s\u00a0.-]{0,2})(?P<letters>[A-Za-z]{2})(?![\w])")
_HIDING = re.compile(
    r"\b(?:geheim\w*[\s-]+(?:adres|plek|locatie|woning|woonplek|verblijf\w*)|schuil(?:adres|plek|plaats|huis|woning)\w*"
    r"|onder(?:ge)?d(?:oken|uik\w*)|blijf[\s-]van[\s-]mijn[\s-]lijf\w*|blijfhuis|vrouwenopvang\w*|mannenopvang"
    r"|opvang(?:huis|adres|locatie|plek)\w*|(?:nood|crisis)(?:opvang|plek|adres)\w*|safe\s?house|oranje\s+huis"
    r"|(?:verblijf|pleeg)adres\w*|afgeschermd\w*[\s-]+adres)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\s,.;]*(?P<word>[^\W\d_]+)")


def streets_in(text: str) -> Iterator[Span]:
    """Streets with a house number, however they are written; and those that can be nothing but a street."""
    for found in _ENDING.finditer(text):
        street = found["street"]
        plain = street.casefold() in NO_STREETS
        if not plain and not _counts(text, found.end(), found["number"]):
            yield found.span()
    for pattern in (_LEADING, _SOMEWHERE):
        for found in pattern.finditer(text):
            words = found["street"].casefold().split()
            if not NO_PLACES.intersection(words) and not _counts(text, found.end(), found["number"]):
                yield found.start("street"), found.end()
    for found in _BARE.finditer(text):
        if found.group().casefold() not in NO_STREETS:
            yield found.span()


def postcodes_in(text: str) -> Iterator[Span]:
    """Dutch postcodes; "2026 is" has the form of one, and is none."""
    for found in _POSTCODE.finditer(text):
        letters = found["letters"]
        if not (letters.islower() and found["gap"] and letters in SHORT_WORDS):
            yield found.span()


def hiding_in(text: str) -> Iterator[Span]:
    """Words for a place where somebody may not be found."""
    return (found.span() for found in _HIDING.finditer(text))


def _counts(text: str, end: int, number: str) -> bool:
    """Whether the number counts what comes behind it: "onderweg 10 minuten"; "12 a" is a house, "12 u" a time."""
    tail = number.rsplit(maxsplit=1)[-1].strip("-/").lstrip("0123456789").casefold()
    follows = _WORD.match(text, end)
    next_word = follows["word"].casefold() if follows and "\n" not in follows.group() else ""
    if tail in ("u", "x", "m", "km"):
        return True
    separated = follows is not None and follows.group().lstrip(" ").startswith((",", ".", ";"))
    return next_word in UNITS and next_word not in ("van", "en", "of") and not separated
