"""Two people who may have no contact from now on: they are in no poll, meeting or series of meetings together."""

from dataclasses import replace

from domain.appointments import Appointment
from domain.meetings import Meeting, MeetingState
from domain.people import Family, PersonId
from domain.repeating import AppointmentSeries
from domain.work_items import WorkKind
from usecases.meeting_parts import choose_when_all_said
from usecases.outbox import put_on_list
from usecases.ports import Unit
from usecases.series_rows import apart_key
from usecases.undelivered import SOON


async def part(uow: Unit, family: Family, one: PersonId, other: PersonId) -> int:
    """Part them; call it after `apart.take_apart`, which gives the one an appointment of their own.

    Out of a poll go both, and out of what a series would still make, until the gezinsmanager decides who comes. Of a
    meeting with a moment the one is no part any more. Returns how many there were.
    """
    parted = 0
    for meeting in await uow.meetings.of_family(family.id):
        if {one, other} <= meeting.people and meeting.state in (MeetingState.POLLING, MeetingState.PLANNED):
            await _part(uow, family, meeting, one, other)
            parted += 1
    for series in await uow.series.of_family(family.id):
        if series.meeting is not None and {one, other} <= set(series.people):
            await _leave_series(uow, family, series, {one, other})
            parted += 1
    return parted


async def _part(uow: Unit, family: Family, meeting: Meeting, one: PersonId, other: PersonId) -> None:
    appointment: Appointment | None = None
    if meeting.appointment is not None:
        appointment = await uow.appointments.readable(meeting.appointment)
    leaving = {one, other} if meeting.state is MeetingState.POLLING else {one}
    if appointment is not None and appointment.starts_at <= uow.now:
        # What has begun is past changing; nothing of it is shown from the one to the other.
        return
    rest = replace(meeting, people=meeting.people - leaving)
    await uow.meetings.keep(rest)
    await choose_when_all_said(uow, family, rest)
    soon = appointment is not None and appointment.starts_at <= uow.now + SOON
    await put_on_list(
        uow,
        family,
        WorkKind.MEETING_APART,
        key=f"apart:{meeting.id.hex}",
        person=one,
        appointment=appointment,
        urgent=soon,
    )


async def _leave_series(uow: Unit, family: Family, series: AppointmentSeries, leaving: set[PersonId]) -> None:
    stays = tuple(person for person in series.people if person not in leaving)
    await uow.series.keep(replace(series, people=stays, revision=series.revision + 1))
    await put_on_list(uow, family, WorkKind.MEETING_APART, key=apart_key(series))
