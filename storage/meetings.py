"""The drawer of meetings; what people say before and after them is in `storage/meeting_words.py`."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from domain.appointments import AppointmentId
from domain.meetings import Meeting, MeetingId, MeetingKind, MeetingState
from domain.people import FamilyId, ProfessionalId
from storage.desk import of_family
from storage.keeping import keeping
from storage.marks import is_sound, report, seal_of
from storage.meeting_words import MeetingWords
from storage.series_codec import instants_from_json, instants_to_json, people_from_json, set_to_json
from storage.statements import Row, Statement, changing
from storage.tables.meetings import meetings

TABLE = "meetings"
_KEEP = keeping(meetings)
_GET = Statement(select(meetings).where(meetings.c.id == bindparam("which")))
_OF_APPOINTMENT = Statement(
    select(meetings)
    .where(meetings.c.appointment == bindparam("of_appointment"))
    .order_by(meetings.c.id.desc())
    .limit(1)
)
_OF_FAMILY = Statement(
    select(meetings)
    .where(meetings.c.family == bindparam("of_family"))
    .order_by(meetings.c.made_at.desc(), meetings.c.id.desc())
)
_DUE = Statement(
    select(meetings.c.id)
    .where(meetings.c.look_at <= bindparam("now", type_=meetings.c.look_at.type))
    .order_by(meetings.c.look_at, meetings.c.id)
    .limit(bindparam("at_most"))
)
_NEXT_LOOK = Statement(select(func.min(meetings.c.look_at).label("at")))
_LET_REST = changing(meetings, "look_at")
_MARKED = tuple(column.name for column in meetings.c if column.name not in ("place", "mark"))


class MeetingsDrawer(MeetingWords):
    """The place is sealed with the key of the family; a meeting that was changed behind our back is as good as gone."""

    async def keep(self, meeting: Meeting) -> None:
        """Insert or replace."""
        row = _plain(meeting)
        owner = of_family(meeting.family)
        row["place"] = await self._desk.seal(owner, TABLE, meeting.id, "place", meeting.place)
        row["mark"] = self._desk.vault.mark(TABLE, *_values(row))
        self._desk.tx.later(_KEEP, **row)

    async def get(self, which: MeetingId) -> Meeting | None:
        """The meeting; None also when it was changed behind our back, and then nothing looks at it again."""
        row = await self._desk.tx.first(_GET, which=which)
        if row is None:
            return None
        meeting = await self._meeting(row)
        if meeting is None and row["look_at"] is not None and self._desk.tx.writing:
            # Otherwise it would be due for ever, and nothing could be told of it.
            self._desk.tx.later(_LET_REST, which=which, look_at=None)
        return meeting

    async def of_appointment(self, which: AppointmentId) -> Meeting | None:
        """The meeting that became this appointment."""
        row = await self._desk.tx.first(_OF_APPOINTMENT, of_appointment=which)
        return None if row is None else await self._meeting(row)

    async def of_family(self, family: FamilyId) -> tuple[Meeting, ...]:
        """Every meeting that is what was written, newest first."""
        rows = await self._desk.tx.all(_OF_FAMILY, of_family=family)
        found = [await self._meeting(row) for row in rows]
        return tuple(meeting for meeting in found if meeting is not None)

    async def due(self, now: datetime, limit: int) -> tuple[MeetingId, ...]:
        """Meetings to look at at or before ``now``, earliest first."""
        rows = await self._desk.tx.all(_DUE, now=now, at_most=limit)
        return tuple(MeetingId(row["id"]) for row in rows)

    async def next_look(self) -> datetime | None:
        """The first instant at which any meeting is to be looked at."""
        row = await self._desk.tx.first(_NEXT_LOOK)
        at: datetime | None = row["at"] if row else None
        return at

    async def _meeting(self, row: Row) -> Meeting | None:
        """The meeting again; without its place when only that cannot be read any more."""
        if not is_sound(self._desk.vault, TABLE, row, _values(row)):
            report(TABLE, row["id"])
            return None
        return Meeting(
            id=MeetingId(row["id"]),
            family=FamilyId(row["family"]),
            kind=MeetingKind(row["kind"]),
            people=frozenset(people_from_json(row["people"])),
            made_by=ProfessionalId(row["made_by"]),
            made_at=row["made_at"],
            minutes=row["minutes"],
            place=await self._desk.maybe(of_family(row["family"]), TABLE, row["id"], "place", row["place"]),
            state=MeetingState(row["state"]),
            options=instants_from_json(row["options"]),
            poll_until=row["poll_until"],
            appointment=None if row["appointment"] is None else AppointmentId(row["appointment"]),
            agreed_at=row["agreed_at"],
            revision=row["revision"],
            look_at=row["look_at"],
        )


def _plain(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "family": meeting.family,
        "kind": meeting.kind.value,
        "people": set_to_json(meeting.people),
        "made_by": meeting.made_by,
        "made_at": meeting.made_at,
        "minutes": meeting.minutes,
        "state": meeting.state.value,
        "options": instants_to_json(meeting.options),
        "poll_until": meeting.poll_until,
        "appointment": meeting.appointment,
        "agreed_at": meeting.agreed_at,
        "revision": meeting.revision,
        "look_at": meeting.look_at,
    }


def _values(row: Row) -> tuple[object, ...]:
    return (*(row[name] for name in _MARKED), seal_of(row["place"]))
