"""Signals: facts about a family's plan and check-ins that somebody should look at; never a verdict, never a risk score.

The rules themselves stand in `domain/signal_rules.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.people import FamilyId, PersonId, ProfessionalId
from domain.plans import GoalId, StepId

SignalId = NewType("SignalId", UUID)


class SignalRule(StrEnum):
    """Which rule found it; each has its sentence and its button at the desk."""

    FELL = "fell"
    MISSED = "missed"
    SILENT = "silent"
    REACHED = "reached"
    ALL_GOOD = "all_good"
    STEP_LATE = "step_late"
    EVALUATION = "evaluation"
    UNREAD = "unread"
    NOT_FITTING = "not_fitting"
    PROPOSED = "proposed"
    KEPT_APART = "kept_apart"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds in the facts of this moment. ``key`` makes it one: found again it is the same signal.

    ``since`` is the day (Amsterdam) from which it holds; ``count`` is how often or by how much, where that says
    something ("derde week geen antwoord").
    """

    key: str
    rule: SignalRule
    since: date
    person: PersonId | None = None
    goal: GoalId | None = None
    step: StepId | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """A finding that was kept: until somebody has seen to it, or until it no longer holds."""

    id: SignalId
    family: FamilyId
    finding: Finding
    found_at: datetime
    seen_at: datetime | None = None
    seen_by: ProfessionalId | None = None
    gone_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.seen_at is None and self.gone_at is None
