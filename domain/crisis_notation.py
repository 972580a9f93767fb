"""Reads the notation of a phrase list: word lists, headings, and lines that stand for many ways to say one thing.

The notation is explained at the top of the list itself, for the people who keep it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import permutations, product

_TOKEN = re.compile(r"\.+|[(){}|?]|[^\s(){}|?]+")
_HEADING = re.compile(r"\[(\w+)(?: (\w+))?(?: (near|sentence|-?\d+))?(?: unless ([\w ]+))?\]")
_LARGEST_SET = 4
"""Things that may come in any order are written out in every order: four give 24, five would give 120."""


class Duty(Enum):
    """What a phrase of the list does when it is found."""

    ALARM = "alarm"
    GUARD = "guard"
    SEEMING = "seeming"
    IDIOM = "idiom"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Heading:
    """What all phrases under one heading share: their duty, its name, how far it reaches, and what stops it.

    `points` is what a sign weighs; it is 0 for every other duty.
    """

    duty: Duty
    name: str
    is_near: bool
    unless: frozenset[str]
    points: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a phrase: the words that fit it, and how many others may stand before it."""

    words: frozenset[str]
    gap: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of slots, without choices left in it."""

    heading: Heading
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class WordLists:
    """The named lists of the file; an unknown name is a mistake in the file."""

    lists: Mapping[str, frozenset[str]]
    shorthand: Mapping[str, tuple[str, ...]]

    def named(self, name: str) -> frozenset[str]:
        """The words of a list.

        Raises:
            ValueError: no list has this name.
        """
        if name not in self.lists:
            raise ValueError(f"no word list is called {name}")
        return self.lists[name]

    def meant(self, part: str) -> frozenset[str]:
        return self.named(part[1:]) if part.startswith("@") else frozenset({part})


def read_notation(lines: Iterable[str]) -> tuple[WordLists, tuple[Phrase, ...]]:
    """The word lists and all phrases of a file.

    Raises:
        ValueError: a line does not follow the notation.
    """
    lists = WordLists({}, {})
    heading: Heading | None = None
    phrases: list[Phrase] = []
    for line in _whole_lines(lines):
        if line.startswith("@") and "=" in line:
            name, _, words = line[1:].partition("=")
            meant = frozenset(word for part in words.split() for word in lists.meant(part))
            lists = WordLists({**lists.lists, name.strip(): meant}, lists.shorthand)
        elif line.startswith("~"):
            short, _, words = line[1:].partition("=")
            meaning = dict.fromkeys(short.split(), tuple(words.split()))
            lists = WordLists(lists.lists, {**lists.shorthand, **meaning})
        elif line.startswith("["):
            heading = _heading(line)
        elif heading is None:
            raise ValueError(f"a phrase without a heading: {line}")
        else:
            phrases += [Phrase(heading, slots) for slots in _rows(line, lists)]
    return lists, tuple(dict.fromkeys(phrases))


def _whole_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines without remarks; an indented line belongs to the one above it."""
    whole = ""
    for line in lines:
        bare = line.partition("#")[0].rstrip()
        if bare[:1].isspace():
            whole += bare
            continue
        if whole:
            yield whole
        whole = bare
    if whole:
        yield whole


def _heading(line: str) -> Heading:
    found = _HEADING.fullmatch(line)
    if found is None or found[1] not in {duty.value for duty in Duty}:
        raise ValueError(f"not a heading: {line}")
    duty, reach = Duty(found[1]), found[3] or ""
    points = int(reach) if reach not in {"", "near", "sentence"} else 0
    if (duty is Duty.SIGN) != bool(points):
        raise ValueError(f"a sign has points, and nothing else has: {line}")
    return Heading(duty, found[2] or "", reach != "sentence", frozenset((found[4] or "").split()), points)


def _rows(line: str, lists: WordLists) -> Iterator[tuple[Slot, ...]]:
    parts = _TOKEN.findall(line)
    rows, rest = _sequence(parts, lists)
    if rest:
        raise ValueError(f"a bracket too many: {line}")
    for row in rows:
        if not row:
            raise ValueError(f"everything in it is optional: {line}")
        yield row


_Row = tuple[Slot, ...]


def _sequence(parts: list[str], lists: WordLists) -> tuple[list[_Row], list[str]]:
    """Every row that these parts stand for, up to the bracket or bar that ends them, and what is left."""
    rows: list[tuple[_Row, int]] = [((), 0)]
    gap = 0
    while parts and parts[0] not in {")", "|", "}"}:
        if parts[0].startswith("."):
            gap, parts = len(parts[0]), parts[1:]
            continue
        choices, parts = _item(parts, lists)
        if parts and parts[0] == "?":
            choices, parts = [*choices, ()], parts[1:]
        # What may be left out leaves its gap to the word after it.
        rows = [
            ((*row, *_after(max(gap, waiting), choice)), 0) if choice else (row, max(gap, waiting))
            for (row, waiting), choice in product(rows, choices)
        ]
        gap = 0
    return list(dict.fromkeys(row for row, _ in rows)), parts


def _after(gap: int, row: _Row) -> _Row:
    return (Slot(row[0].words, max(gap, row[0].gap)), *row[1:])


def _item(parts: list[str], lists: WordLists) -> tuple[list[_Row], list[str]]:
    match parts[0]:
        case "(":
            return _choice(parts[1:], lists)
        case "{":
            return _any_order(parts[1:], lists)
        case word:
            return [(Slot(lists.meant(word), 0),)], parts[1:]


def _choice(parts: list[str], lists: WordLists) -> tuple[list[_Row], list[str]]:
    rows: list[_Row] = []
    while True:
        more, parts = _sequence(parts, lists)
        rows += more
        if not parts or parts[0] == "}":
            raise ValueError("a round bracket is not closed")
        ended, parts = parts[0], parts[1:]
        if ended == ")":
            break
    # Single words share one slot, which keeps a long choice as cheap as one word.
    single = [row[0] for row in rows if len(row) == 1 and not row[0].gap]
    several = [row for row in rows if len(row) != 1 or row[0].gap]
    if single:
        several.append((Slot(frozenset().union(*(slot.words for slot in single)), 0),))
    return several, parts


def _any_order(parts: list[str], lists: WordLists) -> tuple[list[_Row], list[str]]:
    gap = len(parts[0]) if parts and parts[0].startswith(".") else 0
    parts = parts[1:] if gap else parts
    items: list[list[_Row]] = []
    while parts and parts[0] != "}":
        rows, parts = _item(parts, lists)
        items.append(rows)
    if not parts or not 1 < len(items) <= _LARGEST_SET:
        raise ValueError("a curly bracket is not closed, or holds too many things")
    orders = (chosen for order in permutations(items) for chosen in product(*order))
    return [
        tuple(slot for place, row in enumerate(chosen) for slot in _after(gap if place else 0, row))
        for chosen in orders
    ], parts[1:]
