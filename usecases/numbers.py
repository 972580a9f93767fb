"""The numbers behind the picture, for scripts and other systems: scores and counts, no word of what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.actions import Action
from domain.actors import Administrator, CaseManager
from domain.audit import Mode
from domain.course import every_goal
from domain.people import Called, Family, FamilyId, PersonId
from domain.plans import GoalId
from domain.signals import Signal
from domain.summaries import CheckInSummary
from domain.summarising import NO_STEPS, summarise
from usecases.permission import family_of, permit, scope_of_family
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class GoalName:
    """How a goal is named outside the window: by the symbol that the family chose, and the nickname.

    Whoever runs the server gets no nickname: the family chose it for those who work with them.
    """

    goal: GoalId
    symbol: str
    nickname: str | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """What can be counted in a family's check-ins. ``rounds`` are oldest first and hold nothing in words."""

    family: Family
    goals: tuple[GoalName, ...]
    people: Mapping[PersonId, Called]
    rounds: tuple[CheckInSummary, ...]
    signals: tuple[Signal, ...]


async def export(uow: Unit, who: Administrator | CaseManager, *, family: FamilyId) -> Numbers:
    """Carry out the numbers of one family; the log says that they left.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.EXPORT_NUMBERS, scope, mode=Mode.EXECUTE, kind="numbers", object_id=family)
    is_theirs = isinstance(who, CaseManager)
    plan = await uow.plans.of(family)
    history = await uow.check_ins.history(family)
    known = {goal.id for goal in plan.open_goals} if plan is not None else set()
    steps = plan.done_steps if plan is not None else NO_STEPS
    people = {one.holder.person for turns in history.turns.values() for one in turns}
    signals = await uow.signals.of(family)
    return Numbers(
        family=household,
        goals=tuple(
            GoalName(goal.id, goal.symbol, goal.nickname if is_theirs else None, goal.id in known)
            for goal in every_goal(plan, await uow.plans.versions(family))
        ),
        people={one.id: one.called for one in await uow.families.people_of(family) if one.id in people},
        rounds=tuple(replace(summarise(history, one, steps=steps), said=()) for one in history.rounds),
        signals=tuple(reversed([signal for signal in signals if signal.gone_at is None])),
    )
