"""Ids that grow with time (UUIDv7, RFC 9562), so that rows of one moment stand together and before those after."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from storage.columns import to_micros

RANDOM_BITS = 74


class Ids:
    """Makes ids from an instant and randomness; within one process each is greater than the one before."""

    def __init__(self, entropy: Callable[[int], bytes]) -> None:
        self._entropy = entropy
        self._millisecond = 0
        self._random = 0

    def next(self, now: datetime) -> UUID:
        """A fresh id; a clock that stands still or goes back does not make it smaller."""
        millisecond = to_micros(now) // 1000
        if millisecond > self._millisecond:
            self._millisecond = millisecond
            # The top bit stays free, so that counting up never overflows.
            self._random = int.from_bytes(self._entropy(10)) >> (80 - RANDOM_BITS + 1)
        else:
            self._random += 1
        high, low = self._random >> 62, self._random & ((1 << 62) - 1)
        return UUID(int=self._millisecond << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
