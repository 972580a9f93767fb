"""A plan that is lived with, at the desk: steps that are taken, goals that end or go on, proposals that are settled."""

from enum import StrEnum

from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFound, Outdated, Unsuitable
from domain.people import FamilyId
from domain.plan_copies import ProposalId
from domain.plans import GoalEnd, GoalId, StepId, TooManyGoals
from usecases import plan_goals, plans
from web.desk.plan import Kept, shown
from web.doorway import desk, go
from web.visits import DeskVisit


class Act(StrEnum):
    """What can be done with a goal besides ending it."""

    KEEP = "keep"
    REOPEN = "reopen"


async def goal(visit: DeskVisit) -> Response:
    """End a goal with what helped, go on with one that is good enough, or take one up again."""
    uow, who, family = visit.uow, visit.case_manager, FamilyId(visit.id())
    which, what = GoalId(visit.id("goal")), visit.data.get("wat")
    try:
        match what:
            case GoalEnd.REACHED | GoalEnd.STOPPED:
                helped = visit.data.secret("hielp")
                await plan_goals.end_goal(
                    uow, who, family=family, goal=which, end=GoalEnd(what), helped=helped
                )
            case Act.KEEP:
                await plan_goals.keep_goal(uow, who, family=family, goal=which)
            case Act.REOPEN:
                await plan_goals.reopen_goal(uow, who, family=family, goal=which)
            case _:
                raise Outdated(detail="button")
    except (TooManyGoals, Unsuitable) as refusal:
        return await shown(visit, error=refusal, kept=Kept(str(which), visit.data.get("hielp")))
    return go(f"/werk/gezin/{family}/plan#doel-{which}")


async def step(visit: DeskVisit) -> Response:
    """A small step was taken, or was not after all."""
    family, which = FamilyId(visit.id()), StepId(visit.id("step"))
    done = visit.data.get("gedaan") == "1"
    await plan_goals.take_step(visit.uow, visit.case_manager, family=family, step=which, done=done)
    return go(f"/werk/gezin/{family}/plan#stap-{which}")


async def proposal(visit: DeskVisit) -> Response:
    """What becomes of a proposal, with a word for whoever made it."""
    family, which = FamilyId(visit.id()), ProposalId(visit.id("proposal"))
    seen = await plans.see(visit.uow, visit.case_manager, family=family)
    if which not in {one.id for one in seen.proposals}:
        raise NotFound(detail="proposal")
    taken = visit.data.get("over") == "ja"
    try:
        await plan_goals.settle_proposal(
            visit.uow, visit.case_manager, proposal=which, taken=taken, reply=visit.data.secret("antwoord")
        )
    except Unsuitable as refusal:
        return await shown(visit, error=refusal, kept=Kept(str(which), visit.data.get("antwoord")))
    return go(f"/werk/gezin/{family}/plan" + ("/wijzig" if taken else "#voorstellen"))


_PLAN = "/werk/gezin/{id}/plan"
ROUTES = (
    Route(f"{_PLAN}/doel/{{goal}}", desk(goal), methods=["POST"]),
    Route(f"{_PLAN}/stap/{{step}}", desk(step), methods=["POST"]),
    Route(f"{_PLAN}/voorstel/{{proposal}}", desk(proposal), methods=["POST"]),
)
