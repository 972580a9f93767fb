"""What comes of measuring: a middle with its extremes, and what it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that must not be higher than ``bound``; ``path`` finds it in the result, dot by dot.

    ``at_least``: it must not be lower.
    """

    path: str
    bound: float
    at_least: bool = False

    @property
    def rule(self) -> str:
        """In words."""
        return f"at {'least' if self.at_least else 'most'} {self.bound:g}"

    def is_met(self, result: Json) -> bool:
        """Whether the figure is on the right side."""
        found = figure(result, self.path)
        return found >= self.bound if self.at_least else found <= self.bound


AIMS = (
    Aim("tap_cost_ratio.median", 5.0),
    Aim("next_due_ms.median", 1.0),
    Aim("start_s.median", 2.0),
    Aim("rss_mb.kring", 120.0),
    Aim("reminders_2000.cpu_share", 0.25),
    Aim("window.pages.inbox.p95", 50.0),
    Aim("window.pages.conversation.p95", 50.0),
    Aim("window.pages.thread.p95", 50.0),
    Aim("window.pages.today.p95", 50.0),
    Aim("window.pages.families.p95", 50.0),
    Aim("window.first_load.largest", 60_000.0),
    Aim("plans.plan_s", 5.0),
    Aim("plans.summarise_s", 10.0),
    Aim("plans.chart_ms.p95", 80.0),
    Aim("plans.trends.p95", 80.0),
    Aim("rota.plan_s", 5.0),
    Aim("rota.race.p99_ms", 1000.0),
    Aim("pin.ms", 100.0, at_least=True),
    Aim("pin.apart", 0.1),
)
"""DESIGN §11 and the targets of the releases."""

IN_A_BROWSER = Aim("slow_phone.largest_s", 2.0)
"""Held against only where there is a browser to measure with."""


def spread(values: Sequence[float], digits: int = 3) -> Json:
    """The middle one, the lowest and the highest."""
    return {
        "median": round(median(values), digits),
        "min": round(min(values), digits),
        "max": round(max(values), digits),
    }


def tail(values: Sequence[float], digits: int = 1) -> Json:
    """The middle one, the one that 95 in 100 do not pass, and the highest."""
    ordered = sorted(values)
    return {
        "median": round(median(ordered), digits),
        "p95": round(ordered[ceil(len(ordered) * 0.95) - 1], digits),
        "max": round(ordered[-1], digits),
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
    aims = aims_of(result)
    return {
        **result,
        "aims": {aim.path: aim.bound for aim in aims},
        "at_least": [aim.path for aim in aims if aim.at_least],
        "met": {aim.path: aim.is_met(result) for aim in aims},
    }


def aims_of(result: Json) -> tuple[Aim, ...]:
    """What this result is held against."""
    return (*AIMS, IN_A_BROWSER) if result.get("slow_phone") else AIMS
