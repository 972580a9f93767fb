"""Looks through everything that carries a mark, also where no question would ever find a changed row."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select, update

from storage import appointments, dispatches, followups
from storage.columns import Id
from storage.desk import Desk
from storage.marks import Values, is_sound, report
from storage.statements import Statement
from storage.tables.dispatches import dispatches as dispatches_table
from storage.tables.followups import follow_ups as follow_ups_table

_ALL_FOLLOW_UPS = Statement(select(follow_ups_table).where(~follow_ups_table.c.quarantined))
_ALL_DISPATCHES = Statement(select(dispatches_table).where(~dispatches_table.c.quarantined))
_ABOUT = bindparam("of_appointment", type_=Id())
_FOLLOW_UPS_ABOUT = Statement(
    update(follow_ups_table).where(follow_ups_table.c.appointment == _ABOUT).values(quarantined=True)
)
_DISPATCHES_ABOUT = Statement(
    update(dispatches_table).where(dispatches_table.c.appointment == _ABOUT).values(quarantined=True)
)


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of rows that were changed behind our back; all of them are set apart now."""

    appointments: tuple[UUID, ...] = ()
    follow_ups: tuple[UUID, ...] = ()
    dispatches: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.appointments or self.follow_ups or self.dispatches)


async def inspect(desk: Desk) -> Found:
    """Check every mark, and set apart what does not fit, with everything that leans on it (slow: reads it all)."""
    rows, sides = await desk.tx.several((appointments.ALL[0], {}), (appointments.ALL[1], {}))
    bad = [
        row["id"]
        for row, people in appointments.zipped(rows, sides)
        if not is_sound(desk.vault, appointments.TABLE, row, appointments.values(row, people))
    ]
    for which in bad:
        report(appointments.TABLE, which)
        set_apart(desk, which)
    follow_ups = await _unsound(desk, followups.TABLE, _ALL_FOLLOW_UPS, followups.values)
    sendings = await _unsound(desk, dispatches.TABLE, _ALL_DISPATCHES, dispatches.values)
    desk.tx.later_for_each(followups.QUARANTINE, [_apart(which) for which in follow_ups])
    desk.tx.later_for_each(dispatches.QUARANTINE, [_apart(which) for which in sendings])
    return Found(tuple(bad), follow_ups, sendings)


def set_apart(desk: Desk, appointment: UUID) -> None:
    """Set apart what leans on this appointment: nobody may be told anything from it."""
    desk.tx.later(_FOLLOW_UPS_ABOUT, of_appointment=appointment)
    desk.tx.later(_DISPATCHES_ABOUT, of_appointment=appointment)


async def _unsound(desk: Desk, table: str, every: Statement, values: Values) -> tuple[UUID, ...]:
    rows = await desk.tx.all(every)
    changed = tuple(row["id"] for row in rows if not is_sound(desk.vault, table, row, values(row)))
    for which in changed:
        report(table, which)
    return changed


def _apart(which: UUID) -> dict[str, object]:
    return {"which": which, "quarantined": True}
