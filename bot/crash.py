"""Named places where a test may have the process die, as a power cut would; on loopback only."""

import os
import signal
from collections import Counter
from dataclasses import dataclass, field

from bot.settings import Settings, StartRefused

VARIABLE = "KRING_CRASH_AT"

POINTS = ("before_intent", "before_send", "after_acceptance", "before_settling")
"""Before the intent is committed; before Telegram is called; after it accepted; before that is written down."""


@dataclass(slots=True)
class CrashPoints:
    """Dies at the n-th passage of one point; without a point it only counts."""

    at: str = ""
    passage: int = 1
    passed: Counter[str] = field(default_factory=Counter)

    def __call__(self, point: str) -> None:
        """Pass a point, or die here without any goodbye."""
        if point != self.at:
            return
        self.passed[point] += 1
        if self.passed[point] == self.passage:
            os.kill(os.getpid(), signal.SIGKILL)


def crash_points(settings: Settings, asked: str | None = None) -> CrashPoints:
    """What the environment asks for (``before_send`` or ``before_send:3``); nothing unless on loopback.

    Raises:
        StartRefused: there is no such point, or it was asked for away from loopback.
    """
    asked = os.environ.get(VARIABLE, "") if asked is None else asked
    if not asked:
        return CrashPoints()
    if not settings.on_loopback:
        raise StartRefused("start.only_on_loopback", setting=VARIABLE)
    point, _, passage = asked.partition(":")
    if point not in POINTS or not (passage or "1").isdecimal():
        raise StartRefused("start.unreadable", setting=VARIABLE)
    return CrashPoints(point, int(passage or "1"))
