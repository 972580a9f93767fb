"""Other moments to offer somebody who cannot come: same time of day, on working days nearby."""

from datetime import datetime, timedelta

from domain.calendar import at_local, local, next_working_day

OFFERED = 3


def other_moments(starts_at: datetime, *, now: datetime) -> tuple[datetime, ...]:
    """The same wall time on the next working days after the appointment, all in the future (UTC)."""
    wall = local(starts_at).time().replace(tzinfo=None)
    day = max(local(starts_at).date(), local(now).date())
    moments: list[datetime] = []
    while len(moments) < OFFERED:
        day = (
            next_working_day(day) if len(moments) < OFFERED - 1 else next_working_day(day + timedelta(days=4))
        )
        moments.append(at_local(day, wall))
    return tuple(moments)
