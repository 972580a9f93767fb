"""A plan with two goals, a round in which everybody has a turn, and how to damage them on the disk."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from uuid import UUID

from domain.checkins import Question, Scale, Score, Turn, TurnId
from domain.linking import Recipient
from domain.people import FamilyId, PersonId
from domain.plan_copies import PlanCopy
from domain.plans import (
    Frame,
    Goal,
    GoalId,
    PlanState,
    PlanText,
    PlanVersion,
    PlanVersionId,
    Step,
    StepId,
)
from domain.rounds import Round, RoundId, closes_at
from domain.secret import Secret
from tests.storage.world import START, Cast, Place, new_id

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = date(2026, 3, 2)

GOAL_WORDS = "Kanariedoel: zonder ruzie naar bed"
SAID = "Kanariegoed: wij aten samen"
REACTION = "Kanariemening: dit klopt niet helemaal"


def text_of(cast: Cast) -> PlanText:
    """Every field filled, so that a forgotten one is noticed."""
    both = frozenset({cast.fatima.id, cast.jan.id})
    bed = Goal(
        id=GoalId(new_id()),
        symbol="🛏",
        nickname="Bedtijd",
        words=Secret(GOAL_WORDS),
        zero=Secret("elke avond ruzie"),
        ten=Secret("slapen om acht uur"),
        child=Secret("Noor"),
        helpers=Secret('oma & "buurvrouw"\nSuzan'),
        until=date(2026, 6, 1),
        steps=(
            Step(StepId(new_id()), Secret("een lijst maken"), Secret("moeder"), date(2026, 4, 1)),
            Step(StepId(new_id()), Secret("voorlezen")),
        ),
        people=both,
    )
    bare = Goal(
        GoalId(new_id()), "🍲", "Samen eten", Secret("samen eten"), people=frozenset({cast.fatima.id})
    )
    return PlanText(
        strengths=Secret("wij houden van elkaar"),
        worries=Secret("veel ruzie 😟"),
        needed=Secret("rust"),
        frame=Frame.OBLIGED,
        must=Secret("de afspraken met school"),
        may=Secret("hulp van oma"),
        goals=(bed, bare),
        evaluate_on=date(2026, 8, 31),
        people=both,
    )


def version_of(
    cast: Cast, *, number: int = 1, state: PlanState = PlanState.PROPOSED, text: PlanText | None = None
) -> PlanVersion:
    """A version of the plan of the family Ster, made by Sanne."""
    return PlanVersion(
        id=PlanVersionId(new_id()),
        family=cast.family.id,
        number=number,
        text=text if text is not None else text_of(cast),
        made_at=START,
        made_by=Recipient(professional=cast.sanne.id),
        state=state,
    )


def copy_of(version: PlanVersion, person: PersonId) -> PlanCopy:
    """A copy that has come all the way."""
    return PlanCopy(
        version=version.id,
        person=person,
        delivered_at=START,
        read_at=START + HOUR,
        discussed_at=START + 2 * HOUR,
        agreed_at=START + 3 * HOUR,
        reaction=Secret(REACTION),
        reaction_at=START + 4 * HOUR,
        reaction_shared=True,
    )


def round_of(family: FamilyId, *, week: date = WEEK, number: int = 1) -> Round:
    """A round that is open."""
    return Round(RoundId(new_id()), family, week, number, closes_at(week))


def turn_of(one: Round, holder: Recipient) -> Turn:
    """A turn that will be asked in an hour."""
    return Turn(TurnId(new_id()), one.id, holder, START + HOUR, look_at=START + HOUR)


def scores_of(goals: Iterable[GoalId]) -> dict[GoalId, Score]:
    """A four on the first, then five faces, and so on."""
    scales = (Scale.NUMBERS, Scale.FACES)
    return {goal: Score(scales[n % 2], 4, START, START + n * HOUR) for n, goal in enumerate(goals)}


SAID_WORDS = {Question.WELL: Secret(SAID), Question.KEEP_UP: Secret("")}


def change(place: Place, table: str, how: str, which: UUID, *, by: str = "id") -> None:
    """Change a row behind the program's back."""
    sql = f"UPDATE {table} SET {how} WHERE {by} = ?"  # noqa: S608 - nothing from outside
    with closing(sqlite3.connect(place.data)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints=ON")
        assert raw.execute(sql, (which.bytes,)).rowcount == 1
