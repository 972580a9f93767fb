"""Signals as the desk shows them: per family, with whom and what they are about, and how its last round went."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.calendar import local
from domain.digest import DigestRound, FamilyName
from domain.people import Family, FamilyId, Person, PersonId
from domain.plans import Plan
from domain.signals import Signal
from usecases.digest import digest_rounds
from usecases.permission import entrusted_to, family_of, permit, scope_of_family
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class FamilySignals:
    """One family with the signals that wait for somebody, oldest first.

    ``round`` says how many answered, when a round closed since the digest of the working day before.
    """

    family: Family
    plan: Plan | None
    people: Mapping[PersonId, Person]
    signals: tuple[Signal, ...]
    round: DigestRound | None = None


async def waiting(uow: Unit, who: CaseManager) -> tuple[FamilySignals, ...]:
    """One's own families, then those of colleagues for whom one stands in, as far as there is something to see."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_CHECK_INS, scope, mode=Mode.READ, kind="signals")
    families: list[Family] = []
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        families += await uow.families.families(owner)
    rounds = {one.family: one for one in await digest_rounds(uow, who, local(uow.now).date()) if one.asked}
    found = await uow.signals.open_of([family.id for family in families])
    about = {signal.family for signal in found}
    plans = await uow.plans.several(about)
    people = await uow.families.people_in(about)
    return tuple(
        FamilySignals(
            family=family,
            plan=plans.get(family.id),
            people={person.id: person for person in people.get(family.id, ())},
            signals=tuple(signal for signal in found if signal.family == family.id),
            round=rounds.get(FamilyName(family.symbol, family.alias)),
        )
        for family in families
        if family.id in about or FamilyName(family.symbol, family.alias) in rounds
    )


async def of_family(uow: Unit, who: CaseManager, *, family: FamilyId) -> FamilySignals:
    """The signals of one family.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.SEE_CHECK_INS, scope, mode=Mode.READ, kind="signals", object_id=family)
    return FamilySignals(
        family=household,
        plan=await uow.plans.of(family),
        people={person.id: person for person in await uow.families.people_of(family)},
        signals=await uow.signals.open_of([family]),
    )
