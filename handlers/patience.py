"""How long Telegram asked us to wait, in seconds, whatever the library makes of it."""

import os
from datetime import timedelta

from telegram.error import RetryAfter

# The library's own way to ask for a timedelta now; without it every look at a wait is a warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")


def seconds_of(told: RetryAfter) -> float:
    """The wait of a 429, in seconds."""
    wait: int | timedelta = told.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
