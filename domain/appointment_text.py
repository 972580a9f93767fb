"""Reading what a gezinsmanager types after ``/afspraak``: family, kind, length, and the moment in Dutch."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from domain.appointments import Kind
from domain.people import Family
from domain.spoken import Doubt, Moment, Unread, read_moment

KIND_WORDS: tuple[tuple[str, Kind], ...] = (
    (r"huis\s?bezoek(?:je)?|thuis|op\shuisbezoek", Kind.HOME_VISIT),
    (r"op\s(?:het\s)?kantoor|kantoor(?:afspraak|gesprek)?", Kind.OFFICE),
    (
        r"(?:video|beeld)\s?bellen|(?:video|beeld)\s?gesprek|beeldbel(?:len|afspraak)|videocall|video",
        Kind.VIDEO,
    ),
    (r"telefonisch|telefoongesprek|bel\s?afspraak|bellen|bel", Kind.PHONE),
    (r"rechtszitting|zitting", Kind.HEARING),
    (r"omgangs?(?:moment|regeling)?|bezoekmoment|contactmoment", Kind.CONTACT_MOMENT),
    (
        r"netwerk(?:beraad|overleg)|teamoverleg|kringgesprek|evaluatie(?:gesprek)?|overleg",
        Kind.CIRCLE_MEETING,
    ),
)
_SAID_BEFORE_A_LENGTH = "|".join((r"duurt", r"duur", *(words for words, _ in KIND_WORDS)))
_LENGTH = re.compile(
    rf"(?<!\w)(?:{_SAID_BEFORE_A_LENGTH})[ ,:]*(?P<length>(\d{{1,3}}) ?(?:min|minuten|minuut))(?!\w)"
)
"""A length counts only right after the kind or the word for it: in "14 uur 30 minuten" it is part of the time."""
_OBLIGATORY = re.compile(r"\b(?:verplichte?)\b")
LONGEST_MINUTES = 480


@dataclass(frozen=True, slots=True)
class AppointmentText:
    """What could be read; whatever is None is asked for with buttons.

    ``families`` are all that were named; ``is_named`` is false when the only family was meant without a word.
    """

    families: tuple[Family, ...]
    is_named: bool
    kind: Kind | None
    minutes: int | None
    obligatory: bool
    moment: Moment | Doubt | Unread | None


def read_appointment(text: str, families: tuple[Family, ...], *, now: datetime) -> AppointmentText:
    """Take the known words out of a typed line; what is left must be a moment, entirely.

    A family is named by its symbol or alias; somebody with one family need not name it. Two kinds in one line are
    a doubt, so none is chosen.
    """
    rest = f" {_plain(text)} "
    named: list[Family] = []
    for family in families:
        for name in (_plain(family.symbol), _plain(family.alias)):
            stripped, found = _take(rest, _as_word(name))
            if found:
                rest = stripped
                named.append(family)
                break
    length = _LENGTH.search(rest)
    minutes = int(length.group(2)) if length and 0 < int(length.group(2)) <= LONGEST_MINUTES else None
    if length and minutes is not None:
        rest = rest[: length.start("length")] + " " + rest[length.end("length") :]
    rest, _ = _take(rest, r"(?<!\w)duurt?(?!\w)") if minutes is not None else (rest, False)
    kinds: list[Kind] = []
    for words, kind in KIND_WORDS:
        rest, found = _take(rest, rf"(?<!\w)(?:een )?(?:{words})(?!\w)")
        if found:
            kinds.append(kind)
    rest, obligatory = _take(rest, _OBLIGATORY.pattern)
    rest = rest.strip(" ,.;:-\ufe0f")
    # A symbol of some other family must never fall through to the only family of one's own.
    unnamed = () if len(families) != 1 or any(unicodedata.category(c) == "So" for c in rest) else families
    return AppointmentText(
        families=tuple(named) or unnamed,
        is_named=bool(named),
        kind=kinds[0] if len(kinds) == 1 else None,
        minutes=minutes,
        obligatory=obligatory,
        moment=read_moment(rest, now=now) if rest else None,
    )


def _plain(text: str) -> str:
    """Small letters, and symbols without the mark that asks for colour (U+FE0F)."""
    return text.casefold().replace("\ufe0f", "")


def _as_word(name: str) -> str:
    escaped = re.escape(name)
    return rf"(?<!\w){escaped}(?!\w)" if name[:1].isalnum() else escaped


def _take(text: str, pattern: str) -> tuple[str, bool]:
    taken, times = re.subn(pattern, " ", text, count=1)
    return taken, times > 0
