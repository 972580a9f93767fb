"""What stands around a conversation at the desk: the family, its flags, the colleagues, and who reads along."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.absence import Absence
from domain.calendar import local
from domain.people import Family, Flag, Person, PersonId, Professional, ProfessionalId
from domain.reading_along import ReadsAlong, reading_along
from usecases.permission import stand_in_of
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``people`` are the family in the order in which they came; ``stand_in`` reads along today, if anybody does.

    ``standing_in`` says who reads along from today on, and until when.
    """

    people: tuple[Person, ...]
    flags: tuple[Flag, ...]
    colleagues: Mapping[ProfessionalId, Professional]
    stand_in: ProfessionalId | None
    standing_in: tuple[ReadsAlong, ...]

    def flags_of(self, person: PersonId) -> tuple[Flag, ...]:
        """What is in force for this person."""
        return tuple(flag for flag in self.flags if person in (flag.person, flag.other))

    def name_of(self, which: ProfessionalId) -> str:
        """A colleague's full name; empty when they are not there any more."""
        found = self.colleagues.get(which)
        return found.name.reveal() if found else ""


async def surroundings_of(uow: Unit, family: Family) -> Surroundings:
    """What stands around every conversation of this family; call it only for who may see the family."""
    today = local(uow.now).date()
    absences: tuple[Absence, ...] = await uow.absences.from_day(today)
    return Surroundings(
        people=await uow.families.people_of(family.id),
        flags=await uow.families.flags_of(family.id),
        colleagues=await colleagues(uow),
        stand_in=await stand_in_of(uow, family.case_manager),
        standing_in=reading_along(absences, family.case_manager, today),
    )


async def colleagues(uow: Unit) -> Mapping[ProfessionalId, Professional]:
    """Every professional of the organisation by id; their names are no secret to each other."""
    return {one.id: one for one in await uow.organisation.professionals()}
