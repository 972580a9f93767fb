"""A plan that has to be kept although it cannot be one yet: what is new in its goals becomes plain text."""

from dataclasses import replace

from domain.plans import Goal, PlanText
from domain.secret import Secret
from web.desk.plan_asked import GOAL_TEXTS


def as_plain_text(text: PlanText, standing: PlanText) -> PlanText:
    """The plan with what is new in its goals as text under what has to be done; the goals stay as they were."""
    fresh = [goal for goal in text.goals if goal != standing.goal(goal.id)]
    said = [line for goal in fresh for line in _lines(goal)]
    needed = "\n".join((text.needed.reveal(), *said)).strip()
    return replace(text, needed=Secret(needed), goals=standing.goals, people=standing.people)


def _lines(goal: Goal) -> list[str]:
    texts = (getattr(goal, name).reveal() for name in GOAL_TEXTS)
    steps = (f"{step.words.reveal()} {step.who.reveal()}".strip() for step in goal.steps)
    return [line for line in (f"{goal.symbol} {goal.nickname}".strip(), *texts, *steps) if line]
