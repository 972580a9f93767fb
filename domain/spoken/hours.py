"""Which wall times a clock time may mean, with or without a part of the day."""

from dataclasses import dataclass
from datetime import time

from domain.spoken.outcomes import DoubtReason
from domain.spoken.said import Clock, Daypart

NOON, SIX, EIGHT = time(12), time(6), time(8)

_HOURS = {
    Daypart.MORNING: (time(4), time(11, 59)),
    Daypart.FORENOON: (time(6), time(11, 59)),
    Daypart.AFTERNOON: (time(12), time(18)),
    Daypart.EVENING: (time(17), time(23, 59)),
    Daypart.NIGHT: (time(0), time(5, 59)),
}
"""The first and last wall time that people call by this part of the day."""

_USUAL = {
    None: (time(9), time(11), time(14), time(16)),
    Daypart.MORNING: (time(9), time(10), time(11)),
    Daypart.FORENOON: (time(9), time(10), time(11)),
    Daypart.AFTERNOON: (time(13), time(14), time(15), time(16)),
    Daypart.EVENING: (time(19), time(20)),
    Daypart.NIGHT: (),
}


@dataclass(frozen=True, slots=True)
class Times:
    """Wall times, each so many days after the day that was said; more than one only with a doubt."""

    candidates: tuple[tuple[int, time], ...]
    doubt: DoubtReason | None = None
    later: time | None = None
    """The same hands of the clock in the evening, for when the morning has gone by."""


def usual_times(part: Daypart | None) -> tuple[time, ...]:
    """Times to offer when a day was said but no time."""
    return _USUAL[part]


def times_meant(clock: Clock, part: Daypart | None) -> Times | None:
    """What the clock time may mean; None when it contradicts its part of the day ('14 uur 's ochtends')."""
    times = _within(clock, part) if part else _alone(clock)
    if times and times.doubt is None and clock.maybe_duration and part is None:
        return Times(times.candidates, DoubtReason.UNSURE, times.later)
    return times


def _within(clock: Clock, part: Daypart) -> Times | None:
    first, last = _HOURS[part]
    fitting = [moment for moment in _both_halves(clock) if first <= moment <= last]
    if len(fitting) != 1:
        return None
    if part is Daypart.NIGHT:
        return _of_a_night(fitting[0])
    return Times(((0, fitting[0]),))


def _alone(clock: Clock) -> Times:
    """1 to 6 is the afternoon, after 6 to before 8 is open, 8 to 12 as said, and 13 to 23 cannot be mistaken.

    With a nought in front it is as a 24-hour clock shows it, but few who type '03:00' mean the night.
    """
    said = time(clock.hour, clock.minute)
    if clock.exact:
        if clock.hour == 0:
            return _of_a_night(said)
        if said < SIX:
            return _open(said)
        return Times(((0, said),))
    morning, evening = _both_halves(clock)
    if clock.hour == NOON.hour:
        return Times(((0, evening),))
    if morning <= SIX:
        return Times(((0, evening),))
    if morning < EIGHT:
        return _open(morning)
    return Times(((0, morning),), later=evening)


def _both_halves(clock: Clock) -> tuple[time, ...]:
    """Before and after noon; only one for a 24-hour time."""
    if clock.exact:
        return (time(clock.hour, clock.minute),)
    return (time(clock.hour % 12, clock.minute), time(clock.hour % 12 + 12, clock.minute))


def _open(morning: time) -> Times:
    evening = morning.replace(hour=morning.hour + 12)
    return Times(((0, morning), (0, evening)), DoubtReason.MORNING_OR_AFTERNOON)


def _of_a_night(moment: time) -> Times:
    """A night belongs to two days: the one it ends and, as people speak, the one before."""
    return Times(((0, moment), (1, moment)), DoubtReason.WHICH_DAY)
