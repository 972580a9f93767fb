"""The door of the window: who came in, by which way, and what they still have to show (DESIGN §9)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.errors import Refusal
from domain.keyrings import Keyring
from domain.linking import Recipient

SessionId = NewType("SessionId", UUID)

IDLE_PERSON = timedelta(minutes=5)
"""A phone that was laid down open is closed after this (DESIGN §9)."""

IDLE_PROFESSIONAL = timedelta(minutes=15)
LONGEST_SESSION = timedelta(hours=12)
FRESH = timedelta(minutes=2)
"""How long after the PIN something of class DANGEROUS may be shown, or the PIN changed (security §1.2)."""

CLOCK_SLACK = timedelta(minutes=1)
"""A session that begins further ahead than this was kept by another clock than ours."""

TOUCHED_EVERY = timedelta(seconds=20)
"""A sign of life is written down at most this often."""

UNOPENED_KEPT = 5
"""So many sessions of one person may wait for the PIN at a time; the longest waiting one makes room."""


class Via(StrEnum):
    """By which way somebody came in."""

    TELEGRAM = "telegram"
    LINK = "link"
    PASSKEY = "passkey"
    DEMO = "demo"


class Needs(StrEnum):
    """What somebody who came in still has to show or do before the window is open."""

    CODE = "code"
    NEW_PIN = "new_pin"
    PIN = "pin"
    LOCKED = "locked"
    NOTHING = "nothing"


class EntryFailed(Refusal):
    """One neutral answer for every way in that does not work, so that nothing can be learnt from it."""

    code = "window.refused.entry"


class SessionOver(Refusal):
    """The window was closed, or never opened as far as this asks for."""

    code = "window.refused.over"


class NotFresh(Refusal):
    """The PIN was typed too long ago for this; it is asked once more."""

    code = "window.refused.not_fresh"


@dataclass(frozen=True, slots=True)
class Session:
    """One browser at the door; only a keyed hash of its token is kept.

    ``proved_at``: the code told by voice was given in this very session. ``opened_at``: the last time that the PIN or
    a passkey was right; without it nothing is shown but the door itself, the help card and ``Bel mij terug``.
    ``claims`` counts tries of the PIN that were claimed here and not yet judged.
    """

    id: SessionId
    holder: Recipient
    token_hash: bytes
    via: Via
    began_at: datetime
    seen_at: datetime
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    proved_at: datetime | None = None
    claims: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the PIN, or a passkey, was right in it; see ``is_live`` for whether it still counts."""
        return self.opened_at is not None

    @property
    def idle(self) -> timedelta:
        """After how long without a sign of life it closes by itself."""
        return IDLE_PROFESSIONAL if self.holder.person is None else IDLE_PERSON

    def is_live(self, now: datetime) -> bool:
        """Whether it still counts: not ended, not idle, younger than twelve hours, and not from the future."""
        if self.ended_at is not None or now < self.began_at - CLOCK_SLACK:
            return False
        return now - self.seen_at < self.idle and now - self.began_at < LONGEST_SESSION

    def has_faded(self, now: datetime) -> bool:
        """Whether it was open, and nobody ended it: it closed by itself, after a while."""
        return self.is_open and self.ended_at is None and now > self.seen_at and not self.is_live(now)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the PIN was typed in the last two minutes."""
        return self.opened_at is not None and abs(now - self.opened_at) <= FRESH

    def wants_touch(self, now: datetime) -> bool:
        """Whether a sign of life is worth writing down; also when the clock was put back."""
        return abs(now - self.seen_at) >= TOUCHED_EVERY

    def opened(self, now: datetime, token_hash: bytes) -> "Session":
        """Opened by the right PIN, under a fresh token, so that one planted before is worth nothing."""
        return replace(self, token_hash=token_hash, opened_at=now, seen_at=now, claims=0)


def needs(session: Session, keyring: Keyring) -> Needs:
    """What is still to be shown.

    A code that was given with a link is asked of whoever comes by that link until it has opened the window once; a
    code that was given to restore is asked of everybody. By link nobody chooses a PIN who did not give a code.
    """
    if session.is_open:
        return Needs.NOTHING
    if keyring.locked_at is not None:
        return Needs.LOCKED
    by_link = session.via is Via.LINK
    asks_code = keyring.code is not None and (by_link or keyring.code.for_all)
    if session.proved_at is None and (asks_code or (by_link and keyring.pin is None)):
        return Needs.CODE
    return Needs.PIN if keyring.pin is not None else Needs.NEW_PIN
