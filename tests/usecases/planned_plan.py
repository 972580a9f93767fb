"""A plan of family ⭐ in the making, and shorthand for who does what with it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.actors import Talker
from domain.people import PersonId
from domain.plans import Goal, GoalId, Plan, PlanText, PlanVersion, Step, StepId
from domain.secret import Secret
from tests.usecases.world import World
from usecases import own_plan, plans
from usecases.own_plan import OwnPlan
from usecases.plan_desk import PlanDesk

STER = "Ster"


def text_of(world: World, *people: str, goals: tuple[Goal, ...] | None = None) -> PlanText:
    """A plan with two goals, shared with these people, or with Fatima and Noor."""
    shared = frozenset(world.id(key) for key in people or ("fatima", "noor"))
    return PlanText(
        strengths=Secret("Jullie eten elke dag samen"),
        worries=Secret("De avonden zijn druk"),
        needed=Secret("Rust in huis"),
        must=Secret("Elke week een gesprek"),
        may=Secret("Wie er meedoet"),
        goals=(bedtime(shared), school(shared)) if goals is None else goals,
        evaluate_on=date(2027, 3, 1),
        people=shared,
    )


def bedtime(people: frozenset[PersonId]) -> Goal:
    """A goal with one small step."""
    return Goal(
        id=GoalId(UUID(int=1)),
        symbol="⏰",
        nickname="slaaptijd",
        words=Secret("Om acht uur in bed"),
        zero=Secret("Elke avond ruzie"),
        ten=Secret("Iedereen slaapt"),
        steps=(Step(StepId(UUID(int=11)), Secret("Samen lezen"), Secret("mama"), date(2026, 12, 20)),),
        people=people,
    )


def school(people: frozenset[PersonId]) -> Goal:
    """A goal without steps."""
    return Goal(GoalId(UUID(int=2)), "🚲", "op tijd", Secret("Elke dag op tijd op school"), people=people)


def talker(world: World, key: str) -> Talker:
    """Somebody with a plan of their own."""
    who = world.who(key)
    assert isinstance(who, Talker)
    return who


async def begin(world: World, text: PlanText | None = None) -> PlanVersion:
    """Sanne begins a version."""
    family = world.cast.families[STER].id
    said = text_of(world) if text is None else text
    return await world.do(plans.save, world.sanne, family=family, version=None, revision=0, text=said)


async def rewrite(world: World, version: PlanVersion, **changed: object) -> PlanVersion:
    """Sanne saves a version with something else in it."""
    text: PlanText = replace(version.text, **changed)  # type: ignore[arg-type]  # whatever the test names
    return await world.do(
        plans.save,
        world.sanne,
        family=version.family,
        version=version.id,
        revision=version.revision,
        text=text,
    )


async def give(world: World, version: PlanVersion) -> PlanVersion:
    """Sanne gives it to the family."""
    return await world.do(plans.give, world.sanne, version=version.id, revision=version.revision)


async def establish(world: World, version: PlanVersion | None = None) -> Plan:
    """Sanne establishes this version, or a new one."""
    made = version or await begin(world)
    return await world.do(plans.establish, world.sanne, version=made.id, revision=made.revision)


async def at_desk(world: World) -> PlanDesk:
    """The plan as Sanne sees it."""
    return await world.do(plans.see, world.sanne, family=world.cast.families[STER].id)


async def of(world: World, key: str) -> OwnPlan:
    """The plan as somebody of the family sees it."""
    return await world.do(own_plan.see, talker(world, key))
