"""Looks through every schedule that carries a mark, also where no question would ever find a changed row."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Table, bindparam, select, update

from storage import appointments, dispatches, followups
from storage.appointment_rows import values, zipped
from storage.columns import NOBODY, Id
from storage.marks import Values, is_sound, report
from storage.statements import Row, Statement
from storage.tables.appointments import appointments as appointments_table
from storage.tables.appointments import attendances
from storage.tables.dispatches import dispatches as dispatches_table
from storage.tables.followups import follow_ups as follow_ups_table
from storage.transactions import Transaction
from storage.vault import Vault

PAGE = 500


def _pages_of(table: Table) -> Statement:
    after = bindparam("after", type_=table.c.id.type)
    return Statement(select(table).where(table.c.id > after).order_by(table.c.id).limit(PAGE))


_APPOINTMENTS = _pages_of(appointments_table)
_SIDES = Statement(
    select(attendances)
    .where(attendances.c.appointment.between(bindparam("first"), bindparam("last")))
    .order_by(attendances.c.appointment, attendances.c.position)
)
_FOLLOW_UPS = _pages_of(follow_ups_table)
_DISPATCHES = _pages_of(dispatches_table)
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


async def look(tx: Transaction, vault: Vault) -> Found:
    """Check every mark, page by page, so that everybody else goes on meanwhile."""
    return Found(
        tuple([which async for which in _changed_appointments(tx, vault)]),
        tuple([which async for which in _changed(tx, vault, followups.TABLE, _FOLLOW_UPS, followups.values)]),
        tuple(
            [which async for which in _changed(tx, vault, dispatches.TABLE, _DISPATCHES, dispatches.values)]
        ),
    )


def set_all_apart(tx: Transaction, found: Found) -> None:
    """Keep these, and everything that leans on such an appointment, out of the work."""
    for which in found.appointments:
        set_apart(tx, which)
    tx.later_for_each(followups.QUARANTINE, [_apart(which) for which in found.follow_ups])
    tx.later_for_each(dispatches.QUARANTINE, [_apart(which) for which in found.dispatches])


def set_apart(tx: Transaction, appointment: UUID) -> None:
    """Set apart what leans on this appointment: nobody may be told anything from it."""
    tx.later(_FOLLOW_UPS_ABOUT, of_appointment=appointment)
    tx.later(_DISPATCHES_ABOUT, of_appointment=appointment)


async def _changed_appointments(tx: Transaction, vault: Vault) -> AsyncIterator[UUID]:
    async for rows in _pages(tx, _APPOINTMENTS):
        sides = await tx.all(_SIDES, first=rows[0]["id"], last=rows[-1]["id"])
        for row, people in zipped(rows, sides):
            if not is_sound(vault, appointments.TABLE, row, values(row, people)):
                report(appointments.TABLE, row["id"])
                yield row["id"]


async def _changed(
    tx: Transaction, vault: Vault, table: str, every: Statement, values: Values
) -> AsyncIterator[UUID]:
    async for rows in _pages(tx, every):
        for row in rows:
            if not row["quarantined"] and not is_sound(vault, table, row, values(row)):
                report(table, row["id"])
                yield row["id"]


async def _pages(tx: Transaction, statement: Statement) -> AsyncIterator[list[Row]]:
    rows = await tx.all(statement, after=NOBODY)
    while rows:
        yield rows
        rows = await tx.all(statement, after=rows[-1]["id"])


def _apart(which: UUID) -> dict[str, object]:
    return {"which": which, "quarantined": True}
