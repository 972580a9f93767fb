"""What is done at the desk with goals, small steps and proposals of a plan that is lived with."""

from dataclasses import replace

from domain.actors import CaseManager
from domain.audit import Mode
from domain.errors import NotFound
from domain.people import Family, FamilyId
from domain.plan_copies import Proposal, ProposalId
from domain.plan_texts import said_in
from domain.plans import NOTHING, GoalEnd, GoalId, GoalStand, Plan, StepId
from domain.secret import Secret
from usecases import signals
from usecases.plan_desk import changing, check_text
from usecases.ports import Unit


async def take_step(uow: Unit, who: CaseManager, *, family: FamilyId, step: StepId, done: bool) -> Plan:
    """Note that a small step was taken, or take that back; the day on which it was first noted stays.

    Raises:
        NotFound, NotAllowed: no such step in the plan of this family, for this actor.
    """
    household = await changing(uow, family, who, Mode.UPDATE)
    plan = await _plan_of(uow, family)
    goals = () if plan.established is None else plan.established.text.goals
    if not any(step == each.id for goal in goals for each in goal.steps):
        raise NotFound(detail="step")
    return await mark_step(uow, household, plan, step, done=done)


async def end_goal(
    uow: Unit, who: CaseManager, *, family: FamilyId, goal: GoalId, end: GoalEnd, helped: Secret
) -> GoalStand:
    """Finish a goal together with the family, with what helped in their own words; once more mends those two.

    Raises:
        Unsuitable: far too many words. NotFound, NotAllowed: no such goal in the plan of this family, for this actor.
    """
    household, stand = await _stand(uow, who, family, goal)
    said = said_in(helped, detail="helped") or NOTHING
    ended = replace(stand, ended_at=stand.ended_at or uow.now, end=end, helped=said)
    return await _keep(uow, household, ended)


async def keep_goal(uow: Unit, who: CaseManager, *, family: FamilyId, goal: GoalId) -> GoalStand:
    """Go on with a goal that is good enough; for the scores up to now nobody is asked again whether to finish it.

    Raises:
        NotFound, NotAllowed: no such goal in the plan of this family, for this actor.
    """
    household, stand = await _stand(uow, who, family, goal)
    return await _keep(uow, household, replace(stand, kept_at=uow.now))


async def reopen_goal(uow: Unit, who: CaseManager, *, family: FamilyId, goal: GoalId) -> GoalStand:
    """Take up a goal again that had ended; what helped is kept.

    Raises:
        TooManyGoals, Unsuitable: there are five others, or another has its symbol or nickname by now.
        NotFound, NotAllowed: no such goal in the plan of this family, for this actor.
    """
    household, stand = await _stand(uow, who, family, goal)
    plan = await _plan_of(uow, family)
    if plan.established is not None:
        again = tuple(each for each in plan.stands if each.goal != goal)
        await check_text(uow, household, replace(plan, stands=again), plan.established.text)
    return await _keep(uow, household, replace(stand, ended_at=None, end=None))


async def settle_proposal(
    uow: Unit, who: CaseManager, *, proposal: ProposalId, taken: bool, reply: Secret
) -> Proposal:
    """Say what becomes of a proposal, with a word to who made it; said once more it mends what was said.

    Raises:
        Unsuitable: far too many words. NotFound, NotAllowed: no such proposal for this actor.
    """
    found = await uow.plan_copies.proposal(proposal)
    if found is None:
        raise NotFound(detail="proposal")
    family = await changing(uow, found.family, who, Mode.UPDATE)
    said = said_in(reply, detail="reply")
    settled = replace(found, settled_at=found.settled_at or uow.now, taken=taken, reply=said)
    await uow.plan_copies.keep_proposal(settled)
    await signals.look(uow, family)
    return settled


async def mark_step(uow: Unit, family: Family, plan: Plan, step: StepId, *, done: bool) -> Plan:
    """Keep whether a step of this plan was taken; the plan as it stands then. Who calls this has asked who may."""
    if done is (step in plan.done_steps):
        return plan
    await uow.plans.mark_step(step, family.id, uow.now if done else None)
    await signals.look(uow, family)
    return await _plan_of(uow, family.id)


async def _stand(uow: Unit, who: CaseManager, which: FamilyId, goal: GoalId) -> tuple[Family, GoalStand]:
    family = await changing(uow, which, who, Mode.UPDATE)
    plan = await _plan_of(uow, which)
    stand = plan.stand_of(goal)
    if stand is None or plan.established is None or plan.established.text.goal(goal) is None:
        raise NotFound(detail="goal")
    return family, stand


async def _keep(uow: Unit, family: Family, stand: GoalStand) -> GoalStand:
    await uow.plans.keep_stand(stand)
    await signals.look(uow, family)
    return stand


async def _plan_of(uow: Unit, family: FamilyId) -> Plan:
    plan = await uow.plans.of(family)
    if plan is None:
        raise NotFound(detail="plan")
    return plan
