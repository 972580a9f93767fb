"""Appointments that repeat: planned once, made eight weeks ahead, changed or ended from one of them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager, Clockwork, Participant
from domain.appointments import Appointment, AppointmentId
from domain.audit import Mode
from domain.errors import NotFound
from domain.meetings import MeetingKind
from domain.people import Family, FamilyId, Person
from domain.repeating import AppointmentSeries
from domain.series import Series, SeriesId
from domain.series_calendar import as_held, sequence_since, series_calendar
from usecases import attendance
from usecases.appointment_follow import AS_FAR_AS_ONE_PLANS, rows_of
from usecases.permission import allow, family_of, permit, scope_of_family
from usecases.planning import Filled
from usecases.ports import Unit
from usecases.series_changes import change, end
from usecases.series_planning import checked
from usecases.series_rows import make_more

__all__ = [
    "OwnSeries",
    "SeriesSeen",
    "change_from",
    "due",
    "end_from",
    "extend",
    "of_family",
    "own_series",
    "plan_series",
    "see",
]


@dataclass(frozen=True, slots=True)
class SeriesSeen:
    """A series as its gezinsmanager sees it; ``appointments`` are the coming ones, also those called off."""

    series: AppointmentSeries
    family: Family
    appointments: tuple[Appointment, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """What one person has of a series, for a calendar; see `domain.series_calendar`. ``is_off``: nothing of it."""

    id: SeriesId
    series: Series
    minutes: int
    sequence: int
    is_off: bool = False

    def file(self, summary: str, *, now: datetime) -> bytes:
        """The whole series as a file (ICS); ``summary`` is the neutral word, ``now`` the stamp (UTC)."""
        return series_calendar(
            self.series,
            self.minutes,
            summary,
            uid=self.id,
            now=now,
            sequence=self.sequence,
            is_off=self.is_off,
        )


async def plan_series(
    uow: Unit,
    who: CaseManager,
    *,
    family: FamilyId,
    filled: Filled,
    series: Series,
    meeting: MeetingKind | None = None,
) -> AppointmentSeries:
    """Plan appointments that repeat; ``series`` says when, so that the moment in ``filled`` is not looked at.

    Each of them is a meeting of the circle when ``meeting`` says which. The same form twice makes one series.

    Raises:
        NotFound, NotAllowed: no such family for this actor. NotTheFuture: the first one has passed.
        Unsuitable: a rule that cannot be, something missing, or somebody who takes no part now.
        KeptApart: two people who may have no contact in a meeting.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.PLAN_APPOINTMENT, scope, mode=Mode.CREATE, kind="appointment_series")
    fresh = await checked(uow, household, who.professional, filled, series, meeting)
    for before in await uow.series.of_family(household.id):
        same = (before.series, before.kind, before.people, before.meeting)
        if same == (fresh.series, fresh.kind, fresh.people, fresh.meeting):
            return before
    await uow.series.keep(fresh)
    return await make_more(uow, household, fresh)


async def due(uow: Unit, who: Clockwork, *, limit: int) -> Sequence[SeriesId]:
    """The series to look at now, the one that waited longest first."""
    allow(who, Action.RUN, Scope())
    return await uow.series.due(uow.now, limit)


async def extend(uow: Unit, who: Clockwork, *, series: SeriesId) -> None:
    """Make the appointments that the coming eight weeks lack; running it twice changes nothing."""
    allow(who, Action.RUN, Scope())
    one = await uow.series.get(series)
    if one is None or one.ended_at is not None:
        return
    await make_more(uow, await family_of(uow, one.family), one)


async def change_from(
    uow: Unit,
    who: CaseManager,
    *,
    series: SeriesId,
    slot: date,
    filled: Filled,
    series_new: Series,
) -> AppointmentSeries:
    """Change the one of this slot and all that follow ("deze en volgende"); those before it stay as they are.

    Returns the new series. The first that changed is told; one that was moved or called off by itself stays so.

    Raises:
        NotFound, NotAllowed: no such series for this actor. Outdated: it has ended.
        NotTheFuture, Unsuitable, KeptApart: as for planning one.
    """
    one, family = await _own(uow, who, series, Action.CHANGE_APPOINTMENT, Mode.UPDATE)
    fresh = await checked(uow, family, who.professional, filled, series_new, one.meeting)
    return await make_more(uow, family, await change(uow, family, one, slot, fresh))


async def end_from(uow: Unit, who: CaseManager, *, series: SeriesId, slot: date) -> AppointmentSeries:
    """Call off the one of this slot and all that follow; the first that people knew of tells them so.

    Raises:
        NotFound, NotAllowed: no such series for this actor. Outdated: it has ended. Unsuitable: it has no such slot.
    """
    one, family = await _own(uow, who, series, Action.CHANGE_APPOINTMENT, Mode.UPDATE)
    return await end(uow, family, one, slot)


async def see(uow: Unit, who: CaseManager, *, series: SeriesId) -> SeriesSeen:
    """A series with its coming appointments.

    Raises:
        NotFound, NotAllowed: no such series for this actor.
    """
    one, family = await _own(uow, who, series, Action.SEE_APPOINTMENT, Mode.READ)
    rows = await rows_of(uow, family.id, one.id)
    return SeriesSeen(one, family, rows, await uow.families.people_of(family.id))


async def of_family(uow: Unit, who: CaseManager, *, family: FamilyId) -> tuple[AppointmentSeries, ...]:
    """The series of a family that have not ended, oldest first.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.SEE_APPOINTMENT, scope, mode=Mode.READ, kind="appointment_series")
    return await uow.series.of_family(household.id)


async def own_series(uow: Unit, who: Participant, *, appointment_id: AppointmentId) -> OwnSeries | None:
    """The series of one's own appointment as one's own calendar should show it; None when it does not repeat.

    Raises:
        NotFound, NotAllowed: no such appointment for this actor.
    """
    found = await attendance.look_at(uow, who, appointment_id=appointment_id)
    one = None if found.series is None else await uow.series.get(found.series)
    if one is None or one.planned_until is None:
        return None
    rows = await uow.appointments.of_family(one.family, one.made_at, uow.now + AS_FAR_AS_ONE_PLANS)
    # What others have in a row of their own is no business of this calendar, so it is made from one's own rows.
    mine = {
        row.slot: row.starts_at
        for row in rows
        if row.series == one.id and row.slot and who.person in row.people and not row.is_cancelled
    }
    goes_on = one.ended_at is None and who.person in one.people
    series = as_held(one.series, mine, until=one.planned_until if goes_on else date.max)
    shown = one.series if series is None else series
    return OwnSeries(one.id, shown, one.minutes, sequence_since(one.made_at, uow.now), is_off=series is None)


async def _own(
    uow: Unit, who: CaseManager, which: SeriesId, action: Action, mode: Mode
) -> tuple[AppointmentSeries, Family]:
    one = await uow.series.get(which)
    if one is None:
        raise NotFound(detail="series")
    family = await family_of(uow, one.family)
    scope, kind = scope_of_family(family), "appointment_series"
    await permit(uow, who, action, scope, mode=mode, kind=kind, object_id=which)
    return one, family
