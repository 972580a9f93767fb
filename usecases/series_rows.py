"""Making the appointments of a series: each slot once, for who takes part, kept apart where that must be."""

from dataclasses import replace

from domain.appointments import Appointment, AppointmentId, Attendance, Told, effective_at
from domain.calendar import ONE_DAY, local
from domain.meetings import Meeting, MeetingId, MeetingState
from domain.people import Family, PersonId, kept_apart
from domain.repeating import APPOINTMENTS_AHEAD, AppointmentSeries, ends_soon_on, last_slot, next_look
from domain.series import Occurrence
from domain.work_items import WorkKind
from usecases.circle_people import takes_part
from usecases.followups import replan
from usecases.outbox import put_on_list
from usecases.planning import has_secret_address, list_unlinked
from usecases.ports import Unit


async def make_more(uow: Unit, family: Family, one: AppointmentSeries) -> AppointmentSeries:
    """Make what the coming eight weeks still lack, and say once that the end comes near.

    Only the first that was ever made is announced; the others count as told, so that of these only a change is heard.
    """
    today = local(uow.now).date()
    made = await uow.series.slots_made(one.id)
    horizon = today + APPOINTMENTS_AHEAD
    coming = [
        occurrence
        for occurrence in one.series.between(one.series.first, last_slot(one.series))
        if occurrence.starts_at > uow.now and occurrence.slot not in made
    ]
    wanted = [occurrence for occurrence in coming if occurrence.slot <= horizon]
    if not made and not wanted:
        # However far ahead a series begins, its first one is heard of when it is planned.
        wanted = coming[:1]
    groups, shown = await _groups(uow, family, one), not await has_secret_address(uow, family)
    for number, occurrence in enumerate(wanted):
        is_first = not made and number == 0
        for people in groups:
            row = _row(uow, one, occurrence, people, apart=len(groups) > 1, shown=shown)
            await _make(uow, family, one, row, is_first=is_first)
    until = max(horizon, one.planned_until or horizon, *(found.slot for found in wanted))
    return await _looked(uow, family, replace(one, planned_until=until))


async def _groups(uow: Unit, family: Family, one: AppointmentSeries) -> tuple[tuple[PersonId, ...], ...]:
    """Who comes together; two who may have no contact each on their own, and never in a meeting."""
    still = await takes_part(uow, family.id)
    people = tuple(person for person in one.people if person in still)
    groups = kept_apart(await uow.families.flags_of(family.id), people)
    if one.meeting is None or len(groups) <= 1:
        return groups
    if not await uow.work_items.was_put(apart_key(one)):
        await put_on_list(uow, family, WorkKind.MEETING_APART, key=apart_key(one))
    alone = {group[0] for group in groups if len(group) == 1}
    return tuple(group for group in groups if not alone & set(group))


def apart_key(one: AppointmentSeries) -> str:
    """Under which key it stands on a list that two of a series of meetings may have no contact."""
    return f"apart:{one.id.hex}"


def _row(
    uow: Unit,
    one: AppointmentSeries,
    occurrence: Occurrence,
    people: tuple[PersonId, ...],
    *,
    apart: bool,
    shown: bool,
) -> Appointment:
    told = Told(occurrence.starts_at)
    return Appointment(
        id=AppointmentId(uow.new_id()),
        family=one.family,
        kind=one.kind,
        starts_at=occurrence.starts_at,
        minutes=one.minutes,
        obligatory=one.obligatory,
        made_by=one.made_by,
        made_at=uow.now,
        effective_at=effective_at(uow.now, occurrence.starts_at),
        attendances=tuple(Attendance(person, told=told) for person in people),
        place=one.place,
        place_may_be_shown=shown,
        number=one.number,
        apart=apart and one.meeting is None,
        series=one.id,
        slot=occurrence.slot,
    )


async def _make(
    uow: Unit, family: Family, one: AppointmentSeries, row: Appointment, *, is_first: bool
) -> None:
    unheard = tuple(replace(side, told=None) for side in row.attendances)
    appointment = replace(row, attendances=unheard) if is_first else row
    await uow.appointments.add(appointment)
    await replan(uow, appointment)
    if is_first:
        await list_unlinked(uow, family, (appointment,))
    if one.meeting is not None:
        await uow.meetings.keep(
            Meeting(
                id=MeetingId(uow.new_id()),
                family=family.id,
                kind=one.meeting,
                people=frozenset(appointment.people),
                made_by=one.made_by,
                made_at=uow.now,
                minutes=one.minutes,
                place=one.place,
                state=MeetingState.PLANNED,
                appointment=appointment.id,
            )
        )


async def _looked(uow: Unit, family: Family, one: AppointmentSeries) -> AppointmentSeries:
    """The series with the next moment to look at it; over, when its last day has passed."""
    today, ends = local(uow.now).date(), ends_soon_on(one)
    over = last_slot(one.series) + ONE_DAY <= today
    if ends is not None and ends <= today and not over:
        key = f"series_ends:{one.id.hex}"
        if not await uow.work_items.was_put(key):
            await put_on_list(uow, family, WorkKind.SERIES_ENDS, key=key)
    fresh = replace(one, ended_at=uow.now if over else one.ended_at)
    fresh = replace(fresh, look_at=next_look(fresh, uow.now))
    await uow.series.keep(fresh)
    return fresh
