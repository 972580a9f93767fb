"""What changed between two texts of a plan, in the words of the desk: first this, now that."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from domain.people import Form
from domain.plan_changes import Change, Part
from domain.secret import Secret
from locales import dates
from locales.catalogue import text


@dataclass(frozen=True, slots=True)
class Altered:
    """One change: what it is about, what it said and what it says now; empty where there was or is nothing."""

    title: str
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)


def in_words(changes: Iterable[Change], today: date) -> tuple[Altered, ...]:
    """The changes in the order of the plan; ``today`` is of Amsterdam."""
    return tuple(
        Altered(
            title=text(f"plan.change.{one.part.value}", Form.U, goal=one.nickname),
            before=_said(one.part, one.before, one.before_on, today),
            after=_said(one.part, one.after, one.after_on, today),
        )
        for one in changes
    )


def _said(part: Part, words: Secret | None, on: date | None, today: date) -> str:
    said = words.reveal() if words is not None else ""
    if part is Part.FRAME and said:
        return text(f"plan.frame.{said}", Form.U)
    if on is None:
        return said
    day = dates.day_in_full(on, today)
    return text("plan.change.until", Form.U, words=said, day=day) if said else day
