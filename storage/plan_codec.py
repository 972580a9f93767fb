"""How a version of the plan, what was told in a turn, and what a rule found become one text that can be sealed.

Ids and people are hexadecimal, days ISO, instants microseconds since 1970 (UTC). What a former version of Kring
wrote must stay readable: a key is added, never given another meaning.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from domain.bare_turns import BareScore
from domain.checkins import Question, Scale, Score
from domain.people import PersonId
from domain.plans import Frame, Goal, GoalId, PlanText, Step, StepId
from domain.secret import Secret
from domain.signals import Finding, SignalRule
from storage.columns import EPOCH, to_micros

_TEXTS = ("strengths", "worries", "needed", "must", "may")
_SCALES = {scale.value: scale for scale in Scale}
_QUESTIONS = {question.value: question for question in Question}
_DECODER = json.JSONDecoder()
_GOAL_TEXTS = ("words", "zero", "ten", "child", "helpers")


def plan_to_json(text: PlanText) -> Secret:
    """Everything this version says."""
    return _secret(
        {
            **{name: getattr(text, name).reveal() for name in _TEXTS},
            "frame": text.frame.value,
            "goals": [_goal_out(goal) for goal in text.goals],
            "evaluate_on": _day_out(text.evaluate_on),
            "people": _people_out(text.people),
        }
    )


def plan_from_json(text: str) -> PlanText:
    """The text again."""
    found = _read(text)
    return PlanText(
        **{name: Secret(found[name]) for name in _TEXTS},
        frame=Frame(found["frame"]),
        goals=tuple([_goal(goal) for goal in found["goals"]]),
        evaluate_on=_day(found["evaluate_on"]),
        people=_people(found["people"]),
    )


def turn_to_json(scores: Mapping[GoalId, Score], words: Mapping[Question, Secret]) -> Secret | None:
    """What somebody told in a turn; None when that is nothing."""
    if not scores and not words:
        return None
    return _secret(
        {
            "scores": {
                goal.hex: (s.scale.value, s.value, to_micros(s.given_at), to_micros(s.changed_at))
                for goal, s in scores.items()
            },
            "words": {question.value: said.reveal() for question, said in words.items()},
        }
    )


def turn_from_json(text: str) -> tuple[dict[GoalId, Score], dict[Question, Secret]]:
    """The scores and the words again."""
    found = _read(text)
    scores = {}
    for goal, (scale, value, given, changed) in found["scores"].items():
        first = _instant(given)
        last = first if changed == given else _instant(changed)
        scores[GoalId(_id(goal))] = Score(_SCALES[scale], value, first, last)
    return scores, {_QUESTIONS[name]: Secret(said) for name, said in found["words"].items()}


def bare_from_json(text: str) -> dict[GoalId, BareScore]:
    """The scores alone, with as little made of them as can be."""
    return {
        GoalId(_id(goal)): (_SCALES[scale], value, changed)
        for goal, (scale, value, _, changed) in _read(text)["scores"].items()
    }


def finding_to_json(finding: Finding) -> Secret:
    """What a rule found; whom it is about stands beside it, since their key seals it."""
    return _secret(
        {
            "key": finding.key,
            "rule": finding.rule.value,
            "since": _day_out(finding.since),
            "goal": finding.goal and finding.goal.hex,
            "step": finding.step and finding.step.hex,
            "count": finding.count,
        }
    )


def finding_from_json(text: str, person: PersonId | None) -> Finding:
    """The finding again."""
    found = _read(text)
    return Finding(
        key=found["key"],
        rule=SignalRule(found["rule"]),
        since=date.fromisoformat(found["since"]),
        person=person,
        goal=GoalId(_id(found["goal"])) if found["goal"] else None,
        step=StepId(_id(found["step"])) if found["step"] else None,
        count=found["count"],
    )


def _read(text: str) -> Any:
    # What was sealed is one whole text: looking for white space around it takes as long as reading it (measured).
    return _DECODER.raw_decode(text)[0]


def _secret(content: dict[str, Any]) -> Secret:
    return Secret(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def _goal_out(goal: Goal) -> dict[str, Any]:
    return {
        "id": goal.id.hex,
        "symbol": goal.symbol,
        "nickname": goal.nickname,
        **{name: getattr(goal, name).reveal() for name in _GOAL_TEXTS},
        "until": _day_out(goal.until),
        "steps": [
            (step.id.hex, step.words.reveal(), step.who.reveal(), _day_out(step.until)) for step in goal.steps
        ],
        "people": _people_out(goal.people),
    }


def _goal(found: dict[str, Any]) -> Goal:
    return Goal(
        GoalId(_id(found["id"])),
        found["symbol"],
        found["nickname"],
        **{name: Secret(found[name]) for name in _GOAL_TEXTS},
        until=_day(found["until"]),
        steps=tuple(
            [
                Step(StepId(_id(which)), Secret(words), Secret(who), _day(until))
                for which, words, who, until in found["steps"]
            ]
        ),
        people=_people(found["people"]),
    )


@lru_cache(maxsize=16_384)
def _id(hexadecimal: str) -> UUID:
    # A trend over weeks meets the same few goals in every turn; making an id costs more than all the rest.
    return UUID(hexadecimal)


def _people_out(people: Iterable[PersonId]) -> list[str]:
    return sorted(person.hex for person in people)


def _people(found: list[str]) -> frozenset[PersonId]:
    return frozenset([PersonId(_id(person)) for person in found])


def _day_out(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(found: str | None) -> date | None:
    return None if found is None else date.fromisoformat(found)


def _instant(micros: int) -> datetime:
    return EPOCH + timedelta(0, 0, micros)
