"""The copy that one person has of a version of the plan: read, answered, and what others say beside it."""

from dataclasses import replace
from typing import NoReturn
from uuid import UUID

from domain.actions import Action
from domain.actors import Talker
from domain.audit import Mode
from domain.people import Called, Family, Flag, Person
from domain.plan_copies import PlanCopy
from domain.plan_views import given, sees_reaction
from domain.plans import PlanChanged, PlanVersion, PlanVersionId
from domain.secret import Secret
from domain.work_items import WorkKind
from usecases.outbox import put_on_list
from usecases.permission import refuse, scope_of_family
from usecases.plan_desk import copy_of, version_of
from usecases.ports import Unit


async def own_copy(uow: Unit, family: Family, who: Talker, which: PlanVersionId) -> PlanCopy:
    """The copy of a version that is before this person.

    Raises:
        PlanChanged: another version came in its place, or it is being written anew.
        NotFound, NotAllowed: there is none, or it was never theirs.
    """
    version = await version_of(uow, which)
    if version.family != family.id or who.person not in version.text.people:
        not_theirs(uow, family, who, which)
    if which not in {each.id for each in given(await uow.plans.of(family.id))}:
        raise PlanChanged
    return await copy_of(uow, which, who.person)


def not_theirs(uow: Unit, family: Family, who: Talker, which: UUID) -> NoReturn:
    """Refuse what stands in no plan that is before this person, or in nobody's; that they asked is logged.

    Raises:
        NotAllowed: always.
    """
    scope = scope_of_family(family, who.person)
    refuse(uow, who, Action.RESPOND_PLAN, scope, mode=Mode.UPDATE, kind="plan", object_id=which)


async def read_copy(uow: Unit, person: Person, version: PlanVersion) -> tuple[PlanCopy, bool]:
    """Their copy, read by now, and whether that is news."""
    copy = await copy_of(uow, version.id, person.id)
    if copy.read_at is not None:
        return copy, False
    read = replace(copy, delivered_at=copy.delivered_at or uow.now, read_at=uow.now)
    await uow.plan_copies.save(read)
    return read, True


async def reactions_for(
    uow: Unit, person: Person, versions: tuple[PlanVersionId, ...], flags: tuple[Flag, ...]
) -> tuple[tuple[Called, Secret], ...]:
    """The own views of others that this person may read, with the everyday word for who has them."""
    called = {one.id: one.called for one in await uow.families.people_of(person.family)}
    return tuple(
        [
            (called[copy.person], copy.reaction)
            for version in versions
            for copy in await uow.plan_copies.of(version)
            if copy.person != person.id and copy.reaction is not None
            if copy.person in called and sees_reaction(copy, person.id, flags)
        ]
    )


async def look_first(uow: Unit, family: Family, person: Person, *, key: str) -> None:
    """Words of danger: have somebody look at this before anything else."""
    key = f"{WorkKind.POSSIBLY_URGENT.value}:{key}:{person.id.hex}"
    await put_on_list(uow, family, WorkKind.POSSIBLY_URGENT, key=key, person=person.id, urgent=True)
