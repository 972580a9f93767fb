"""What a phrase has said so far: a form with blanks, each of which is filled at most once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domain.spoken.tokens import Shape, Token, Tokens


class Which(StrEnum):
    """Which of all Tuesdays, or weeks, the words point at."""

    BARE = "bare"
    COMING = "coming"
    NEXT = "next"
    THIS = "this"
    LAST = "last"


class Daypart(StrEnum):
    """A part of the day; each has its hours in ``domain/spoken/hours``."""

    MORNING = "morning"
    FORENOON = "forenoon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as it was said; ``exact`` when only a 24-hour clock shows it ('02:30', '14 uur')."""

    hour: int
    minute: int = 0
    exact: bool = False
    maybe_duration: bool = False
    """'een uur' without 'om' may be how long it takes."""


@dataclass(frozen=True, slots=True)
class Said:
    """The blanks; ``days`` and ``weeks`` count from today, ``minutes`` from now."""

    weekday: int | None = None
    which: Which = Which.BARE
    days: tuple[int, ...] = ()
    weeks: int | None = None
    week: Which | None = None
    week_number: int | None = None
    date: tuple[int, ...] | None = None
    date_may_be_time: bool = False
    """'3.12' is a date only where nothing speaks against it."""
    month_day: int | None = None
    clock: Clock | None = None
    part: Daypart | None = None
    minutes: int | None = None
    unsure: bool = False

    @property
    def says_a_week(self) -> bool:
        return self.week is not None or self.week_number is not None or self.weeks is not None


Rule: TypeAlias = Callable[[Tokens, int, Said], Iterator[tuple[Said, int]]]
"""Reads on from a token: every way to fill blanks there, with the place where it stopped."""

_NOTHING = Token(Shape.WORD, "")


def at(tokens: Tokens, place: int) -> Token:
    """The token at this place, or an empty word outside the phrase."""
    return tokens[place] if 0 <= place < len(tokens) else _NOTHING


def word(tokens: Tokens, place: int) -> str:
    """The plain word at this place, or nothing when figures or the end stand there."""
    token = at(tokens, place)
    return token.text if token.shape is Shape.WORD else ""


def number(tokens: Tokens, place: int) -> int | None:
    """The number at this place, in figures or in a word."""
    token = at(tokens, place)
    return token.numbers[0] if token.shape in {Shape.NUMBER, Shape.NUMBER_WORD} else None


def after(tokens: Tokens, place: int, *skippable: str) -> int:
    """The place itself, or the next one when one of these words stands there."""
    return place + (word(tokens, place) in skippable)
