"""The drawer of signals: one for each family and key, until somebody has seen to it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from domain.people import FamilyId, PersonId, ProfessionalId
from domain.plans import GoalId, StepId
from domain.signals import Finding, Signal, SignalId, SignalRule
from storage.database import insert_or
from storage.desk import Desk
from storage.keeping import keeping
from storage.statements import Row, Statement
from storage.tables.checkins import WAITING, signals

_ADD = Statement(insert_or(signals).on_conflict_do_nothing(index_elements=["family", "key"]))
_SAVE = keeping(signals)
_GET = Statement(select(signals).where(signals.c.id == bindparam("which")))
_OF_FAMILY = signals.c.family == bindparam("of_family")
_OPEN_OF = Statement(select(signals).where(_OF_FAMILY, WAITING))
_OF = Statement(select(signals).where(_OF_FAMILY).order_by(signals.c.found_at.desc(), signals.c.id.desc()))


class SignalsDrawer:
    """Facts by id and count only; what they are about is sealed elsewhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, signal: Signal) -> None:
        """Keep it; one of this key that this family has already, seen or not, stays as it is."""
        self._desk.tx.later(_ADD, **_columns(signal))

    async def get(self, which: SignalId) -> Signal | None:
        """The signal of this id."""
        row = await self._desk.tx.first(_GET, which=which)
        return None if row is None else _signal(row)

    async def save(self, signal: Signal) -> None:
        """Keep what became of it."""
        self._desk.tx.later(_SAVE, **_columns(signal))

    async def open_of(self, which: Iterable[FamilyId]) -> tuple[Signal, ...]:
        """Those of these families that wait for somebody, oldest first; in one trip."""
        asks = [(_OPEN_OF, {"of_family": family}) for family in dict.fromkeys(which)]
        found = await self._desk.tx.several(*asks) if asks else []
        return tuple(
            sorted((_signal(row) for rows in found for row in rows), key=lambda one: (one.found_at, one.id))
        )

    async def of(self, family: FamilyId) -> tuple[Signal, ...]:
        """Every signal there ever was, newest first."""
        return tuple(map(_signal, await self._desk.tx.all(_OF, of_family=family)))


def _columns(signal: Signal) -> dict[str, Any]:
    finding = signal.finding
    return {
        "id": signal.id,
        "family": signal.family,
        "key": finding.key,
        "rule": finding.rule.value,
        "since": finding.since,
        "person": finding.person,
        "goal": finding.goal,
        "step": finding.step,
        "count": finding.count,
        "found_at": signal.found_at,
        "seen_at": signal.seen_at,
        "seen_by": signal.seen_by,
        "gone_at": signal.gone_at,
    }


def _signal(row: Row) -> Signal:
    finding = Finding(
        key=row["key"],
        rule=SignalRule(row["rule"]),
        since=row["since"],
        person=None if row["person"] is None else PersonId(row["person"]),
        goal=None if row["goal"] is None else GoalId(row["goal"]),
        step=None if row["step"] is None else StepId(row["step"]),
        count=row["count"],
    )
    return Signal(
        id=SignalId(row["id"]),
        family=FamilyId(row["family"]),
        finding=finding,
        found_at=row["found_at"],
        seen_at=row["seen_at"],
        seen_by=None if row["seen_by"] is None else ProfessionalId(row["seen_by"]),
        gone_at=row["gone_at"],
    )
