"""The gezinsmanager's desk: what today and the coming days ask, with full names, each page in a few trips."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.absence import stands_in
from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager
from domain.appointments import Appointment, Attendance
from domain.audit import Mode
from domain.calendar import local, next_working_day
from domain.digest import digest_span
from domain.followups import unconfirmed
from domain.people import Family, FamilyId, Person
from domain.secret import Secret
from domain.work_items import WorkItem
from usecases.appointments import AHEAD
from usecases.entries import open_items
from usecases.permission import entrusted_to, permit
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class Side:
    """One participant, by full name, and their side of an appointment."""

    person: Person
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment with its family and everybody who takes part."""

    appointment: Appointment
    family: Family
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Something to do. ``person`` is known by name only when the family is one's own, or entrusted to one."""

    item: WorkItem
    family: Family | None
    person: Person | None
    is_own: bool
    appointment: Appointment | None

    @property
    def name(self) -> Secret | None:
        """Who it is about, where one may know."""
        return self.person.name if self.person is not None and self.is_own else None


@dataclass(frozen=True, slots=True)
class StandingIn:
    """For whom one reads along today, and the last day (Amsterdam) of that absence."""

    name: Secret
    last: date


@dataclass(frozen=True, slots=True)
class Today:
    """The day: its appointments, those soon that somebody has not confirmed, the list, and for whom one stands in."""

    day: date
    meetings: tuple[Meeting, ...]
    soon: tuple[Meeting, ...]
    work: tuple[Work, ...]
    standing_in: tuple[StandingIn, ...]


async def today(uow: Unit, who: CaseManager) -> Today:
    """What this day asks of a gezinsmanager, for their own families and those entrusted to them."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_DIGEST, scope, mode=Mode.READ, kind="desk")
    day = local(uow.now).date()
    start, end = digest_span(day)
    _, soon = digest_span(next_working_day(day))
    families = await _families_of(uow, who)
    found = await meetings(uow, families, await _planned(uow, who, start, soon))
    return Today(
        day=day,
        meetings=tuple(m for m in found if m.appointment.starts_at < end),
        soon=tuple(m for m in found if m.appointment.starts_at >= end and unconfirmed(m.appointment)),
        work=await _work(uow, who, families),
        standing_in=await _standing_in(uow, who),
    )


async def coming(uow: Unit, who: CaseManager) -> tuple[Meeting, ...]:
    """Every appointment from today on, of one's own families and of those entrusted to one."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_APPOINTMENT, scope, mode=Mode.READ, kind="appointment")
    start, _ = digest_span(local(uow.now).date())
    return await meetings(uow, await _families_of(uow, who), await _planned(uow, who, start, start + AHEAD))


async def _families_of(uow: Unit, who: CaseManager) -> dict[FamilyId, Family]:
    """One's own families and those entrusted to one today, by id."""
    found: dict[FamilyId, Family] = {}
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        found |= {family.id: family for family in await uow.families.families(owner)}
    return found


async def meetings(
    uow: Unit, families: dict[FamilyId, Family], appointments: tuple[Appointment, ...]
) -> tuple[Meeting, ...]:
    """These appointments with names, however many, in one trip; of other families than these there is none."""
    known = tuple(a for a in appointments if a.family in families)
    people = await uow.families.several(s.person for a in known for s in a.attendances)
    return tuple(
        Meeting(
            appointment,
            families[appointment.family],
            tuple(Side(people[s.person], s) for s in appointment.attendances if s.person in people),
        )
        for appointment in known
    )


async def _planned(
    uow: Unit, who: CaseManager, starting_from: datetime, until: datetime
) -> tuple[Appointment, ...]:
    found: list[Appointment] = []
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        found += await uow.appointments.of_case_manager(owner, starting_from, until)
    return tuple(sorted(found, key=lambda appointment: appointment.starts_at))


async def _work(uow: Unit, who: CaseManager, own: dict[FamilyId, Family]) -> tuple[Work, ...]:
    items = await open_items(uow, who)
    # A team without a leader shares its list: then there are families on it that are nobody's here.
    others = {i.family for i in items if i.family is not None and i.family not in own}
    strangers = {which: await uow.families.family(which) for which in others}
    people = await uow.families.several(i.person for i in items if i.person is not None)
    about = {a.id: a for a in await uow.appointments.several({i.appointment for i in items if i.appointment})}
    return tuple(
        Work(
            item=item,
            family=None if item.family is None else own.get(item.family) or strangers[item.family],
            person=None if item.person is None else people.get(item.person),
            is_own=item.family in own,
            appointment=None if item.appointment is None else about.get(item.appointment),
        )
        for item in items
    )


async def _standing_in(uow: Unit, who: CaseManager) -> tuple[StandingIn, ...]:
    day = local(uow.now).date()
    absences = await uow.absences.from_day(day)
    found: list[StandingIn] = []
    for absence in absences:
        if not absence.covers(day) or stands_in(absences, absence.professional, day) != who.professional:
            continue
        colleague = await uow.organisation.professional(absence.professional)
        if colleague is not None:
            found.append(StandingIn(colleague.name, absence.last))
    return tuple(found)
