"""How an appointment and its attendances stand in rows, and what the mark of an appointment covers."""

from typing import Any

from domain.appointments import Answer, Appointment, Attendance, Told
from domain.people import PersonId
from storage.statements import Row
from storage.tables.appointments import appointments, attendances


def zipped(rows: list[Row], sides: list[Row]) -> list[tuple[Row, list[Row]]]:
    """Each appointment's row with the rows of its attendances."""
    people: dict[Any, list[Row]] = {row["id"]: [] for row in rows}
    for side in sides:
        people[side["appointment"]].append(side)
    return [(row, people[row["id"]]) for row in rows]


def values(row: Row, sides: list[Row] | list[dict[str, Any]]) -> tuple[object, ...]:
    """What the mark of an appointment covers: everything that is not sealed, attendances included.

    The mark of one that is of no series is as it was before there were any.
    """
    of_series = (row["series"], row["slot"])
    return (
        *(row[name] for name in _MARKED),
        tuple(tuple(side[name] for name in _MARKED_OF_SIDE) for side in sides),
        *(() if of_series == (None, None) else of_series),
    )


_MARKED = tuple(
    c.name for c in appointments.columns if c.name not in ("place", "number", "series", "slot", "mark")
)
_MARKED_OF_SIDE = tuple(c.name for c in attendances.columns)


def plain(appointment: Appointment) -> dict[str, Any]:
    """Its own columns, without what is sealed."""
    return {
        "id": appointment.id,
        "family": appointment.family,
        "kind": appointment.kind.value,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
        "minutes": appointment.minutes,
        "obligatory": appointment.obligatory,
        "made_by": appointment.made_by,
        "made_at": appointment.made_at,
        "effective_at": appointment.effective_at,
        "place_may_be_shown": appointment.place_may_be_shown,
        "apart": appointment.apart,
        "sequence": appointment.sequence,
        "cancelled_at": appointment.cancelled_at,
        "outcome": None if appointment.outcome is None else appointment.outcome.value,
        "series": appointment.series,
        "slot": appointment.slot,
    }


def sides_of(appointment: Appointment) -> list[dict[str, Any]]:
    """A row for each participant, in their order."""
    return [
        {
            "appointment": appointment.id,
            "position": position,
            "person": side.person,
            "answer": side.answer.value,
            "answered_at": side.answered_at,
            "proposal": side.proposal,
            "late_minutes": side.late_minutes,
            "told_starts_at": None if side.told is None else side.told.starts_at,
            "told_cancelled": side.told is not None and side.told.cancelled,
        }
        for position, side in enumerate(appointment.attendances)
    ]


def attendance(row: Row) -> Attendance:
    """One participant's side again."""
    told = None if row["told_starts_at"] is None else Told(row["told_starts_at"], row["told_cancelled"])
    return Attendance(
        person=PersonId(row["person"]),
        answer=Answer(row["answer"]),
        answered_at=row["answered_at"],
        proposal=row["proposal"],
        late_minutes=row["late_minutes"],
        told=told,
    )
