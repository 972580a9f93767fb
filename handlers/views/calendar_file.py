"""An appointment as a file for somebody's own calendar (ICS, RFC 5545): the bare time and one neutral word."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from domain.appointments import Appointment
from domain.people import Form
from handlers.views.view import Attachment, View
from locales.catalogue import text

FILENAME = "afspraak.ics"
MADE_BY = "-//afspraken//1.0//NL"


def calendar_view(appointment: Appointment, form: Form, *, now: datetime) -> View:
    """The file with one line about it; for a cancelled appointment the file takes it out again."""
    key = "calendar.withdrawn" if appointment.is_cancelled else "calendar.sent"
    return View(text(key, form), attachment=calendar_file(appointment, now=now))


def calendar_file(appointment: Appointment, *, now: datetime) -> Attachment:
    """One event, told apart by the appointment's id; a later SEQUENCE replaces an earlier one.

    No place and no names: calendars are often shared with a whole household. ``now`` is the stamp.
    """
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if appointment.is_cancelled else "PUBLISH")
    calendar.add_component(_event(appointment, now))
    return Attachment(FILENAME, calendar.to_ical())


def _event(appointment: Appointment, now: datetime) -> Event:
    event = Event()
    event.add("uid", str(appointment.id))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("sequence", appointment.sequence)
    event.add("summary", text("calendar.summary", Form.U))
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
