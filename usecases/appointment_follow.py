"""What hangs on an appointment follows when it changes: its meeting, its series, and who still has to hear of that."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from domain.appointments import Appointment, Kind, Told, effective_at
from domain.calendar import local
from domain.errors import Unsuitable
from domain.meetings import MeetingState
from domain.people import FamilyId
from domain.repeating import by_the_rule
from domain.series import Series, SeriesId
from usecases.followups import replan
from usecases.ports import Unit

AS_FAR_AS_ONE_PLANS = timedelta(days=731)


async def follow(uow: Unit, after: Appointment) -> None:
    """One appointment was moved, called off, or that was taken back; the rest of its series stays as it is."""
    await follow_meeting(uow, after)
    if after.series is None or after.slot is None:
        return
    one = await uow.series.get(after.series)
    if one is None:
        return
    if not after.apart:
        # Rows kept apart can differ; what their people get in a calendar is made from their own appointments.
        with suppress(Unsuitable):
            await uow.series.keep(replace(one, series=_with_exception(one.series, after)))
    await _pass_on(uow, after)


async def follow_meeting(uow: Unit, after: Appointment) -> None:
    """A meeting without its appointment is called off, and back with it."""
    if after.kind is not Kind.CIRCLE_MEETING:
        return
    meeting = await uow.meetings.of_appointment(after.id)
    if meeting is None or meeting.state not in (MeetingState.PLANNED, MeetingState.CALLED_OFF):
        return
    state = MeetingState.CALLED_OFF if after.is_cancelled else MeetingState.PLANNED
    if state is not meeting.state:
        await uow.meetings.keep(replace(meeting, state=state, revision=meeting.revision + 1))


async def rows_of(uow: Unit, family: FamilyId, series: SeriesId) -> tuple[Appointment, ...]:
    """The coming appointments of a series, also those called off; earliest first."""
    found = await uow.appointments.of_family(family, uow.now, uow.now + AS_FAR_AS_ONE_PLANS)
    return tuple(one for one in found if one.series == series and one.starts_at > uow.now)


def _with_exception(series: Series, after: Appointment) -> Series:
    slot = after.slot
    assert slot is not None  # noqa: S101 - the caller looked
    if after.is_cancelled:
        return series.without(slot)
    if after.starts_at == by_the_rule(series, slot):
        moved = tuple(one for one in series.moved if one.slot != slot)
        return replace(series, dropped=series.dropped - {slot}, moved=moved)
    there = local(after.starts_at)
    return series.with_moved(slot, there.date(), there.time())


async def _pass_on(uow: Unit, after: Appointment) -> None:
    """Who had not heard of the series yet hears of it with the next one; and not, when that was taken back."""
    assert after.series is not None  # noqa: S101 - the caller looked
    waiting = {side.person for side in after.attendances if side.told is None}
    for row in await rows_of(uow, after.family, after.series):
        here = waiting & set(row.people)
        if row.id == after.id or row.is_cancelled or row.starts_at < after.starts_at or not here:
            continue
        told = None if after.is_cancelled else Told(row.starts_at)
        if told is not None and uow.now >= row.effective_at:
            return
        sides = tuple(replace(s, told=told) if s.person in here else s for s in row.attendances)
        effective = effective_at(uow.now, row.starts_at)
        told_later = replace(row, attendances=sides, effective_at=effective)
        await uow.appointments.save(told_later)
        await replan(uow, told_later)
        waiting -= here
