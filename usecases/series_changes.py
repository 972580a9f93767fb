"""Changing a series from one on ("deze en volgende"): what was made follows, and each hears it once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.appointments import Appointment, AppointmentId, Attendance, Told, effective_at
from domain.calendar import local
from domain.errors import Outdated
from domain.followups import announcement
from domain.people import Family, PersonId, kept_apart
from domain.repeating import AppointmentSeries, next_look, paired, was_moved_by_hand
from domain.series import Series
from usecases.appointment_follow import follow_meeting, rows_of
from usecases.appointments import carry_out
from usecases.ports import Unit
from usecases.series_telling import Teller


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one appointment; ``slot`` is its new day in the new series, None when it has no place there."""

    before: Appointment
    slot: date | None
    starts_at: datetime

    @property
    def is_shifted(self) -> bool:
        """Whether people have to hear that it is elsewhere, or off."""
        return self.slot is None or self.starts_at != self.before.starts_at


async def change(
    uow: Unit, family: Family, one: AppointmentSeries, slot: date, fresh: AppointmentSeries
) -> AppointmentSeries:
    """From this slot on the series is ``fresh``; returns it as it is kept, with the exceptions that stay.

    Raises:
        Outdated: the series has ended. Unsuitable: it has no such slot.
    """
    rows = await _from(uow, family, one, slot)
    pairs = paired(one.series.after(slot), fresh.series, (row.slot for row in rows if row.slot))
    steps = [_step(one, fresh.series, row, pairs.get(row.slot) if row.slot else None) for row in rows]
    kept = replace(fresh, series=_with_exceptions(fresh.series, steps))
    await uow.series.keep(kept)
    await _shorten(uow, one, slot)
    teller = Teller(uow.ladder, uow.now, await _unheard(uow, family, one, slot))
    shifted = any(step.is_shifted for step in steps if not step.before.is_cancelled)
    came = frozenset(one.people)
    apart = len(kept_apart(await uow.families.flags_of(family.id), fresh.people)) > 1
    new = frozenset(fresh.people) - came
    doing = Change(family, kept, teller, apart=apart, shifted=shifted, new=new)
    for step in sorted(steps, key=lambda one_step: one_step.starts_at):
        await _take(uow, doing, step)
    return kept


async def end(uow: Unit, family: Family, one: AppointmentSeries, slot: date) -> AppointmentSeries:
    """From this slot on there is nothing of it; returns what is left.

    Raises:
        Outdated: the series has ended. Unsuitable: it has no such slot.
    """
    rows = await _from(uow, family, one, slot)
    one.series.after(slot)
    left = await _shorten(uow, one, slot)
    teller = Teller(uow.ladder, uow.now, await _unheard(uow, family, one, slot))
    for row in rows:
        if not row.is_cancelled:
            await _call_off(uow, family, row, teller)
    return left


async def _from(uow: Unit, family: Family, one: AppointmentSeries, slot: date) -> tuple[Appointment, ...]:
    if one.ended_at is not None:
        raise Outdated(detail="series")
    rows = await rows_of(uow, family.id, one.id)
    return tuple(row for row in rows if row.slot is not None and row.slot >= slot)


async def _unheard(uow: Unit, family: Family, one: AppointmentSeries, slot: date) -> frozenset[PersonId]:
    earlier = [row for row in await rows_of(uow, family.id, one.id) if row.slot and row.slot < slot]
    return frozenset(
        side.person
        for row in earlier
        if not row.is_cancelled
        for side in row.attendances
        if side.told is None
    )


async def _shorten(uow: Unit, one: AppointmentSeries, slot: date) -> AppointmentSeries:
    rest = one.series.before(slot)
    if rest is None:
        left = replace(one, ended_at=uow.now, look_at=None, revision=one.revision + 1)
    else:
        left = replace(one, series=rest, revision=one.revision + 1)
        left = replace(left, look_at=next_look(left, uow.now))
    await uow.series.keep(left)
    return left


def _step(one: AppointmentSeries, rule: Series, row: Appointment, slot: date | None) -> Step:
    by_hand = was_moved_by_hand(one, row)
    plain = replace(rule, dropped=frozenset(), moved=())
    stays = slot is None or by_hand or row.is_cancelled
    return Step(row, slot, row.starts_at if stays or slot is None else plain.occurrence(slot).starts_at)


def _with_exceptions(rule: Series, steps: Iterable[Step]) -> Series:
    """The new rule with what was called off, or moved by itself, at its new place in the row."""
    series = replace(rule, dropped=frozenset(), moved=())
    taken = {step.slot for step in steps if step.slot and not step.before.is_cancelled}
    for step in steps:
        if step.slot is None:
            continue
        there = local(step.starts_at)
        if step.before.is_cancelled:
            series = series if step.slot in taken else series.without(step.slot)
        elif step.starts_at != series.occurrence(step.slot).starts_at:
            series = series.with_moved(step.slot, there.date(), there.time())
    return series


@dataclass(frozen=True, slots=True)
class Change:
    """What holds for every appointment of one change; ``apart``: two of those who come may have no contact."""

    family: Family
    fresh: AppointmentSeries
    teller: Teller
    apart: bool
    shifted: bool
    new: frozenset[PersonId]
    joined: set[tuple[date, PersonId]] = field(default_factory=set)


async def _take(uow: Unit, change: Change, step: Step) -> None:
    row, fresh, teller = step.before, change.fresh, change.teller
    if row.is_cancelled:
        if step.slot is not None:
            await uow.appointments.save(replace(row, series=fresh.id, slot=step.slot))
        return
    if step.slot is None:
        # It belongs to no series any more, so that calling it off says nothing about the others.
        await _call_off(uow, change.family, replace(row, series=None, slot=None), teller)
        return
    joining = [] if row.apart else _joining(change, step.slot)
    stays = tuple(_told(change, step, side) for side in row.attendances if side.person in fresh.people)
    if not stays and (change.apart or not joining):
        await _call_off(uow, change.family, row, teller)
    else:
        for side in row.attendances:
            if side.person not in fresh.people:
                alone = replace(row, id=AppointmentId(uow.new_id()), attendances=(side,))
                await uow.appointments.add(alone)
                await _call_off(uow, change.family, alone, teller)
        together = () if change.apart else tuple(_new(change, step, person) for person in joining)
        await _put(uow, change, row, replace(_changed(uow, fresh, step), attendances=stays + together))
    for person in joining if change.apart else ():
        alone = replace(_changed(uow, fresh, step), id=AppointmentId(uow.new_id()), apart=True)
        alone = replace(alone, attendances=(_new(change, step, person),), made_at=uow.now)
        await uow.appointments.add(alone)
        await carry_out(uow, change.family, alone, alone, quiet=alone.of(person).told is not None)


def _joining(change: Change, slot: date) -> list[PersonId]:
    """Who did not come before and does now; of several rows of a slot, only the first takes them in."""
    found = [
        person
        for person in change.fresh.people
        if person in change.new and (slot, person) not in change.joined
    ]
    change.joined.update((slot, person) for person in found)
    return found


def _told(change: Change, step: Step, side: Attendance) -> Attendance:
    """Their side with what they count as told: the first that changes for them is announced, the others are not."""
    moved = side if step.starts_at == step.before.starts_at else Attendance(side.person, told=side.told)
    if side.told is None:
        change.teller.is_first(side.person)
        return moved
    if change.teller.is_first(side.person):
        # Of what stays where it is they hear anew when the ones after it do not, or when they heard of nothing yet.
        anew = side.person in change.teller.unheard or (change.shifted and not step.is_shifted)
        return replace(moved, told=None) if anew else moved
    return moved if change.teller.was_reminded(step.before) else replace(moved, told=Told(step.starts_at))


def _new(change: Change, step: Step, person: PersonId) -> Attendance:
    return Attendance(person, told=None if change.teller.is_first(person) else Told(step.starts_at))


def _changed(uow: Unit, fresh: AppointmentSeries, step: Step) -> Appointment:
    row = step.before
    same = (row.kind, row.minutes, row.obligatory, row.place, row.number)
    wanted = (fresh.kind, fresh.minutes, fresh.obligatory, fresh.place, fresh.number)
    if step.is_shifted:
        row = row.moved(step.starts_at, now=uow.now)
    else:
        sequence = row.sequence + (0 if same == wanted else 1)
        row = replace(row, sequence=sequence, effective_at=effective_at(uow.now, row.starts_at))
    return replace(
        row,
        kind=fresh.kind,
        minutes=fresh.minutes,
        obligatory=fresh.obligatory,
        place=fresh.place,
        number=fresh.number,
        series=fresh.id,
        slot=step.slot,
    )


async def _put(uow: Unit, change: Change, before: Appointment, after: Appointment) -> None:
    if after == replace(before, series=after.series, slot=after.slot, effective_at=after.effective_at):
        # Nothing about it changed: answers, reminders and buttons stay what they are.
        await uow.appointments.save(replace(before, series=after.series, slot=after.slot))
        return
    quiet = all(announcement(after, person) is None for person in after.people)
    await carry_out(uow, change.family, before, after, quiet=quiet)
    meeting = await uow.meetings.of_appointment(after.id) if change.fresh.meeting else None
    if meeting is not None and change.fresh.meeting is not None:
        kind, people = change.fresh.meeting, frozenset(after.people)
        same = replace(meeting, kind=kind, people=people, minutes=after.minutes, place=after.place)
        await uow.meetings.keep(same)


async def _call_off(uow: Unit, family: Family, row: Appointment, teller: Teller) -> None:
    off, sides = row.cancelled(now=uow.now), []
    for side in row.attendances:
        hears = teller.is_first(side.person) and side.person not in teller.unheard
        hears = hears or teller.was_reminded(row)
        quietly = side if side.told is None else replace(side, told=Told(row.starts_at, cancelled=True))
        sides.append(side if hears else quietly)
    after = replace(off, attendances=tuple(sides))
    quiet = all(announcement(after, person) is None for person in after.people)
    await carry_out(uow, family, row, after, quiet=quiet)
    await follow_meeting(uow, after)
