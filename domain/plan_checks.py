"""What a version of the plan may say: five goals, each whole, and nicknames that tell a stranger nothing."""

import unicodedata

from domain.actors import NetworkMember, participant
from domain.errors import Unsuitable
from domain.neutral import fits_a_line, tells
from domain.nicknames import folded_words
from domain.people import Flag, Person, PersonId
from domain.plan_views import kept_apart_goals
from domain.plans import (
    LONGEST_GOAL,
    LONGEST_LINE,
    LONGEST_NICKNAME,
    LONGEST_TEXT,
    MOST_GOALS,
    MOST_STEPS,
    Goal,
    GoalId,
    NicknameTells,
    PlanText,
    TooManyGoals,
)
from domain.secret import Secret

GOAL_SYMBOLS = (
    *("🌱", "🎈", "🚲", "📚", "🎨", "⚽", "🍎", "🥣", "🛁", "🎵", "🧩", "🪁"),
    *("🌻", "🐢", "🐝", "🦋", "🐬", "🍀", "🎯", "🏡", "🤝", "💬", "⏰", "🌈"),
)
"""The symbols to choose from for a goal; as friendly as they are vague."""


def check(
    text: PlanText,
    *,
    people: tuple[Person, ...],
    flags: tuple[Flag, ...] = (),
    ended: frozenset[GoalId] = frozenset(),
    names: tuple[Secret, ...] = (),
) -> None:
    """Refuse a text that cannot be a version of this family's plan.

    ``people`` are everybody in and around the family. ``ended`` goals stand in the text but are no sixth goal.
    ``names`` are those of others that a nickname must not hold either: the professionals'.

    Raises:
        TooManyGoals: more than five goals that have not ended.
        NicknameTells: a nickname names somebody, or holds a word or number that must not stand in a chat.
        Unsuitable: anything else; ``detail`` says where, as in "goals.0.words".
    """
    if sum(goal.id not in ended for goal in text.goals) > MOST_GOALS:
        raise TooManyGoals(detail="goals")
    _check_wide(text, people)
    known = (*(person.name.reveal() for person in people), *(name.reveal() for name in names))
    for place, goal in enumerate(text.goals):
        _check_goal(goal, f"goals.{place}", text)
        _check_nickname(goal.nickname, f"goals.{place}.nickname", known)
    _check_once(text, ended)
    apart = {goal.id for goal in kept_apart_goals(text, flags)} - ended
    for place, goal in enumerate(text.goals):
        if goal.id in apart:
            raise Unsuitable(detail=f"goals.{place}.people")


def may_share(person: Person) -> bool:
    """Whether a plan can be shared with somebody: parents and young people, never the network (security §3.2)."""
    return not isinstance(participant(person), NetworkMember)


def _check_wide(text: PlanText, people: tuple[Person, ...]) -> None:
    for place in ("strengths", "worries", "needed", "must", "may"):
        said: Secret = getattr(text, place)
        _check_length(said, place, LONGEST_TEXT)
    sharing: frozenset[PersonId] = frozenset(person.id for person in people if may_share(person))
    if text.people - sharing:
        raise Unsuitable(detail="people")


def _check_goal(goal: Goal, place: str, text: PlanText) -> None:
    _check_said(goal.words, f"{place}.words", LONGEST_GOAL)
    for name in ("zero", "ten", "child", "helpers"):
        _check_length(getattr(goal, name), f"{place}.{name}", LONGEST_LINE)
    if goal.symbol not in GOAL_SYMBOLS:
        raise Unsuitable(detail=f"{place}.symbol")
    if len(goal.steps) > MOST_STEPS:
        raise Unsuitable(detail=f"{place}.steps")
    for number, step in enumerate(goal.steps):
        _check_said(step.words, f"{place}.steps.{number}.words", LONGEST_LINE)
        _check_length(step.who, f"{place}.steps.{number}.who", LONGEST_LINE)
    if goal.people - text.people:
        raise Unsuitable(detail=f"{place}.people")


def _check_nickname(nickname: str, place: str, names: tuple[str, ...]) -> None:
    if not fits_a_line(nickname, LONGEST_NICKNAME):
        raise Unsuitable(detail=place)
    if tells(nickname, names):
        raise NicknameTells(detail=place)


def _check_once(text: PlanText, ended: frozenset[GoalId]) -> None:
    """A chat shows nothing but symbol and nickname, so that no two goals that are asked about may have the same."""
    symbols: set[str] = set()
    nicknames: set[str] = set()
    for place, goal in enumerate(text.goals):
        nickname = "".join(folded_words(goal.nickname))
        if goal.id in ended:
            continue
        if goal.symbol in symbols:
            raise Unsuitable(detail=f"goals.{place}.symbol")
        if nickname in nicknames:
            raise Unsuitable(detail=f"goals.{place}.nickname")
        symbols.add(goal.symbol)
        nicknames.add(nickname)


def _check_said(said: Secret, place: str, most: int) -> None:
    if not any(unicodedata.category(sign)[0] not in "CZ" for sign in said.reveal()):
        raise Unsuitable(detail=place)
    _check_length(said, place, most)


def _check_length(said: Secret, place: str, most: int) -> None:
    if len(said.reveal()) > most:
        raise Unsuitable(detail=place)
