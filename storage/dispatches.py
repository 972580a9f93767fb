"""The drawer of the outbox: one notice on its way to one recipient, in order for each chat."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select, tuple_

from domain.appointments import AppointmentId
from domain.delivery import QUARANTINE as DOUBT
from domain.delivery import Dispatch, DispatchId, DispatchState
from domain.linking import Recipient
from storage.database import insert_or
from storage.desk import Desk, holder, holder_columns
from storage.marks import Guard
from storage.notice_codec import decode, encode
from storage.statements import Row, Statement, among, changing, literal
from storage.tables.dispatches import WAITING, busy, dispatches

TABLE = "dispatches"
QUARANTINE = changing(dispatches, "quarantined")
MUTABLE = (
    "notice",
    "not_before",
    "valid_until",
    "urgent",
    "silent",
    "state",
    "attempts",
    "labelled",
    "message",
    "revealed",
    "mark",
)

_NOW = bindparam("now", type_=dispatches.c.not_before.type)
_DOUBTED_UNTIL = bindparam("doubted_until", type_=dispatches.c.not_before.type)
_OTHER = dispatches.alias("other")


def _are(state: DispatchState) -> Any:
    return among(dispatches.c.state, state.value) & ~dispatches.c.quarantined


_SAME_CHAT = and_(_OTHER.c.holder == dispatches.c.holder, busy(_OTHER))
_CHAT_IS_BUSY = exists().where(
    _SAME_CHAT,
    or_(
        _OTHER.c.state == literal(DispatchState.SENDING.value),
        # Only the short quarantine holds back what comes after: a cancellation may not wait for longer.
        and_(
            _OTHER.c.state == literal(DispatchState.UNKNOWN.value),
            _OTHER.c.not_before > _NOW,
            _OTHER.c.not_before <= _DOUBTED_UNTIL,
        ),
    ),
)
_ANOTHER_COMES_FIRST = exists().where(
    _SAME_CHAT,
    _OTHER.c.state != literal(DispatchState.SENDING.value),
    tuple_(_OTHER.c.not_before, _OTHER.c.id) < tuple_(dispatches.c.not_before, dispatches.c.id),
)
_ADD = Statement(insert_or(dispatches).on_conflict_do_nothing(index_elements=["key"]))
_GET = Statement(select(dispatches).where(dispatches.c.id == bindparam("which")))
_WITH_KEY = Statement(select(dispatches).where(dispatches.c.key == bindparam("of_key")))
_DUE = Statement(
    select(dispatches)
    .where(WAITING, dispatches.c.not_before <= _NOW, ~_CHAT_IS_BUSY, ~_ANOTHER_COMES_FIRST)
    .order_by(dispatches.c.not_before, dispatches.c.id)
    .limit(bindparam("at_most"))
)
_IN_FLIGHT = Statement(select(dispatches).where(_are(DispatchState.SENDING)).order_by(dispatches.c.id))
_SAVE = changing(dispatches, *MUTABLE)
_PLANNED_ABOUT = Statement(
    select(dispatches).where(
        dispatches.c.appointment == bindparam("of_appointment"),
        dispatches.c.holder_kind == literal("person"),
        _are(DispatchState.PLANNED),
    )
)
_VOID = changing(dispatches, "state", "mark")
_NEXT = Statement(select(dispatches.c.not_before).where(WAITING).order_by(dispatches.c.not_before).limit(1))
_COUNTS = Statement(select(dispatches.c.state, func.count().label("rows")).group_by(dispatches.c.state))
_SET_APART = Statement(select(dispatches).where(dispatches.c.quarantined).order_by(dispatches.c.id))
_QUARANTINED = Statement(select(func.count().label("rows")).where(dispatches.c.quarantined))


class DispatchesDrawer:
    """Keeps facts, not sentences; a row changed behind our back is set apart and never sent."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guard = Guard(desk.tx, desk.vault, table=TABLE, values=values, quarantine=QUARANTINE)

    async def add(self, dispatch: Dispatch, appointment: AppointmentId | None = None) -> bool:
        """Keep it; False when one with this key is there already."""
        columns = self._columns(dispatch)
        return await self._desk.tx.run(_ADD, **columns, appointment=appointment, quarantined=False) == 1

    async def get(self, which: DispatchId) -> Dispatch | None:
        """The dispatch; None also when it was changed behind our back."""
        rows = self._guard.sound(await self._desk.tx.all(_GET, which=which))
        return _dispatch(rows[0]) if rows else None

    async def with_key(self, key: str) -> Dispatch | None:
        """The one that was kept under this key; None also when it was changed behind our back."""
        rows = self._guard.sound(await self._desk.tx.all(_WITH_KEY, of_key=key))
        return _dispatch(rows[0]) if rows else None

    async def due(self, now: datetime, limit: int) -> tuple[Dispatch, ...]:
        """Planned or unknown ones whose ``not_before`` has come, earliest first, at most one per recipient.

        Order per chat: a recipient with something SENDING, or UNKNOWN and in its quarantine, is passed over. One
        that was changed behind our back is set apart (in a writing transaction) and never returned.
        """
        while True:
            rows = await self._desk.tx.all(_DUE, now=now, doubted_until=now + DOUBT, at_most=limit)
            sound = self._guard.sound(rows)
            if len(sound) == len(rows) or not self._desk.tx.writing:
                # An index may be wrong where its row is right: too early is as bad as too late.
                return tuple(_dispatch(row) for row in sound if row["not_before"] <= now)

    async def in_flight(self) -> tuple[Dispatch, ...]:
        """Everything in state SENDING, left by a process that died."""
        return tuple(map(_dispatch, self._guard.sound(await self._desk.tx.all(_IN_FLIGHT))))

    async def save(self, dispatch: Dispatch) -> None:
        columns = self._columns(dispatch)
        self._desk.tx.later(_SAVE, which=dispatch.id, **{name: columns[name] for name in MUTABLE})

    async def void_planned(self, appointment: AppointmentId) -> None:
        """Make planned dispatches to participants about this appointment void (it moved or was cancelled)."""
        rows = await self._desk.tx.all(_PLANNED_ABOUT, of_appointment=appointment)
        ended = [{**row, "state": DispatchState.VOID.value} for row in self._guard.sound(rows)]
        if ended:
            self._desk.tx.later_for_each(
                _VOID,
                [{"which": row["id"], "state": row["state"], "mark": self._guard.mark(row)} for row in ended],
            )

    async def next_due(self) -> datetime | None:
        """When the first one waiting may go."""
        row = await self._desk.tx.first(_NEXT)
        return None if row is None else row["not_before"]

    async def counts(self) -> dict[str, int]:
        """How many dispatches stand in each state."""
        return {row["state"]: row["rows"] for row in await self._desk.tx.all(_COUNTS)}

    async def set_apart(self) -> tuple[tuple[DispatchId, AppointmentId | None, Recipient], ...]:
        """What was set apart, with what it is about and whose it is, as far as the row can still be believed."""
        return tuple(
            (DispatchId(row["id"]), row["appointment"], holder(row))
            for row in await self._desk.tx.all(_SET_APART)
        )

    async def quarantined(self) -> int:
        """How many were changed behind our back and wait for a person to look."""
        row = await self._desk.tx.first(_QUARANTINED)
        return int(row["rows"]) if row else 0

    def _columns(self, dispatch: Dispatch) -> dict[str, Any]:
        row = {
            "id": dispatch.id,
            "key": dispatch.key,
            **holder_columns(dispatch.recipient),
            "notice": encode(dispatch.notice),
            "not_before": dispatch.not_before,
            "valid_until": dispatch.valid_until,
            "urgent": dispatch.urgent,
            "silent": dispatch.silent,
            "state": dispatch.state.value,
            "attempts": dispatch.attempts,
            "labelled": dispatch.labelled,
            "message": dispatch.message,
            "revealed": dispatch.revealed,
        }
        return {**row, "mark": self._guard.mark(row)}


def values(row: Row) -> tuple[object, ...]:
    """What the mark of a dispatch covers."""
    return tuple(row[name] for name in _MARKED)


_MARKED = ("id", "key", "holder_kind", "holder", *(name for name in MUTABLE if name != "mark"))


def _dispatch(row: Row) -> Dispatch:
    return Dispatch(
        id=DispatchId(row["id"]),
        key=row["key"],
        recipient=holder(row),
        notice=decode(row["notice"]),
        not_before=row["not_before"],
        valid_until=row["valid_until"],
        urgent=row["urgent"],
        silent=row["silent"],
        state=DispatchState(row["state"]),
        attempts=row["attempts"],
        labelled=row["labelled"],
        message=row["message"],
        revealed=row["revealed"],
    )
