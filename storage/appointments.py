"""The drawer of appointments with their attendances; place and number are sealed, the rest carries a mark."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select

from domain.appointments import Appointment, AppointmentId, Kind, Outcome
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.series import SeriesId
from storage.appointment_rows import attendance, plain, sides_of, values, zipped
from storage.desk import Desk, of_family
from storage.errors import Tampered
from storage.marks import is_sound, report
from storage.statements import Row, Statement, changing
from storage.tables.appointments import appointments, attendances
from storage.tables.families import families

TABLE = "appointments"
MUTABLE = (
    "kind",
    "starts_at",
    "ends_at",
    "minutes",
    "obligatory",
    "effective_at",
    "place",
    "place_may_be_shown",
    "number",
    "sequence",
    "cancelled_at",
    "outcome",
    "apart",
    "series",
    "slot",
    "mark",
)

_ADD = Statement(insert(appointments))
_SAVE = changing(appointments, *MUTABLE)
_ADD_SIDES = Statement(insert(attendances))
_DROP_SIDES = Statement(delete(attendances).where(attendances.c.appointment == bindparam("of_appointment")))

_TAKES_PART = select(attendances.c.appointment).where(attendances.c.person == bindparam("of_person"))
_MANAGED = select(families.c.id).where(families.c.case_manager == bindparam("of_manager"))
_LIVE = appointments.c.cancelled_at.is_(None)

_ONE = appointments.c.id == bindparam("which")
_OF_PERSON = (
    appointments.c.id.in_(_TAKES_PART)
    & _LIVE
    & (appointments.c.ends_at > bindparam("ending_after", type_=appointments.c.ends_at.type))
)
_WITHIN = (appointments.c.starts_at >= bindparam("starting_from", type_=appointments.c.starts_at.type)) & (
    appointments.c.starts_at < bindparam("until", type_=appointments.c.starts_at.type)
)
_OF_MANAGER = appointments.c.family.in_(_MANAGED) & _LIVE & _WITHIN
_OF_FAMILY = (appointments.c.family == bindparam("of_family")) & _WITHIN


def _with_sides(where: Any) -> tuple[Statement, Statement]:
    """Two questions for the same appointments: the rows themselves, and everybody's side of them."""
    rows: Select[Any] = (
        select(appointments).where(where).order_by(appointments.c.starts_at, appointments.c.id)
    )
    sides = (
        select(attendances)
        .join(appointments, appointments.c.id == attendances.c.appointment)
        .where(where)
        .order_by(attendances.c.appointment, attendances.c.position)
    )
    return Statement(rows), Statement(sides)


_GET = _with_sides(_ONE)
_FAMILY_OF = Statement(select(appointments.c.family).where(_ONE))
_PERSONS = _with_sides(_OF_PERSON)
_MANAGERS = _with_sides(_OF_MANAGER)
_OF_WHOLE_FAMILY = _with_sides(_OF_FAMILY)


class AppointmentsDrawer:
    """Place and number are sealed with the key of the family; a changed bit anywhere is noticed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, appointment: Appointment) -> None:
        self._desk.tx.later(
            _ADD,
            id=appointment.id,
            family=appointment.family,
            made_by=appointment.made_by,
            made_at=appointment.made_at,
            **await self._columns(appointment),
        )
        self._desk.tx.later_for_each(_ADD_SIDES, sides_of(appointment))

    async def get(self, which: AppointmentId) -> Appointment | None:
        """The appointment, if there is one.

        Raises:
            Tampered: it was changed behind our back; nobody should act on it.
        """
        found = await self._load(*_GET, strict=True, which=which)
        return found[0] if found else None

    async def family_of(self, which: AppointmentId) -> FamilyId | None:
        """Whose it is, as far as the row can still be believed: for finding a person to look at a damaged one."""
        row = await self._desk.tx.first(_FAMILY_OF, which=which)
        return None if row is None else FamilyId(row["family"])

    async def readable(self, which: AppointmentId) -> Appointment | None:
        """The appointment; None also when it was changed behind our back, so that a list stays readable."""
        found = await self._load(*_GET, which=which)
        return found[0] if found else None

    async def save(self, appointment: Appointment) -> None:
        self._desk.tx.later(_SAVE, which=appointment.id, **await self._columns(appointment))
        self._desk.tx.later(_DROP_SIDES, of_appointment=appointment.id)
        self._desk.tx.later_for_each(_ADD_SIDES, sides_of(appointment))

    async def of_person(self, person: PersonId, ending_after: datetime) -> tuple[Appointment, ...]:
        """Not cancelled, ending after this instant, earliest first."""
        return await self._load(*_PERSONS, of_person=person, ending_after=ending_after)

    async def of_case_manager(
        self, case_manager: ProfessionalId, starting_from: datetime, until: datetime
    ) -> tuple[Appointment, ...]:
        """Not cancelled, of all families of this gezinsmanager, starting within [from, until)."""
        return await self._load(*_MANAGERS, of_manager=case_manager, starting_from=starting_from, until=until)

    async def of_family(
        self, family: FamilyId, starting_from: datetime, until: datetime
    ) -> tuple[Appointment, ...]:
        """Everything of this family that starts within [from, until), also what was called off; earliest first."""
        return await self._load(*_OF_WHOLE_FAMILY, of_family=family, starting_from=starting_from, until=until)

    async def several(self, which: Iterable[AppointmentId]) -> tuple[Appointment, ...]:
        """These, as far as they can be read, in one trip."""
        asks = [(statement, {"which": one}) for one in which for statement in _GET]
        found = await self._desk.tx.several(*asks) if asks else []
        pairs = [
            pair for rows, sides in zip(found[::2], found[1::2], strict=True) for pair in zipped(rows, sides)
        ]
        loaded = [await self._readable(row, people, strict=False) for row, people in pairs]
        return tuple(appointment for appointment in loaded if appointment is not None)

    async def _load(
        self, rows: Statement, sides: Statement, *, strict: bool = False, **parameters: Any
    ) -> tuple[Appointment, ...]:
        found, parts = await self._desk.tx.several((rows, parameters), (sides, parameters))
        loaded = [await self._readable(row, people, strict=strict) for row, people in zipped(found, parts)]
        return tuple(appointment for appointment in loaded if appointment is not None)

    async def _readable(self, row: Row, people: list[Row], *, strict: bool) -> Appointment | None:
        """The appointment; one that was changed, or whose place cannot be read, is left out unless ``strict``."""
        try:
            if is_sound(self._desk.vault, TABLE, row, values(row, people)):
                return await self._appointment(row, people)
        except Tampered:
            pass
        report(TABLE, row["id"])
        if strict:
            raise Tampered(TABLE, row["id"])
        return None

    async def _columns(self, appointment: Appointment) -> dict[str, Any]:
        owner = of_family(appointment.family)
        columns = plain(appointment)
        mark = self._desk.vault.mark(TABLE, *values(columns, sides_of(appointment)))
        return {
            **{name: columns[name] for name in MUTABLE if name in columns},
            "place": await self._desk.seal(owner, TABLE, appointment.id, "place", appointment.place),
            "number": await self._desk.seal(owner, TABLE, appointment.id, "number", appointment.number),
            "mark": mark,
        }

    async def _appointment(self, row: Row, people: list[Row]) -> Appointment:
        owner = of_family(row["family"])
        return Appointment(
            id=AppointmentId(row["id"]),
            family=FamilyId(row["family"]),
            kind=Kind(row["kind"]),
            starts_at=row["starts_at"],
            minutes=row["minutes"],
            obligatory=row["obligatory"],
            made_by=ProfessionalId(row["made_by"]),
            made_at=row["made_at"],
            effective_at=row["effective_at"],
            attendances=tuple(map(attendance, people)),
            place=await self._desk.open(owner, TABLE, row, "place"),
            place_may_be_shown=row["place_may_be_shown"],
            number=await self._desk.open(owner, TABLE, row, "number"),
            apart=row["apart"],
            sequence=row["sequence"],
            cancelled_at=row["cancelled_at"],
            outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
            series=None if row["series"] is None else SeriesId(row["series"]),
            slot=row["slot"],
        )
