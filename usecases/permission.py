"""Asking the rulebook before acting, and writing down what was done or refused, in the same transaction."""

from dataclasses import replace
from typing import NoReturn
from uuid import UUID

from domain.absence import entrusted_with, stands_in
from domain.access import Refused, Scope, decide
from domain.actions import Action
from domain.actors import Actor, CaseManager, NetworkMember, Parent, TeamLeader, YoungPerson
from domain.appointments import Appointment
from domain.audit import AuditEvent, Mode, Result
from domain.calendar import local
from domain.errors import NotAllowed, NotFound
from domain.people import Family, FamilyId, Person, PersonId, ProfessionalId
from usecases.ports import Unit


def allow(who: Actor, action: Action, scope: Scope) -> None:
    """Let Kring itself through, or refuse; its looking around is no event, only what it changes is.

    Raises:
        NotAllowed: no rule allows it.
    """
    if isinstance(decide(who, action, scope), Refused):
        raise NotAllowed(detail=action.value)


async def permit(
    uow: Unit,
    who: Actor,
    action: Action,
    scope: Scope,
    *,
    mode: Mode,
    kind: str = "",
    object_id: UUID | None = None,
) -> None:
    """Let the actor through or refuse, and log either.

    Raises:
        NotAllowed: no rule allows it; the refusal is logged although everything else is rolled back.
    """
    scope = await _with_stand_in(uow, who, scope)
    verdict = decide(who, action, scope)
    if isinstance(verdict, Refused):
        refuse(uow, who, action, scope, mode=mode, kind=kind, object_id=object_id)
    ground = verdict.ground.value
    await uow.audit.append(_event(uow, who, action, scope, mode, kind, object_id, ground=ground))


def refuse(
    uow: Unit,
    who: Actor,
    action: Action,
    scope: Scope,
    *,
    mode: Mode,
    kind: str = "",
    object_id: UUID | None = None,
) -> NoReturn:
    """Refuse what the matrix alone would allow, or does not; the refusal is logged.

    Raises:
        NotAllowed: always.
    """
    uow.refused(_event(uow, who, action, scope, mode, kind, object_id, ground=None))
    raise NotAllowed(detail=action.value)


def _event(
    uow: Unit,
    who: Actor,
    action: Action,
    scope: Scope,
    mode: Mode,
    kind: str,
    object_id: UUID | None,
    *,
    ground: str | None,
) -> AuditEvent:
    """One line of the log; without a ground it was refused."""
    return AuditEvent(
        at=uow.now,
        event=action.value,
        mode=mode,
        result=Result.REFUSED if ground is None else Result.DONE,
        role=type(who).__name__,
        actor=actor_id(who),
        ground=ground or "",
        family=scope.family,
        person=next(iter(scope.people)) if len(scope.people) == 1 else None,
        object_kind=kind,
        object_id=object_id,
    )


async def _with_stand_in(uow: Unit, who: Actor, scope: Scope) -> Scope:
    """The scope with whoever reads along today; it is only looked up where it can matter."""
    if not isinstance(who, CaseManager) or scope.case_manager in (None, who.professional):
        return scope
    return replace(scope, stand_in=await stand_in_of(uow, scope.case_manager))


async def stand_in_of(uow: Unit, professional: ProfessionalId) -> ProfessionalId | None:
    """Who reads along today for this professional; None while they are there themselves."""
    today = local(uow.now).date()
    return stands_in(await uow.absences.from_day(today), professional, today)


async def entrusted_to(uow: Unit, professional: ProfessionalId) -> frozenset[ProfessionalId]:
    """For which colleagues this professional reads along today."""
    today = local(uow.now).date()
    return entrusted_with(await uow.absences.from_day(today), professional, today)


def actor_id(who: Actor) -> UUID | None:
    """The id under which an actor stands in the log; None for a stranger, an administrator and Kring itself."""
    match who:
        case Parent() | YoungPerson() | NetworkMember():
            return who.person
        case CaseManager() | TeamLeader():
            return who.professional
        case _:
            return None


async def family_of(uow: Unit, which: FamilyId) -> Family:
    """The family.

    Raises:
        NotFound: there is none.
    """
    family = await uow.families.family(which)
    if family is None:
        raise NotFound(detail="family")
    return family


async def person_of(uow: Unit, which: PersonId) -> Person:
    """The person.

    Raises:
        NotFound: there is none.
    """
    person = await uow.families.person(which)
    if person is None:
        raise NotFound(detail="person")
    return person


def scope_of_family(family: Family, *people: PersonId) -> Scope:
    """Whose a thing of this family is; ``people`` are those it belongs to themselves."""
    return Scope(family.id, family.case_manager, family.team, frozenset(people))


async def scope_of_appointment(uow: Unit, appointment: Appointment) -> tuple[Family, Scope]:
    """The family of an appointment, and whose it is: its participants' and its gezinsmanager's."""
    family = await family_of(uow, appointment.family)
    return family, scope_of_family(family, *appointment.people)
