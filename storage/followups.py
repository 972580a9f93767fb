"""The drawer of follow-ups: the next due one is found by an index, and a changed bit is noticed."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from domain.appointments import AppointmentId
from domain.followups import FollowUp, FollowUpId, FollowUpState
from domain.notices import StepKey
from domain.people import PersonId
from storage.desk import Desk
from storage.marks import Guard
from storage.statements import Row, Statement, changing, literal
from storage.tables.followups import WAITING, follow_ups

TABLE = "follow_ups"
QUARANTINE = changing(follow_ups, "quarantined")

_PLANNED = follow_ups.c.state == literal(FollowUpState.PLANNED.value)
_IN_ORDER = (follow_ups.c.due_at, follow_ups.c.id)
_ADD = Statement(insert(follow_ups))
_GET = Statement(select(follow_ups).where(follow_ups.c.id == bindparam("which")))
_DUE = Statement(
    select(follow_ups)
    .where(WAITING, follow_ups.c.due_at <= bindparam("now"))
    .order_by(*_IN_ORDER)
    .limit(bindparam("at_most"))
)
_PLANNED_OF = Statement(
    select(follow_ups)
    .where(follow_ups.c.appointment == bindparam("of_appointment"), _PLANNED, ~follow_ups.c.quarantined)
    .order_by(*_IN_ORDER)
)
_SETTLE = changing(follow_ups, "state", "mark")
_NEXT = Statement(select(follow_ups.c.due_at).where(WAITING).order_by(follow_ups.c.due_at).limit(1))
_SET_APART = Statement(select(follow_ups.c.appointment).where(follow_ups.c.quarantined).distinct())
_QUARANTINED = Statement(select(func.count().label("rows")).where(follow_ups.c.quarantined))


class FollowUpsDrawer:
    """A follow-up is never erased, only settled, so that one can see why."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guard = Guard(desk.tx, desk.vault, table=TABLE, values=values, quarantine=QUARANTINE)

    async def add(self, follow_ups: tuple[FollowUp, ...]) -> None:
        self._desk.tx.later_for_each(_ADD, [self._columns(follow_up) for follow_up in follow_ups])

    async def due(self, now: datetime, limit: int) -> tuple[FollowUp, ...]:
        """Planned ones due at or before ``now``, earliest first.

        One that was changed behind our back is set apart (in a writing transaction) and never returned.
        """
        while True:
            rows = await self._desk.tx.all(_DUE, now=now, at_most=limit)
            sound = self._guard.sound(rows)
            if len(sound) == len(rows) or not self._desk.tx.writing:
                # An index may be wrong where its row is right: too early is as bad as too late.
                return tuple(_follow_up(row) for row in sound if row["due_at"] <= now)

    async def planned_of(self, appointment: AppointmentId) -> tuple[FollowUp, ...]:
        """Those that still wait, earliest first."""
        rows = await self._desk.tx.all(_PLANNED_OF, of_appointment=appointment)
        return tuple(map(_follow_up, self._guard.sound(rows)))

    async def settle(self, which: tuple[FollowUpId, ...], state: FollowUpState) -> None:
        """Give these their end."""
        if which:
            found = await self._desk.tx.several(*((_GET, {"which": one}) for one in which))
            self._end([row for rows in found for row in rows], state)

    async def void(self, appointment: AppointmentId) -> None:
        """Make everything that still waits for this appointment void."""
        self._end(await self._desk.tx.all(_PLANNED_OF, of_appointment=appointment), FollowUpState.VOID)

    async def next_due(self) -> datetime | None:
        """When the first planned one is due."""
        row = await self._desk.tx.first(_NEXT)
        return None if row is None else row["due_at"]

    async def set_apart(self, which: tuple[FollowUpId, ...]) -> None:
        """Keep these out of the work: their steps cannot be taken, and a person must look."""
        self._desk.tx.later_for_each(QUARANTINE, [{"which": one, "quarantined": True} for one in which])

    async def set_apart_about(self) -> tuple[AppointmentId, ...]:
        """The appointments of those that were set apart, as far as their rows can still be believed."""
        return tuple(AppointmentId(row["appointment"]) for row in await self._desk.tx.all(_SET_APART))

    async def quarantined(self) -> int:
        """How many were changed behind our back and wait for a person to look."""
        row = await self._desk.tx.first(_QUARANTINED)
        return int(row["rows"]) if row else 0

    def _end(self, rows: list[Row], state: FollowUpState) -> None:
        ended = [{**row, "state": state.value} for row in self._guard.sound(rows)]
        if ended:
            self._desk.tx.later_for_each(
                _SETTLE,
                [{"which": row["id"], "state": row["state"], "mark": self._guard.mark(row)} for row in ended],
            )

    def _columns(self, follow_up: FollowUp) -> dict[str, Any]:
        row = {
            "id": follow_up.id,
            "appointment": follow_up.appointment,
            "person": follow_up.person,
            "step": follow_up.step.value,
            "due_at": follow_up.due_at,
            "state": follow_up.state.value,
            "quarantined": False,
        }
        return {**row, "mark": self._guard.mark(row)}


def values(row: Row) -> tuple[object, ...]:
    """What the mark of a follow-up covers."""
    return tuple(row[name] for name in _MARKED)


_MARKED = ("id", "appointment", "person", "step", "due_at", "state")


def _follow_up(row: Row) -> FollowUp:
    return FollowUp(
        id=FollowUpId(row["id"]),
        appointment=AppointmentId(row["appointment"]),
        person=None if row["person"] is None else PersonId(row["person"]),
        step=StepKey(row["step"]),
        due_at=row["due_at"],
        state=FollowUpState(row["state"]),
    )
