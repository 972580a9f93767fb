"""The three ways a reading can end: a moment, a doubt with choices, or nothing read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class DoubtReason(StrEnum):
    """Why a person must choose or add something; named by what they left open."""

    PAST = "past"
    """A date without a year that has just gone by: the next one is a year away."""
    NO_SUCH_DATE = "no_such_date"
    """A day number that this month does not have."""
    NO_TIME = "no_time"
    NO_DAY = "no_day"
    WHICH_DAY = "which_day"
    """Tonight or the night after, typed in the small hours, or 'acht dagen', which may be a week."""
    WHICH_WEEK = "which_week"
    WEEKDAY_DATE_CLASH = "weekday_date_clash"
    MORNING_OR_AFTERNOON = "morning_or_afternoon"
    DOUBLED_HOUR = "doubled_hour"
    UNSURE = "unsure"
    """Read, but the words leave room: a bare number, 'rond drie uur', two possible readings."""


class UnreadReason(StrEnum):
    """Why there is no moment and nothing to choose from."""

    SKIPPED_HOUR = "skipped_hour"
    NO_SUCH_DATE = "no_such_date"
    TOO_FAR = "too_far"
    PAST = "past"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Moment:
    """The only thing the words can mean; a UTC instant, in the future when it was read."""

    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question back, with the UTC instants a person can pick by button, in order; may be none."""

    reason: DoubtReason
    options: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Nothing that may be acted upon."""

    reason: UnreadReason


Reading: TypeAlias = Moment | Doubt | Unread
