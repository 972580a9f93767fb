"""The course of a plan as one person may see it: which goals, whose lines, which remarks (security §3.2, §3.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from domain.calendar import local
from domain.checkins import Question
from domain.histories import History, Line, lines
from domain.people import Flag, PersonId
from domain.plan_views import is_whole, own_text
from domain.plans import Goal, GoalId, GoalStand, Plan, PlanText, PlanVersion
from domain.rounds import Round, monday_of
from domain.secret import Secret


def every_goal(plan: Plan | None, versions: Iterable[PlanVersion]) -> tuple[Goal, ...]:
    """Every goal that ever stood in an established version, as it was last written; those of today come first.

    ``versions`` are newest first.
    """
    found: dict[GoalId, Goal] = {}
    if plan is not None and plan.established is not None:
        found = {goal.id: goal for goal in plan.established.text.goals}
    for version in versions:
        if version.established_at is not None:
            for goal in version.text.goals:
                found.setdefault(goal.id, goal)
    return tuple(found.values())


def stands_of(plan: Plan | None, goals: Iterable[Goal]) -> tuple[GoalStand, ...]:
    """How these goals stand, also when they ended in a version that its reader does not see."""
    mine = {goal.id for goal in goals}
    return () if plan is None else tuple(stand for stand in plan.stands if stand.goal in mine)


def joined_on(versions: Iterable[PlanVersion], person: PersonId) -> dict[GoalId, date]:
    """The Monday (Amsterdam) of the week in which this person began to work on each of their goals."""
    since: dict[GoalId, date] = {}
    for version in versions:
        if version.established_at is None:
            continue
        week = monday_of(local(version.established_at).date())
        for goal in version.text.goals:
            if person in goal.people:
                since[goal.id] = min(week, since.get(goal.id, week))
    return since


def shown_lines(
    history: History,
    person: PersonId,
    goals: Iterable[Goal],
    sharing: frozenset[PersonId],
    joined: Mapping[GoalId, date],
) -> tuple[Line, ...]:
    """One's own lines of these goals, those of the professionals, and those of others.

    Others' lines of a goal are shown when everybody who works on it is ``sharing``, and only to them. What others gave
    before somebody joined the goal was not said to them.
    """
    of = {goal.id: goal for goal in goals}
    shown: list[Line] = []
    for line in lines(history):
        if line.goal not in of or not _is_shown(line, person, of[line.goal], sharing):
            continue
        is_own = line.holder is not None and line.holder.person == person
        since = date.min if is_own else joined.get(line.goal, date.max)
        points = tuple(point for point in line.points if point.week >= since)
        if points:
            shown.append(replace(line, points=points))
    return tuple(shown)


def newly_together(before: PlanText | None, after: PlanText) -> frozenset[PersonId]:
    """Everybody who works on a goal that somebody else has joined: whether others see their line is asked anew."""
    found: set[PersonId] = set()
    for goal in after.goals:
        old = before.goal(goal.id) if before is not None else None
        if old is not None and goal.people - old.people:
            found |= goal.people
    return frozenset(found)


def _is_shown(line: Line, person: PersonId, goal: Goal, sharing: frozenset[PersonId]) -> bool:
    if line.holder is None or line.holder.person == person:
        return True
    return line.holder.person in goal.people and person in goal.people and goal.people <= sharing


def narrowed(
    plan: Plan | None, person: PersonId, flags: tuple[Flag, ...], goals: Iterable[Goal]
) -> Plan | None:
    """The plan with nothing in it that this person may not see; None when it is not shared with them.

    ``goals`` are those that they see.
    """
    text = (
        None if plan is None or plan.established is None else own_text(plan.established.text, person, flags)
    )
    if plan is None or plan.established is None or text is None:
        return None
    steps = {step.id for goal in goals for step in goal.steps}
    return replace(
        plan,
        established=replace(plan.established, text=text),
        open=None,
        done_steps={step: at for step, at in plan.done_steps.items() if step in steps},
        stands=stands_of(plan, goals),
    )


def remarks_for(
    history: History,
    plan: Plan | None,
    versions: Iterable[PlanVersion],
    person: PersonId,
    flags: tuple[Flag, ...],
) -> tuple[tuple[Round, Secret], ...]:
    """What the gezinsmanager remarked on a round, newest first.

    A remark is about the family as a whole; who may not see that sees no remarks either. It was written for those who
    read the plan in that round: who came later does not read it, and it stays shut while another of them must be kept
    apart. ``versions`` are newest first.
    """
    if plan is None or plan.established is None or not is_whole(plan.established.text, person, flags):
        return ()
    settled = [version for version in versions if version.established_at is not None]
    return tuple(
        (one, turn.words[Question.REMARK])
        for one in reversed(history.rounds)
        for turn in history.turns.get(one.id, ())
        if turn.holder.professional is not None and turn.words.get(Question.REMARK)
        if (then := _held_in(settled, one)) is not None and is_whole(then.text, person, flags)
    )


def _held_in(versions: Iterable[PlanVersion], one: Round) -> PlanVersion | None:
    """The version that held when this round closed; None when it cannot be read any more."""
    return next(
        (v for v in versions if v.established_at is not None and v.established_at <= one.closes_at), None
    )
