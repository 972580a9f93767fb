"""What people type on a phone for a moment or a length of time in Dutch: read rightly, doubted, or not read."""

from domain.spoken.durations import read_delay, read_duration
from domain.spoken.outcomes import Doubt, DoubtReason, Moment, Unread, UnreadReason
from domain.spoken.reading import read_moment

__all__ = [
    "Doubt",
    "DoubtReason",
    "Moment",
    "Unread",
    "UnreadReason",
    "read_delay",
    "read_duration",
    "read_moment",
]
