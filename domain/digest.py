"""The digest: what a working day asks of a gezinsmanager, in one message at 08:30, by alias and without names."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.appointments import Appointment
from domain.calendar import at_local, is_working_day, local
from domain.people import Called
from domain.work_items import WorkItem

DIGEST_AT = time(8, 30)
DIGEST_UNTIL = time(18)


@dataclass(frozen=True, slots=True)
class FamilyName:
    """How a family is named in a professional's chat: a symbol and an alias, never a surname."""

    symbol: str
    alias: str


@dataclass(frozen=True, slots=True)
class DigestAppointment:
    """An appointment in the digest, with those who have not answered yet."""

    appointment: Appointment
    family: FamilyName
    unconfirmed: tuple[Called, ...]


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """A work item with the words it is shown in.

    ``number`` tells people apart who have the same everyday word, 0 when it is the only one.
    """

    item: WorkItem
    family: FamilyName | None
    called: Called | None
    appointment: Appointment | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class DigestRound:
    """How a family's check-ins stand: of the round that just closed how many answered, and how many signals wait.

    ``asked`` is 0 when no round closed since the digest before this one. Never a score, never a text.
    """

    family: FamilyName
    asked: int
    answered: int
    signals: int


@dataclass(frozen=True, slots=True)
class Digest:
    """Today's appointments, those soon that nobody confirmed, the open list, and how the check-ins went."""

    day: date
    today: tuple[DigestAppointment, ...]
    unconfirmed: tuple[DigestAppointment, ...]
    work: tuple[WorkEntry, ...]
    rounds: tuple[DigestRound, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.today or self.unconfirmed or self.work or self.rounds)


def digest_due(now: datetime) -> date | None:
    """The day whose digest should have gone out by now: a working day, between 08:30 and 18:00 local."""
    today = local(now)
    if is_working_day(today.date()) and DIGEST_AT <= today.time().replace(tzinfo=None) < DIGEST_UNTIL:
        return today.date()
    return None


def digest_span(day: date) -> tuple[datetime, datetime]:
    """First and last instant (UTC) of a day."""
    return at_local(day, time(0)), at_local(day + timedelta(days=1), time(0))
