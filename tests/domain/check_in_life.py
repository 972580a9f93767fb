"""A family whose check-ins one makes up: rounds week by week, and turns that say what somebody gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from domain.calendar import at_local
from domain.checkins import Question, Scale, Score, Turn, TurnId
from domain.histories import History
from domain.linking import Recipient
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.plans import Frame, Goal, GoalId, Plan, PlanState, PlanText, PlanVersion, PlanVersionId
from domain.rounds import CLOSES, SUNDAY, WEEK, Round, RoundId, closes_at
from domain.secret import Secret

FAMILY = FamilyId(UUID(int=1))
MOTHER, SON, FATHER = (PersonId(UUID(int=10 + n)) for n in range(3))
SANNE, MEHMET = (ProfessionalId(UUID(int=20 + n)) for n in range(2))
FOOTBALL, BEDTIME = (GoalId(UUID(int=30 + n)) for n in range(2))
MONDAY = date(2026, 11, 30)
MADE = at_local(MONDAY - timedelta(days=4), CLOSES)


def week(number: int) -> date:
    """The Monday of the round of this number, when all of them come week by week."""
    return MONDAY + WEEK * (number - 1)


def sunday(number: int) -> datetime:
    """When that round closes (UTC)."""
    return closes_at(week(number))


def numbered(number: int, *, closed: bool = True) -> Round:
    """The round of this number."""
    closing = sunday(number)
    return Round(
        RoundId(UUID(int=100 + number)), FAMILY, week(number), number, closing, closing if closed else None
    )


def given(value: int, number: int, scale: Scale = Scale.NUMBERS, *, at: datetime | None = None) -> Score:
    """A score, given on the Friday of the round of this number."""
    moment = at or at_local(week(number) + timedelta(days=SUNDAY - 2), CLOSES)
    return Score(scale, value, moment, moment)


@dataclass
class Life:
    """A family's check-ins in the making."""

    turns: dict[int, list[Turn]] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)

    def turn(
        self,
        number: int,
        who: PersonId | ProfessionalId,
        scores: Mapping[GoalId, Score | int] | None = None,
        *,
        asked: bool = True,
        skips: bool = False,
        words: Mapping[Question, str] | None = None,
    ) -> "Life":
        """Somebody's part in the round of this number; without scores or words they stay silent."""
        professional = who in (SANNE, MEHMET)
        holder = (
            Recipient(professional=ProfessionalId(who)) if professional else Recipient(person=PersonId(who))
        )
        there = self.turns.setdefault(number, [])
        there.append(
            Turn(
                id=TurnId(UUID(int=1000 * number + len(there))),
                round=numbered(number).id,
                holder=holder,
                asked_at=at_local(week(number), CLOSES) if asked and not professional else None,
                skipped_at=sunday(number) if skips else None,
                scores={
                    goal: given(score, number) if isinstance(score, int) else score
                    for goal, score in (scores or {}).items()
                },
                words={question: Secret(said) for question, said in (words or {}).items()},
            )
        )
        return self

    @property
    def history(self) -> History:
        """What was made so far."""
        rounds = tuple(numbered(number, closed=number not in self.open) for number in sorted(self.turns))
        turns = {numbered(number).id: tuple(of) for number, of in self.turns.items()}
        return History(FAMILY, rounds, turns)


def a_goal(goal: GoalId, *people: PersonId) -> Goal:
    """A goal that these people work on."""
    return Goal(goal, "⚽", f"doel{goal.int}", Secret("samen"), people=frozenset(people))


def a_plan(*goals: Goal, evaluate_on: date | None = None) -> Plan:
    """A plan with these goals, established before the first round."""
    people = frozenset(person for goal in goals for person in goal.people)
    text = PlanText(frame=Frame.VOLUNTARY, goals=goals, evaluate_on=evaluate_on, people=people)
    version = PlanVersion(
        PlanVersionId(UUID(int=50)),
        FAMILY,
        1,
        text,
        MADE,
        Recipient(professional=SANNE),
        PlanState.ESTABLISHED,
        proposed_at=MADE,
        established_at=MADE,
    )
    return Plan(FAMILY, established=version, rounds_from=MONDAY)


BOTH = a_plan(a_goal(FOOTBALL, MOTHER, SON), a_goal(BEDTIME, MOTHER))
