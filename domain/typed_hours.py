"""Reading quiet hours that somebody types: two clock times, and nothing that could be anything else."""

import re
from datetime import time

from domain.calendar import QuietHours

_CLOCK = r"(\d{1,2})(?:[.:u](\d{2}))?\s*(?:uur|u)?"
_SPAN = re.compile(rf"\s*(?:van|tussen)?\s*{_CLOCK}\s*(?:tot|en|t/m|-|–)\s*{_CLOCK}\s*", re.IGNORECASE)
LONGEST_TYPED = 60

_OF_HOURS = frozenset(
    (
        *("van", "vanaf", "tussen", "tot", "en", "t", "m", "uur", "u", "half", "kwart", "over", "voor", "s"),
        *("avonds", "ochtends", "morgens", "middags", "nachts", "een", "één", "twee", "drie", "vier", "vijf"),
        *("zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    )
)
"""Words of which somebody who tries to type hours makes their line; any other word says something else."""


def read_quiet_hours(text: str) -> QuietHours | None:
    """The hours between two typed times ("21.00 tot 8.00 uur"); None when it is not just that."""
    found = _SPAN.fullmatch(text) if len(text) <= LONGEST_TYPED else None
    if found is None:
        return None
    start = _clock(found.group(1), found.group(2))
    end = _clock(found.group(3), found.group(4))
    if start is None or end is None or start == end:
        return None
    return QuietHours(start, end)


def tries_quiet_hours(text: str) -> bool:
    """Whether this can only be an attempt at hours ("van 9 tot 8 's avonds"), though it may be unclear."""
    said = re.findall(r"[^\W\d_]+", text.casefold())
    named = bool(said) or any(c.isdigit() for c in text)
    return len(text) <= LONGEST_TYPED and named and _OF_HOURS.issuperset(said)


def _clock(hours: str, minutes: str | None) -> time | None:
    hour, minute = int(hours), int(minutes or 0)
    return time(hour, minute) if hour <= 23 and minute <= 59 else None
