"""Putting right what is known of somebody in or around a family."""

from dataclasses import replace

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.errors import Unsuitable
from domain.people import Called, Person, PersonId, Role, check_person
from domain.secret import Secret
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


async def change_person(
    uow: Unit,
    who: CaseManager,
    *,
    person: PersonId,
    name: Secret,
    role: Role,
    called: Called,
    has_authority: bool = False,
) -> Person:
    """Put somebody's name, role, everyday word or authority right; what they chose themselves stays.

    Their conversation stays theirs, so a role never changes between one that has a conversation and one without.

    Raises:
        NotFound, NotAllowed: no such person for this actor. Unsuitable: no name, authority for somebody who cannot
        have it, or a role of another kind.
    """
    someone = await person_of(uow, person)
    scope = scope_of_family(await family_of(uow, someone.family), person)
    await permit(uow, who, Action.CHANGE_PERSON, scope, mode=Mode.UPDATE, kind="person", object_id=person)
    check_person(role, name, has_authority=has_authority)
    if any((role is kind) != (someone.role is kind) for kind in (Role.NETWORK_MEMBER, Role.YOUNG_PERSON)):
        raise Unsuitable(detail="role")
    changed = replace(someone, name=name, role=role, called=called, has_authority=has_authority)
    await uow.families.save_person(changed)
    return changed
