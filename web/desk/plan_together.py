"""Two people who write the plan at once: field by field, what the one left alone is taken over from the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from domain.plans import MOST_GOALS, MOST_STEPS
from web.desk.plan_asked import GOAL_TEXTS, TEXTS, Asked, AskedGoal, AskedStep

Mark = Callable[[str], str]
"""A short keyed hash, so that a form can carry what it was made from without a second copy of the text."""

Value = str | tuple[str, ...]
V = TypeVar("V", str, tuple[str, ...])


def marks_of(asked: Asked, mark: Mark) -> frozenset[str]:
    """A mark for each field of this form together with what stands in it, for the form to carry along."""
    places = [*_wide(asked), *(each for goal in asked.goals if not goal.is_empty for each in _of_goal(goal))]
    return frozenset(mark(_text(place, value)) for place, value in places)


def together(mine: Asked, now: Asked, mark: Mark) -> tuple[Asked, Asked]:
    """The form to go on with, and what stands now with nothing else in it than what both changed.

    ``mine.begun`` holds the marks of the form that the writer began with. A field that the writer left alone gets what
    stands ``now``; one that both changed keeps the writer's words. A goal or step that the other took out stays out,
    unless the writer changed it. What the writer took out stays out, with the box for it ticked.
    """
    return _Weaving(mark, mine.begun).form(mine, now), _Weaving(mark, mine.begun, both=True).form(mine, now)


@dataclass(frozen=True, slots=True)
class _Weaving:
    """With ``both`` only what both changed is taken from the writer."""

    mark: Mark
    begun: frozenset[str]
    both: bool = False

    def form(self, mine: Asked, now: Asked) -> Asked:
        there = {goal.id: goal for goal in now.goals if not goal.is_empty}
        known = {goal.id for goal in mine.goals}
        gone = [AskedGoal(one) for one in there if one not in known and self._stood(one, "")]
        woven = [self._goal(goal, there.pop(goal.id, None)) for goal in (*mine.goals, *gone)]
        filled = (*(goal for goal in woven if goal is not None), *there.values())
        used = {goal.id for goal in filled}
        empty = [goal for goal in mine.goals if goal.is_empty and goal.id not in used]
        return replace(
            now,
            texts={name: self._pick(name, mine.texts[name], now.texts[name]) for name in TEXTS},
            frame=self._pick("frame", mine.frame, now.frame),
            evaluate_on=self._pick("evaluate_on", mine.evaluate_on, now.evaluate_on),
            people=self._pick("people", mine.people, now.people),
            goals=(*filled, *empty)[: max(MOST_GOALS, len(filled))],
        )

    def _goal(self, mine: AskedGoal, now: AskedGoal | None) -> AskedGoal | None:
        """None when it does not stand in the form."""
        if now is None:
            left_out = mine.is_empty or (mine.dropped and self._stood(mine.id, ""))
            return mine if not left_out and self._stays(mine.id, list(_of_goal(mine))) else None
        if self.both and (mine.is_empty or mine.dropped):
            return None if self._changed(_of_goal(now)) else now
        if mine.is_empty:
            return replace(now, dropped=True)
        at = mine.id
        return replace(
            now,
            symbol=self._pick(f"{at}.symbol", mine.symbol, now.symbol),
            nickname=self._pick(f"{at}.nickname", mine.nickname, now.nickname),
            texts={
                name: self._pick(f"{at}.{name}", mine.texts[name], now.texts[name]) for name in GOAL_TEXTS
            },
            until=self._pick(f"{at}.until", mine.until, now.until),
            people=self._pick(f"{at}.people", mine.people, now.people),
            steps=self._steps(mine, now),
            dropped=mine.dropped,
        )

    def _steps(self, mine: AskedGoal, now: AskedGoal) -> tuple[AskedStep, ...]:
        there = {step.id: step for step in now.steps if not step.is_empty}
        known = {step.id for step in mine.steps}
        gone = [AskedStep(one) for one in there if one not in known and self._stood(f"{mine.id}.{one}", "")]
        own = (*mine.steps, *gone)
        woven = [self._step(f"{mine.id}.{step.id}", step, there.pop(step.id, None)) for step in own]
        filled = (*(step for step in woven if step is not None), *there.values())
        used = {step.id for step in filled}
        empty = [step for step in mine.steps if step.is_empty and step.id not in used]
        return (*filled, *empty)[: max(MOST_STEPS, len(filled))]

    def _step(self, at: str, mine: AskedStep, now: AskedStep | None) -> AskedStep | None:
        if now is None:
            return mine if not mine.is_empty and self._stays(at, list(_of_step(at, mine))) else None
        if mine.is_empty:
            return now if self.both and not self._changed(_of_step(at, now)) else None
        return replace(
            now,
            words=self._pick(f"{at}.words", mine.words, now.words),
            who=self._pick(f"{at}.who", mine.who, now.who),
            until=self._pick(f"{at}.until", mine.until, now.until),
        )

    def _stays(self, at: str, fields: list[tuple[str, Value]]) -> bool:
        """Whether what stands with the writer alone stays: what is new, and what the other took out in vain."""
        return self._changed(fields) if self._stood(at, "") else not self.both

    def _pick(self, place: str, mine: V, now: V) -> V:
        if self._stood(place, mine) or (self.both and self._stood(place, now)):
            return now
        return mine

    def _changed(self, fields: Iterator[tuple[str, Value]] | list[tuple[str, Value]]) -> bool:
        return not all(self._stood(place, value) for place, value in fields)

    def _stood(self, place: str, value: Value) -> bool:
        return self.mark(_text(place, value)) in self.begun


def _text(place: str, value: Value) -> str:
    return f"{place}\n{value if isinstance(value, str) else ' '.join(sorted(value))}"


def _wide(asked: Asked) -> Iterator[tuple[str, Value]]:
    yield from asked.texts.items()
    yield "frame", asked.frame
    yield "evaluate_on", asked.evaluate_on
    yield "people", asked.people


def _of_goal(goal: AskedGoal) -> Iterator[tuple[str, Value]]:
    """Its fields; the first says that it was there, the second with which steps."""
    yield goal.id, ""
    yield f"{goal.id}.steps", tuple(step.id for step in goal.steps if not step.is_empty)
    for name, said in goal.texts.items():
        yield f"{goal.id}.{name}", said
    for name in ("symbol", "nickname", "until", "people"):
        yield f"{goal.id}.{name}", getattr(goal, name)
    for step in goal.steps:
        if not step.is_empty:
            yield from _of_step(f"{goal.id}.{step.id}", step)


def _of_step(at: str, step: AskedStep) -> Iterator[tuple[str, Value]]:
    yield at, ""
    for name in ("words", "who", "until"):
        yield f"{at}.{name}", getattr(step, name)
