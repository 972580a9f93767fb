"""The question "leeft het plan nog?": 2, 6 and 11 weeks after a plan was established, then every 13 (DESIGN §6).

Studies of family plans found that after about three months people no longer worked with them (NJi 2016).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.calendar import ONE_DAY, at_local, local
from domain.people import FamilyId, PersonId
from domain.plans import Plan, PlanVersionId

PlanQuestionId = NewType("PlanQuestionId", UUID)

WEEKS = (2, 6, 11)
THEN_EVERY = 13
ASKED_AT = time(10)

LOOKED_AT = time(7)
"""Every morning the facts about a plan are looked at (Amsterdam)."""

VALID_FOR = timedelta(days=7)
"""So long it makes sense to bring the question; after that it only waits to be seen."""

WAITS_FOR_CHECK_IN = timedelta(days=2)


class Fits(StrEnum):
    """What somebody says with one tap."""

    FITS = "fits"
    NOT_QUITE = "not_quite"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """The question, once to one person about one version. ``number`` counts from 1; ``answer`` is None until then."""

    id: PlanQuestionId
    family: FamilyId
    version: PlanVersionId
    person: PersonId
    number: int
    made_at: datetime
    told_at: datetime | None = None
    answer: Fits | None = None
    answered_at: datetime | None = None


def question_at(established_at: datetime, number: int) -> datetime:
    """When it is asked for the ``number``-th time, counted from 1 (UTC; 10:00 in Amsterdam)."""
    weeks = WEEKS[number - 1] if number <= len(WEEKS) else WEEKS[-1] + THEN_EVERY * (number - len(WEEKS))
    return at_local(local(established_at).date() + timedelta(weeks=weeks), ASKED_AT)


def after_check_in(ask_at: datetime, closes_at: datetime) -> datetime:
    """Until when it waits for the check-in of the same week (UTC): that may be answered, also after its reminder."""
    return min(ask_at + WAITS_FOR_CHECK_IN, closes_at)


def number_asked_by(established_at: datetime, now: datetime) -> int:
    """How often it is to have been asked by now; 0 in the first two weeks."""
    number = 0
    while question_at(established_at, number + 1) <= now:
        number += 1
    return number


def next_look(plan: Plan, now: datetime) -> datetime:
    """When the follow-ups of a plan look at it next (UTC): the next morning at 07:00, or at an earlier question."""
    today = local(now).date()
    morning = at_local(today, LOOKED_AT)
    if morning <= now:
        morning = at_local(today + ONE_DAY, LOOKED_AT)
    at = plan.established.established_at if plan.established is not None else None
    return morning if at is None else min(morning, question_at(at, number_asked_by(at, now) + 1))
