"""The plan's part of the grid in `rights`: who makes it, to whom it is given, and who answers it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from domain.plan_copies import Proposal
from domain.plans import GoalEnd, PlanVersion
from domain.secret import Secret
from tests.usecases.planned_plan import bedtime, begin, establish, give, school, talker, text_of
from tests.usecases.world import World
from usecases import own_plan

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
plans.see                      plan.see                 ~      ~    -   -   -     -       x     .      x     -   -    -   -   -
plans.see/moon                 plan.see                 -      -    -   -   -     ~       .     x      .     -   -    -   -   -
plans.for_paper                plan.see                 ~      ~    -   -   -     -       x     .      x     -   -    -   -   -
plans.save                     plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plans.save/moon                plan.change              -      -    -   -   -     -       .     x      .     -   -    -   -   -
plans.warnings                 plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plans.give                     plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plans.discussed                plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plans.note_copy                plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plans.establish                plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plan_goals.take_step           plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plan_goals.end_goal            plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plan_goals.keep_goal           plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plan_goals.reopen_goal         plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
plan_goals.settle_proposal     plan.change              -      -    -   -   -     -       x     .      x     -   -    -   -   -
own_plan.see                   plan.see                 x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
own_plan.for_paper             plan.see                 x      x    -   .   .     .       ~     -      ~     -   -    -   -   -
own_plan.waits                 plan.see                 x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
own_plan.agree                 plan.respond             x      x    -   .   .     .       -     -      -     -   -    -   -   -
own_plan.react                 plan.respond             x      x    -   .   .     .       -     -      -     -   -    -   -   -
own_plan.propose               plan.respond             x      x    -   x   x     .       -     -      -     -   -    -   -   -
own_plan.propose/goal          plan.respond             x      .    -   .   .     .       -     -      -     -   -    -   -   -
own_plan.take_step             plan.respond             x      .    -   .   .     .       -     -      -     -   -    -   -   -
"""  # noqa: E501 -- one row is one line, or nobody can read it


@dataclass(frozen=True, slots=True)
class PlanStage:
    """The plan of family ⭐, the next version of it, which was given, and what Fatima proposed.

    It is shared with Fatima and Noor; its first goal, with a small step, is Fatima's alone.
    """

    established: PlanVersion
    open: PlanVersion
    proposal: Proposal


async def set_plan(world: World) -> PlanStage:
    """What the use cases of the plan may be about."""
    fatima, noor = world.id("fatima"), world.id("noor")
    goals = (bedtime(frozenset({fatima})), school(frozenset({fatima, noor})))
    plan = await establish(world, await begin(world, text_of(world, goals=goals)))
    assert plan.established is not None
    text = replace(plan.established.text, needed=Secret("Meer rust in huis"))
    return PlanStage(
        established=plan.established,
        open=await give(world, await begin(world, text)),
        proposal=await world.do(
            own_plan.propose, talker(world, "fatima"), body=Secret("Samen koken"), goal=None, once="voorstel"
        ),
    )


Asked = Callable[["Stage"], dict[str, Any]]


def _open(**more: Any) -> Asked:
    return lambda stage: {"version": stage.plan.open.id, **more}


def _at_revision(stage: "Stage") -> dict[str, Any]:
    return {"version": stage.plan.open.id, "revision": stage.plan.open.revision}


def _established(**more: Any) -> Asked:
    return lambda stage: {"version": stage.plan.established.id, **more}


def _goal(**more: Any) -> Asked:
    return lambda stage: {
        "family": stage.plan.open.family,
        "goal": stage.plan.established.text.goals[0].id,
        **more,
    }


def _save(stage: "Stage") -> dict[str, Any]:
    text = replace(stage.plan.open.text, worries=Secret("De ochtenden"))
    return {"family": stage.plan.open.family, **_at_revision(stage), "text": text}


def _save_moon(stage: "Stage") -> dict[str, Any]:
    family = stage.world.cast.families["Maan"].id
    text = replace(stage.plan.open.text, goals=(), people=frozenset())
    return {"family": family, "version": None, "revision": 0, "text": text}


def _fatima(stage: "Stage") -> dict[str, Any]:
    return {"version": stage.plan.open.id, "person": stage.world.id("fatima"), "read": True, "agreed": True}


def _step(stage: "Stage") -> dict[str, Any]:
    return {"step": stage.plan.established.text.goals[0].steps[0].id, "done": True}


def _hers(stage: "Stage") -> dict[str, Any]:
    return {"body": Secret("Later"), "goal": stage.plan.established.text.goals[0].id, "once": "nog een"}


ASKED: dict[str, Asked] = {
    "plans.see": lambda stage: {"family": stage.plan.open.family},
    "plans.see/moon": lambda stage: {"family": stage.world.cast.families["Maan"].id},
    "plans.for_paper": _open(),
    "plans.save": _save,
    "plans.save/moon": _save_moon,
    "plans.warnings": lambda stage: {"family": stage.plan.open.family, "text": stage.plan.open.text},
    "plans.give": _at_revision,
    "plans.discussed": lambda stage: {
        "version": stage.plan.open.id,
        "people": frozenset({stage.world.id("fatima")}),
    },
    "plans.note_copy": _fatima,
    "plans.establish": _at_revision,
    "plan_goals.take_step": lambda stage: {"family": stage.plan.open.family, **_step(stage)},
    "plan_goals.end_goal": _goal(end=GoalEnd.REACHED, helped=Secret("Samen lezen")),
    "plan_goals.keep_goal": _goal(),
    "plan_goals.reopen_goal": _goal(),
    "plan_goals.settle_proposal": lambda stage: {
        "proposal": stage.plan.proposal.id,
        "taken": True,
        "reply": Secret("Goed idee"),
    },
    "own_plan.for_paper": _established(),
    "own_plan.agree": _established(agrees=True),
    "own_plan.react": _established(body=Secret("Ik zie het anders"), shared=False),
    "own_plan.propose": lambda _: {"body": Secret("Samen koken"), "goal": None, "once": "nog een"},
    "own_plan.propose/goal": _hers,
    "own_plan.take_step": _step,
}
