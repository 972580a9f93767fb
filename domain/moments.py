"""Moments in the picture: a new plan, a meeting, a goal reached or stopped; days to lay the lines beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.appointments import Appointment, Outcome
from domain.calendar import local
from domain.plans import GoalEnd, GoalId, GoalStand, PlanVersion


class MomentKind(StrEnum):
    """What happened."""

    PLAN_ESTABLISHED = "plan_established"
    MEETING = "meeting"
    GOAL_REACHED = "goal_reached"
    GOAL_STOPPED = "goal_stopped"


ENDED = {GoalEnd.REACHED: MomentKind.GOAL_REACHED, GoalEnd.STOPPED: MomentKind.GOAL_STOPPED}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened on a day (Amsterdam); ``goal`` is the one that was reached or stopped."""

    on: date
    kind: MomentKind
    goal: GoalId | None = None


def moments(
    versions: Iterable[PlanVersion], appointments: Iterable[Appointment], stands: Iterable[GoalStand]
) -> tuple[Moment, ...]:
    """What happened, earliest first; of appointments only those of which it is known that they took place.

    The same on the same day is one moment.
    """
    found = {
        *(
            Moment(local(version.established_at).date(), MomentKind.PLAN_ESTABLISHED)
            for version in versions
            if version.established_at is not None
        ),
        *(
            Moment(local(one.starts_at).date(), MomentKind.MEETING)
            for one in appointments
            if one.outcome is Outcome.HELD and not one.is_cancelled
        ),
        *(
            Moment(local(stand.ended_at).date(), ENDED[stand.end], stand.goal)
            for stand in stands
            if stand.ended_at is not None and stand.end is not None
        ),
    }
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.goal.hex if one.goal else "")))
