"""Passkeys: how a professional comes in, and the one-time link with which the first is made (security §3.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID

from domain.people import ProfessionalId

PasskeyId = NewType("PasskeyId", UUID)
EnrolmentId = NewType("EnrolmentId", UUID)

ENROLMENT_LIVES = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key that stays in a professional's device; we keep its public half and how often it has signed."""

    id: PasskeyId
    professional: ProfessionalId
    credential: bytes
    public_key: bytes
    counter: int
    made_at: datetime
    used_at: datetime | None = None
    ended_at: datetime | None = None

    def goes_on(self, counter: int) -> bool:
        """Whether a signature with this count can come after the last one (WebAuthn level 2, §7.2 step 21).

        A device that counts never says the same number twice, so one that does may be a copy. Many do not count, and
        always say nought.
        """
        return counter > self.counter or (counter == 0 and self.counter == 0)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A one-time link of the administrator with which one professional makes a passkey; only a keyed hash is kept."""

    id: EnrolmentId
    professional: ProfessionalId
    token_hash: bytes
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be used; not before it was made either, since then the clock is wrong."""
        return self.ended_at is None and self.made_at - timedelta(minutes=1) <= now < self.expires_at
