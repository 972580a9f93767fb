"""What one person may see of the plan, and of what others say about it (DESIGN §4, security §3.2 and §3.3)."""

from dataclasses import replace

from domain.people import Flag, FlagKind, PersonId
from domain.plan_copies import PlanCopy
from domain.plans import NOTHING, Goal, Plan, PlanState, PlanText, PlanVersion, PlanVersionId


def apart_from(flags: tuple[Flag, ...], person: PersonId) -> frozenset[PersonId]:
    """With whom this person may have no contact."""
    return frozenset(
        which
        for flag in flags
        if flag.kind is FlagKind.NO_CONTACT and flag.ended is None and person in (flag.person, flag.other)
        for which in (flag.person, flag.other)
        if which is not None and which != person
    )


def sees_goal(goal: Goal, person: PersonId, flags: tuple[Flag, ...]) -> bool:
    """Whether somebody sees a goal: it is theirs, and of nobody from whom they are kept apart."""
    return person in goal.people and not (apart_from(flags, person) & goal.people)


def goals_to_score(plan: Plan | None, person: PersonId, flags: tuple[Flag, ...]) -> tuple[Goal, ...]:
    """The open goals that this person is asked about, in the order of the plan."""
    return () if plan is None else tuple(g for g in plan.open_goals if sees_goal(g, person, flags))


def own_text(text: PlanText, person: PersonId, flags: tuple[Flag, ...]) -> PlanText | None:
    """The plan as this person sees it; None when it is not shared with them.

    Two people with a no-contact flag share nothing: each sees only the goals that are not the other's, and what is
    said about the family as a whole is left to the gezinsmanager to tell.
    """
    if person not in text.people:
        return None
    goals = tuple(goal for goal in text.goals if sees_goal(goal, person, flags))
    if apart_from(flags, person) & text.people:
        return PlanText(
            frame=text.frame,
            must=NOTHING,
            may=NOTHING,
            goals=goals,
            # The day on which the other will sit at the table is told by the gezinsmanager, to each apart.
            evaluate_on=None,
            people=frozenset({person}),
        )
    return replace(text, goals=goals)


def given(plan: Plan | None) -> tuple[PlanVersion, ...]:
    """The versions that are before the family: the established one, and the one in the making once it was given."""
    if plan is None:
        return ()
    both = (plan.established, None if plan.open is None or plan.open.proposed_at is None else plan.open)
    return tuple(version for version in both if version is not None)


def plan_for(plan: Plan, person: PersonId, flags: tuple[Flag, ...]) -> Plan:
    """The plan with nothing in it that this person may not see: versions not given to them, goals, how these stand."""
    own: dict[PlanVersionId, PlanVersion] = {}
    for version in given(plan):
        text = own_text(version.text, person, flags)
        if text is not None:
            own[version.id] = _unsaid(replace(version, text=text))
    goals = [goal for version in own.values() for goal in version.text.goals]
    steps = {step.id for goal in goals for step in goal.steps}
    return replace(
        plan,
        established=own.get(plan.established.id) if plan.established else None,
        open=own.get(plan.open.id) if plan.open else None,
        stands=tuple(stand for stand in plan.stands if stand.goal in {goal.id for goal in goals}),
        done_steps={step: at for step, at in plan.done_steps.items() if step in steps},
    )


def _unsaid(version: PlanVersion) -> PlanVersion:
    """The version without when it was gone through with others; of oneself the own copy says it."""
    state = PlanState.PROPOSED if version.state is PlanState.DISCUSSED else version.state
    return replace(version, state=state, discussed_at=None)


def is_whole(text: PlanText, person: PersonId, flags: tuple[Flag, ...]) -> bool:
    """Whether this person sees what is said about the family as a whole."""
    return person in text.people and not (apart_from(flags, person) & text.people)


def sees_reaction(copy: PlanCopy, person: PersonId, flags: tuple[Flag, ...]) -> bool:
    """Whether somebody of the family reads the own view of another: only one that was shared, and never apart."""
    if copy.reaction is None:
        return False
    if copy.person == person:
        return True
    return copy.reaction_shared and copy.person not in apart_from(flags, person)


def kept_apart_goals(text: PlanText, flags: tuple[Flag, ...]) -> tuple[Goal, ...]:
    """Goals that stand with two people who may have no contact; they are shown to neither until that is mended."""
    return tuple(
        goal for goal in text.goals if any(apart_from(flags, person) & goal.people for person in goal.people)
    )
