"""What Telegram's errors mean: how long to wait, what it refused and why, and what certainly never arrived."""

import os
import re
from datetime import timedelta

from telegram.error import RetryAfter, TelegramError

# The library's own way to ask for a timedelta now; without it every look at a wait is a warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

NOT_SENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})
"""Names of the causes after which nothing was sent; the library keeps the HTTP error as cause (security §6.2)."""

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def seconds_of(told: RetryAfter) -> float:
    """The wait of a 429, in seconds."""
    wait: int | timedelta = told.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def says(refused: TelegramError, *keys: str) -> bool:
    """Whether Telegram's own words hold one of these, each written as a key: `chat_not_found`."""
    said = _BETWEEN_WORDS.sub("_", refused.message.casefold())
    return any(key in said for key in keys)


def never_sent(error: TelegramError) -> bool:
    """Whether it is certain that Telegram did nothing: no connection was ever made."""
    return type(error.__cause__).__name__ in NOT_SENT
