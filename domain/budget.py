"""The budget of kindness: at most three messages a week that Kring starts, besides appointments and answers.

Three texts a week did better than one and than five (Educ. Finance & Policy 16/2, field (f)); an edit is no message.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.notices import CheckInAsked, CheckInNudged, Notice, PlanFitAsked, PlanReady

BUDGET = 3
SPAN = timedelta(days=7)


def is_budgeted(notice: Notice) -> bool:
    """Whether this notice counts in the budget of the person who gets it."""
    return isinstance(notice, CheckInAsked | CheckInNudged | PlanFitAsked | PlanReady)


def free_at(pushes: Iterable[datetime], now: datetime) -> datetime:
    """The first instant (UTC), now at the earliest, at which one more message fits into any seven days."""
    recent = sorted(at for at in pushes if at > now - SPAN)
    return now if len(recent) < BUDGET else recent[-BUDGET] + SPAN
