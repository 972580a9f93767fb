"""The calendar file: one event any calendar can read, which moves along and tells a household nothing."""

from dataclasses import replace

from icalendar import Calendar
from icalendar.cal import Component

from domain.people import Form
from handlers.views.calendar_file import calendar_file, calendar_view
from tests.handlers.views_gallery import ALIAS, LATER, NOW, NUMBER, PLACE, an_appointment


def _read(content: bytes) -> tuple[Component, Component]:
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_it_is_one_event_in_utc_with_a_neutral_name() -> None:
    calendar, event = _read(calendar_file(an_appointment(), now=NOW).content)
    assert event["DTSTART"].to_ical() == b"20270930T094500Z"
    assert event["DTEND"].to_ical() == b"20270930T214500Z"
    assert (str(event["SUMMARY"]), str(calendar["METHOD"])) == ("Afspraak", "PUBLISH")


def test_a_change_replaces_it_and_a_cancellation_takes_it_out() -> None:
    made = an_appointment()
    moved = made.moved(LATER, now=NOW)
    off = moved.cancelled(now=NOW)
    files = [_read(calendar_file(a, now=NOW).content) for a in (made, moved, off)]
    assert {str(event["UID"]) for _, event in files} == {str(made.id)}
    assert [event["SEQUENCE"] for _, event in files] == [3, 4, 5]
    assert [str(calendar["METHOD"]) for calendar, _ in files] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [str(event["STATUS"]) for _, event in files] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_it_holds_no_place_no_number_no_name() -> None:
    content = calendar_file(an_appointment(), now=NOW).content.decode()
    for revealing in (PLACE, NUMBER, ALIAS, "LOCATION", "ORGANIZER", "ATTENDEE", "DESCRIPTION", "Kring"):
        assert revealing.casefold() not in content.casefold()


def test_it_comes_with_a_line_that_says_what_it_does() -> None:
    view = calendar_view(an_appointment(), Form.JE, now=NOW)
    assert view.attachment is not None
    assert view.attachment.filename.endswith(".ics")
    assert "in je agenda" in view.text
    off = replace(an_appointment(), cancelled_at=NOW)
    assert "uit je agenda" in calendar_view(off, Form.JE, now=NOW).text
