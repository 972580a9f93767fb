"""Weighs signs of danger: words that say little alone and much together, by the points written in the list."""

from collections.abc import Iterable

from domain.crisis_search import Found

ENOUGH = 10
"""Points at which the card is shown; a sign that suffices alone belongs among the alarms."""
REACH = 30
"""How many words apart signs still count together: about what a person types in one breath."""


def weighed(signs: Iterable[Found]) -> str | None:
    """The name of the heaviest sign where signs near each other have points enough, or nothing.

    Signs come in the order in which they end. Of those with one name only the heaviest counts, so that saying
    a thing twice weighs no more than saying it once. A sign below zero speaks for everyday talk.
    """
    kept = list(_heaviest(signs))
    for at, (first, _, _) in enumerate(kept):
        points: dict[str, int] = {}
        for end, name, weight in kept[at:]:
            if end > first + REACH:
                break
            if abs(weight) > abs(points.get(name, 0)):
                points[name] = weight
        if sum(points.values()) >= ENOUGH:
            return max(points, key=lambda name: points[name])
    return None


def _heaviest(signs: Iterable[Found]) -> Iterable[tuple[int, str, int]]:
    """The place where each sign ends, its name and its points: for each place and name only the heaviest."""
    heaviest: dict[tuple[int, str], int] = {}
    for sign in signs:
        key, points = (sign.end, sign.heading.name), sign.heading.points
        if abs(points) > abs(heaviest.get(key, 0)):
            heaviest[key] = points
    return ((end, name, points) for (end, name), points in heaviest.items())
