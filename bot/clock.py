"""The clock: the only place that reads the time of day; on loopback it can be moved forward."""

import logging
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from bot.logs import event
from bot.settings import Settings, StartRefused
from domain.calendar import at_local

LOG = logging.getLogger("kring.clock")

LONGEST_NOTE = 64
"""No instant needs more bytes; a larger file is not a clock file."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH = re.compile(r"[0-9]{9,11}(\.[0-9]+)?")


class Clock(Protocol):
    """Tells what time it is."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that starts where it is told and is moved forward by an instant in a file; never backwards.

    Now is the latest of: ``start`` plus the real time since ``begun`` (seconds since 1970; without it, since
    this clock was made; without ``start``, the real time), and the instant in ``file`` plus the real time
    since the file was written. So every process that reads the same file agrees.
    """

    def __init__(self, start: datetime | None, file: Path | None, begun: float | None = None) -> None:
        self._start = start
        self._begun = time.time() if begun is None else begun
        self._file = file
        self._seen: tuple[int, int, int] | None = None
        self._instant: datetime | None = None
        self._latest: datetime | None = None

    def now(self) -> datetime:
        """The present instant, UTC."""
        instant = self._own()
        told = self._told()
        if told is not None:
            instant = max(instant, told)
        if self._latest is not None:
            instant = max(instant, self._latest)
        self._latest = instant
        return instant

    def _own(self) -> datetime:
        if self._start is None:
            return datetime.now(UTC)
        passed = max(0.0, time.time() - self._begun)
        return datetime.fromtimestamp(self._start.timestamp() + passed, UTC)

    def _told(self) -> datetime | None:
        if self._file is None:
            return None
        try:
            found = self._file.stat()
        except OSError:
            return None
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen != self._seen:
            self._seen = seen
            self._read()
        if self._instant is None:
            return None
        passed = max(0.0, time.time() - found.st_mtime)
        return datetime.fromtimestamp(self._instant.timestamp() + passed, UTC)

    def _read(self) -> None:
        assert self._file is not None  # noqa: S101 - only called with a file
        try:
            with self._file.open("rb") as note:
                text = note.read(LONGEST_NOTE + 1)
            if len(text) > LONGEST_NOTE:
                raise ValueError  # noqa: TRY301 - the same answer as to any other rubbish
            self._instant = parse_instant(text.decode("ascii"))
        except (OSError, ValueError, OverflowError):
            # Half-written or rubbish: what was told before still holds.
            event(LOG, "clock.note_ignored", level=logging.WARNING)


def parse_instant(text: str) -> datetime:
    """The instant meant by ISO 8601 with an offset, or by seconds since 1970; UTC.

    Without an offset it is Amsterdam wall time.

    Raises:
        ValueError: it is neither.
    """
    text = text.strip()
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC)
    if not _DATE.match(text):
        # The library also reads dates without dashes, and then makes something of almost any figures.
        raise ValueError
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        return at_local(read.date(), read.time())
    return read.astimezone(UTC)


def clock_of(settings: Settings) -> Clock:
    """The clock these settings ask for.

    Raises:
        StartRefused: ``KRING_NOW`` is not an instant.
    """
    if not settings.now and settings.clock_file is None:
        return SystemClock()
    try:
        start = parse_instant(settings.now) if settings.now else None
    except (ValueError, OverflowError):
        raise StartRefused("start.unreadable", setting="KRING_NOW") from None
    begun = None if start is None else _begun(settings.started, settings.now)
    return MovableClock(start, settings.clock_file, begun)


def _begun(note: Path, start: str) -> float:
    """When this start was first used with this database, in seconds since 1970, real time.

    Noted beside the database, so that a process that follows a killed one, and the command line beside it, go
    on where the first one was: otherwise what was kept last would lie in the future.
    """
    now = time.time()
    try:
        since, _, noted = note.read_text("ascii").partition(" ")
        if noted == start and float(since) <= now:
            return float(since)
    except (OSError, ValueError):
        pass  # There is no note yet, or not one of ours.
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"{now} {start}", "ascii")
    except (OSError, ValueError):
        event(LOG, "clock.start_not_noted", level=logging.WARNING)
    return now
