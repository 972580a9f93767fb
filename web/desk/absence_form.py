"""What somebody fills in for an absence: days in Dutch words or as a calendar sends them, and what is wrong with it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from domain.absence import AbsenceOverlaps, NeedsSubstitute
from domain.calendar import local
from domain.errors import NotFound, Refusal, Unsuitable
from domain.people import Form, ProfessionalId
from domain.spoken import Moment, read_moment
from locales.catalogue import text
from web.forms import as_id
from web.pages import sentence
from web.refusals import status_of


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody filled in, shown again with what is wrong; ``errors`` are sentences by the name of a field."""

    first: str = ""
    last: str = ""
    substitute: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    status: int = 200

    def refused(self, refusal: Refusal) -> "Typed":
        """With one sentence, beside the field that it is about."""
        return replace(self, errors=(_beside(refusal),), status=status_of(refusal))

    def wrong(self, *errors: tuple[str, str]) -> "Typed":
        """With these sentences, each with the name of its field."""
        return replace(self, errors=errors, status=422)

    def error(self, name: str) -> str | None:
        """What is wrong with this field."""
        return dict(self.errors).get(name)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood of it."""

    professional: ProfessionalId
    first: date
    last: date
    substitute: ProfessionalId


def read_day(typed: str, now: datetime) -> date | None:
    """A day as a field for days sends it, or in Dutch words such as "volgende week maandag"; None when unclear."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        reading = read_moment(f"{typed} 23:59", now=now)
    return local(reading.starts_at).date() if isinstance(reading, Moment) else None


def read_colleague(given: str) -> ProfessionalId:
    """The colleague who was chosen.

    Raises:
        NeedsSubstitute: nobody was. NotFound: it is no id.
    """
    if not given:
        raise NeedsSubstitute
    return ProfessionalId(as_id(given))


def read_clock(given: str) -> time:
    """A time of the day as a field for times sends it.

    Raises:
        ValueError: it is none.
    """
    return time.fromisoformat(given).replace(tzinfo=None)


def _beside(refusal: Refusal) -> tuple[str, str]:
    match refusal:
        case Unsuitable(detail="day"):
            return "last", text("away.past", Form.U)
        case Unsuitable() | NotFound():
            return "substitute", text("absence.needs_substitute", Form.U)
        case AbsenceOverlaps():
            return "first", sentence(refusal, Form.U)
        case _:
            return "substitute", sentence(refusal, Form.U)
