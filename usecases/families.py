"""Families and the people around them, with the flags that keep them safe."""

from dataclasses import replace
from datetime import timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import Administrator, CaseManager
from domain.audit import Mode
from domain.errors import AliasTaken, NotFound, Unsuitable
from domain.names import is_alias, is_symbol, same_symbol
from domain.people import (
    DEFAULT_CALLED,
    Called,
    Family,
    FamilyId,
    Flag,
    FlagKind,
    Form,
    Person,
    PersonId,
    Preferences,
    ProfessionalId,
    ProfessionalRole,
    Role,
    check_person,
)
from domain.secret import Secret
from usecases import apart_meetings, apart_tasks
from usecases.apart import take_apart
from usecases.permission import entrusted_to, family_of, permit, person_of, scope_of_family
from usecases.ports import Unit

A_LONG_TIME = timedelta(days=731)


async def add_family(
    uow: Unit,
    who: Administrator | CaseManager,
    *,
    alias: str,
    symbol: str,
    case_manager: ProfessionalId,
) -> Family:
    """Add a family under a gezinsmanager, with the alias and symbol that stand for it in chat.

    A gezinsmanager adds one for themselves, never for a colleague.

    Raises:
        AliasTaken: another family has it. Unsuitable: not one word, or not one symbol. NotFound: no such
        gezinsmanager.
    """
    scope = Scope(case_manager=case_manager)
    await permit(uow, who, Action.ADD_FAMILY, scope, mode=Mode.CREATE, kind="family")
    await _check_names(uow, alias, symbol)
    professional = await uow.organisation.professional(case_manager)
    if professional is None or professional.role is not ProfessionalRole.CASE_MANAGER:
        raise NotFound(detail="case_manager")
    family = Family(FamilyId(uow.new_id()), alias, symbol, professional.team, professional.id)
    await uow.families.add_family(family)
    return family


async def change_family(uow: Unit, who: CaseManager, *, family: FamilyId, alias: str, symbol: str) -> Family:
    """Give a family another alias or symbol.

    Raises:
        NotFound, NotAllowed: no such family for this actor. AliasTaken, Unsuitable: as when it is added.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.CHANGE_FAMILY, scope, mode=Mode.UPDATE, kind="family", object_id=family)
    await _check_names(uow, alias, symbol, but=family)
    changed = replace(household, alias=alias, symbol=symbol)
    await uow.families.save_family(changed)
    return changed


async def _check_names(uow: Unit, alias: str, symbol: str, *, but: FamilyId | None = None) -> None:
    if not is_alias(alias):
        raise Unsuitable(detail="alias")
    if not is_symbol(symbol):
        raise Unsuitable(detail="symbol")
    for other in await uow.families.families():
        if other.id == but:
            continue
        if same_symbol(other.symbol, symbol) or other.alias.casefold() == alias.casefold():
            raise AliasTaken


async def add_person(
    uow: Unit,
    who: Administrator | CaseManager,
    *,
    family: FamilyId,
    role: Role,
    name: Secret,
    called: Called | None = None,
    has_authority: bool = False,
) -> Person:
    """Add somebody to a family; a young person is addressed with *je*, everybody else with *u*.

    Raises:
        NotFound, NotAllowed: no such family for this actor. Unsuitable: authority for somebody who cannot have it.
    """
    household = await family_of(uow, family)
    await permit(uow, who, Action.ADD_PERSON, scope_of_family(household), mode=Mode.CREATE, kind="person")
    check_person(role, name, has_authority=has_authority)
    form = Form.JE if role is Role.YOUNG_PERSON else Form.U
    person = Person(
        id=PersonId(uow.new_id()),
        family=family,
        role=role,
        called=called or DEFAULT_CALLED[role],
        name=name,
        has_authority=has_authority,
        preferences=Preferences(form=form),
    )
    await uow.families.add_person(person)
    return person


async def set_flag(
    uow: Unit,
    who: Administrator | CaseManager,
    *,
    kind: FlagKind,
    person: PersonId,
    other: PersonId | None = None,
) -> Flag:
    """Put a flag on a person, or between two people of one family; it has effect at once.

    Raises:
        NotFound, NotAllowed: no such person for this actor. Unsuitable: a no-contact flag needs two people.
    """
    someone = await person_of(uow, person)
    family = await family_of(uow, someone.family)
    scope = scope_of_family(family, person)
    await permit(uow, who, Action.CHANGE_FLAG, scope, mode=Mode.CREATE, kind="flag")
    if (kind is FlagKind.NO_CONTACT) != (other is not None) or other == person:
        raise Unsuitable(detail="other")
    if other is not None and (await person_of(uow, other)).family != family.id:
        raise NotFound(detail="person")
    flag = Flag(uow.new_id(), family.id, kind, person, other, uow.now)
    await uow.families.add_flag(flag)
    if kind is FlagKind.SECRET_ADDRESS:
        await _hide_places(uow, family)
    if other is not None:
        await take_apart(uow, family, person, other)
        await apart_tasks.part(uow, family, person, other)
        await apart_meetings.part(uow, family, person, other)
    return flag


async def _hide_places(uow: Unit, family: Family) -> None:
    """What was planned before the address became secret must not show its place any more either."""
    around = uow.now - A_LONG_TIME, uow.now + A_LONG_TIME
    for appointment in await uow.appointments.of_case_manager(family.case_manager, *around):
        if appointment.family == family.id and appointment.place_may_be_shown:
            await uow.appointments.save(replace(appointment, place_may_be_shown=False))


async def lift_flag(
    uow: Unit,
    who: Administrator | CaseManager,
    *,
    kind: FlagKind,
    person: PersonId,
    other: PersonId | None = None,
) -> int:
    """End the flags of this kind of a person; they stay in the history. Returns how many there were."""
    someone = await person_of(uow, person)
    family = await family_of(uow, someone.family)
    await permit(uow, who, Action.CHANGE_FLAG, scope_of_family(family, person), mode=Mode.UPDATE, kind="flag")
    ended = 0
    for flag in await uow.families.flags_of(family.id):
        if (
            flag.kind is kind
            and person in (flag.person, flag.other)
            and (other is None or flag.between(person, other))
        ):
            await uow.families.end_flag(flag.id, uow.now)
            ended += 1
    return ended


async def own_families(uow: Unit, who: CaseManager) -> tuple[Family, ...]:
    """The families assigned to this gezinsmanager, then those of colleagues for whom they stand in today."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_FAMILY, scope, mode=Mode.READ, kind="family")
    own = await uow.families.families(who.professional)
    for away in sorted(await entrusted_to(uow, who.professional)):
        own += await uow.families.families(away)
    return own


async def people_of(uow: Unit, who: CaseManager, *, family: FamilyId) -> tuple[Person, ...]:
    """The people of a family.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    await permit(uow, who, Action.SEE_FAMILY, scope_of_family(household), mode=Mode.READ, kind="family")
    return await uow.families.people_of(family)
