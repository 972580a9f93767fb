"""Old beside new: every part that differs is told once, and nothing else."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import PersonId
from domain.plan_changes import Change, Part, changes
from domain.plans import NOTHING, Frame, Goal, GoalId, PlanText, Step, StepId
from domain.secret import Secret

STEP = Step(StepId(UUID(int=1)), Secret("Samen lezen"), Secret("mama"), date(2026, 12, 1))
GOAL = Goal(GoalId(UUID(int=2)), "⏰", "slaaptijd", Secret("Om acht uur in bed"), steps=(STEP,))
OTHER = Goal(GoalId(UUID(int=3)), "🚲", "op tijd", Secret("Op tijd op school"))
TEXT = PlanText(strengths=Secret("Samen eten"), needed=Secret("Rust"), goals=(GOAL,))
LATER = date(2027, 1, 1)


def test_the_same_text_has_no_changes() -> None:
    assert changes(TEXT, TEXT) == ()


def test_without_an_older_text_all_that_is_said_is_new() -> None:
    assert [change.part for change in changes(None, TEXT)] == [
        Part.STRENGTHS,
        Part.NEEDED,
        Part.GOAL_ADDED,
        Part.STEP_ADDED,
    ]


@pytest.mark.parametrize("part", [Part.STRENGTHS, Part.WORRIES, Part.NEEDED, Part.MUST, Part.MAY])
def test_what_is_said_of_the_family(part: Part) -> None:
    new = replace(TEXT, **{part.value: Secret("Anders")})  # type: ignore[arg-type]  # whatever the row names
    assert changes(TEXT, new) == (
        Change(part, before=getattr(TEXT, part.value) or None, after=Secret("Anders")),
    )
    assert changes(new, TEXT)[0].after == (getattr(TEXT, part.value) or None)


def test_the_frame_the_day_and_the_people() -> None:
    new = replace(TEXT, frame=Frame.OBLIGED, evaluate_on=LATER, people=frozenset({PersonId(UUID(int=9))}))
    assert changes(TEXT, new) == (
        Change(Part.FRAME, before=Secret("voluntary"), after=Secret("obliged")),
        Change(Part.EVALUATE_ON, after_on=LATER),
        Change(Part.PEOPLE),
    )


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("words", Part.GOAL_WORDS),
        ("zero", Part.GOAL_ZERO),
        ("ten", Part.GOAL_TEN),
        ("helpers", Part.GOAL_HELPERS),
        ("child", Part.GOAL_CHILD),
    ],
)
def test_what_a_goal_says(name: str, part: Part) -> None:
    goal = replace(GOAL, **{name: Secret("Anders")})  # type: ignore[arg-type]  # whatever the row names
    (change,) = changes(TEXT, replace(TEXT, goals=(goal,)))
    assert (change.part, change.goal, change.nickname) == (part, GOAL.id, "slaaptijd")
    assert (change.before, change.after) == (getattr(GOAL, name) or None, Secret("Anders"))


def test_how_a_goal_looks_and_until_when_it_runs() -> None:
    goal = replace(
        GOAL, symbol="🎨", nickname="slapen", until=LATER, people=frozenset({PersonId(UUID(int=9))})
    )
    found = changes(TEXT, replace(TEXT, goals=(goal,)))
    assert [change.part for change in found] == [
        Part.GOAL_SYMBOL,
        Part.GOAL_NICKNAME,
        Part.GOAL_UNTIL,
        Part.GOAL_PEOPLE,
    ]
    assert (found[2].before_on, found[2].after_on) == (None, LATER)


def test_a_goal_that_came_and_one_that_went() -> None:
    found = changes(TEXT, replace(TEXT, goals=(replace(OTHER, ten=Secret("Altijd")),)))
    assert found == (
        Change(Part.GOAL_ADDED, OTHER.id, "op tijd", after=OTHER.words),
        Change(Part.GOAL_TEN, OTHER.id, "op tijd", after=Secret("Altijd")),
        Change(Part.GOAL_ENDED, GOAL.id, "slaaptijd", before=GOAL.words),
    )


def test_the_order_of_goals_is_no_change() -> None:
    two = replace(TEXT, goals=(GOAL, OTHER))
    assert changes(two, replace(two, goals=(OTHER, GOAL))) == ()


def test_steps_that_came_went_and_changed() -> None:
    fresh = Step(StepId(UUID(int=8)), Secret("Wekker kopen"), until=LATER)
    changed = replace(STEP, words=Secret("Voorlezen"), who=NOTHING, until=None)
    found = changes(TEXT, replace(TEXT, goals=(replace(GOAL, steps=(changed, fresh)),)))
    assert [(c.part, c.before, c.after, c.before_on, c.after_on) for c in found] == [
        (Part.STEP_CHANGED, Secret("Samen lezen"), Secret("Voorlezen"), None, None),
        (Part.STEP_WHO, Secret("mama"), None, None, None),
        (Part.STEP_UNTIL, None, None, date(2026, 12, 1), None),
        (Part.STEP_ADDED, None, Secret("Wekker kopen"), None, LATER),
    ]
    (gone,) = changes(TEXT, replace(TEXT, goals=(replace(GOAL, steps=()),)))
    assert (gone.part, gone.before, gone.before_on) == (
        Part.STEP_REMOVED,
        STEP.words,
        date(2026, 12, 1),
    )


_SAID = st.sampled_from([NOTHING, Secret("a"), Secret("b")])
_GOALS = st.lists(
    st.builds(
        Goal,
        id=st.sampled_from([GOAL.id, OTHER.id, GoalId(UUID(int=4))]),
        symbol=st.sampled_from("🎨🚲"),
        nickname=st.sampled_from(["a", "b"]),
        words=_SAID,
        zero=_SAID,
        until=st.sampled_from([None, LATER]),
        steps=st.lists(st.builds(Step, id=st.just(STEP.id), words=_SAID, who=_SAID), max_size=1).map(tuple),
    ),
    max_size=3,
    unique_by=lambda goal: goal.id,
)
_TEXTS = st.builds(PlanText, worries=_SAID, must=_SAID, frame=st.sampled_from(Frame), goals=_GOALS.map(tuple))


@given(_TEXTS, _TEXTS)
def test_something_is_told_exactly_when_something_differs(old: PlanText, new: PlanText) -> None:
    def sorted_goals(text: PlanText) -> PlanText:
        return replace(text, goals=tuple(sorted(text.goals, key=lambda goal: goal.id)))

    assert bool(changes(old, new)) is (sorted_goals(old) != sorted_goals(new))
