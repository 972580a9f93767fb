"""The plan at the desk: written together with the family, given to them, discussed, established, put on paper."""

from dataclasses import replace

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.course import newly_together
from domain.errors import NotFound, Unsuitable
from domain.linking import Recipient
from domain.mentions import Mention, mentions_in, names_of
from domain.people import Family, FamilyId, Person, PersonId
from domain.plan_checks import may_share
from domain.plan_copies import PlanCopy
from domain.plan_standing import begun, carried_over, ended_goals
from domain.plan_texts import passages, says_the_same, tidied, with_own_ids
from domain.plans import (
    NoGoals,
    NotInTheMaking,
    Plan,
    PlanChanged,
    PlanState,
    PlanText,
    PlanVersion,
    PlanVersionId,
    next_version,
)
from domain.rounds import first_week
from usecases.permission import entrusted_to, family_of, permit, scope_of_family
from usecases.plan_desk import (
    PlanDesk,
    changing,
    check_open,
    check_text,
    copy_of,
    deliver,
    plan_desk,
    rewritten,
    version_of,
)
from usecases.ports import Unit


async def see(uow: Unit, who: CaseManager, *, family: FamilyId) -> PlanDesk:
    """The plan of a family with everything around it.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.SEE_PLAN, scope, mode=Mode.READ, kind="plan", object_id=family)
    return await plan_desk(uow, household)


async def for_paper(uow: Unit, who: CaseManager, *, version: PlanVersionId) -> PlanDesk:
    """The same, to take a version out of the window on paper, which is logged as such.

    Raises:
        NotFound, NotAllowed: no such version for this actor.
    """
    found = await version_of(uow, version)
    household = await family_of(uow, found.family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.SEE_PLAN, scope, mode=Mode.EXECUTE, kind="plan", object_id=version)
    return await plan_desk(uow, household)


async def save(
    uow: Unit,
    who: CaseManager,
    *,
    family: FamilyId,
    version: PlanVersionId | None,
    revision: int,
    text: PlanText,
) -> PlanVersion:
    """Keep the text of the version in the making, or begin one; the same text once more changes nothing.

    ``revision`` is the one that the page began with. A text that changed has to be given anew: who read it or agreed
    did so with other words. Ids of goals and steps that no version of this family knows are replaced by fresh ones.

    Raises:
        PlanChanged: it was saved since, or somebody else began one; nothing was kept, nothing is lost.
        NotInTheMaking: this version is settled. TooManyGoals, NicknameTells, Unsuitable: see `plan_checks.check`.
        NotFound, NotAllowed: no such family or version for this actor.
    """
    household = await changing(uow, family, who, Mode.UPDATE if version else Mode.CREATE, version)
    plan = await uow.plans.of(family) or Plan(family)
    current = plan.open if version is None else await version_of(uow, version)
    written = tidied(text)
    if current is not None and current.family != family:
        raise NotFound(detail="plan")
    if current is not None and says_the_same(current.text, written):
        return current
    if current is not None and not current.is_in_the_making:
        raise NotInTheMaking
    if current is not None and (version is None or current.revision != revision):
        raise PlanChanged
    await check_text(uow, household, plan, written)
    versions = await uow.plans.versions(family)
    written = with_own_ids(written, (each.text for each in versions), uow.new_id)
    if current is not None:
        return await rewritten(uow, current, written)
    await uow.plans.save(plan)
    which, made_by = PlanVersionId(uow.new_id()), Recipient(professional=who.professional)
    fresh = PlanVersion(which, family, 1, written, uow.now, made_by)
    if versions:
        fresh = replace(next_version(versions[0], which, made_at=uow.now, made_by=made_by), text=written)
    await uow.plans.keep_version(fresh)
    return fresh


async def warnings(uow: Unit, who: CaseManager, *, family: FamilyId, text: PlanText) -> tuple[Mention, ...]:
    """What of others stands in this text: names of whoever does not read it, addresses and numbers, each once.

    A goal is read by those who work on it, the rest by everybody with whom the plan is shared. Where it says who
    helps, somebody from the network may be named. It warns and never blocks.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await changing(uow, family, who, Mode.READ)
    owners = {who.professional, household.case_manager, *await entrusted_to(uow, who.professional)}
    around = [one for owner in sorted(owners) for one in await uow.families.people_of_case_manager(owner)]
    colleagues = [one.name for one in await uow.organisation.professionals() if one.id in owners]
    found: dict[Mention, None] = {}
    for passage in passages(text):
        own = [one.name for one in around if one.id in passage.readers] + colleagues
        others = [one for one in around if one.id not in passage.readers]
        if passage.is_about_helpers:
            others = [one for one in others if not _helps(one, family)]
        names = names_of((one.name.reveal() for one in others), (name.reveal() for name in own))
        found |= dict.fromkeys(mentions_in(passage.said.reveal(), names))
    return tuple(found)


async def give(uow: Unit, who: CaseManager, *, version: PlanVersionId, revision: int) -> PlanVersion:
    """Let everybody with whom it is shared have it; each hears once that something stands ready.

    Raises:
        PlanChanged: the text was saved since. NotInTheMaking: this version is settled.
        Unsuitable: it is shared with nobody, or two people on a goal may have no contact by now.
        NotFound, NotAllowed: no such version for this actor.
    """
    found, family = await _changing(uow, who, version)
    check_open(found, revision)
    if found.proposed_at is not None:
        return found
    plan = await uow.plans.of(found.family) or Plan(found.family)
    await check_text(uow, family, plan, found.text)
    if not found.text.people:
        raise Unsuitable(detail="people")
    given = replace(found, proposed_at=uow.now)
    await uow.plans.keep_version(given)
    await deliver(uow, given)
    await uow.plans.save(replace(plan, look_at=plan.look_at or uow.now))
    return given


async def discussed(
    uow: Unit, who: CaseManager, *, version: PlanVersionId, people: frozenset[PersonId]
) -> PlanVersion:
    """The version was gone through with these people; who was there has had it before them.

    Raises:
        NotInTheMaking: this version is settled. Unsuitable: it is not shared with one of them, or nobody was there.
        NotFound, NotAllowed: no such version for this actor.
    """
    found, _ = await _changing(uow, who, version)
    check_open(found, found.revision)
    if not people or people - found.text.people:
        raise Unsuitable(detail="people")
    for person in sorted(people):
        copy = await copy_of(uow, version, person)
        copy = replace(copy, delivered_at=copy.delivered_at or uow.now)
        await uow.plan_copies.save(replace(copy, discussed_at=copy.discussed_at or uow.now))
    talked = replace(found, state=PlanState.DISCUSSED, discussed_at=found.discussed_at or uow.now)
    await uow.plans.keep_version(talked)
    return talked


async def note_copy(
    uow: Unit, who: CaseManager, *, version: PlanVersionId, person: PersonId, read: bool, agreed: bool
) -> PlanCopy:
    """Note that somebody read a version, or agreed with it, together or on paper; what is there already stays.

    Raises:
        NotInTheMaking: another version came in its place.
        NotFound, NotAllowed: no such version for this actor, or it is not shared with this person.
    """
    found, _ = await _changing(uow, who, version)
    if found.state is PlanState.REPLACED:
        raise NotInTheMaking
    if person not in found.text.people:
        raise NotFound(detail="person")
    copy = await copy_of(uow, version, person)
    noted = replace(
        copy,
        delivered_at=copy.delivered_at or uow.now,
        read_at=copy.read_at or (uow.now if read or agreed else None),
        agreed_at=copy.agreed_at or (uow.now if agreed else None),
    )
    await uow.plan_copies.save(noted)
    return noted


async def establish(uow: Unit, who: CaseManager, *, version: PlanVersionId, revision: int) -> Plan:
    """Let this version be the plan from now on; the check-ins of the first one begin in the week after.

    Raises:
        NoGoals: it has no goal that is open. PlanChanged: the text was saved since. NotInTheMaking: another version
        came in its place. Unsuitable: it is shared with nobody, or two people on a goal may have no contact by now.
        NotFound, NotAllowed: no such version for this actor.
    """
    found, family = await _changing(uow, who, version)
    plan = await uow.plans.of(found.family) or Plan(found.family)
    if found.state is PlanState.ESTABLISHED:
        return plan
    check_open(found, revision)
    await check_text(uow, family, plan, found.text)
    if not found.text.people:
        raise Unsuitable(detail="people")
    if not {goal.id for goal in found.text.goals} - ended_goals(plan):
        raise NoGoals
    if plan.established is not None:
        await uow.plans.keep_version(replace(plan.established, state=PlanState.REPLACED))
    settled = replace(
        found,
        state=PlanState.ESTABLISHED,
        proposed_at=found.proposed_at or uow.now,
        established_at=uow.now,
    )
    await uow.plans.keep_version(settled)
    for stand in carried_over(plan, settled.text, uow.now):
        await uow.plans.keep_stand(stand)
    await uow.plans.save(begun(plan, first_week(uow.now), uow.now))
    for person in newly_together(plan.established.text if plan.established else None, settled.text):
        await uow.check_ins.save_rhythm(replace(await uow.check_ins.rhythm(person), shares_lines=False))
    await deliver(uow, settled)
    return await uow.plans.of(found.family) or plan


async def _changing(uow: Unit, who: CaseManager, version: PlanVersionId) -> tuple[PlanVersion, Family]:
    found = await version_of(uow, version)
    return found, await changing(uow, found.family, who, Mode.UPDATE, version)


def _helps(person: Person, family: FamilyId) -> bool:
    return person.family == family and not may_share(person)
