"""What changed in a plan, as lines of words: what it is about, how it was, how it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.calendar import local
from domain.plan_changes import Change, Part
from domain.plans import Frame
from domain.secret import Secret
from locales import dates
from locales.catalogue import text
from web.visits import FamilyVisit


@dataclass(frozen=True, slots=True)
class Line:
    """One difference. ``before`` and ``after`` are empty where there was or is nothing, or where it is not told."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """The differences of one goal, or with an empty ``nickname`` of the plan at large."""

    nickname: str
    lines: tuple[Line, ...]


def in_words(visit: FamilyVisit, changes: Iterable[Change]) -> tuple[Group, ...]:
    """What changed, in the order of the plan, the lines of a goal together under its nickname."""
    groups: list[tuple[object, str, list[Line]]] = []
    for change in changes:
        if not groups or groups[-1][0] != change.goal:
            groups.append((change.goal, change.nickname, []))
        groups[-1][2].append(_line(visit, change))
    return tuple(Group(nickname, tuple(lines)) for _, nickname, lines in groups)


def _line(visit: FamilyVisit, change: Change) -> Line:
    return Line(
        text(f"ownplan.change.{change.part.value}", visit.form),
        _side(visit, change.part, change.before, change.before_on),
        _side(visit, change.part, change.after, change.after_on),
    )


def _side(visit: FamilyVisit, part: Part, said: Secret | None, on: date | None) -> str:
    words = "" if said is None else said.reveal()
    if part is Part.FRAME and words in tuple(Frame):
        words = text(f"ownplan.frame.{words}", visit.form)
    if on is None:
        return words
    day = dates.day_in_full(on, local(visit.uow.now).date())
    return text("ownplan.change.until", visit.form, words=words, day=day) if words else day
