"""How an absence is handed on: day by day, through whom, and who reads along in the end."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.absence import Absence
from domain.people import ProfessionalId

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HandingOn:
    """From the first to the last Amsterdam day, both included, ``reader`` reads along.

    ``through`` are the substitutes who are away themselves on these days, in order. Without a ``reader`` nobody is
    left, and only the team's list is.
    """

    first: date
    last: date
    through: tuple[ProfessionalId, ...]
    reader: ProfessionalId | None


def handing_on(absences: tuple[Absence, ...], absence: Absence) -> tuple[HandingOn, ...]:
    """Who reads along on each day of this absence, in spans that lie next to each other and fill it.

    ``absences`` are everybody's; whether this one is among them does not matter.
    """
    everybody = (*(a for a in absences if a.id != absence.id and a.ended_at is None), absence)
    starts = {absence.first}
    for other in everybody:
        starts |= {other.first, other.last + ONE_DAY}
    begins = sorted(day for day in starts if absence.first <= day <= absence.last)
    ends = [day - ONE_DAY for day in begins[1:]] + [absence.last]
    spans: list[HandingOn] = []
    for first, last in zip(begins, ends, strict=True):
        through, reader = _chain(everybody, absence, first)
        if spans and (spans[-1].through, spans[-1].reader) == (through, reader):
            first = spans.pop().first
        spans.append(HandingOn(first, last, through, reader))
    return tuple(spans)


def _chain(
    everybody: tuple[Absence, ...], absence: Absence, day: date
) -> tuple[tuple[ProfessionalId, ...], ProfessionalId | None]:
    through: list[ProfessionalId] = []
    current = absence.substitute
    while (
        away := next((a for a in everybody if a.professional == current and a.covers(day)), None)
    ) is not None:
        if current in through or current == absence.professional:
            return tuple(through), None
        through.append(current)
        current = away.substitute
    return tuple(through), current
