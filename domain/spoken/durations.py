"""Lengths of time: how long something takes, and how much later somebody is."""

from collections.abc import Iterator

from domain.spoken.said import at, number, word
from domain.spoken.tokens import Shape, Tokens, tokens_of
from domain.spoken.words import DELAY_FILLERS, VAGUE

LONGEST_DURATION = 12 * 60
LONGEST_DELAY = 4 * 60
HOURS = frozenset({"uur", "u"})


def read_duration(text: str) -> int | None:
    """How many minutes an appointment takes, from 5 to 720; None when it is not surely that."""
    tokens = tokens_of(text)
    return _within(_whole(tokens), 5, LONGEST_DURATION) if tokens else None


def read_delay(text: str) -> int | None:
    """How many minutes later, from 1 to 240 ('kwartiertje later'); None when it is not surely that."""
    tokens = tokens_of(text)
    if tokens is None:
        return None
    start, end = 0, len(tokens)
    while word(tokens, start) in DELAY_FILLERS | VAGUE:
        start += 1
    if word(tokens, end - 1) in {"later", "vertraging"}:
        end -= 1
    elif (word(tokens, end - 2), word(tokens, end - 1)) == ("te", "laat"):
        end -= 2
    return _within(_whole(tokens[start:end]), 1, LONGEST_DELAY)


def lengths(tokens: Tokens, place: int) -> Iterator[tuple[int, int]]:
    """Every length in minutes that begins at this place, with the place where it ends."""
    yield from _in_fixed_words(tokens, place)
    if (count := number(tokens, place)) is not None:
        yield from _counted(tokens, place + 1, count)
    token = at(tokens, place)
    if token.shape is Shape.DECIMAL and token.numbers[1] == 5 and word(tokens, place + 1) in HOURS:
        yield token.numbers[0] * 60 + 30, place + 2


def _whole(tokens: Tokens) -> int | None:
    found = {minutes for minutes, end in lengths(tokens, 0) if end == len(tokens)}
    return found.pop() if len(found) == 1 else None


def _within(minutes: int | None, least: int, most: int) -> int | None:
    return minutes if minutes is not None and least <= minutes <= most else None


def _in_fixed_words(tokens: Tokens, place: int) -> Iterator[tuple[int, int]]:
    """'(een) half uur', '(een) uurtje', '(een) kwartier', 'anderhalf uur'."""
    first, second = word(tokens, place), word(tokens, place + 1)
    if first in {"half", "halve"} and second in {"uur", "uurtje"}:
        yield 30, place + 2
    if first == "anderhalf" and second in {"uur", "uurtje"}:
        yield 90, place + 2
    if first == "kwartier":
        yield 15, place + 1
    if first == "uurtje":
        yield 60, place + 1
    if at(tokens, place).text == "een" and first == "" and second in {"half", "kwartier", "uurtje"}:
        yield from _in_fixed_words(tokens, place + 1)


def _counted(tokens: Tokens, place: int, count: int) -> Iterator[tuple[int, int]]:
    """What may follow a number: minutes, quarters, hours, hours with something more."""
    unit = word(tokens, place)
    if unit == "minuten":
        yield count, place + 1
    if unit == "kwartier" and 2 <= count <= 7:
        yield count * 15, place + 1
    if tuple(word(tokens, place + step) or at(tokens, place + step).text for step in range(4)) == (
        *("en", "een", "half"),
        "uur",
    ):
        yield count * 60 + 30, place + 4
    if unit in HOURS:
        yield count * 60, place + 1
        yield from ((count * 60 + more, end) for more, end in _less_than_an_hour(tokens, place + 1))


def _less_than_an_hour(tokens: Tokens, place: int) -> Iterator[tuple[int, int]]:
    """The rest after whole hours: '30', '30 minuten', 'en een kwartier'."""
    place += word(tokens, place) == "en"
    place += at(tokens, place).text == "een" and word(tokens, place + 1) == "kwartier"
    if word(tokens, place) == "kwartier":
        yield 15, place + 1
    minutes = number(tokens, place)
    if minutes is not None and minutes < 60:
        if word(tokens, place + 1) == "minuten":
            yield minutes, place + 2
        if minutes % 5 == 0 and len(at(tokens, place).text) > 1:
            yield minutes, place + 1
