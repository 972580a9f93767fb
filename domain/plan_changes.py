"""What is different between two texts of the plan, part by part, so that old and new can be shown side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.plans import Goal, GoalId, PlanText, Step
from domain.secret import Secret


class Part(StrEnum):
    """Which part of the text changed; each has its own words at the desk and for the family."""

    STRENGTHS = "strengths"
    WORRIES = "worries"
    NEEDED = "needed"
    MUST = "must"
    MAY = "may"
    FRAME = "frame"
    EVALUATE_ON = "evaluate_on"
    PEOPLE = "people"
    GOAL_ADDED = "goal_added"
    GOAL_ENDED = "goal_ended"
    GOAL_WORDS = "goal_words"
    GOAL_ZERO = "goal_zero"
    GOAL_TEN = "goal_ten"
    GOAL_UNTIL = "goal_until"
    GOAL_HELPERS = "goal_helpers"
    GOAL_CHILD = "goal_child"
    GOAL_SYMBOL = "goal_symbol"
    GOAL_NICKNAME = "goal_nickname"
    GOAL_PEOPLE = "goal_people"
    STEP_ADDED = "step_added"
    STEP_REMOVED = "step_removed"
    STEP_CHANGED = "step_changed"
    STEP_WHO = "step_who"
    STEP_UNTIL = "step_until"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``before`` or ``after`` is None where there was or is nothing.

    Of a goal that was added or taken out they hold its words, of FRAME its value. A day (EVALUATE_ON, GOAL_UNTIL,
    STEP_UNTIL) stands in ``before_on`` and ``after_on``. Of PEOPLE and GOAL_PEOPLE it says only that they changed.
    ``nickname`` is that of the goal, empty for what is said of the family as a whole.
    """

    part: Part
    goal: GoalId | None = None
    nickname: str = ""
    before: Secret | None = None
    after: Secret | None = None
    before_on: date | None = None
    after_on: date | None = None


def changes(old: PlanText | None, new: PlanText) -> tuple[Change, ...]:
    """Everything that differs, in the order in which the plan is read; all of it is new without an older text."""
    before = old or PlanText()
    return tuple(_changes(before, new))


def _changes(old: PlanText, new: PlanText) -> Iterator[Change]:
    for part in (Part.STRENGTHS, Part.WORRIES, Part.NEEDED):
        yield from _said(part, getattr(old, part), getattr(new, part))
    if old.frame is not new.frame:
        yield Change(Part.FRAME, before=Secret(old.frame.value), after=Secret(new.frame.value))
    for part in (Part.MUST, Part.MAY):
        yield from _said(part, getattr(old, part), getattr(new, part))
    for goal in new.goals:
        yield from _goal(old.goal(goal.id), goal)
    for gone in old.goals:
        if new.goal(gone.id) is None:
            yield Change(Part.GOAL_ENDED, gone.id, gone.nickname, before=gone.words)
    yield from _day(Part.EVALUATE_ON, old.evaluate_on, new.evaluate_on)
    if old.people != new.people:
        yield Change(Part.PEOPLE)


def _goal(old: Goal | None, new: Goal) -> Iterator[Change]:
    if old is None:
        yield Change(Part.GOAL_ADDED, new.id, new.nickname, after=new.words)
        old = Goal(new.id, new.symbol, new.nickname, new.words, people=new.people)
    for part, before, after in (
        (Part.GOAL_SYMBOL, Secret(old.symbol), Secret(new.symbol)),
        (Part.GOAL_NICKNAME, Secret(old.nickname), Secret(new.nickname)),
        (Part.GOAL_WORDS, old.words, new.words),
        (Part.GOAL_ZERO, old.zero, new.zero),
        (Part.GOAL_TEN, old.ten, new.ten),
        (Part.GOAL_CHILD, old.child, new.child),
        (Part.GOAL_HELPERS, old.helpers, new.helpers),
    ):
        yield from _said(part, before, after, new)
    yield from _day(Part.GOAL_UNTIL, old.until, new.until, new)
    if old.people != new.people:
        yield Change(Part.GOAL_PEOPLE, new.id, new.nickname)
    yield from _steps(old.steps, new)


def _steps(before: tuple[Step, ...], goal: Goal) -> Iterator[Change]:
    known = {step.id: step for step in before}
    for step in goal.steps:
        was = known.pop(step.id, None)
        if was is None:
            yield Change(Part.STEP_ADDED, goal.id, goal.nickname, after=step.words, after_on=step.until)
            continue
        yield from _said(Part.STEP_CHANGED, was.words, step.words, goal)
        yield from _said(Part.STEP_WHO, was.who, step.who, goal)
        yield from _day(Part.STEP_UNTIL, was.until, step.until, goal)
    for gone in known.values():
        yield Change(Part.STEP_REMOVED, goal.id, goal.nickname, before=gone.words, before_on=gone.until)


def _said(part: Part, before: Secret, after: Secret, goal: Goal | None = None) -> Iterator[Change]:
    if before != after:
        which, nickname = (None, "") if goal is None else (goal.id, goal.nickname)
        yield Change(part, which, nickname, before or None, after or None)


def _day(part: Part, before: date | None, after: date | None, goal: Goal | None = None) -> Iterator[Change]:
    if before != after:
        which, nickname = (None, "") if goal is None else (goal.id, goal.nickname)
        yield Change(part, which, nickname, before_on=before, after_on=after)
