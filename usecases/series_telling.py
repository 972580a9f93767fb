"""Who hears of what when a series changes: the first that changes for somebody, and what they were reminded of."""

from datetime import datetime

from domain.appointments import Appointment
from domain.ladder import REMINDERS, AppointmentStep, climb
from domain.people import PersonId


class Teller:
    """Who hears of what: the first that changes for somebody, and whatever they were reminded of already."""

    def __init__(
        self, ladder: tuple[AppointmentStep, ...], now: datetime, unheard: frozenset[PersonId]
    ) -> None:
        """``unheard`` are they who still have to hear of the series at all, of an earlier appointment."""
        self._ladder = ladder
        self._now = now
        self._met: set[PersonId] = set()
        self.unheard = unheard

    def is_first(self, person: PersonId) -> bool:
        """Whether this is the first about this person; asking makes it so."""
        is_first = person not in self._met
        self._met.add(person)
        return is_first

    def was_reminded(self, before: Appointment) -> bool:
        """Whether its people may have been reminded of it, so that its change has to be told by itself."""
        return any(
            rung.step.key in REMINDERS and not rung.step.only_if_wanted and rung.due_at <= self._now
            for rung in climb(self._ladder, before)
        )
