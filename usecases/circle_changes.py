"""What a gezinsmanager changes about somebody's part in the circle; everything is kept in its history."""

from dataclasses import dataclass, replace
from datetime import date, time

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.calendar import at_local, local
from domain.circle import (
    LONGEST_PURPOSE,
    CircleEvent,
    CircleStep,
    MemberEnd,
    MemberKind,
    Membership,
    MemberState,
    check_called,
    check_until,
)
from domain.errors import NotFound, Unsuitable
from domain.linking import Recipient
from domain.neutral import check_neutral
from domain.notices_circle import MemberProlonged
from domain.people import Called, Family, FamilyId, Person, PersonId, Role, check_person
from domain.secret import Secret
from usecases.circle_people import membership_of, returns_key, stays_key
from usecases.handing_over import give_back, release
from usecases.leaving import end_part
from usecases.meeting_parts import choose_when_all_said
from usecases.outbox import tell_person
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody to take part: ``purpose`` in neutral words, ``until`` the last day (Amsterdam)."""

    name: Secret
    called: Called
    kind: MemberKind
    purpose: Secret
    until: date


async def add_member(
    uow: Unit,
    who: CaseManager,
    *,
    family: FamilyId,
    name: Secret,
    called: Called,
    kind: MemberKind,
    purpose: Secret,
    until: date,
) -> Person:
    """Somebody whom nobody proposed here; ``until`` is the last day (Amsterdam).

    Raises:
        NotFound, NotAllowed: no such family for this actor.
        Unsuitable, NotNeutral: a name, everyday word, purpose or end that cannot be.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.CHANGE_CIRCLE, scope, mode=Mode.CREATE, kind="membership")
    return await add(uow, household, NewMember(name, called, kind, purpose, until), who)


async def add(uow: Unit, household: Family, new: NewMember, by: CaseManager) -> Person:
    """Keep the person and that they are to be invited; who calls this has asked already who may."""
    check_person(Role.NETWORK_MEMBER, new.name, has_authority=False)
    person = Person(
        id=PersonId(uow.new_id()),
        family=household.id,
        role=Role.NETWORK_MEMBER,
        called=check_called(new.called),
        name=Secret(new.name.reveal().strip()),
    )
    purpose = await _checked(uow, household, new.purpose, person.name)
    until = check_until(new.until, local(uow.now).date())
    made = Membership(person.id, household.id, uow.now, new.kind, purpose)
    await uow.families.add_person(person)
    await _keep(uow, by, made.prolonged(until), CircleStep.INVITED)
    return person


async def change_member(
    uow: Unit, who: CaseManager, *, person: PersonId, purpose: Secret, until: date
) -> Membership:
    """Put right what somebody takes part for and until which day.

    Raises:
        NotFound, NotAllowed: no such member for this actor. Outdated: it has ended.
        Unsuitable, NotNeutral: a purpose or an end that cannot be.
    """
    someone, household, found = await _member(uow, who, person)
    words = await _checked(uow, household, purpose, someone.name)
    fresh = replace(found, purpose=words)
    if until != found.until or found.state is MemberState.ENDED:
        return await _prolong(uow, who, fresh, until)
    await uow.circle.save(fresh)
    return fresh


async def prolong(uow: Unit, who: CaseManager, *, person: PersonId, until: date) -> Membership:
    """They go on until another last day (Amsterdam); before that they are asked anew.

    Raises:
        NotFound, NotAllowed: no such member for this actor. Outdated: it has ended. Unsuitable: no such day.
    """
    _, _, found = await _member(uow, who, person)
    return await _prolong(uow, who, found, until)


async def step_back(uow: Unit, who: CaseManager, *, person: PersonId, back_on: date) -> Membership:
    """They take no part until that day (Amsterdam), on which they are asked back; what they held goes to others.

    Raises:
        NotFound, NotAllowed: no such member for this actor. Outdated: they take no part now.
        Unsuitable: the day is not ahead, or after the end.
    """
    someone, household, found = await _member(uow, who, person)
    check_until(back_on, local(uow.now).date(), place="back_on")
    if found.until is not None and back_on > found.until:
        raise Unsuitable(detail="back_on")
    fresh = await _keep(uow, who, found.stepped_back(back_on), CircleStep.STEPPED_BACK)
    by = Recipient(professional=who.professional)
    await release(uow, household, someone.id, by=by, until=at_local(back_on, time()))
    for meeting in await uow.meetings.of_family(household.id):
        if person in meeting.people:
            await choose_when_all_said(uow, household, meeting)
    await uow.work_items.close_by_key(returns_key(person), uow.now)
    return fresh


async def bring_back(
    uow: Unit, who: CaseManager, *, person: PersonId, until: date | None = None
) -> Membership:
    """They take part again: at once after stepping back; after an end they are to be invited anew, ``until`` a day.

    Raises:
        NotFound, NotAllowed: no such member for this actor. Outdated: they take part already.
        Unsuitable: no such day.
    """
    _, household, found = await _member(uow, who, person)
    if found.state is MemberState.ENDED:
        if until is None:
            raise Unsuitable(detail="until")
        anew = Membership(person, found.family, uow.now, found.kind, found.purpose)
        return await _keep(
            uow, who, anew.prolonged(check_until(until, local(uow.now).date())), CircleStep.INVITED
        )
    fresh = await _keep(uow, who, found.returned(), CircleStep.RETURNED)
    await give_back(uow, household, person, by=Recipient(professional=who.professional))
    await uow.work_items.close_by_key(returns_key(person), uow.now)
    return fresh


async def remove(uow: Unit, who: CaseManager, *, person: PersonId) -> None:
    """They take no part any more, from this moment on; what they held goes to others. Twice changes nothing.

    Raises:
        NotFound, NotAllowed: no such member for this actor.
    """
    someone, household, found = await _member(uow, who, person)
    by = Recipient(professional=who.professional)
    await end_part(uow, household, someone, found, MemberEnd.REMOVED, by=by)


async def _prolong(uow: Unit, who: CaseManager, found: Membership, until: date) -> Membership:
    day = check_until(until, local(uow.now).date())
    fresh = await _keep(uow, who, found.prolonged(day), CircleStep.PROLONGED)
    await uow.work_items.close_by_key(stays_key(found.person), uow.now)
    if found.goes_on and day != found.until:
        notice, key = MemberProlonged(found.person, day), f"prolonged:{day.isoformat()}"
        await tell_person(uow, found.person, notice, key=key, appointment=None, until=fresh.over_at)
    return fresh


async def _keep(uow: Unit, who: CaseManager, fresh: Membership, step: CircleStep) -> Membership:
    await uow.circle.save(fresh)
    by = Recipient(professional=who.professional)
    await uow.circle.note(CircleEvent(fresh.person, fresh.family, step, uow.now, by))
    return fresh


async def _checked(uow: Unit, household: Family, purpose: Secret, *own: Secret) -> Secret:
    """The purpose, if it can be shown in a chat: it names nobody, also not the member."""
    people = await uow.families.people_of(household.id)
    names = (*own, *(p.name for p in people), *(p.name for p in await uow.organisation.professionals()))
    return check_neutral(purpose, names, longest=LONGEST_PURPOSE, place="purpose")


async def _member(uow: Unit, who: CaseManager, which: PersonId) -> tuple[Person, Family, Membership]:
    person = await person_of(uow, which)
    household = await family_of(uow, person.family)
    scope, kind = scope_of_family(household, which), "membership"
    await permit(uow, who, Action.CHANGE_CIRCLE, scope, mode=Mode.UPDATE, kind=kind, object_id=which)
    if person.role is not Role.NETWORK_MEMBER:
        raise NotFound(detail="membership")
    return person, household, await membership_of(uow, person)
