"""The question "leeft het plan nog?": 2, 6 and 11 weeks after a plan was established, then every 13 (DESIGN §6).

Studies of family plans found that after about three months people no longer worked with them (NJi 2016).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.calendar import at_local, local
from domain.people import FamilyId, PersonId
from domain.plans import PlanVersionId

PlanQuestionId = NewType("PlanQuestionId", UUID)

WEEKS = (2, 6, 11)
THEN_EVERY = 13
ASKED_AT = time(10)


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
