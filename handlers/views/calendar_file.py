"""An appointment as a file for somebody's own calendar, sent in the chat."""

from datetime import datetime

from domain import calendar_file as file
from domain.appointments import Appointment
from domain.people import Form
from handlers.views.view import Attachment, View
from locales.catalogue import text
from usecases.repeating import OwnSeries


def series_view(series: OwnSeries, form: Form, *, is_off: bool, now: datetime) -> View:
    """The file with the whole series; ``is_off``: it was asked for one of them that is off, and is not in it."""
    if series.is_off:
        said = text("calendar.series.withdrawn", form)
    else:
        said = text("calendar.series.without" if is_off else "calendar.series", form)
    content = series.file(text("calendar.summary", Form.U), now=now)
    return View(said, attachment=Attachment(file.FILENAME, content))


def calendar_view(appointment: Appointment, form: Form, *, now: datetime) -> View:
    """The file with one line about it; for a cancelled appointment the file takes it out again."""
    key = "calendar.withdrawn" if appointment.is_cancelled else "calendar.sent"
    return View(text(key, form), attachment=calendar_file(appointment, now=now))


def calendar_file(appointment: Appointment, *, now: datetime) -> Attachment:
    """The file itself; ``now`` is its stamp."""
    content = file.calendar_file(appointment, text("calendar.summary", Form.U), now=now)
    return Attachment(file.FILENAME, content)
