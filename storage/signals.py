"""The drawer of signals: one for each family and key, until somebody has seen to it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from domain.people import FamilyId, PersonId, ProfessionalId
from domain.signals import Signal, SignalId
from storage.database import insert_or
from storage.desk import Desk, of_family, of_person
from storage.keeping import keeping
from storage.keystore import KeyOwner
from storage.plan_codec import finding_from_json, finding_to_json
from storage.statements import Row, Statement
from storage.tables.checkins import WAITING, signals

_ADD = Statement(insert_or(signals).on_conflict_do_nothing(index_elements=["family", "key_hash"]))
_SAVE = keeping(signals)
_GET = Statement(select(signals).where(signals.c.id == bindparam("which")))
_OF_FAMILY = signals.c.family == bindparam("of_family")
_OPEN_OF = Statement(select(signals).where(_OF_FAMILY, WAITING))
_OF = Statement(select(signals).where(_OF_FAMILY).order_by(signals.c.found_at.desc(), signals.c.id.desc()))


class SignalsDrawer:
    """What was found is sealed with the key of whom it is about, or the family's: a fall tells much of the numbers.

    Found again it is known by a keyed hash. One that cannot be read any more is left out.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, signal: Signal) -> None:
        """Keep it; one of this key that this family has already, seen or not, stays as it is."""
        self._desk.tx.later(_ADD, **await self._columns(signal))

    async def get(self, which: SignalId) -> Signal | None:
        """The signal of this id."""
        row = await self._desk.tx.first(_GET, which=which)
        return None if row is None else await self._signal(row)

    async def save(self, signal: Signal) -> None:
        """Keep what became of it."""
        self._desk.tx.later(_SAVE, **await self._columns(signal))

    async def open_of(self, which: Iterable[FamilyId]) -> tuple[Signal, ...]:
        """Those of these families that wait for somebody, oldest first; in one trip."""
        asks = [(_OPEN_OF, {"of_family": family}) for family in dict.fromkeys(which)]
        found = await self._desk.tx.several(*asks) if asks else []
        signals = [await self._signal(row) for rows in found for row in rows]
        return tuple(sorted(filter(None, signals), key=lambda one: (one.found_at, one.id)))

    async def of(self, family: FamilyId) -> tuple[Signal, ...]:
        """Every signal there ever was, newest first."""
        signals = [await self._signal(row) for row in await self._desk.tx.all(_OF, of_family=family)]
        return tuple(filter(None, signals))

    async def _columns(self, signal: Signal) -> dict[str, Any]:
        finding = signal.finding
        owner = _owner(signal.family, finding.person)
        return {
            "id": signal.id,
            "family": signal.family,
            "person": finding.person,
            "key_hash": self._desk.vault.index("signal", finding.key),
            "finding": await self._desk.seal(
                owner, "signals", signal.id, "finding", finding_to_json(finding)
            ),
            "found_at": signal.found_at,
            "seen_at": signal.seen_at,
            "seen_by": signal.seen_by,
            "gone_at": signal.gone_at,
        }

    async def _signal(self, row: Row) -> Signal | None:
        person = None if row["person"] is None else PersonId(row["person"])
        family = FamilyId(row["family"])
        text = await self._desk.legible(
            _owner(family, person), "signals", row["id"], "finding", row["finding"]
        )
        if text is None:
            return None
        return Signal(
            id=SignalId(row["id"]),
            family=family,
            finding=finding_from_json(text, person),
            found_at=row["found_at"],
            seen_at=row["seen_at"],
            seen_by=None if row["seen_by"] is None else ProfessionalId(row["seen_by"]),
            gone_at=row["gone_at"],
        )


def _owner(family: FamilyId, person: PersonId | None) -> KeyOwner:
    return of_family(family) if person is None else of_person(person)
