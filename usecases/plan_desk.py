"""What the desk has before it when it works on a plan, and whether it may."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.errors import NotFound
from domain.notices import PlanReady
from domain.people import Family, FamilyId, Flag, Person, PersonId, ProfessionalId
from domain.plan_checks import check, may_share
from domain.plan_copies import PlanCopy, Proposal
from domain.plan_standing import ended_goals
from domain.plans import NotInTheMaking, Plan, PlanChanged, PlanText, PlanVersion, PlanVersionId
from domain.secret import Secret
from usecases.checkin_letters import plan_ready_key
from usecases.outbox import tell_person
from usecases.permission import family_of, permit, scope_of_family
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """The plan of a family: ``people`` are its parents and young people, ``versions`` stand newest first.

    ``copies`` are those of the established version and of the one in the making. ``colleagues`` are the names of the
    gezinsmanager and of whoever made a version.
    """

    family: Family
    people: tuple[Person, ...]
    flags: tuple[Flag, ...]
    plan: Plan | None
    versions: tuple[PlanVersion, ...]
    copies: Mapping[PlanVersionId, tuple[PlanCopy, ...]]
    proposals: tuple[Proposal, ...]
    colleagues: Mapping[ProfessionalId, Secret]

    def version(self, which: PlanVersionId) -> PlanVersion | None:
        """The version of this id."""
        return next((version for version in self.versions if version.id == which), None)

    def person(self, which: PersonId) -> Person | None:
        """The parent or young person of this id."""
        return next((person for person in self.people if person.id == which), None)


async def plan_desk(uow: Unit, family: Family) -> PlanDesk:
    """Everything about the plan of this family, for who may see it."""
    plan = await uow.plans.of(family.id)
    versions = await uow.plans.versions(family.id)
    current = [] if plan is None else [each.id for each in (plan.established, plan.open) if each is not None]
    makers = {version.made_by.professional for version in versions} | {family.case_manager}
    colleagues = await uow.organisation.professionals()
    return PlanDesk(
        family=family,
        people=tuple(person for person in await uow.families.people_of(family.id) if may_share(person)),
        flags=await uow.families.flags_of(family.id),
        plan=plan,
        versions=versions,
        copies={which: await uow.plan_copies.of(which) for which in current},
        proposals=await uow.plan_copies.proposals(family.id),
        colleagues={one.id: one.name for one in colleagues if one.id in makers},
    )


async def changing(
    uow: Unit, family: FamilyId, who: CaseManager, mode: Mode, version: PlanVersionId | None = None
) -> Family:
    """The family whose plan this actor changes.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.CHANGE_PLAN, scope, mode=mode, kind="plan", object_id=version or family)
    return household


async def version_of(uow: Unit, which: PlanVersionId) -> PlanVersion:
    """The version.

    Raises:
        NotFound: there is none, or its text cannot be read any more.
    """
    found = await uow.plans.version(which)
    if found is None:
        raise NotFound(detail="plan")
    return found


async def copy_of(uow: Unit, version: PlanVersionId, person: PersonId) -> PlanCopy:
    """The copy that somebody has of a version, or the one they are about to get."""
    copies = await uow.plan_copies.of(version)
    return next((copy for copy in copies if copy.person == person), PlanCopy(version, person))


async def check_text(uow: Unit, family: Family, plan: Plan, text: PlanText) -> None:
    """Refuse a text that cannot be a version of this family's plan as things stand now.

    Raises:
        TooManyGoals, NicknameTells, Unsuitable: see `domain/plan_checks.py`.
    """
    check(
        text,
        people=await uow.families.people_of(family.id),
        flags=await uow.families.flags_of(family.id),
        ended=ended_goals(plan),
        names=tuple(one.name for one in await uow.organisation.professionals()),
    )


def check_open(version: PlanVersion, revision: int) -> None:
    """Refuse to go on with a version that is settled, or that was saved since.

    Raises:
        NotInTheMaking, PlanChanged.
    """
    if not version.is_in_the_making:
        raise NotInTheMaking
    if version.revision != revision:
        raise PlanChanged


async def deliver(uow: Unit, version: PlanVersion) -> None:
    """Everybody with whom this version is shared has it from now on, and hears once that something stands ready."""
    for person in sorted(version.text.people):
        copy = await copy_of(uow, version.id, person)
        await uow.plan_copies.save(replace(copy, delivered_at=copy.delivered_at or uow.now))
        notice, key = PlanReady(version.id), plan_ready_key(version)
        await tell_person(uow, person, notice, key=key, appointment=None, until=None)


async def rewritten(uow: Unit, current: PlanVersion, text: PlanText) -> PlanVersion:
    """The version with another text; that it was talked about stays true, what people did with its words does not."""
    fresh = replace(current, text=text, revision=current.revision + 1, proposed_at=None)
    await uow.plans.keep_version(fresh)
    for copy in await uow.plan_copies.of(current.id):
        await uow.plan_copies.save(replace(copy, delivered_at=None, read_at=None, agreed_at=None))
    return fresh
