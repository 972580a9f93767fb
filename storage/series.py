"""The drawer of appointments that repeat: the series that they are made from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from domain.appointments import AppointmentId, Kind
from domain.meetings import MeetingKind
from domain.people import FamilyId, ProfessionalId
from domain.repeating import AppointmentSeries
from domain.series import SeriesId
from storage.desk import Desk, of_family
from storage.keeping import keeping
from storage.marks import is_sound, report, seal_of
from storage.series_codec import people_from_json, people_to_json, series_from_json, series_to_json
from storage.statements import Row, Statement, changing
from storage.tables.appointments import appointments
from storage.tables.meetings import appointment_series

TABLE = "appointment_series"
_TABLE = appointment_series
_GOES_ON = _TABLE.c.ended_at.is_(None)
_KEEP = keeping(_TABLE)
_GET = Statement(select(_TABLE).where(_TABLE.c.id == bindparam("which")))
_OF_FAMILY = Statement(
    select(_TABLE)
    .where(_TABLE.c.family == bindparam("of_family"), _GOES_ON)
    .order_by(_TABLE.c.made_at, _TABLE.c.id)
)
_DUE = Statement(
    select(_TABLE.c.id)
    .where(_GOES_ON, _TABLE.c.look_at <= bindparam("now", type_=_TABLE.c.look_at.type))
    .order_by(_TABLE.c.look_at, _TABLE.c.id)
    .limit(bindparam("at_most"))
)
_NEXT_LOOK = Statement(select(func.min(_TABLE.c.look_at).label("at")).where(_GOES_ON))
_LET_REST = changing(_TABLE, "look_at")
_SLOTS = Statement(
    select(appointments.c.slot, appointments.c.id)
    .where(appointments.c.series == bindparam("which"), appointments.c.slot.is_not(None))
    .order_by(appointments.c.slot, appointments.c.id.desc())
)
_SEALED = ("place", "number")
_MARKED = tuple(column.name for column in _TABLE.c if column.name not in (*_SEALED, "mark"))


class SeriesDrawer:
    """Place and number are sealed with the key of the family; what was changed behind our back is as good as gone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def keep(self, one: AppointmentSeries) -> None:
        """Insert or replace."""
        owner = of_family(one.family)
        row = _plain(one)
        for column, text in zip(_SEALED, (one.place, one.number), strict=True):
            row[column] = await self._desk.seal(owner, TABLE, one.id, column, text)
        row["mark"] = self._desk.vault.mark(TABLE, *_values(row))
        self._desk.tx.later(_KEEP, **row)

    async def get(self, which: SeriesId) -> AppointmentSeries | None:
        """The series; None also when it was changed behind our back, and then nothing looks at it again."""
        row = await self._desk.tx.first(_GET, which=which)
        if row is None:
            return None
        one = await self._series(row)
        if one is None and row["look_at"] is not None and self._desk.tx.writing:
            # Otherwise it would be due for ever, and nothing could be made of it.
            self._desk.tx.later(_LET_REST, which=which, look_at=None)
        return one

    async def of_family(self, family: FamilyId) -> tuple[AppointmentSeries, ...]:
        """Those that have not ended, oldest first."""
        rows = await self._desk.tx.all(_OF_FAMILY, of_family=family)
        found = [await self._series(row) for row in rows]
        return tuple(one for one in found if one is not None)

    async def due(self, now: datetime, limit: int) -> tuple[SeriesId, ...]:
        """Series for which more appointments are to be made at or before ``now``, earliest first."""
        rows = await self._desk.tx.all(_DUE, now=now, at_most=limit)
        return tuple(SeriesId(row["id"]) for row in rows)

    async def next_look(self) -> datetime | None:
        """The first instant at which more appointments of any series are to be made."""
        row = await self._desk.tx.first(_NEXT_LOOK)
        at: datetime | None = row["at"] if row else None
        return at

    async def slots_made(self, which: SeriesId) -> dict[date, AppointmentId]:
        """The appointment of each slot that was ever made; of several made apart, the first one."""
        rows = await self._desk.tx.all(_SLOTS, which=which)
        return {row["slot"]: AppointmentId(row["id"]) for row in rows}

    async def _series(self, row: Row) -> AppointmentSeries | None:
        """The series again; without place or number when only that cannot be read any more."""
        if not is_sound(self._desk.vault, TABLE, row, _values(row)):
            report(TABLE, row["id"])
            return None
        owner = of_family(row["family"])
        return AppointmentSeries(
            id=SeriesId(row["id"]),
            family=FamilyId(row["family"]),
            series=series_from_json(row["series"]),
            kind=Kind(row["kind"]),
            minutes=row["minutes"],
            people=people_from_json(row["people"]),
            made_by=ProfessionalId(row["made_by"]),
            made_at=row["made_at"],
            obligatory=row["obligatory"],
            place=await self._desk.maybe(owner, TABLE, row["id"], "place", row["place"]),
            number=await self._desk.maybe(owner, TABLE, row["id"], "number", row["number"]),
            meeting=None if row["meeting"] is None else MeetingKind(row["meeting"]),
            planned_until=row["planned_until"],
            look_at=row["look_at"],
            ended_at=row["ended_at"],
            revision=row["revision"],
        )


def _plain(one: AppointmentSeries) -> dict[str, Any]:
    return {
        "id": one.id,
        "family": one.family,
        "series": series_to_json(one.series),
        "kind": one.kind.value,
        "minutes": one.minutes,
        "people": people_to_json(one.people),
        "made_by": one.made_by,
        "made_at": one.made_at,
        "obligatory": one.obligatory,
        "meeting": None if one.meeting is None else one.meeting.value,
        "planned_until": one.planned_until,
        "look_at": one.look_at,
        "ended_at": one.ended_at,
        "revision": one.revision,
    }


def _values(row: Row) -> tuple[object, ...]:
    return (*(row[name] for name in _MARKED), *(seal_of(row[name]) for name in _SEALED))
