"""What of other people stands in an answer before it leaves: names, addresses and numbers (security T11).

It warns and never blocks: the writer alone knows whether Noor may be named to her mother.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from domain.bsn import is_bsn
from domain.mention_names import NameList
from domain.mention_places import Span, hiding_in, postcodes_in, streets_in
from domain.mention_words import DIGIT_WORDS
from domain.secret import Secret


class MentionKind(StrEnum):
    """What was found; each has its own sentence of warning."""

    NAME = "name"
    ADDRESS = "address"
    HIDING = "hiding"
    PHONE = "phone"
    BSN = "bsn"
    ACCOUNT = "account"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text that may betray somebody."""

    kind: MentionKind
    said: Secret = field(repr=False)


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<!\w)[A-Za-z]{2}\s?\d{2}(?:[\s.-]?[A-Za-z0-9]{1,4}){3,8}(?!\w)")
_DUTCH_ACCOUNT = re.compile(
    r"(?<!\w)NL[\s.-]?\d{2}[\s.-]?[A-Z]{4}[\s.-]?\d{4}[\s.-]?\d{4}[\s.-]?\d{2}(?!\w)", re.IGNORECASE
)
_NINE = re.compile(r"(?<!\d)\d(?:[\s.\-/]{0,3}\d){8}(?!\d)")
_BSN_NAMED = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofinummer)\D{0,15}(\d(?:[\s.-]?\d){7,8})", re.IGNORECASE
)
_DATE = re.compile(
    r"(?<!\d)(?:[012]?\d|3[01])[-/.](?:0?\d|1[012])[-/.](?:19|20)\d\d(?!\d)|(?:19|20)\d\d-\d\d-\d\d(?!\d)"
)
_TIME = re.compile(r"(?<![\d.:])(?:[01]?\d|2[0-3])[.:][0-5]\d(?![.:]?\d)")
_DIGITS = re.compile(r"(?<![\w+])(?:\+|\()?\d(?:[\s\u00a0().\-–—/]{0,4}\d){5,15}(?!\w)")
_LOCAL = re.compile(
    r"\b(?:bel|belt|bellen|tel|telefoon|telefoonnummer|mobiel|nummer|app)\b[^\d\n]{0,20}(\d(?:[\s.-]?\d){5,8})(?!\d)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\b(?:(?:{'|'.join(DIGIT_WORDS)})[\s,.-]+){{6,}}(?:{'|'.join(DIGIT_WORDS)})\b", re.IGNORECASE
)
_SERVICE = re.compile(r"0(?:800|90[069])\d{4}(?:\d{3})?")


def mentions_in(text: str, names: NameList) -> tuple[Mention, ...]:
    """Everything in the text that may betray somebody, in the order in which it stands there, each once."""
    plain = _plain(text)
    found: list[tuple[Span, MentionKind]] = [(span, MentionKind.NAME) for span in names.found_in(plain)]
    for kind, spans in _FINDERS:
        found += [(span, kind) for span in spans(plain)]
    seen: set[tuple[MentionKind, str]] = set()
    told: list[Mention] = []
    for (start, end), kind in _whole(found):
        said = " ".join(plain[start:end].split()).strip(" ,.;")
        if (kind, said.casefold()) not in seen:
            seen.add((kind, said.casefold()))
            told.append(Mention(kind, Secret(said)))
    return tuple(told)


def _whole(found: list[tuple[Span, MentionKind]]) -> Iterator[tuple[Span, MentionKind]]:
    """In order, without what is part of something longer of its kind."""
    reached: dict[MentionKind, int] = {}
    for (start, end), kind in sorted(found, key=lambda each: (each[0][0], -each[0][1])):
        if end > reached.get(kind, -1):
            reached[kind] = end
            yield (start, end), kind


def _plain(text: str) -> str:
    """Composed letters, and nothing in between that the eye does not see."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) not in ("Cf", "Mn"))


def _addresses(text: str) -> Iterator[Span]:
    yield from streets_in(text)
    yield from postcodes_in(text)


def _phones(text: str) -> Iterator[Span]:
    """Numbers of telephones in any Dutch writing; dates, times and long lists of numbers are none."""
    bare = _TIME.sub(_blank, _DATE.sub(_blank, text))
    for found in _DIGITS.finditer(bare):
        if _is_phone(found.group()):
            yield found.span()
    for found in _LOCAL.finditer(bare):
        yield found.span(1)
    for found in _SPELLED.finditer(text):
        yield found.span()


def _is_phone(written: str) -> bool:
    digits = "".join(c for c in written if c.isdecimal())
    digits = (
        re.sub(r"^(?:00|\+)?31(?=[\d]{9,10}$)", "", digits) if written.lstrip("(")[0] in "+03" else digits
    )
    if len(digits) == 10 and digits[0] == "0":
        return digits[1] != "0"
    if len(digits) == 9 and digits[0] != "0":
        return written.lstrip("(").startswith(("+31", "0031", "31"))
    if _SERVICE.fullmatch(digits):
        return True
    return written.startswith(("+", "00")) and 8 <= len(digits) <= 15


def _numbers(text: str) -> Iterator[Span]:
    for found in _NINE.finditer(text):
        if is_bsn(found.group()):
            yield found.span()
    for found in _BSN_NAMED.finditer(text):
        yield found.span(1)


def _accounts(text: str) -> Iterator[Span]:
    for found in _DUTCH_ACCOUNT.finditer(text):
        yield found.span()
    for found in _ACCOUNT.finditer(text):
        # The words behind it look like more of it.
        for end in range(found.end(), found.start() + 14, -1):
            if not text[end : end + 1].isalnum() and _is_account(text[found.start() : end]):
                yield found.start(), end
                break


def _is_account(written: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616)."""
    compact = "".join(c for c in written.upper() if c.isascii() and c.isalnum())
    if not 15 <= len(compact) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def _emails(text: str) -> Iterator[Span]:
    return (found.span() for found in _EMAIL.finditer(text))


def _blank(found: re.Match[str]) -> str:
    return "·" * len(found.group())


_FINDERS = (
    (MentionKind.ADDRESS, _addresses),
    (MentionKind.HIDING, hiding_in),
    (MentionKind.PHONE, _phones),
    (MentionKind.BSN, _numbers),
    (MentionKind.ACCOUNT, _accounts),
    (MentionKind.EMAIL, _emails),
)


def names_of(others: Iterable[str], own: Iterable[str]) -> NameList:
    """The names to look for: those of other people, without what the reader and the writer are called themselves."""
    return NameList.of(others, own)
