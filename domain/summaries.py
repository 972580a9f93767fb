"""The summary of a round: who answered, what changed, where people differ, what was said; facts, never a verdict."""

from dataclasses import dataclass
from datetime import datetime

from domain.checkins import Question, Scale, Score
from domain.linking import Recipient
from domain.people import PersonId
from domain.plans import GoalId, StepId
from domain.rounds import Round
from domain.secret import Secret

APART = {Scale.NUMBERS: 3, Scale.FACES: 2}
"""From so many points on between two people the summary says that they differ: "hier start het gesprek"."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What one person, or the professionals (``holder`` None), gave a goal in this round.

    ``since_last`` and ``since_start`` are the differences with the score before it and with the very first one, on
    the same scale; None when there is none.
    """

    holder: Recipient | None
    score: Score
    since_last: int | None = None
    since_start: int | None = None


@dataclass(frozen=True, slots=True)
class GoalSummary:
    """One goal in this round; ``apart`` are the lowest and the highest on one scale, when they differ much."""

    goal: GoalId
    scored: tuple[Scored, ...]
    apart: tuple[Scored, Scored] | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody who was asked and did not react, for so many rounds in a row up to this one."""

    person: PersonId
    rounds: int


@dataclass(frozen=True, slots=True)
class SaidInRound:
    """What somebody told in words, under which question; ``holder`` has a professional for a remark."""

    holder: Recipient
    question: Question
    words: Secret


@dataclass(frozen=True, slots=True)
class CheckInSummary:
    """One round of one family. ``said`` has strengths first; ``steps`` were taken since the round before (UTC).

    ``asked`` are those whom the question reached, and those who answered without; ``unasked`` those whom it did not
    reach (nobody to send it to, or it could not be delivered), which is nobody's silence.
    """

    round: Round
    asked: tuple[PersonId, ...]
    answered: tuple[PersonId, ...]
    skipped: tuple[PersonId, ...]
    silent: tuple[Silence, ...]
    goals: tuple[GoalSummary, ...]
    said: tuple[SaidInRound, ...]
    steps: tuple[tuple[StepId, datetime], ...]
    unasked: tuple[PersonId, ...] = ()
