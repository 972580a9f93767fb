"""The plan as a parent or young person has it: read, agreed with, answered in their own words, proposed to, kept."""

from dataclasses import dataclass, replace
from uuid import uuid5

from domain.actions import Action
from domain.actors import Talker
from domain.audit import Mode
from domain.errors import NotFound, Unsuitable
from domain.people import Called, Family, Flag, Person
from domain.plan_changes import Change, changes
from domain.plan_copies import PlanCopy, Proposal, ProposalId
from domain.plan_texts import said_in
from domain.plan_views import given, is_whole, plan_for
from domain.plans import GoalId, Plan, PlanVersion, PlanVersionId, StepId
from domain.secret import Secret
from usecases import signals
from usecases.own_copies import look_first, not_theirs, own_copy, reactions_for, read_copy
from usecases.permission import family_of, permit, person_of, refuse, scope_of_family
from usecases.plan_desk import copy_of
from usecases.plan_goals import mark_step
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """What one person sees of the plan: ``current`` is established, ``waiting`` was given and is not established yet.

    Both hold only what this person may see, and so does ``plan``. ``is_whole``: that is all that is said of the family
    as a whole. ``changes`` lead from the current to the waiting one. ``reactions`` are the own views of others who let
    them be read, by their everyday word. ``proposals`` are their own, newest first.
    """

    current: PlanVersion | None
    is_whole: bool
    copy: PlanCopy | None
    waiting: PlanVersion | None
    waiting_copy: PlanCopy | None
    changes: tuple[Change, ...]
    reactions: tuple[tuple[Called, Secret], ...]
    plan: Plan | None
    proposals: tuple[Proposal, ...]
    case_manager: Secret


async def see(uow: Unit, who: Talker, *, in_full: bool = True) -> OwnPlan:
    """One's own plan; what is shown ``in_full`` counts as read, and the gezinsmanager sees that."""
    person, family = await _own(uow, who, Action.SEE_PLAN, Mode.READ)
    return await _shown(uow, person, family, read=None if in_full else ())


async def for_paper(uow: Unit, who: Talker, *, version: PlanVersionId) -> OwnPlan:
    """The same, to take this version out of the window on paper, which is logged as such; it counts as read.

    Raises:
        NotAllowed: this version is neither their current nor their waiting one.
    """
    person, family = await _own(uow, who, Action.SEE_PLAN, Mode.EXECUTE)
    shown = await _shown(uow, person, family, read=(version,))
    if version not in {each.id for each in (shown.current, shown.waiting) if each is not None}:
        scope = scope_of_family(family, person.id)
        refuse(uow, who, Action.SEE_PLAN, scope, mode=Mode.EXECUTE, kind="plan", object_id=version)
    return shown


async def waits(uow: Unit, who: Talker) -> bool:
    """Whether a version of the plan was given to them that they have not read."""
    person, family = await _own(uow, who, Action.SEE_PLAN, Mode.READ)
    plan = await uow.plans.of(family.id)
    for version in given(plan):
        if person.id in version.text.people and (await copy_of(uow, version.id, person.id)).read_at is None:
            return True
    return False


async def agree(uow: Unit, who: Talker, *, version: PlanVersionId, agrees: bool) -> PlanCopy:
    """Say that one agrees with a version, or no longer does; the day on which it was first said stays.

    Raises:
        PlanChanged: another version came in its place, or it is being written anew.
        NotFound, NotAllowed: it was not given to them.
    """
    _, family = await _own(uow, who, Action.RESPOND_PLAN, Mode.UPDATE)
    copy = await own_copy(uow, family, who, version)
    agreed = replace(copy, agreed_at=(copy.agreed_at or uow.now) if agrees else None)
    await uow.plan_copies.save(agreed)
    return agreed


async def react(
    uow: Unit,
    who: Talker,
    *,
    version: PlanVersionId,
    body: Secret,
    shared: bool,
    alarming: bool = False,
) -> PlanCopy:
    """Add one's own view, which stays part of the plan, or put another in its place; an empty one takes it out.

    Others of the family read it only when it is ``shared``. ``alarming``: it holds words of danger, so that somebody
    looks at it first.

    Raises:
        PlanChanged: another version came in its place, or it is being written anew.
        NotFound, NotAllowed: it was not given to them.
        Unsuitable: far too many words.
    """
    person, family = await _own(uow, who, Action.RESPOND_PLAN, Mode.UPDATE)
    copy = await own_copy(uow, family, who, version)
    said = said_in(body, detail="reaction")
    if (said, shared) == (copy.reaction, copy.reaction_shared):
        return copy
    kept = replace(
        copy,
        reaction=said,
        reaction_at=None if said is None else uow.now,
        reaction_shared=shared and said is not None,
    )
    await uow.plan_copies.save(kept)
    if alarming:
        await look_first(uow, family, person, key=f"plan:{version.hex}")
    return kept


async def propose(
    uow: Unit, who: Talker, *, body: Secret, goal: GoalId | None, once: str, alarming: bool = False
) -> Proposal:
    """Propose a goal, or another one in the place of ``goal``; the same form sent twice is one proposal.

    Raises:
        NotAllowed: they see no such goal. Unsuitable: nothing was said, or far too much.
    """
    person, family = await _own(uow, who, Action.RESPOND_PLAN, Mode.CREATE)
    which = ProposalId(uuid5(person.id, once))
    before = await uow.plan_copies.proposal(which)
    if before is not None:
        return before
    said = said_in(body, detail="proposal")
    if said is None:
        raise Unsuitable(detail="proposal")
    plan = await uow.plans.of(family.id)
    if goal is not None and goal not in await _goals(uow, family, person, plan):
        not_theirs(uow, family, who, goal)
    proposal = Proposal(which, family.id, person.id, said, uow.now, goal=goal)
    if plan is None:
        await uow.plans.save(Plan(family.id))
    await uow.plan_copies.keep_proposal(proposal)
    await signals.look(uow, family)
    if alarming:
        await look_first(uow, family, person, key=f"proposal:{which.hex}")
    return proposal


async def take_step(uow: Unit, who: Talker, *, step: StepId, done: bool) -> None:
    """Note that a small step of one's own goals was taken, or take that back.

    Raises:
        NotAllowed: there is no such step in a goal that they see.
    """
    person, family = await _own(uow, who, Action.RESPOND_PLAN, Mode.UPDATE)
    plan = await uow.plans.of(family.id)
    flags = await uow.families.flags_of(family.id)
    mine = None if plan is None else plan_for(plan, person.id, flags)
    goals = () if mine is None or mine.established is None else mine.established.text.goals
    if plan is None or not any(step == each.id for goal in goals for each in goal.steps):
        not_theirs(uow, family, who, step)
    await mark_step(uow, family, plan, step, done=done)


async def _shown(
    uow: Unit, person: Person, family: Family, *, read: tuple[PlanVersionId, ...] | None
) -> OwnPlan:
    """What they see; of that the versions in ``read`` count as read, all of them when it is None."""
    plan = await uow.plans.of(family.id)
    flags = await uow.families.flags_of(family.id)
    mine = None if plan is None else plan_for(plan, person.id, flags)
    current, waiting = (None, None) if mine is None else (mine.established, mine.open)
    proposals = await uow.plan_copies.proposals(family.id)
    case_manager = await uow.organisation.professional(family.case_manager)
    if case_manager is None:
        raise NotFound(detail="professional")
    copies = [
        await read_copy(uow, person, version)
        if read is None or version.id in read
        else (await copy_of(uow, version.id, person.id), False)
        for version in (current, waiting)
        if version is not None
    ]
    if any(is_news for _, is_news in copies):
        await signals.look(uow, family)
    of_version = {copy.version: copy for copy, _ in copies}
    return OwnPlan(
        current=current,
        is_whole=_is_whole(plan, person, flags),
        copy=None if current is None else of_version[current.id],
        waiting=waiting,
        waiting_copy=None if waiting is None else of_version[waiting.id],
        changes=() if waiting is None else changes(current.text if current else None, waiting.text),
        reactions=await reactions_for(uow, person, tuple(of_version), flags),
        plan=mine,
        proposals=tuple(proposal for proposal in proposals if proposal.person == person.id),
        case_manager=case_manager.name,
    )


def _is_whole(plan: Plan | None, person: Person, flags: tuple[Flag, ...]) -> bool:
    """Whether nothing of what is said of the family as a whole is kept from them."""
    texts = [version.text for version in given(plan) if person.id in version.text.people]
    return all(is_whole(text, person.id, flags) for text in texts)


async def _goals(uow: Unit, family: Family, person: Person, plan: Plan | None) -> frozenset[GoalId]:
    """The goals that this person sees in any version that is before them."""
    flags = await uow.families.flags_of(family.id)
    mine = None if plan is None else plan_for(plan, person.id, flags)
    return frozenset(goal.id for version in given(mine) for goal in version.text.goals)


async def _own(uow: Unit, who: Talker, action: Action, mode: Mode) -> tuple[Person, Family]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    await permit(uow, who, action, scope_of_family(family, person.id), mode=mode, kind="plan")
    return person, family
