"""How much one address may try: a bucket of tries that fills up again by itself."""

from collections import OrderedDict
from dataclasses import dataclass

BURST = 60.0
"""Tries at once: a whole family, or a whole provider behind one address, gets in on a busy evening."""

PER_SECOND = 0.5
MOST_ADDRESSES = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Tries:
    """Buckets by address, the longest unseen one forgotten first; ``now`` is in seconds of any steady clock."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, address: str, now: float) -> bool:
        """Whether this address may try once more."""
        bucket = self._buckets.pop(address, None) or _Bucket(BURST, now)
        self._buckets[address] = bucket
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        bucket.left = min(BURST, bucket.left + max(0.0, now - bucket.at) * PER_SECOND)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True
