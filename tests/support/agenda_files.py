"""Reading a file for an agenda (ICS) as another program does."""

from datetime import UTC, datetime
from typing import Any

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # icalendar brings it, without types
from icalendar import Calendar

from domain.calendar import AMSTERDAM


def events_in(content: bytes) -> list[Any]:
    """The events that stand in it."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def sequences_in(content: bytes) -> set[int]:
    """The numbers by which a later file replaces an earlier one."""
    return {int(event["SEQUENCE"]) for event in events_in(content)}


def moments_in(content: bytes) -> list[datetime]:
    """When something begins by this file, in order (UTC): every occurrence of a series, or the one event."""
    events = events_in(content)
    if not events:
        return []
    master = next(event for event in events if "RECURRENCE-ID" not in event)
    start = master.decoded("DTSTART").replace(tzinfo=None)
    if "RRULE" not in master:
        return [master.decoded("DTSTART").astimezone(UTC)]
    rule = master["RRULE"].to_ical().decode()
    until = master["RRULE"]["UNTIL"][0].astimezone(AMSTERDAM).replace(tzinfo=None)
    # A rule in wall time: dateutil wants both ends without a zone.
    parts = [part for part in rule.split(";") if not part.startswith("UNTIL")]
    moments = set(rrulestr(";".join(parts), dtstart=start).between(start, until, inc=True)) | {start}
    left_out = master.get("EXDATE", [])
    for each in left_out if isinstance(left_out, list) else [left_out]:
        moments -= {one.dt.replace(tzinfo=None) for one in each.dts}
    elsewhere = [event for event in events if "RECURRENCE-ID" in event]
    for event in elsewhere:
        moments.remove(event.decoded("RECURRENCE-ID").replace(tzinfo=None))
    moments |= {event.decoded("DTSTART").replace(tzinfo=None) for event in elsewhere}
    return sorted(one.replace(tzinfo=AMSTERDAM).astimezone(UTC) for one in moments)
