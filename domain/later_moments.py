"""Moments to offer somebody who does a task later: that evening, the next day and the day after."""

from datetime import datetime, time

from domain.calendar import ONE_DAY, at_local, local

EVENING = time(19)


def later_moments(starts_at: datetime, *, now: datetime) -> tuple[datetime, ...]:
    """The evening of the day of the turn when that is still ahead, and the same wall time on two days after (UTC).

    A turn that is past is put off from today on.
    """
    wall = local(starts_at).time().replace(tzinfo=None)
    day = max(local(starts_at).date(), local(now).date())
    evening = at_local(day, EVENING)
    offered = (evening, at_local(day + ONE_DAY, wall), at_local(day + ONE_DAY * 2, wall))
    return tuple(moment for moment in offered if moment > max(starts_at, now))
