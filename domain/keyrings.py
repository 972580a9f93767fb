"""What one person holds to open the window: a link, a code told by voice, a PIN, and how often they tried."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.errors import Refusal
from domain.people import PersonId
from domain.pins import Pin
from domain.secret import Secret

PIN_TRIES = 5
CODE_TRIES = 5
CODE_LIVES = timedelta(hours=72)

DELAYS = (0, 0, 5, 30, 120)
"""Seconds to wait before the first to the fifth try (security §2.4)."""

PICTURES = (
    "tulip",
    "sunflower",
    "tree",
    "leaf",
    "apple",
    "pear",
    "cherry",
    "strawberry",
    "lemon",
    "bread",
    "cup",
    "cat",
    "dog",
    "horse",
    "cow",
    "rabbit",
    "fish",
    "duck",
    "snail",
    "butterfly",
    "sun",
    "umbrella",
    "boat",
    "bicycle",
)
"""What a person can choose from to know the real window by; a page that does not show it is not ours."""


class PinWrong(Refusal):
    """The PIN was wrong; ``left`` tries remain."""

    code = "window.refused.pin"

    def __init__(self, left: int) -> None:
        super().__init__(detail="pin")
        self.left = left


class PinLocked(Refusal):
    """Too often wrong: the gezinsmanager can help, after meeting or calling."""

    code = "window.refused.locked"


class PinTooSoon(Refusal):
    """The next try has to wait ``seconds`` more, rounded up."""

    code = "window.refused.too_soon"

    def __init__(self, seconds: int) -> None:
        super().__init__(detail="pin")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class SpokenCode:
    """A six-digit code that is told by voice; a keyed hash. Only who typed it may choose a PIN.

    ``for_all``: it was given to restore, so it is asked of whoever comes in; otherwise only of who comes by the link.
    """

    hash: bytes
    expires_at: datetime
    tries: int = 0
    for_all: bool = False

    def can_be_tried(self, now: datetime) -> bool:
        """Whether it may still be typed."""
        return self.tries < CODE_TRIES and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Keyring:
    """What one person holds to open the window; tries are counted here, over all their sessions.

    ``link`` is the keyed index of the personal link. ``tries`` are those claimed since the PIN was last right, whether
    they were judged or not. ``opened_at`` is the last time that the window was opened.
    """

    person: PersonId
    link: bytes | None = None
    code: SpokenCode | None = None
    pin: Pin | None = None
    picture: Secret | None = None
    tries: int = 0
    next_try_at: datetime | None = None
    locked_at: datetime | None = None
    opened_at: datetime | None = None

    @property
    def tries_left(self) -> int:
        """How many more tries there are."""
        return 0 if self.locked_at is not None else max(0, PIN_TRIES - self.tries)

    def wait(self, now: datetime) -> int:
        """Whole seconds until the next try; none when the clock was put back, since the tries are counted anyway."""
        if self.next_try_at is None:
            return 0
        left = max(0, -((now - self.next_try_at) // timedelta(seconds=1)))
        return left if left <= DELAYS[min(self.tries, PIN_TRIES - 1)] else 0

    def claimed(self, now: datetime) -> "Keyring":
        """With one try less; the fifth one locks at once, so that it also counts when its outcome is never heard.

        Raises:
            PinLocked: there are none left. PinTooSoon: the next one has to wait.
        """
        if not self.tries_left:
            raise PinLocked
        if seconds := self.wait(now):
            raise PinTooSoon(seconds)
        tries = self.tries + 1
        if tries == PIN_TRIES:
            return replace(self, tries=tries, next_try_at=None, locked_at=now)
        return replace(self, tries=tries, next_try_at=now + timedelta(seconds=DELAYS[tries]))

    def was_right(self, now: datetime) -> "Keyring":
        """After the right PIN: every try is there again."""
        return replace(self, tries=0, next_try_at=None, locked_at=None, opened_at=now)

    def without_code(self) -> "Keyring":
        """The code has done its work."""
        return replace(self, code=None)

    def with_pin(self, pin: Pin, picture: Secret | None = None) -> "Keyring":
        """With a new PIN, and a new picture word if one is given; it opens the window at once."""
        return replace(self.was_right(pin.set_at), pin=pin, picture=picture or self.picture)

    def restored(self, code: SpokenCode) -> "Keyring":
        """Unlocked by a person: the PIN is gone, and whoever comes in is asked for this code first."""
        return Keyring(self.person, link=self.link, code=code, opened_at=self.opened_at)
