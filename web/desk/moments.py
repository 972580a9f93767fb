"""A moment in a form at the desk: in Dutch words, or a day and a time; what is left open comes back as a choice."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar import instants_at, local
from domain.people import Form
from domain.spoken import Doubt, DoubtReason, Moment, Unread, UnreadReason, read_moment
from locales.catalogue import text
from web.desk.words import moment
from web.forms import Data

WORDS, DAY, CLOCK, CHOICE = "wanneer", "dag", "tijd", "moment"
MOST_DIGITS = 4
FURTHEST = timedelta(days=731)
"""Nobody plans further ahead."""


@dataclass(frozen=True, slots=True)
class When:
    """What came of it: an instant (UTC), or one sentence and perhaps instants to choose from."""

    instant: datetime | None = None
    error: str | None = None
    options: tuple[tuple[str, str], ...] = ()


def read_when(data: Data, now: datetime) -> When:
    """The moment that a form means; a choice counts before a day and a time, and those before words."""
    if chosen := as_instant(data.get(CHOICE), now):
        return _ahead(chosen, now)
    day, clock = data.get(DAY), data.get(CLOCK)
    if day or clock:
        return _by_clock(day, clock, now)
    if not data.get(WORDS):
        return When(error=text("meeting.when.missing", Form.U))
    return when_of(read_moment(data.get(WORDS), now=now), now)


def when_of(reading: Moment | Doubt | Unread, now: datetime) -> When:
    """What a reading of typed words comes to."""
    match reading:
        case Moment(starts_at=instant):
            return _ahead(instant, now)
        case Doubt(reason=reason, options=options):
            return _doubt(reason, options, now)
        case Unread(reason=why):
            return When(error=text(f"times.unread.{why.value}", Form.U))


def as_instant(given: str, now: datetime) -> datetime | None:
    """An instant as a page of ours writes it; None when it is none, or further off than anybody plans."""
    try:
        instant = datetime.fromisoformat(given)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None and instant <= now + FURTHEST else None


def day_and_clock(instant: datetime | None) -> tuple[str, str]:
    """The instant as the two fields of a form hold it, in Amsterdam; nothing stays nothing."""
    if instant is None:
        return "", ""
    wall = local(instant)
    return wall.date().isoformat(), wall.strftime("%H:%M")


def error_at(when: When | None) -> dict[str, str]:
    """The error by the field beside which it stands."""
    if when is None or when.error is None:
        return {}
    return {CHOICE if when.options else WORDS: when.error}


def as_minutes(given: str) -> int | None:
    """A typed number of minutes; None when it is none."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS else None


def _by_clock(day: str, clock: str, now: datetime) -> When:
    try:
        found = instants_at(date.fromisoformat(day), time.fromisoformat(clock).replace(tzinfo=None))
    except (ValueError, OverflowError):
        return When(error=text("meeting.when.both", Form.U))
    if len(found) > 1:
        return _doubt(DoubtReason.DOUBLED_HOUR, found, now)
    if not found:
        return When(error=text(f"times.unread.{UnreadReason.SKIPPED_HOUR.value}", Form.U))
    return _ahead(found[0], now)


def _doubt(reason: DoubtReason, options: tuple[datetime, ...], now: datetime) -> When:
    choices = tuple((option.isoformat(), moment(option, now)) for option in options)
    return When(error=text(f"times.doubt.{reason.value}", Form.U), options=choices)


def _ahead(instant: datetime, now: datetime) -> When:
    if instant > now + FURTHEST:
        return When(error=text(f"times.unread.{UnreadReason.TOO_FAR.value}", Form.U))
    if instant <= now:
        return When(error=text(f"times.unread.{UnreadReason.PAST.value}", Form.U))
    return When(instant=instant)
