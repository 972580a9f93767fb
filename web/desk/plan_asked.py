"""The form of a plan: what stands in its fields, from a plan or from what was sent, and the plan it makes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.people import PersonId
from domain.plans import MOST_GOALS, MOST_STEPS, Frame, Goal, GoalId, PlanText, Step, StepId
from domain.secret import Secret
from web.forms import Data, as_id

SLOTS, LINES = MOST_GOALS * 2, MOST_STEPS * 2
"""Goals, and steps of one goal, that are read: what two people wrote at once is told to be too much, never lost."""

EMPTY_STEPS = 2
TEXTS = {
    "strengths": "goed", "worries": "zorgen", "needed": "nodig", "must": "moet", "may": "keuze",
}  # fmt: skip
"""The parts of a plan with text, each with the name of its field."""

GOAL_TEXTS = {"words": "woorden", "zero": "nul", "ten": "tien", "child": "kind", "helpers": "helpers"}
GOAL_FIELDS = {
    **GOAL_TEXTS,
    "symbol": "teken",
    "nickname": "naam",
    "until": "tot",
    "people": "wie",
    "id": "id",
}

NewId = Callable[[], UUID]


@dataclass(frozen=True, slots=True)
class AskedStep:
    """One line for a step. It has its id from the first page on, so that the same form twice is one step."""

    id: str
    words: str = ""
    who: str = ""
    until: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.words or self.who or self.until)


@dataclass(frozen=True, slots=True)
class AskedGoal:
    """One goal as it stands in the form; ``dropped`` is ticked when it has to go."""

    id: str
    symbol: str = ""
    nickname: str = ""
    texts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(GOAL_TEXTS, ""), repr=False)
    until: str = ""
    people: tuple[str, ...] = ()
    steps: tuple[AskedStep, ...] = ()
    dropped: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in; a ticked name by itself is nothing."""
        filled = (self.symbol, self.nickname, self.until, *self.texts.values())
        return not any(filled) and all(step.is_empty for step in self.steps)


@dataclass(frozen=True, slots=True)
class Asked:
    """The whole form. ``version`` and ``revision`` are what it was made from; a new version has none.

    ``begun`` holds the marks of the fields as they were then, see `plan_together.marks_of`.
    """

    version: str = ""
    revision: str = "0"
    texts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(TEXTS, ""), repr=False)
    frame: str = Frame.VOLUNTARY.value
    evaluate_on: str = ""
    people: tuple[str, ...] = ()
    goals: tuple[AskedGoal, ...] = ()
    begun: frozenset[str] = frozenset()


def asked_of_text(
    text: PlanText,
    new_id: NewId,
    *,
    version: str = "",
    revision: int = 0,
    ticked: frozenset[PersonId] = frozenset(),
) -> Asked:
    """The form of this plan, with empty places for what may come; ``ticked`` are who work on a new goal at first."""
    goals = tuple(_of_goal(goal, new_id) for goal in text.goals)
    return Asked(
        version=version,
        revision=str(revision),
        texts={name: getattr(text, name).reveal() for name in TEXTS},
        frame=text.frame.value,
        evaluate_on=_day(text.evaluate_on),
        people=tuple(str(one) for one in sorted(text.people)),
        goals=_filled_up(goals, new_id, tuple(str(one) for one in sorted(ticked))),
    )


def asked_of_data(data: Data, new_id: NewId) -> Asked:
    """The form as it was sent, so that nothing typed is ever lost."""
    goals = tuple(_of_slot(data, f"d{n}_", new_id) for n in range(SLOTS) if data.get(f"d{n}_id"))
    return Asked(
        version=data.get("versie"),
        revision=data.get("revisie", "0"),
        texts={name: data.get(field) for name, field in TEXTS.items()},
        frame=data.get("kader"),
        evaluate_on=data.get("evaluatie"),
        people=data.all("wie"),
        goals=_filled_up(goals, new_id),
        begun=frozenset(data.get("begin").split()),
    )


def kept_goals(asked: Asked) -> tuple[tuple[int, AskedGoal], ...]:
    """The goals that the form makes, each with its place in it."""
    return tuple((n, goal) for n, goal in enumerate(asked.goals) if not (goal.is_empty or goal.dropped))


def text_of(asked: Asked) -> PlanText:
    """The plan that this form makes; days must have been looked at with `wrong_days` before.

    Raises:
        NotFound: an id in it is none.
    """
    return PlanText(
        **{name: Secret(asked.texts.get(name, "")) for name in TEXTS},
        frame=Frame(asked.frame) if asked.frame in tuple(Frame) else Frame.VOLUNTARY,
        goals=tuple(_goal(goal) for _, goal in kept_goals(asked)),
        evaluate_on=_as_day(asked.evaluate_on),
        people=frozenset(PersonId(as_id(one)) for one in asked.people),
    )


def wrong_days(asked: Asked) -> tuple[str, ...]:
    """The names of the fields in which something stands that is no day."""
    days = [("evaluatie", asked.evaluate_on)]
    for n, goal in kept_goals(asked):
        days.append((f"d{n}_tot", goal.until))
        days += [(f"d{n}_s{m}_voor", step.until) for m, step in enumerate(goal.steps)]
    return tuple(name for name, given in days if given and _as_day(given) is None)


def field_of(detail: str, asked: Asked, *, skipped: int = 0) -> str:
    """The field of the form that a refusal means, such as ``goals.0.words``; the first one when it names none.

    ``skipped`` goals of the plan stand before those of the form.
    """
    parts = detail.split(".")
    if parts[0] in TEXTS:
        return TEXTS[parts[0]]
    if parts[0] != "goals" or len(parts) < 2 or not parts[1].isdecimal():
        return {"people": "wie", "evaluate_on": "evaluatie"}.get(parts[0], "goed")
    kept = kept_goals(asked)
    slot = kept[max(0, min(int(parts[1]) - skipped, len(kept) - 1))][0] if kept else 0
    if parts[2:] == ["steps"]:
        return f"d{slot}_s{MOST_STEPS}_wat"
    if len(parts) > 3 and parts[2] == "steps" and parts[3].isdecimal():
        return f"d{slot}_s{parts[3]}_wat"
    return f"d{slot}_{GOAL_FIELDS.get(parts[2] if len(parts) > 2 else '', 'woorden')}"


def _of_goal(goal: Goal, new_id: NewId) -> AskedGoal:
    steps = tuple(
        AskedStep(str(step.id), step.words.reveal(), step.who.reveal(), _day(step.until))
        for step in goal.steps
    )
    return AskedGoal(
        id=str(goal.id),
        symbol=goal.symbol,
        nickname=goal.nickname,
        texts={name: getattr(goal, name).reveal() for name in GOAL_TEXTS},
        until=_day(goal.until),
        people=tuple(str(one) for one in sorted(goal.people)),
        steps=_more_steps(steps, new_id),
    )


def _of_slot(data: Data, at: str, new_id: NewId) -> AskedGoal:
    ids = data.get(f"{at}stappen").split()[:LINES]
    steps = tuple(
        AskedStep(
            id=which,
            words=data.get(f"{at}s{m}_wat"),
            who=data.get(f"{at}s{m}_wie"),
            until=data.get(f"{at}s{m}_voor"),
        )
        for m, which in enumerate(ids)
    )
    return AskedGoal(
        id=data.get(f"{at}id"),
        symbol=data.get(f"{at}teken"),
        nickname=data.get(f"{at}naam"),
        texts={name: data.get(f"{at}{field}") for name, field in GOAL_TEXTS.items()},
        until=data.get(f"{at}tot"),
        people=data.all(f"{at}wie"),
        steps=_more_steps(steps, new_id),
        dropped=bool(data.get(f"{at}weg")),
    )


def _filled_up(
    goals: tuple[AskedGoal, ...], new_id: NewId, ticked: tuple[str, ...] = ()
) -> tuple[AskedGoal, ...]:
    missing = MOST_GOALS - len(goals)
    empty = [AskedGoal(str(new_id()), people=ticked, steps=_more_steps((), new_id)) for _ in range(missing)]
    return (*goals, *empty)


def _more_steps(steps: tuple[AskedStep, ...], new_id: NewId) -> tuple[AskedStep, ...]:
    """With room for a few more, as far as there may be."""
    empty = sum(step.is_empty for step in steps)
    more = max(0, min(EMPTY_STEPS - empty, MOST_STEPS - len(steps)))
    return (*steps, *(AskedStep(str(new_id())) for _ in range(more)))


def _goal(goal: AskedGoal) -> Goal:
    steps = tuple(
        Step(StepId(as_id(one.id)), Secret(one.words), Secret(one.who), _as_day(one.until))
        for one in goal.steps
        if not one.is_empty
    )
    return Goal(
        id=GoalId(as_id(goal.id)),
        symbol=goal.symbol,
        nickname=goal.nickname,
        **{name: Secret(goal.texts.get(name, "")) for name in GOAL_TEXTS},
        until=_as_day(goal.until),
        steps=steps,
        people=frozenset(PersonId(as_id(one)) for one in goal.people),
    )


def _day(value: date | None) -> str:
    return value.isoformat() if value is not None else ""


def _as_day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
