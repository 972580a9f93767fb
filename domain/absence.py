"""Absence: when a professional works, and who reads along while they do not; rights begin and end with the day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NewType
from uuid import UUID

from domain.errors import Refusal
from domain.people import ProfessionalId

AbsenceId = NewType("AbsenceId", UUID)


class NeedsSubstitute(Refusal):
    """An absence without somebody else who reads along is no absence we can keep."""

    code = "absence.needs_substitute"


class SubstituteLoop(Refusal):
    """On some day nobody would be left: the substitute is away too, and leads back to where we began."""

    code = "absence.loop"


class AbsenceOverlaps(Refusal):
    """This professional is away already on some of these days."""

    code = "absence.overlaps"


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When a professional works: weekdays (Monday is 0) and local wall times; never on a public holiday."""

    days: frozenset[int] = frozenset(range(5))
    start: time = time(8, 30)
    end: time = time(17)


@dataclass(frozen=True, slots=True)
class Absence:
    """From the first to the last Amsterdam day, both included, ``substitute`` reads along for ``professional``."""

    id: AbsenceId
    professional: ProfessionalId
    first: date
    last: date
    substitute: ProfessionalId
    made_at: datetime
    ended_at: datetime | None = None

    def covers(self, day: date) -> bool:
        """Whether they are away on this day."""
        return self.ended_at is None and self.first <= day <= self.last

    def overlaps(self, other: "Absence") -> bool:
        """Whether some day lies in both."""
        return self.first <= other.last and other.first <= self.last


def stands_in(
    absences: tuple[Absence, ...], professional: ProfessionalId, day: date
) -> ProfessionalId | None:
    """Who reads along on this day for somebody who is away: the end of the chain; None when they are there.

    A substitute who is away too hands on to theirs. A chain that leads nowhere ends with its last present link, and
    None when there is none: then the team's list is left.
    """
    seen = {professional}
    current = professional
    while (absence := _away(absences, current, day)) is not None:
        current = absence.substitute
        if current in seen:
            return None
        seen.add(current)
    return None if current == professional else current


def entrusted_with(
    absences: tuple[Absence, ...], professional: ProfessionalId, day: date
) -> frozenset[ProfessionalId]:
    """For whom this professional reads along on this day."""
    away = {a.professional for a in absences if a.covers(day)}
    return frozenset(one for one in away if stands_in(absences, one, day) == professional)


def check(absences: tuple[Absence, ...], new: Absence) -> None:
    """Make sure that a new absence leaves somebody there on each of its days.

    Raises:
        NeedsSubstitute: they would stand in for themselves, or it ends before it begins. AbsenceOverlaps,
        SubstituteLoop.
    """
    if new.substitute == new.professional or new.last < new.first:
        raise NeedsSubstitute
    alive = tuple(a for a in absences if a.ended_at is None)
    if any(a.professional == new.professional and a.overlaps(new) for a in alive):
        raise AbsenceOverlaps
    everybody = (*alive, new)
    # Between two edges nothing changes, so only edges need looking at.
    edges = {a.first for a in everybody} | {a.last for a in everybody}
    for day in edges:
        for one in {a.professional for a in everybody if a.covers(day)}:
            if stands_in(everybody, one, day) is None:
                raise SubstituteLoop


def _away(absences: tuple[Absence, ...], professional: ProfessionalId, day: date) -> Absence | None:
    return next((a for a in absences if a.professional == professional and a.covers(day)), None)
