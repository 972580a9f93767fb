"""The plan: what a family and its gezinsmanager agree on, in the family's own words, version by version."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.errors import Refusal
from domain.linking import Recipient
from domain.people import FamilyId, PersonId
from domain.secret import Secret

PlanVersionId = NewType("PlanVersionId", UUID)
GoalId = NewType("GoalId", UUID)
StepId = NewType("StepId", UUID)

MOST_GOALS = 5
"""Five goals at most (richtlijn Samen beslissen over hulp): more than that nobody keeps in mind."""

LONGEST_GOAL = 400
LONGEST_LINE = 200
LONGEST_TEXT = 4_000
LONGEST_NICKNAME = 20
MOST_STEPS = 8

NOTHING = Secret("")


class PlanState(StrEnum):
    """How far a version has come; an established one is replaced by the next."""

    PROPOSED = "proposed"
    DISCUSSED = "discussed"
    ESTABLISHED = "established"
    REPLACED = "replaced"


IN_THE_MAKING = frozenset({PlanState.PROPOSED, PlanState.DISCUSSED})


class Frame(StrEnum):
    """The legal frame (kader): help without the court, or help that the court has ordered."""

    VOLUNTARY = "voluntary"
    OBLIGED = "obliged"


@dataclass(frozen=True, slots=True)
class Step:
    """A small step (kleine stap) of a goal: what, who does it, until which day (Amsterdam)."""

    id: StepId
    words: Secret
    who: Secret = NOTHING
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in the family's own words. Telegram sees only ``symbol`` and ``nickname``, which the family chose.

    ``zero`` and ``ten`` say what 0 and 10 look like. ``child`` is the child it is about, nothing for all of them.
    ``people`` are those who work on it and score it; nobody else of the family sees it.
    """

    id: GoalId
    symbol: str
    nickname: str
    words: Secret
    zero: Secret = NOTHING
    ten: Secret = NOTHING
    child: Secret = NOTHING
    helpers: Secret = NOTHING
    until: date | None = None
    steps: tuple[Step, ...] = ()
    people: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanText:
    """What a version says. ``must`` is what has to be done, ``may`` what is the family's own choice.

    ``people`` are the parents and young people with whom it is shared.
    """

    strengths: Secret = NOTHING
    worries: Secret = NOTHING
    needed: Secret = NOTHING
    frame: Frame = Frame.VOLUNTARY
    must: Secret = NOTHING
    may: Secret = NOTHING
    goals: tuple[Goal, ...] = ()
    evaluate_on: date | None = None
    people: frozenset[PersonId] = frozenset()

    def goal(self, which: GoalId) -> Goal | None:
        """The goal of this id, if this version has it."""
        return next((goal for goal in self.goals if goal.id == which), None)


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version of the plan of a family; ``number`` counts from 1.

    ``revision`` counts how often its text was saved, so that two people who edit at once notice it.
    """

    id: PlanVersionId
    family: FamilyId
    number: int
    text: PlanText
    made_at: datetime
    made_by: Recipient
    state: PlanState = PlanState.PROPOSED
    revision: int = 1
    proposed_at: datetime | None = None
    discussed_at: datetime | None = None
    established_at: datetime | None = None

    @property
    def is_in_the_making(self) -> bool:
        """Whether its text can still change."""
        return self.state in IN_THE_MAKING


class GoalEnd(StrEnum):
    """How a goal ended."""

    REACHED = "reached"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class GoalStand:
    """How a goal stands, apart from its text: open or ended, and what helped, in the family's own words.

    ``kept_at``: it was good enough and the family chose to go on with it; it is not proposed to end it again for
    what was scored before that.
    """

    goal: GoalId
    family: FamilyId
    since: datetime
    ended_at: datetime | None = None
    end: GoalEnd | None = None
    kept_at: datetime | None = None
    helped: Secret = NOTHING


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one family as it now stands; ``done_steps`` are the steps that were taken, with when (UTC).

    ``rounds_from`` is the Monday (Amsterdam) of the first week of check-ins, ``next_round`` that of the next round to
    be planned; both None while nothing is established. ``look_at`` is when its follow-ups look at it next (UTC).
    ``asked`` counts how often "leeft het plan nog?" was asked of this version.
    """

    family: FamilyId
    established: PlanVersion | None = None
    open: PlanVersion | None = None
    rounds_from: date | None = None
    next_round: date | None = None
    look_at: datetime | None = None
    asked: int = 0
    done_steps: Mapping[StepId, datetime] = field(default_factory=dict)
    stands: tuple[GoalStand, ...] = ()

    @property
    def open_goals(self) -> tuple[Goal, ...]:
        """The goals of the established version that have not ended, in the order of the plan."""
        ended = {stand.goal for stand in self.stands if stand.ended_at is not None}
        return (
            ()
            if self.established is None
            else tuple(goal for goal in self.established.text.goals if goal.id not in ended)
        )

    def goals_of(self, person: PersonId) -> tuple[Goal, ...]:
        """The open goals that this person works on."""
        return tuple(goal for goal in self.open_goals if person in goal.people)

    def stand_of(self, goal: GoalId) -> GoalStand | None:
        """How this goal stands."""
        return next((stand for stand in self.stands if stand.goal == goal), None)


class TooManyGoals(Refusal):
    """A sixth goal; one of the others has to be finished or dropped first."""

    code = "plans.too_many_goals"


class PlanChanged(Refusal):
    """Somebody saved this version since the page was opened; nothing of either text is lost."""

    code = "plans.changed"


class NotInTheMaking(Refusal):
    """This version is settled; a change begins a new one."""

    code = "plans.settled"


class NoGoals(Refusal):
    """A plan without a goal cannot be established."""

    code = "plans.no_goals"


class NicknameTells(Refusal):
    """The nickname holds a name or a word that must not stand in a chat."""

    code = "plans.nickname_tells"


def next_version(
    version: PlanVersion, which: PlanVersionId, *, made_at: datetime, made_by: Recipient
) -> PlanVersion:
    """A new version that begins with what this one says; its text has yet to be proposed."""
    return replace(
        version,
        id=which,
        number=version.number + 1,
        made_at=made_at,
        made_by=made_by,
        state=PlanState.PROPOSED,
        revision=1,
        proposed_at=None,
        discussed_at=None,
        established_at=None,
    )
