"""The gezinsmanager's families: all of them at a glance, one of them with everybody in it, and finding one."""

from dataclasses import dataclass
from datetime import timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.glance import GLANCE_BACK, Glance
from domain.linking import Recipient
from domain.people import Family, FamilyId, Flag, Person, PersonId, Professional, ProfessionalId
from domain.reach import Reach, WindowState, reach_of, window_state
from domain.secret import Secret
from domain.threads import Thread
from usecases.desk import Meeting, meetings
from usecases.permission import entrusted_to, family_of, permit, person_of, scope_of_family
from usecases.ports import Unit

AHEAD = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family among many; ``instead_of`` is the colleague for whom one stands in."""

    family: Family
    glance: Glance
    instead_of: Secret | None


@dataclass(frozen=True, slots=True)
class Card:
    """One person as their gezinsmanager sees them: who they are, how they are reached, how their thread stands."""

    person: Person
    flags: tuple[Flag, ...]
    apart_from: tuple[Person, ...]
    reach: Reach
    window: WindowState
    thread: Thread | None


@dataclass(frozen=True, slots=True)
class Household:
    """A family with everybody in it and its appointments; ``past`` is newest first."""

    family: Family
    case_manager: Professional | None
    is_own: bool
    cards: tuple[Card, ...]
    coming: tuple[Meeting, ...]
    past: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person, with the others of the family, for what is between two people."""

    family: Family
    card: Card
    others: tuple[Person, ...]


async def see_all(uow: Unit, who: CaseManager) -> tuple[FamilyRow, ...]:
    """One's own families, then those of colleagues for whom one stands in; nothing that is sealed is opened."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_FAMILY, scope, mode=Mode.READ, kind="family")
    rows: list[FamilyRow] = []
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        rows += await _rows(uow, owner, None if owner == who.professional else owner)
    return tuple(rows)


async def search(uow: Unit, who: CaseManager, *, words: Secret) -> tuple[FamilyRow, ...]:
    """Those families whose alias, symbol, or one of whose people's names holds these words."""
    wanted = words.reveal().strip().casefold()
    rows = await see_all(uow, who)
    if not wanted:
        return rows
    people = await uow.families.people_in([row.family.id for row in rows])
    return tuple(row for row in rows if _is_meant(row.family, people[row.family.id], wanted))


async def see(uow: Unit, who: CaseManager, *, family: FamilyId) -> Household:
    """One family.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.SEE_FAMILY, scope, mode=Mode.READ, kind="family", object_id=family)
    people = await uow.families.people_of(family)
    flags = await uow.families.flags_of(family)
    planned = await uow.appointments.of_family(family, uow.now - GLANCE_BACK, uow.now + AHEAD)
    found = await meetings(uow, {family: household}, planned)
    return Household(
        family=household,
        case_manager=await uow.organisation.professional(household.case_manager),
        is_own=household.case_manager == who.professional,
        cards=tuple([await _card(uow, person, people, flags) for person in people]),
        coming=tuple(m for m in found if uow.now < m.appointment.ends_at and not m.appointment.is_cancelled),
        past=tuple(
            m for m in reversed(found) if m.appointment.ends_at <= uow.now or m.appointment.is_cancelled
        ),
    )


async def see_person(uow: Unit, who: CaseManager, *, person: PersonId) -> PersonPage:
    """One person.

    Raises:
        NotFound, NotAllowed: no such person for this actor.
    """
    someone = await person_of(uow, person)
    family = await family_of(uow, someone.family)
    scope = scope_of_family(family, person)
    await permit(uow, who, Action.SEE_FAMILY, scope, mode=Mode.READ, kind="person", object_id=person)
    people = await uow.families.people_of(family.id)
    card = await _card(uow, someone, people, await uow.families.flags_of(family.id))
    return PersonPage(family, card, tuple(p for p in people if p.id != person))


async def _rows(uow: Unit, owner: ProfessionalId, instead_of: ProfessionalId | None) -> list[FamilyRow]:
    families = await uow.families.families(owner)
    glances = await uow.glances.of_case_manager(owner, uow.now)
    colleague = None if instead_of is None else await uow.organisation.professional(instead_of)
    return [
        FamilyRow(
            family=family,
            glance=glances.get(family.id, Glance()),
            instead_of=None if colleague is None else colleague.name,
        )
        for family in families
    ]


async def _card(uow: Unit, person: Person, people: tuple[Person, ...], flags: tuple[Flag, ...]) -> Card:
    own = tuple(flag for flag in flags if person.id in (flag.person, flag.other))
    apart = {which for flag in own for which in (flag.person, flag.other)} - {person.id, None}
    holder = Recipient(person=person.id)
    link, invitations = await uow.links.of(holder), await uow.invitations.open_for(holder)
    return Card(
        person=person,
        flags=own,
        apart_from=tuple(p for p in people if p.id in apart),
        reach=reach_of(person, own, link, invitations, uow.now),
        window=window_state(await uow.keyrings.of(person.id), uow.now),
        thread=await uow.threads.of_person(person.id),
    )


def _is_meant(family: Family, people: tuple[Person, ...], wanted: str) -> bool:
    names = (family.alias, family.symbol, *(person.name.reveal() for person in people))
    return any(wanted in name.casefold() for name in names)
