"""The drawer of working hours and absences."""

from datetime import date, datetime, time

from sqlalchemy import bindparam, insert, select

from domain.absence import Absence, AbsenceId, WorkingHours
from domain.people import ProfessionalId
from storage.database import insert_or
from storage.desk import Desk
from storage.statements import Row, Statement, changing
from storage.tables.absence import absences, working_hours

_HOURS = Statement(select(working_hours).where(working_hours.c.id == bindparam("which")))
_KEEP_HOURS = insert_or(working_hours)
_SAVE_HOURS = Statement(
    _KEEP_HOURS.on_conflict_do_update(
        index_elements=["id"],
        set_={name: _KEEP_HOURS.excluded[name] for name in ("days", "starts", "ends")},
    )
)
_ADD = Statement(insert(absences))
_END = changing(absences, "ended_at")
_FROM = Statement(
    select(absences)
    .where(absences.c.ended_at.is_(None), absences.c.last >= bindparam("day", type_=absences.c.last.type))
    .order_by(absences.c.first, absences.c.id)
)


class AbsencesDrawer:
    """When professionals work, and who reads along while they do not."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[date, tuple[Absence, ...]] = {}

    async def hours_of(self, professional: ProfessionalId) -> WorkingHours:
        """When they work; without a choice of their own, Monday to Friday in office hours."""
        row = await self._desk.tx.first(_HOURS, which=professional)
        if row is None:
            return WorkingHours()
        days = frozenset(int(day) for day in row["days"])
        return WorkingHours(days, time.fromisoformat(row["starts"]), time.fromisoformat(row["ends"]))

    async def save_hours(self, professional: ProfessionalId, hours: WorkingHours) -> None:
        days = "".join(str(day) for day in sorted(hours.days))
        starts, ends = hours.start.isoformat(), hours.end.isoformat()
        await self._desk.tx.run(_SAVE_HOURS, id=professional, days=days, starts=starts, ends=ends)

    async def add(self, absence: Absence) -> None:
        self._known.clear()
        self._desk.tx.later(
            _ADD,
            id=absence.id,
            professional=absence.professional,
            substitute=absence.substitute,
            first=absence.first,
            last=absence.last,
            made_at=absence.made_at,
            ended_at=absence.ended_at,
        )

    async def end(self, which: AbsenceId, at: datetime) -> None:
        """It no longer holds; the row is kept."""
        self._known.clear()
        self._desk.tx.later(_END, which=which, ended_at=at)

    async def from_day(self, day: date) -> tuple[Absence, ...]:
        """Everybody's absences in force that end on this Amsterdam day or later, first ones first.

        Every right that is asked for asks this too, so it is looked up once in a transaction.
        """
        if day not in self._known:
            self._known[day] = tuple(map(_absence, await self._desk.tx.all(_FROM, day=day)))
        return self._known[day]


def _absence(row: Row) -> Absence:
    return Absence(
        AbsenceId(row["id"]),
        ProfessionalId(row["professional"]),
        row["first"],
        row["last"],
        ProfessionalId(row["substitute"]),
        row["made_at"],
        row["ended_at"],
    )
