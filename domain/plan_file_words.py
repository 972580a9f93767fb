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
    "must": ("watmoet", "ditmoet", "verplicht", "watisverplicht", "watmoetverplicht", "bodemeisen"),
    "may": (
        "watmag",
        "watmageigenkeuze",
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
    **dict.fromkeys(("0", "bij0", "een0", "bijeen0", "cijfer0", "nul", "eennul", "bijnul"), "zero"),
    **dict.fromkeys(("10", "bij10", "een10", "bijeen10", "cijfer10", "tien", "eentien", "bijtien"), "ten"),
    **dict.fromkeys(("stap", "kleinestap"), "step"),
    **dict.fromkeys(("wiehelpt", "wiehelpen", "wiehelptmee", "hulpvan", "helpers"), "helpers"),
    **dict.fromkeys(("tot", "totwanneer", "klaarop"), "until"),
    **dict.fromkeys(("voor", "voorwie", "kind", "overwie"), "child"),
    **dict.fromkeys(("roepnaam", "bijnaam", "kortenaam"), "nickname"),
    **dict.fromkeys(("teken", "symbool"), "symbol"),
}
EVALUATION = frozenset({"evaluatie", "evaluatieop", "wekijkenop", "evaluatiedatum"})
_KNOWN = frozenset(PLACE_OF) | frozenset(FIELDS) | EVALUATION | GOALS
_SIGNED = ("ondertekening", "ondertekend", "handtekening")
_BESIDE = (*_SIGNED, "getekend", "akkoord", "datum", "plaats", "bijlage", "aanwezig", "opgesteld")
"""How a line begins that stands under the goals of many plans without being part of one."""

_MONTHS = {
    "jan": 1, "feb": 2, "mrt": 3, "maa": 3, "apr": 4, "mei": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WRITTEN_DAY = re.compile(r"(?<!\d)(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4})(?!\d)", re.IGNORECASE)
_FIGURED_DAY = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SIGNS = r"[\s#*_>•·◦▪●‣→☐✓✔\uf0b7–—-]+"
_ORNAMENT = re.compile(rf"^{_SIGNS}(?=\S)|[\s#*_]+$|^{_SIGNS}$")
_NUMBERED = re.compile(r"^[1-9]\d?[.)]\s+(?=\D)")
_LABEL = re.compile(r"^([^:=]{1,40}?)\s*[:=]\s*(.*)$", re.DOTALL)
_DASHED = re.compile(r"^(.{1,40}?)[*_]*(?:\s+[-–—]+\s*|\s*[-–—]+\s+)(.*)$", re.DOTALL)
_COUNTED = re.compile(r"^([^:=]{0,30}[^\W\d_]\s*\d{1,2})\s*[.)]\s*(.*)$", re.DOTALL)
_MEANS = re.compile(
    r"^((?:bij\s+)?(?:een\s+|het\s+)?(?:cijfer\s+)?(?:0|10|nul|tien))\s+"
    r"(?:betekent|is|staat\s+voor|wil\s+zeggen)\b[\s:=–—-]*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_COLON = re.compile(r"^([^\W\d_][^:]{0,39}):(?:\s|$)")

_NUMBER = r"(?:\d{1,2}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien)"
_GOAL_HEAD = rf"^(?:werk|leer|hoofd)?doel(?:stelling)?(?P<n>\s*(?:nr\.?|nummer)?\s*{_NUMBER}(?!\w))?[\s*_]*"
_GOAL = re.compile(
    # Behind a number nearly any sign will do; without one a hyphen may be part of a word.
    _GOAL_HEAD
    + r"(?:[:.=]|(?(n)(?:\)|[-–—]+(?!\d)|\t|(?<=\s)(?=(?-i:[A-Z]))|$)|(?:(?<=\s)[-–—]+(?=\s)|$)))(.*)$",
    re.IGNORECASE | re.DOTALL,
)


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
    return undressed(_NUMBERED.sub("", undressed(line)))


def undressed(line: str) -> str:
    """A line without the signs of a list or a heading around it; a number before it stays."""
    return _ORNAMENT.sub("", line).strip()


def goal_in(line: str) -> str | None:
    """The words behind "Doel 1:", "Doel vier –" or "Doel" alone, if the line begins a goal."""
    found = _GOAL.match(line)
    return None if found is None else found[found.re.groups].strip(" \t*_")


def labelled(line: str) -> tuple[str, str]:
    """What stands before a colon, and what stands behind it; both empty without one.

    Where it makes a label that is known, a dash, a bracket or "betekent" parts them too.
    """
    for pattern in (_LABEL, _MEANS, _DASHED, _COUNTED):
        label, rest = _parted(pattern, line)
        if label and (squeezed(label) in _KNOWN or field_of(label) is not None):
            return label, rest
    return _parted(_LABEL, line)


def stands_beside(line: str) -> bool:
    """Whether a line is no part of the goal it stands under: a row of a table, or where somebody signs."""
    label, colon, _ = line.partition(":")
    name = squeezed(label)
    return "|" in line or name in _BESIDE or name.startswith(_BESIDE if colon else _SIGNED)


def has_own_label(line: str) -> bool:
    """Whether a line begins with a label of its own, known or not: "Vervoer: de fiets", and no half sentence."""
    label, _ = labelled(line)
    if label and (squeezed(label) in _KNOWN or field_of(label) is not None):
        return True
    found = _COLON.match(line)
    return found is not None and found[1][0].isupper() and len(found[1].split()) <= 5


def _parted(pattern: re.Pattern[str], line: str) -> tuple[str, str]:
    found = pattern.match(line)
    return ("", "") if found is None else (found[1].strip(" *_"), found[2].strip(" *_"))


def squeezed(words: str) -> str:
    """A heading without spaces, signs and capitals."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def field_of(label: str) -> str | None:
    """Which part of a goal this label names, with or without a number behind it."""
    name = squeezed(label)
    return FIELDS.get(name) or FIELDS.get(re.sub(r"\d{1,2}$", "", name))
