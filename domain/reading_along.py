"""Who reads a conversation, and until when: the gezinsmanager, and in an absence whoever stands in."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from domain.absence import Absence, stands_in
from domain.people import ProfessionalId

ONE_DAY = timedelta(days=1)
SAID_AHEAD = timedelta(days=14)
"""An absence that begins later is told when it comes nearer."""

LONGEST = 400
"""Days that are looked ahead: an absence without a foreseeable end ends with what we can see."""


@dataclass(frozen=True, slots=True)
class ReadsAlong:
    """From the first to the last Amsterdam day, both included, this colleague stands in."""

    professional: ProfessionalId
    first: date
    last: date

    @classmethod
    def read(cls, line: str) -> "ReadsAlong":
        """What `usecases.absence` keeps in a conversation: two days and the id of the colleague.

        Raises:
            ValueError: it is something else.
        """
        first, last, who = line.split(" ")
        return cls(ProfessionalId(UUID(who)), date.fromisoformat(first), date.fromisoformat(last))


def reading_along(
    absences: tuple[Absence, ...], professional: ProfessionalId, today: date
) -> tuple[ReadsAlong, ...]:
    """Who stands in for this professional from today on, in order; what begins later than in two weeks is left out."""
    spans: list[ReadsAlong] = []
    for day in (today + n * ONE_DAY for n in range(LONGEST)):
        who = stands_in(absences, professional, day)
        if who is not None and spans and spans[-1] == ReadsAlong(who, spans[-1].first, day - ONE_DAY):
            spans[-1] = replace(spans[-1], last=day)
        elif day > today + SAID_AHEAD:
            break
        elif who is not None:
            spans.append(ReadsAlong(who, day, day))
    return tuple(spans)
