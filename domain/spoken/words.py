"""The vocabulary: every Dutch word the grammar knows, and the plain word it stands for."""

from itertools import product

WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
    )
}
"""Monday is 0. Plain 'zo' is not here: it also means 'soon', so the weekday rule treats it apart."""

MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *("januari", "februari", "maart", "april", "mei", "juni"),
            *("juli", "augustus", "september", "oktober", "november", "december"),
        ),
        start=1,
    )
}

DAYPARTS = ("ochtend", "voormiddag", "middag", "namiddag", "avond", "nacht")
VAGUE = frozenset({"rond", "ongeveer", "omstreeks", "circa"})
FILLERS = frozenset({"dan", "graag", "alsjeblieft", "precies"})
RELATIVE_DAYS = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
DELAY_FILLERS = frozenset({"ik", "ben", "kom", "we", "zijn", "komen", "wordt", "het"})

_SMALL = (
    *("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    *("dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"),
)
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50}
_IRREGULAR_ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}


def _numbers() -> dict[str, int]:
    numbers = {word: value for value, word in enumerate(_SMALL, start=1)}
    for (tens, value), unit in product(_TENS.items(), range(10)):
        word = f"{_SMALL[unit - 1]}en{tens}" if unit else tens
        numbers[word] = value + unit
    return numbers


def _ordinal(word: str, value: int) -> str:
    return _IRREGULAR_ORDINALS.get(value, f"{word}de" if value < 20 else f"{word}ste")


NUMBERS = _numbers()
"""Number words from 1 to 59, without dots on the e."""

ORDINALS = {_ordinal(word, value): value for word, value in NUMBERS.items() if value <= 31}
"""Number words as the day of a month, from 1 to 31."""

_SYNONYMS = {
    "maandag": ("ma", "maa"),
    "dinsdag": ("di", "din", "dins", "dinsd"),
    "woensdag": ("wo", "woe", "woens", "woensd"),
    "donderdag": ("do", "don", "dond", "donderd"),
    "vrijdag": ("vr", "vrijd"),
    "zaterdag": ("za", "zaterd"),
    "zondag": ("zond",),
    "januari": ("jan",),
    "februari": ("feb", "febr"),
    "maart": ("mrt", "mrrt"),
    "april": ("apr",),
    "juni": ("jun",),
    "juli": ("jul",),
    "augustus": ("aug",),
    "september": ("sep", "sept"),
    "oktober": ("okt", "oct", "october"),
    "november": ("nov",),
    "december": ("dec",),
    "ochtend": ("ochtends", "morgens", "sochtends", "smorgens"),
    "voormiddag": ("voormiddags", "svoormiddags"),
    "middag": ("middags", "smiddags"),
    "namiddag": ("namiddags", "snamiddags"),
    "avond": ("avonds", "savonds"),
    "nacht": ("nachts", "snachts"),
    "komende": ("komend", "aankomende", "aankomend", "eerstvolgende"),
    "aanstaande": ("as",),
    "volgende": ("volgend",),
    "deze": (),
    "vorige": ("afgelopen",),
    "week": ("wk",),
    "weken": ("weekjes",),
    "dag": (),
    "dagen": ("dgn",),
    "uur": ("uren",),
    "u": ("h",),
    "uurtje": (),
    "minuten": ("min", "minuut", "minuutje", "minuutjes", "minuutjs", "minuutn"),
    "kwartier": ("kwartiertje", "kwartiertjes", "kwartieren"),
    "anderhalf": ("anderhalve",),
    "half": (),
    "halve": (),
    "kwart": (),
    "middernacht": (),
    "circa": ("ca",),
    "alsjeblieft": ("alstublieft", "aub", "ajb", "svp", "asjeblieft"),
    "precies": ("stipt", "exact"),
    "we": ("wij",),
    "vertraging": ("vertraagd",),
}

_LOOSE = (
    *("om", "op", "de", "in", "van", "voor", "over", "na", "en", "s", "zo", "vroeg", "te", "laat", "later"),
    *VAGUE,
    *FILLERS,
    *RELATIVE_DAYS,
    *MONTHS,
    *DELAY_FILLERS,
)

_MISSPELLINGS = {
    "maandag": ("mandag", "mnadag", "maadnag"),
    "dinsdag": ("dinsdah", "dindsag", "dinsadg", "disndag", "disdag", "dinstag", "dingsdag", "dinsdga"),
    "woensdag": ("woensdg", "wonesdag", "woesndag", "woendsag", "woensdga", "woesdag"),
    "donderdag": ("donderag", "dondedag", "dondredag", "donderdga", "donerdag", "dodnerdag"),
    "vrijdag": ("vrijdga", "vridag", "vrydag", "vriijdag", "vrjidag", "vrijadg"),
    "zaterdag": ("zatredag", "zatedag", "zaterdga", "zatterdag"),
    "zondag": ("zodnag", "zonadg", "zondga"),
    "overmorgen": ("overmrogen", "overmogen", "overmorge", "ovemorgen"),
    "morgen": ("mrogen", "morge", "morgne", "mrgen", "moregn"),
    "vandaag": ("vandag", "vndaag", "vadnaag", "vandaga"),
    "middag": ("middgag", "midag", "middga", "mddag"),
    "ochtend": ("ochend", "ochtent", "octhend", "ohctend"),
    "avond": ("avodn", "aovnd", "avnod", "avont", "avnd"),
    "half": ("hafl", "hlaf", "halv", "hallf", "haalf"),
    "kwart": ("kwrat", "kwaart", "kawrt", "kwartt", "kwat"),
    "uur": ("uru", "uurr", "urr", "uuur", "uir"),
    "maart": ("marrt", "maartt"),
}

_TIME_PREFIXES = {"kwart": ("voor", "over"), "vijf": ("voor", "over"), "tien": ("voor", "over")}


def _joined() -> dict[str, tuple[str, ...]]:
    """Words that are often written as one: a day with its part, half with its hour, a number with 'uur'."""
    joined: dict[str, tuple[str, ...]] = {
        f"{day}{part}": (day, part) for day, part in product(WEEKDAYS, DAYPARTS)
    }
    joined |= {f"{day}morgen": (day, "ochtend") for day in WEEKDAYS}
    joined |= {f"{day}{part}": (day, part) for day, part in product(("morgen", "overmorgen"), DAYPARTS)}
    joined |= {
        f"van{part}": ("vandaag", part) for part in ("ochtend", "middag", "namiddag", "avond", "nacht")
    }
    joined |= {"vanmorgen": ("vandaag", "ochtend"), "morgenvroeg": ("morgen", "ochtend")}
    joined |= {f"half{hour}": ("half", hour) for hour in _SMALL[:12]}
    joined |= {f"{hour}uur": (hour, "uur") for hour in _SMALL}
    joined |= {
        f"{first}{second}": (first, second) for first, all_ in _TIME_PREFIXES.items() for second in all_
    }
    joined |= {"halfuur": ("half", "uur"), "halfuurtje": ("half", "uurtje")}
    joined |= {f"{which}week": (which, "week") for which in ("komende", "volgende", "deze", "vorige")}
    return joined


def _lexicon() -> dict[str, tuple[str, ...]]:
    plain = {word: (word,) for word in (*WEEKDAYS, *DAYPARTS, *_SYNONYMS, *_LOOSE)}
    synonyms = {written: (word,) for word, all_ in _SYNONYMS.items() for written in all_}
    return _joined() | synonyms | plain


LEXICON = _lexicon()
"""Written word to the plain words it stands for."""

MISSPELLED = {written: (word,) for word, all_ in _MISSPELLINGS.items() for written in all_}
"""Common typing errors that stand for one word only, also those too short or too far off to be computed."""
