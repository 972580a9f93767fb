"""A text of the plan as it was typed: tidied, compared, read passage by passage, tied to the goals it goes on with."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from domain.bsn import without_bsn
from domain.errors import Unsuitable
from domain.people import PersonId
from domain.plans import LONGEST_TEXT, Goal, GoalId, PlanText, Step, StepId
from domain.secret import Secret

NEW = UUID(int=0)
"""The id of a goal or step that a form has just come up with; every id that is not known gets one of its own."""


def says_the_same(one: PlanText, other: PlanText) -> bool:
    """Whether two texts say the same, whichever ids their goals and steps have."""
    return _nameless(one) == _nameless(other)


def with_own_ids(text: PlanText, versions: Iterable[PlanText], new_id: Callable[[], UUID]) -> PlanText:
    """The text with ids that no form can invent: known ones stay, each once; all others are fresh."""
    goals_before = [goal for each in versions for goal in each.goals]
    known: set[UUID] = {goal.id for goal in goals_before}
    known |= {step.id for goal in goals_before for step in goal.steps}

    def own(which: UUID) -> UUID:
        if which not in known:
            return new_id()
        known.remove(which)
        return which

    goals = tuple(
        replace(
            goal,
            id=GoalId(own(goal.id)),
            steps=tuple(replace(step, id=StepId(own(step.id))) for step in goal.steps),
        )
        for goal in text.goals
    )
    return replace(text, goals=goals)


def tidied(text: PlanText) -> PlanText:
    """The text without what nobody typed on purpose: space around it, empty steps, a citizen service number."""
    return replace(
        text,
        strengths=_tidy(text.strengths),
        worries=_tidy(text.worries),
        needed=_tidy(text.needed),
        must=_tidy(text.must),
        may=_tidy(text.may),
        goals=tuple(_tidy_goal(goal) for goal in text.goals),
    )


def said_in(body: Secret, *, detail: str) -> Secret | None:
    """What somebody typed about the plan, without a citizen service number; None when it is empty.

    Raises:
        Unsuitable: far too many words.
    """
    said = _tidy(body)
    if len(said.reveal()) > LONGEST_TEXT:
        raise Unsuitable(detail=detail)
    return said or None


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that is said in a plan, who of the family reads it, and whether it is the place to say who helps."""

    said: Secret
    readers: frozenset[PersonId]
    is_about_helpers: bool = False


def passages(text: PlanText) -> Iterator[Passage]:
    """Everything the text says: a goal is read by those who work on it, the rest by all with whom it is shared."""
    for said in (text.strengths, text.worries, text.needed, text.must, text.may):
        yield Passage(said, text.people)
    for goal in text.goals:
        for said in (goal.words, goal.zero, goal.ten, *(step.words for step in goal.steps)):
            yield Passage(said, goal.people)
        for said in (goal.child, goal.helpers, *(step.who for step in goal.steps)):
            yield Passage(said, goal.people, is_about_helpers=True)


def _tidy_goal(goal: Goal) -> Goal:
    steps = tuple(
        replace(step, words=_tidy(step.words), who=_tidy(step.who))
        for step in goal.steps
        if step.words.reveal().strip() or step.who.reveal().strip() or step.until is not None
    )
    return replace(
        goal,
        nickname=" ".join(goal.nickname.split()),
        words=_tidy(goal.words),
        zero=_tidy(goal.zero),
        ten=_tidy(goal.ten),
        child=_tidy(goal.child),
        helpers=_tidy(goal.helpers),
        steps=steps,
    )


def _tidy(said: Secret) -> Secret:
    """A browser ends lines in its own way."""
    return Secret(without_bsn(said.reveal().replace("\r\n", "\n").strip()))


def _nameless(text: PlanText) -> PlanText:
    return replace(text, goals=tuple(_nameless_goal(goal) for goal in text.goals))


def _nameless_goal(goal: Goal) -> Goal:
    steps: tuple[Step, ...] = tuple(replace(step, id=StepId(NEW)) for step in goal.steps)
    return replace(goal, id=GoalId(NEW), steps=steps)
