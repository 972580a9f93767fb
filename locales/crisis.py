"""Words of danger: the list of phrases for each language, for the people who keep it and for `domain/crisis.py`."""

from functools import cache

from locales.catalogue import HOME

POINTS = HOME / "crisis" / "nl_points.txt"
"""How much each Dutch word speaks for danger; the file itself says how to read it."""


@cache
def crisis_phrases(language: str = "nl") -> tuple[str, ...]:
    """The lines of the phrase list, read once, so that a crisis is known when the disk is not there.

    Raises:
        OSError: there is no list for this language.
    """
    return tuple((HOME / "crisis" / f"{language}.txt").read_text(encoding="utf-8").splitlines())


@cache
def crisis_points() -> tuple[str, ...]:
    """The lines of the table of points, read once.

    Raises:
        OSError: there is no table.
    """
    return tuple(POINTS.read_text(encoding="utf-8").splitlines())
