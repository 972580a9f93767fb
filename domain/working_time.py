"""Working time: when a professional can be expected to read, and what "within two working days" then means."""

from datetime import date, datetime, time, timedelta

from domain.absence import WorkingHours
from domain.calendar import at_local, is_working_day, local

ANSWER_WITHIN_DAYS = 2
"""Working days within which a person gets an answer; the day of asking is not counted (DESIGN §6)."""

ONE_DAY = timedelta(days=1)
FURTHEST = 400
"""Days that are looked ahead: somebody without any working day would otherwise be looked for without end."""


def works_on(hours: WorkingHours, day: date) -> bool:
    """Whether they work on this day: one of their weekdays, and no public holiday."""
    return is_working_day(day) and day.weekday() in hours.days


def is_at_work(hours: WorkingHours, instant: datetime) -> bool:
    """Whether somebody with these hours can be expected to read at this instant."""
    wall = local(instant)
    return works_on(hours, wall.date()) and hours.start <= wall.time() < hours.end


def answer_by(hours: WorkingHours, asked_at: datetime) -> datetime:
    """By when somebody who asks now gets an answer: the end of the second working day after today.

    What is asked on a day off, or after the end of a working day, counts as asked on the next working day.
    """
    wall = local(asked_at)
    day = wall.date()
    if not works_on(hours, day) or wall.time() >= hours.end:
        day = _next_day(hours, day)
    for _ in range(ANSWER_WITHIN_DAYS):
        day = _next_day(hours, day)
    return at_local(day, hours.end)


def halfway(hours: WorkingHours, asked_at: datetime, promised: datetime) -> datetime:
    """The instant at which half of the working time between asking and the promise has passed."""
    return after_working(hours, asked_at, working_between(hours, asked_at, promised) / 2)


def working_between(hours: WorkingHours, start: datetime, end: datetime) -> timedelta:
    """How much working time lies between two instants."""
    total = timedelta(0)
    day = local(start).date()
    for _ in range(FURTHEST):
        if day > local(end).date():
            break
        if works_on(hours, day):
            opens, closes = at_local(day, hours.start), at_local(day, hours.end)
            total += max(timedelta(0), min(closes, end) - max(opens, start))
        day += ONE_DAY
    return total


def after_working(hours: WorkingHours, start: datetime, span: timedelta) -> datetime:
    """The instant at which so much working time has passed since ``start``; never outside working time."""
    left = span
    day = local(start).date()
    for _ in range(FURTHEST):
        if works_on(hours, day):
            opens, closes = max(at_local(day, hours.start), start), at_local(day, hours.end)
            if opens < closes:
                if left <= closes - opens:
                    return opens + left
                left -= closes - opens
        day += ONE_DAY
    return start + span


def opens_next(hours: WorkingHours, instant: datetime) -> datetime:
    """The instant itself when they are at work, else the beginning of their next working day."""
    return after_working(hours, instant, timedelta(0))


def morning_after(instant: datetime, at: time) -> datetime:
    """The next Amsterdam day at this wall time."""
    return at_local(local(instant).date() + ONE_DAY, at)


def end_of_working_day(hours: WorkingHours, instant: datetime, *, days: int) -> datetime:
    """The end of the working day that comes so many working days after the day of this instant."""
    day = local(instant).date()
    for _ in range(days):
        day = _next_day(hours, day)
    return at_local(day, hours.end)


def _next_day(hours: WorkingHours, day: date) -> date:
    for _ in range(FURTHEST):
        day += ONE_DAY
        if works_on(hours, day):
            return day
    return day
