"""What Telegram says about who opens the window: read only after its keyed mark was found right (security §2.5, V1)."""

import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from domain.window import EntryFailed

LAUNCH_LIVES = timedelta(seconds=300)
"""How old launch data may be (DESIGN §9)."""

LAUNCH_AHEAD = timedelta(seconds=30)
"""How far Telegram's clock may be ahead of ours."""

LONGEST = 8192
MOST_FIELDS = 32
LARGEST_USER = 1 << 52
"""Telegram's user numbers have at most 52 bits."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SECONDS = re.compile(r"[0-9]{1,12}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Launch:
    """Launch data that Telegram really made: whose, from when, and the mark by which a second use is noticed."""

    user: int
    at: datetime
    digest: bytes

    @property
    def good_until(self) -> datetime:
        """From this instant it is too old anyway."""
        return self.at + LAUNCH_LIVES


def launch_key(token: str) -> bytes:
    """The key that marks launch data, made from the bot's token; keep this one, and not the token."""
    return hmac.digest(b"WebAppData", token.encode(), "sha256")


def read_launch(init_data: str, key: bytes, now: datetime) -> Launch:
    """Who opens the window, as Telegram marked it; every field but ``hash`` is under the mark, ``signature`` too.

    Args:
        init_data: what the page got from Telegram, still encoded as a query.
        key: that of ``launch_key``.
        now: the present instant, aware.

    Raises:
        EntryFailed: not made by Telegram, changed, doubled, too old, from the future, or of nobody; it never tells
            which.
    """
    fields = _fields(init_data)
    told = fields.pop("hash", "")
    # Field names hold no "=" and values no line break, so that one text can only mean one set of fields.
    text = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    digest = hmac.digest(key, text.encode(), "sha256")
    if not _HASH.fullmatch(told) or not hmac.compare_digest(bytes.fromhex(told), digest):
        raise EntryFailed
    at = _moment(fields.get("auth_date", ""), now)
    if not -LAUNCH_AHEAD <= now - at < LAUNCH_LIVES:
        raise EntryFailed
    return Launch(_user(fields.get("user", "")), at, digest)


def _fields(init_data: str) -> dict[str, str]:
    if len(init_data) > LONGEST:
        raise EntryFailed
    try:
        pairs = parse_qsl(
            init_data,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
        "".join(value for _, value in pairs).encode()
    except ValueError:
        raise EntryFailed from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise EntryFailed
    if not all(_KEY.fullmatch(name) for name in fields) or any(_UNSEEN.search(v) for v in fields.values()):
        raise EntryFailed
    return fields


def _moment(typed: str, now: datetime) -> datetime:
    if not _SECONDS.fullmatch(typed):
        raise EntryFailed
    try:
        return datetime.fromtimestamp(int(typed), tz=now.tzinfo)
    except (ValueError, OverflowError, OSError):
        raise EntryFailed from None


def _user(text: str) -> int:
    try:
        user = json.loads(text)
    except (ValueError, RecursionError):
        raise EntryFailed from None
    number = user.get("id") if isinstance(user, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < LARGEST_USER:
        raise EntryFailed
    return number
