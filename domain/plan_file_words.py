"""The words by which a plan that was written elsewhere is understood: its headings, its labels, its days."""

import re
import unicodedata
from datetime import date

SECTIONS = {
    "strengths": (
        *("watgaatgoed", "watgaatergoed", "watgaaternugoed", "ditgaatgoed", "sterkepunten", "sterkekanten"),
        *("krachten", "krachtenvanhetgezin", "watwerkt", "watlooptgoed"),
    ),
    "worries": (
        *("zorgen", "onzezorgen", "watgaatnietgoed", "watgaaternietgoed", "waarzijnzorgenover", "zorgpunten"),
        *("watgaatminder", "watgaatermindergoed", "waarmakenweonszorgenover", "waarmakenwijonszorgenover"),
    ),
    "needed": (
        *("watmoetergebeuren", "watmoetgebeuren", "watisnodig", "watisernodig", "afspraken", "onzeafspraken"),
        *("watwillenwebereiken", "watwillenwijbereiken", "watwillenweveranderen", "watmoeteranders"),
    ),
    "must": ("watmoet", "ditmoet", "verplicht", "watisverplicht", "bodemeisen"),
    "may": (
        "watmag",
        "ditmag",
        "vrijekeuze",
        "eigenkeuze",
        "watiseenkeuze",
        "vrijwillig",
        "watmogenwezelfkiezen",
    ),
}
"""The headings of each part of the plan, without spaces and signs."""

PLACE_OF = {heading: place for place, headings in SECTIONS.items() for heading in headings}
GOALS = frozenset({"doelen", "onzedoelen", "dedoelen"})
FIELDS = {
    **dict.fromkeys(("0", "bij0", "een0", "nul", "eennul"), "zero"),
    **dict.fromkeys(("10", "bij10", "een10", "tien", "eentien"), "ten"),
    **dict.fromkeys(("stap", "kleinestap"), "step"),
    **dict.fromkeys(("wiehelpt", "wiehelpen", "wiehelptmee", "hulpvan", "helpers"), "helpers"),
    **dict.fromkeys(("tot", "totwanneer", "klaarop", "datum"), "until"),
    **dict.fromkeys(("voor", "voorwie", "kind", "overwie"), "child"),
    **dict.fromkeys(("roepnaam", "bijnaam", "kortenaam"), "nickname"),
    **dict.fromkeys(("teken", "symbool"), "symbol"),
}
EVALUATION = frozenset({"evaluatie", "evaluatieop", "wekijkenop", "evaluatiedatum"})
_MONTHS = {
    "jan": 1, "feb": 2, "mrt": 3, "maa": 3, "apr": 4, "mei": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WRITTEN_DAY = re.compile(r"(?<!\d)(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4})(?!\d)", re.IGNORECASE)
_FIGURED_DAY = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_ORNAMENT = re.compile(r"^[\s#*_>•–—-]+|[\s#*_]+$")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+(?=\D)")
_LABEL = re.compile(r"^([^:=]{1,40}?)\s*[:=]\s*(.*)$", re.DOTALL)


def day_span(said: str) -> tuple[date, int, int] | None:
    """The first day with its year in a text (12 maart 2027, 12-3-2027, 2027-03-12), and where it begins and ends."""
    for pattern in (_ISO_DAY, _WRITTEN_DAY, _FIGURED_DAY):
        for found in pattern.finditer(said):
            one, two, three = found.groups()
            year, month, day = (one, two, three) if pattern is _ISO_DAY else (three, two, one)
            number = _MONTHS.get(month.casefold(), 0) if pattern is _WRITTEN_DAY else int(month)
            try:
                return date(int(year), number, int(day)), *found.span()
            except ValueError:
                continue
    return None


def bare(line: str) -> str:
    """A line without what makes it look like a heading or an item of a list."""
    return _NUMBERED.sub("", _ORNAMENT.sub("", line)).strip()


def labelled(line: str) -> tuple[str, str]:
    """What stands before a colon, and what stands behind it; both empty without one."""
    found = _LABEL.match(line)
    return ("", "") if found is None else (found[1].strip(" *_"), found[2].strip(" *_"))


def squeezed(words: str) -> str:
    """A heading without spaces, signs and capitals."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def field_of(label: str) -> str | None:
    """Which part of a goal this label names, with or without a number behind it."""
    name = squeezed(label)
    return FIELDS.get(name) or FIELDS.get(re.sub(r"\d{1,2}$", "", name))
