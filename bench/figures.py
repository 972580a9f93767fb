"""What comes of measuring: a middle with its extremes, and what it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that must not be higher than ``at_most``; ``path`` finds it in the result, dot by dot."""

    path: str
    at_most: float


AIMS = (
    Aim("tap_cost_ratio.median", 5.0),
    Aim("next_due_ms.median", 1.0),
    Aim("start_s.median", 2.0),
    Aim("rss_mb.kring", 120.0),
    Aim("reminders_2000.cpu_share", 0.25),
)
"""DESIGN §11 and the targets of the first release."""


def spread(values: Sequence[float], digits: int = 3) -> Json:
    """The middle one, the lowest and the highest."""
    return {
        "median": round(median(values), digits),
        "min": round(min(values), digits),
        "max": round(max(values), digits),
    }


def figure(result: Json, path: str) -> float:
    """The number at ``a.b`` of a result.

    Raises:
        KeyError: it was not measured.
    """
    found: object = result
    for name in path.split("."):
        if not isinstance(found, dict):
            raise KeyError(path)
        found = found[name]
    if not isinstance(found, int | float):
        raise KeyError(path)
    return float(found)


def judged(result: Json) -> Json:
    """The result with the aims beside it, and which of them are met."""
    return {
        **result,
        "aims": {aim.path: aim.at_most for aim in AIMS},
        "met": {aim.path: figure(result, aim.path) <= aim.at_most for aim in AIMS},
    }
