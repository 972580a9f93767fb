"""Weighs what was found: signs of danger say little alone and much together, by the points in the list."""

from collections.abc import Iterable

from domain.crisis_notation import Duty
from domain.crisis_search import Found

ENOUGH = 10
"""Points at which the card is shown."""
ALARM = 12
"""What an alarm phrase weighs: enough alone, unless everyday talk stands around it."""
REACH = 30
"""How many words apart things still count together: about what a person types in one breath."""


def weighed(phrases: Iterable[Found]) -> str | None:
    """The name of the heaviest alarm or sign where those near each other have points enough, or nothing.

    Of the signs with one name only the heaviest counts, and of all alarms one, so that saying a thing twice
    weighs no more than saying it once. A sign below zero speaks for everyday talk.
    """
    kept = _heaviest(phrases)
    for at, (first, _, _, _) in enumerate(kept):
        points: dict[str, tuple[int, str]] = {}
        for end, kind, weight, name in kept[at:]:
            if end > first + REACH:
                break
            if abs(weight) > abs(points.get(kind, (0, ""))[0]):
                points[kind] = weight, name
        if sum(weight for weight, _ in points.values()) >= ENOUGH:
            return max(points.values())[1]
    return None


def _heaviest(phrases: Iterable[Found]) -> list[tuple[int, str, int, str]]:
    """Where each phrase ends, what it counts as, its points and its name: for each place only the heaviest."""
    heaviest: dict[tuple[int, str], tuple[int, str]] = {}
    for found in phrases:
        heading = found.heading
        is_alarm = heading.duty is Duty.ALARM
        points = ALARM if is_alarm else heading.points
        key = found.end, "alarm" if is_alarm else heading.name
        if abs(points) > abs(heaviest.get(key, (0, ""))[0]):
            heaviest[key] = points, heading.name
    return sorted((end, kind, points, name) for (end, kind), (points, name) in heaviest.items())
