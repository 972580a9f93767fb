"""Rounds of check-ins: a calendar week each, weekly for six rounds and then every two weeks (DESIGN §6, field (f))."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NewType
from uuid import UUID

from domain.calendar import ONE_DAY, at_local, local
from domain.people import FamilyId

RoundId = NewType("RoundId", UUID)

WEEKLY_ROUNDS = 6
"""How many rounds come week by week; after that a family is asked every two weeks."""

WEEK = timedelta(days=7)
SUNDAY = 6
CLOSES = time(20)
"""A round closes on Sunday at 20:00 (Amsterdam)."""

LATE_FOR = timedelta(days=14)
"""So long after its closing an answer still counts for its own round."""


@dataclass(frozen=True, slots=True)
class Round:
    """One week of check-ins of one family; ``week`` is its Monday (Amsterdam), ``number`` counts from 1."""

    id: RoundId
    family: FamilyId
    week: date
    number: int
    closes_at: datetime
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether people are still asked in it."""
        return self.closed_at is None and now < self.closes_at

    def takes_answers(self, now: datetime) -> bool:
        """Whether an answer still counts for this round."""
        return now < self.closes_at + LATE_FOR


def monday_of(day: date) -> date:
    """The Monday of the week in which this day lies."""
    return day - ONE_DAY * day.weekday()


def closes_at(week: date) -> datetime:
    """The instant (UTC) at which the round of this week closes."""
    return at_local(week + ONE_DAY * SUNDAY, CLOSES)


def first_week(established_at: datetime) -> date:
    """The Monday of the first round: the week after the plan was established."""
    return monday_of(local(established_at).date()) + WEEK


def number_of(week: date, rounds_from: date) -> int | None:
    """The number of the round of this week, counted from 1; None when there is none in it."""
    weeks = (week - rounds_from) // WEEK
    if weeks < 0:
        return None
    if weeks < WEEKLY_ROUNDS:
        return weeks + 1
    after = weeks - (WEEKLY_ROUNDS - 1)
    return WEEKLY_ROUNDS + after // 2 if after % 2 == 0 else None


def round_week(now: datetime, rounds_from: date) -> date:
    """The Monday of the round that is open now, or else of the next one.

    A week that went by while nothing worked has no round: nobody could have answered in it.
    """
    week = max(monday_of(local(now).date()), rounds_from)
    while number_of(week, rounds_from) is None or now >= closes_at(week):
        week += WEEK
    return week


def week_after(week: date, rounds_from: date) -> date:
    """The Monday of the round after the one of this week."""
    following = week + WEEK
    while number_of(following, rounds_from) is None:
        following += WEEK
    return following
