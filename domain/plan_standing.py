"""What becomes of goals and rounds when another version of the plan is established."""

from dataclasses import replace
from datetime import date, datetime

from domain.plans import GoalEnd, GoalId, GoalStand, Plan, PlanText


def ended_goals(plan: Plan) -> frozenset[GoalId]:
    """The goals that ended, whether or not a version still speaks of them."""
    return frozenset(stand.goal for stand in plan.stands if stand.ended_at is not None)


def carried_over(plan: Plan, text: PlanText, now: datetime) -> tuple[GoalStand, ...]:
    """The stands that change when this text is established: new goals begin, those left out of it stop."""
    known = {stand.goal for stand in plan.stands}
    there = {goal.id for goal in text.goals}
    begun = [GoalStand(goal.id, plan.family, now) for goal in text.goals if goal.id not in known]
    stopped = [
        replace(stand, ended_at=now, end=GoalEnd.STOPPED)
        for stand in plan.stands
        if stand.ended_at is None and stand.goal not in there
    ]
    return (*begun, *stopped)


def begun(plan: Plan, first_week: date, now: datetime) -> Plan:
    """The plan with its rounds: from ``first_week`` on, or as they were; it is looked at now, and asked about anew."""
    return replace(
        plan,
        rounds_from=plan.rounds_from or first_week,
        next_round=plan.next_round or first_week,
        look_at=now,
        asked=0,
    )
