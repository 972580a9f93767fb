"""The drawer of families, the people around them, their flags and preferences; names are sealed."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select

from domain.calendar import QuietHours
from domain.people import (
    Called,
    Family,
    FamilyId,
    Flag,
    FlagKind,
    Form,
    Person,
    PersonId,
    Preferences,
    ProfessionalId,
    Role,
    TeamId,
)
from storage.desk import Desk, of_person
from storage.statements import Row, Statement, changing
from storage.tables.families import families, flags, persons

_ADD_FAMILY = Statement(insert(families))
_FAMILY = Statement(select(families).where(families.c.id == bindparam("which")))
_FAMILIES = Statement(select(families).order_by(families.c.id))
_FAMILIES_OF = Statement(
    select(families).where(families.c.case_manager == bindparam("of_manager")).order_by(families.c.id)
)
_ADD_PERSON = Statement(insert(persons))
_PERSON = Statement(select(persons).where(persons.c.id == bindparam("which")))
_PEOPLE = Statement(select(persons).where(persons.c.family == bindparam("of_family")).order_by(persons.c.id))
_PEOPLE_OF_CASE_MANAGER = Statement(
    select(persons)
    .join(families, families.c.id == persons.c.family)
    .where(families.c.case_manager == bindparam("of_manager"))
    .order_by(persons.c.id)
)
_CHANGE_FAMILY = changing(families, "alias", "symbol", "case_manager", "team")
_CHANGE_PERSON = changing(persons, "role", "called", "name", "has_authority")
_PREFER = changing(
    persons,
    "form",
    "quiet_start",
    "quiet_end",
    "morning_reminder",
    "shared_phone",
    "tasks_day_before",
    "paused_since",
)
_ADD_FLAG = Statement(insert(flags))
_END_FLAG = changing(flags, "ended")
_FLAGS = Statement(
    select(flags)
    .where(flags.c.family == bindparam("of_family"), flags.c.ended.is_(None))
    .order_by(flags.c.id)
)


class FamiliesDrawer:
    """A person's name is sealed with their own key; alias and symbol of a family are made to be seen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add_family(self, family: Family) -> None:
        self._desk.tx.later(
            _ADD_FAMILY,
            id=family.id,
            alias=family.alias,
            symbol=family.symbol,
            team=family.team,
            case_manager=family.case_manager,
        )

    async def family(self, which: FamilyId) -> Family | None:
        row = await self._desk.tx.first(_FAMILY, which=which)
        return None if row is None else _family(row)

    async def families(self, case_manager: ProfessionalId | None = None) -> tuple[Family, ...]:
        """All of them, or those of one gezinsmanager, oldest first."""
        if case_manager is None:
            return tuple(map(_family, await self._desk.tx.all(_FAMILIES)))
        return tuple(map(_family, await self._desk.tx.all(_FAMILIES_OF, of_manager=case_manager)))

    async def add_person(self, person: Person) -> None:
        self._desk.tx.later(
            _ADD_PERSON,
            id=person.id,
            family=person.family,
            role=person.role.value,
            called=person.called.value,
            name=await self._desk.seal(of_person(person.id), "persons", person.id, "name", person.name),
            has_authority=person.has_authority,
            **_preference_columns(person.preferences),
        )

    async def person(self, which: PersonId) -> Person | None:
        row = await self._desk.tx.first(_PERSON, which=which)
        return None if row is None else await self._person(row)

    async def people_of(self, family: FamilyId) -> tuple[Person, ...]:
        """Everybody of this family, in the order in which they were added."""
        rows = await self._desk.tx.all(_PEOPLE, of_family=family)
        return tuple([await self._person(row) for row in rows])

    async def people_in(self, which: Iterable[FamilyId]) -> dict[FamilyId, tuple[Person, ...]]:
        """The people of each of these families, in one trip."""
        wanted = tuple(dict.fromkeys(which))
        found = await self._desk.tx.several(*((_PEOPLE, {"of_family": family}) for family in wanted))
        return {
            family: tuple([await self._person(row) for row in rows])
            for family, rows in zip(wanted, found, strict=True)
        }

    async def people_of_case_manager(self, case_manager: ProfessionalId) -> tuple[Person, ...]:
        """Everybody in the families assigned to this gezinsmanager."""
        rows = await self._desk.tx.all(_PEOPLE_OF_CASE_MANAGER, of_manager=case_manager)
        return tuple([await self._person(row) for row in rows])

    async def several(self, which: Iterable[PersonId]) -> dict[PersonId, Person]:
        """These people, in one trip; no other name is opened. Who is not there any more is left out."""
        wanted = dict.fromkeys(which)
        found = await self._desk.tx.several(*((_PERSON, {"which": person}) for person in wanted))
        return {PersonId(row["id"]): await self._person(row) for rows in found for row in rows}

    async def save_family(self, family: Family) -> None:
        self._desk.tx.later(
            _CHANGE_FAMILY,
            which=family.id,
            alias=family.alias,
            symbol=family.symbol,
            case_manager=family.case_manager,
            team=family.team,
        )

    async def save_person(self, person: Person) -> None:
        """Role, everyday word, name and authority; what they chose themselves is kept apart."""
        self._desk.tx.later(
            _CHANGE_PERSON,
            which=person.id,
            role=person.role.value,
            called=person.called.value,
            name=await self._desk.seal(of_person(person.id), "persons", person.id, "name", person.name),
            has_authority=person.has_authority,
        )

    async def save_preferences(self, which: PersonId, preferences: Preferences) -> None:
        self._desk.tx.later(_PREFER, which=which, **_preference_columns(preferences))

    async def add_flag(self, flag: Flag) -> None:
        self._desk.tx.later(
            _ADD_FLAG,
            id=flag.id,
            family=flag.family,
            kind=flag.kind.value,
            person=flag.person,
            other=flag.other,
            since=flag.since,
            ended=flag.ended,
        )

    async def end_flag(self, which: UUID, at: datetime) -> None:
        """End it; the row is kept."""
        self._desk.tx.later(_END_FLAG, which=which, ended=at)

    async def flags_of(self, family: FamilyId) -> tuple[Flag, ...]:
        """The flags in force; ended ones are kept but not returned."""
        return tuple(map(_flag, await self._desk.tx.all(_FLAGS, of_family=family)))

    async def _person(self, row: Row) -> Person:
        return Person(
            id=PersonId(row["id"]),
            family=FamilyId(row["family"]),
            role=Role(row["role"]),
            called=Called(row["called"]),
            name=await self._desk.read(of_person(row["id"]), "persons", row, "name"),
            has_authority=row["has_authority"],
            preferences=_preferences(row),
        )


def _family(row: Row) -> Family:
    return Family(
        FamilyId(row["id"]),
        row["alias"],
        row["symbol"],
        TeamId(row["team"]),
        ProfessionalId(row["case_manager"]),
    )


def _flag(row: Row) -> Flag:
    other = None if row["other"] is None else PersonId(row["other"])
    return Flag(
        row["id"],
        FamilyId(row["family"]),
        FlagKind(row["kind"]),
        PersonId(row["person"]),
        other,
        row["since"],
        row["ended"],
    )


def _preference_columns(preferences: Preferences) -> dict[str, Any]:
    return {
        "form": preferences.form.value,
        "quiet_start": preferences.quiet_hours.start.isoformat(),
        "quiet_end": preferences.quiet_hours.end.isoformat(),
        "morning_reminder": preferences.morning_reminder,
        "shared_phone": preferences.shared_phone,
        "tasks_day_before": preferences.tasks_day_before,
        "paused_since": preferences.paused_since,
    }


def _preferences(row: Row) -> Preferences:
    return Preferences(
        form=Form(row["form"]),
        quiet_hours=QuietHours(time.fromisoformat(row["quiet_start"]), time.fromisoformat(row["quiet_end"])),
        morning_reminder=row["morning_reminder"],
        shared_phone=row["shared_phone"],
        tasks_day_before=row["tasks_day_before"],
        paused_since=row["paused_since"],
    )
