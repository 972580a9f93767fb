"""The stand-in's own clock: real time plus an offset that a test or a visitor of the demo can move."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path


class Clock:
    """A clock in whole seconds UTC that can be set and then runs on at normal speed.

    With a `path`, each move is also written there as an ISO instant with its UTC offset, so that a process
    that reads the file moves along: its now is the instant in the file plus the real time since the file
    was written. The file appears with the first move, and is replaced in one step.

    `expire` decides whether updates and taps grow too old, as on the real server: True, False, or None
    for "until the clock is moved", so that a jump of the clock does not eat a tap.
    """

    def __init__(
        self, path: Path | None = None, start: datetime | None = None, *, expire: bool | None = None
    ) -> None:
        self.expire = expire
        self._path = path
        self._offset = 0.0
        self._moved = False
        if start is not None:
            self._offset = _seconds(start) - time.time()

    def now(self) -> int:
        """Return the instant as seconds since 1970, UTC."""
        return int(time.time() + self._offset)

    def instant(self) -> datetime:
        """Return the same instant as a datetime in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)

    @property
    def ages(self) -> bool:
        """Whether updates and taps grow too old now."""
        return not self._moved if self.expire is None else self.expire

    def move_to(self, instant: datetime) -> None:
        """Set the clock; also backward, which only the start of a test should do.

        Raises ValueError when the instant has no UTC offset.
        """
        target = _seconds(instant)
        real_ns = time.time_ns()
        self._offset = target - real_ns / 1e9
        self._moved = True
        if self._path is not None:
            fresh = self._path.with_name(f".{self._path.name}.{os.getpid()}")
            fresh.write_text(instant.astimezone(UTC).isoformat(), "ascii")
            # The reader counts from the file's time: it must be the very instant the offset was made with.
            os.utime(fresh, ns=(real_ns, real_ns))
            fresh.replace(self._path)


def _seconds(instant: datetime) -> float:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a UTC offset")
    return instant.timestamp()
