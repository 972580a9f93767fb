"""The summaries' part of the grid in `rights`: who sees how it goes, carries it out, and has seen to a signal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.signals import Finding, Signal, SignalId, SignalRule
from tests.usecases.world import World

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
summaries.see                  checkin.see              ~      ~    -   -   -     -       x     .      x     -   -    -   -   -
summaries.see/moon             checkin.see              -      -    -   -   -     ~       .     x      .     -   -    -   -   -
summaries.export               checkin.see              ~      ~    -   -   -     -       x     .      x     -   -    -   -   -
summaries.trends               checkin.see              ~      ~    -   -   -     -       x     x      x     -   -    -   -   -
summaries.own                  checkin.see              x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
desk_signals.waiting           checkin.see              ~      ~    -   -   -     -       x     x      x     -   -    -   -   -
desk_signals.of_family         checkin.see              ~      ~    -   -   -     -       x     .      x     -   -    -   -   -
numbers.export                 numbers.export           -      -    -   -   -     -       x     .      x     -   -    x   -   -
signals.seen                   work.close               -      -    -   -   -     -       x     .      x     ~   -    -   -   -
"""  # noqa: E501 -- one row is one line, or nobody can read it


@dataclass(frozen=True, slots=True)
class SummaryStage:
    """A signal of family ⭐ that waits for somebody."""

    signal: SignalId


async def set_summaries(world: World) -> SummaryStage:
    """Something that a rule found."""
    family = world.cast.families["Ster"].id
    async with world.unit() as uow:
        finding = Finding("evaluation:2026-11-23", SignalRule.EVALUATION, date(2026, 11, 23))
        signal = Signal(SignalId(uow.new_id()), family, finding, found_at=uow.now)
        await uow.signals.add(signal)
    return SummaryStage(signal.id)


Asked = Callable[["Stage"], dict[str, Any]]


def _family(alias: str) -> Asked:
    return lambda stage: {"family": stage.world.cast.families[alias].id}


ASKED: dict[str, Asked] = {
    "summaries.see": _family("Ster"),
    "summaries.see/moon": _family("Maan"),
    "summaries.export": _family("Ster"),
    "desk_signals.of_family": _family("Ster"),
    "numbers.export": _family("Ster"),
    "signals.seen": lambda stage: {"signal": stage.summaries.signal},
}
