"""The drawers of the window: what people hold to open it, who is at its door, and what was used up."""

from datetime import datetime
from typing import Protocol

from domain.keyrings import Keyring
from domain.linking import Recipient
from domain.passkeys import Enrolment, Passkey, PasskeyId
from domain.people import PersonId, ProfessionalId
from domain.window import Session, SessionId, Via


class KeyringsDrawer(Protocol):
    """What each person holds to open the window."""

    async def of(self, person: PersonId) -> Keyring | None: ...
    async def by_link(self, link: bytes) -> Keyring | None: ...
    async def keep(self, keyring: Keyring) -> None:
        """Insert or replace."""


class SessionsDrawer(Protocol):
    """Who is at the door or inside; ended ones are kept for a while."""

    async def add(self, session: Session) -> None: ...
    async def get(self, which: SessionId) -> Session | None: ...
    async def by_token(self, token_hash: bytes) -> Session | None: ...
    async def of(self, holder: Recipient) -> tuple[Session, ...]:
        """Those not ended, last seen first; whether they are live is for the rules to say."""

    async def save(self, session: Session) -> None:
        """Keep what changed; read it in this same transaction."""

    async def touch(self, which: SessionId, at: datetime) -> None: ...
    async def end(self, which: SessionId, at: datetime) -> None: ...
    async def end_of(
        self, holder: Recipient, at: datetime, *, via: Via | None = None, but: SessionId | None = None
    ) -> None:
        """End all of this holder's, or only those that came in this way, except one."""


class PasskeysDrawer(Protocol):
    """The passkeys of professionals, and the one-time links to make one."""

    async def add(self, passkey: Passkey) -> None: ...
    async def get(self, which: PasskeyId) -> Passkey | None: ...
    async def by_credential(self, credential: bytes) -> Passkey | None:
        """The one with this credential id, also when it has ended."""

    async def of(self, professional: ProfessionalId) -> tuple[Passkey, ...]:
        """Those not ended, oldest first."""

    async def save(self, passkey: Passkey) -> None: ...
    async def add_enrolment(self, enrolment: Enrolment) -> None: ...
    async def enrolment_by_token(self, token_hash: bytes) -> Enrolment | None: ...
    async def end_enrolments_of(self, professional: ProfessionalId, at: datetime) -> None: ...


class SpentDrawer(Protocol):
    """What may be used once: launch data, challenges."""

    async def spend(self, digest: bytes, until: datetime) -> bool:
        """Use it up; False when it was before. After ``until`` it is refused for its age, and may be forgotten."""
