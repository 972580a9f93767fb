"""Reading a plan that was written elsewhere: an ondersteuningsplan or familiegroepsplan as a simple text.

What is not understood ends up in ``needed``: a person looks it over before anything is kept, and nothing is lost.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.plan_checks import GOAL_SYMBOLS
from domain.plan_file_words import (
    EVALUATION,
    GOALS,
    PLACE_OF,
    SECTIONS,
    bare,
    day_span,
    field_of,
    goal_in,
    has_own_label,
    labelled,
    squeezed,
    stands_beside,
    undressed,
)
from domain.plans import (
    LONGEST_GOAL,
    LONGEST_LINE,
    LONGEST_NICKNAME,
    LONGEST_TEXT,
    MOST_GOALS,
    MOST_STEPS,
    Goal,
    GoalId,
    PlanText,
    Step,
    StepId,
)
from domain.secret import Secret

_BEFORE_DAY = re.compile(r"[\s,]*\b(?:v[oó][oó]r|uiterlijk|tot|op)\b[\s:]*$", re.IGNORECASE)
_WHO = re.compile(r"\(([^()]{1,200})\)\s*[.,;]?\s*$")


@dataclass(slots=True)
class _Goal:
    """A goal so far; ``is_said`` once something else stood under it, so that its words do not go on."""

    words: str
    is_said: bool = False
    said: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Goes through the lines, and keeps where it is: in a section, or in a goal."""

    new_id: Callable[[], UUID]
    sections: dict[str, list[str]] = field(default_factory=lambda: {place: [] for place in SECTIONS})
    goals: list[_Goal] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    place: str = ""
    evaluate_on: date | None = None

    def read(self, line: str) -> None:
        plain = bare(line)
        if not plain:
            return
        if not self._begins(plain) and not self._is_of_goal(plain):
            self._goes_on(line.strip())

    def _begins(self, line: str) -> bool:
        """Whether the line begins a section or a goal."""
        label, rest = labelled(line)
        goal = None if "|" in line else goal_in(line)
        place = PLACE_OF.get(squeezed(label or line))
        if goal is not None:
            self._begin_goal(goal, line)
        elif place is not None:
            self.place = place
            if rest:
                self.sections[place].append(rest)
        elif squeezed(label or line) in GOALS and not rest:
            self.place = "goals"
        elif squeezed(label) in EVALUATION and (day := _whole_day(rest)) is not None:
            self.evaluate_on = day
        else:
            return False
        return True

    def _begin_goal(self, words: str, line: str) -> None:
        if len(self.goals) == MOST_GOALS or len(words) > LONGEST_GOAL:
            self.left.append(line)
            self.place = "left"
            return
        self.goals.append(_Goal(words))
        self.place = "goal"

    def _is_of_goal(self, line: str) -> bool:
        label, rest = labelled(line)
        name = field_of(label)
        if self.place != "goal" or name is None or not rest:
            return False
        goal = self.goals[-1]
        if name == "step":
            return self._is_step(goal, rest)
        if name in goal.said or not _fits(name, rest):
            return False
        goal.said[name] = rest
        return True

    def _is_step(self, goal: _Goal, said: str) -> bool:
        if len(said) > LONGEST_GOAL:
            return False
        step = _step(said, StepId(self.new_id()))
        longest = max(len(step.words.reveal()), len(step.who.reveal()))
        if len(goal.steps) == MOST_STEPS or longest > LONGEST_LINE or not step.words:
            return False
        goal.steps.append(step)
        return True

    def _goes_on(self, line: str) -> None:
        """A line without a label belongs to what it stands under, as far as there is room."""
        if self.place == "goal" and self._is_of_words(self.goals[-1], line):
            return
        if self.place in self.sections:
            self.sections[self.place].append(line)
        else:
            self.left.append(line)

    def _is_of_words(self, goal: _Goal, line: str) -> bool:
        """Whether a line went on with the words of a goal; what stands beside it ends them."""
        said = undressed(line)
        beside = stands_beside(line) or field_of(labelled(said)[0]) is not None
        if beside or (goal.words and (line.startswith("#") or has_own_label(said))):
            goal.is_said = goal.is_said or bool(goal.words)
            return False
        words = f"{goal.words}\n{said}".strip()
        if goal.is_said or goal.said or goal.steps or len(words) > LONGEST_GOAL:
            return False
        goal.words = words
        return True


def read_plan(text: str, new_id: Callable[[], UUID]) -> PlanText:
    """The plan that this text holds, for a person to look over and fill in: whom it is shared with, nicknames.

    A sixth goal, and whatever is too long for its place, stands in ``needed``. Goals get symbols of ours.
    """
    reader = _Reader(new_id)
    for line in unicodedata.normalize("NFC", text).lstrip("\ufeff").splitlines():
        reader.read(line)
    sections = dict(_roomy(reader))
    return PlanText(
        strengths=Secret(sections["strengths"]),
        worries=Secret(sections["worries"]),
        needed=Secret(sections["needed"]),
        must=Secret(sections["must"]),
        may=Secret(sections["may"]),
        goals=tuple(_goals(reader)),
        evaluate_on=reader.evaluate_on,
    )


def _roomy(reader: _Reader) -> Iterator[tuple[str, str]]:
    """Each section with what fits in it; the rest goes on in ``needed``, which a person makes shorter."""
    over = list(reader.left)
    for place in (*(place for place in SECTIONS if place != "needed"), "needed"):
        said = "\n".join([*reader.sections[place], *(over if place == "needed" else ())])
        if len(said) > LONGEST_TEXT and place != "needed":
            over.append(said)
            said = ""
        yield place, said


def _goals(reader: _Reader) -> Iterator[Goal]:
    taken = {goal.said["symbol"] for goal in reader.goals if "symbol" in goal.said}
    free = (symbol for symbol in GOAL_SYMBOLS if symbol not in taken)
    for goal in reader.goals:
        said = goal.said
        yield Goal(
            id=GoalId(reader.new_id()),
            symbol=said.get("symbol") or next(free),
            nickname=said.get("nickname", ""),
            words=Secret(goal.words),
            zero=Secret(said.get("zero", "")),
            ten=Secret(said.get("ten", "")),
            child=Secret(said.get("child", "")),
            helpers=Secret(said.get("helpers", "")),
            until=_whole_day(said.get("until", "")),
            steps=tuple(goal.steps),
        )


def _fits(name: str, said: str) -> bool:
    match name:
        case "symbol":
            return said in GOAL_SYMBOLS
        case "nickname":
            return len(said) <= LONGEST_NICKNAME
        case "until":
            return _whole_day(said) is not None
        case _:
            return len(said) <= LONGEST_LINE


def _step(said: str, which: StepId) -> Step:
    """A step: what, between brackets who, and at its end until when."""
    until = None
    found = day_span(said)
    if found is not None and not said[found[2] :].strip(" .,;)"):
        until = found[0]
        said = _BEFORE_DAY.sub("", said[: found[1]].rstrip(" (")).rstrip(" ,;(")
        said += ")" if said.count("(") > said.count(")") else ""
    who = _WHO.search(said)
    words = said[: who.start()].rstrip() if who else said
    return Step(which, Secret(words), Secret(who[1].strip()) if who else Secret(""), until)


def _whole_day(said: str) -> date | None:
    """The day that this text is, if it says nothing else."""
    found = day_span(said)
    if found is None or _BEFORE_DAY.sub("", said[: found[1]]).strip() or said[found[2] :].strip(" ."):
        return None
    return found[0]
