"""An appointment as a file for somebody's own calendar (ICS, RFC 5545): the bare time and one neutral word."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from domain.appointments import Appointment

if TYPE_CHECKING:
    from icalendar import Event

FILENAME = "afspraak.ics"
MADE_BY = "-//afspraken//1.0//NL"


def calendar_file(appointment: Appointment, summary: str, *, now: datetime) -> bytes:
    """One event, told apart by the appointment's id; a later SEQUENCE replaces an earlier one.

    No place and no names: calendars are often shared with a whole household. ``summary`` is the neutral word,
    ``now`` the stamp.
    """
    from icalendar import Calendar  # noqa: PLC0415 - eighty modules, which only the first such file needs

    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if appointment.is_cancelled else "PUBLISH")
    calendar.add_component(_event(appointment, summary, now))
    content: bytes = calendar.to_ical()
    return content


def _event(appointment: Appointment, summary: str, now: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - as just said

    event = Event()
    event.add("uid", str(appointment.id))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("sequence", appointment.sequence)
    event.add("summary", summary)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
