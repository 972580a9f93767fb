"""Linking a person to a Telegram account: invitation, code by voice, two control words, consent (DESIGN §4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.people import PersonId, ProfessionalId
from domain.secret import Secret

InvitationId = NewType("InvitationId", UUID)
LinkId = NewType("LinkId", UUID)

INVITATION_LIVES = timedelta(hours=72)
CODE_TRIES = 5
WORD_TRIES = 3
ACCOUNT_TRIES_A_DAY = 10


class InvitationState(StrEnum):
    """How far an invitation has come; the last two are ends, and so is its ``expires_at``."""

    MADE = "made"
    OPENED = "opened"
    CODE_GIVEN = "code_given"
    USED = "used"
    REVOKED = "revoked"


OPEN_STATES = frozenset({InvitationState.MADE, InvitationState.OPENED, InvitationState.CODE_GIVEN})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody Kring can send to: a person of a family, or a professional; exactly one of the two."""

    person: PersonId | None = None
    professional: ProfessionalId | None = None

    def __post_init__(self) -> None:
        if (self.person is None) == (self.professional is None):
            raise ValueError("a recipient is one person or one professional")

    @property
    def id(self) -> UUID:
        """The id of whoever it is."""
        if self.person is not None:
            return self.person
        assert self.professional is not None  # noqa: S101 - __post_init__ has made sure
        return self.professional


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation for an existing person; link and code never travel the same way.

    Only keyed hashes of token, code and control words are kept. ``account`` is the keyed index of the
    Telegram account that opened it first; nobody else can go on with it.
    """

    id: InvitationId
    invitee: Recipient
    token_hash: bytes
    code_hash: bytes
    made_at: datetime
    expires_at: datetime
    state: InvitationState = InvitationState.MADE
    account: bytes | None = None
    chat: Secret | None = None
    words_hash: bytes | None = None
    code_tries: int = 0
    word_tries: int = 0

    def is_open(self, now: datetime) -> bool:
        """Whether somebody can still go on with it."""
        return self.state in OPEN_STATES and now < self.expires_at


class Reachability(StrEnum):
    """Whether a message can arrive."""

    LINKED = "linked"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Link:
    """The tie between somebody and one Telegram chat.

    ``account`` is a keyed blind index of the Telegram user id; ``chat`` is the chat id itself, sealed at rest. Somebody
    who takes part in more than one family has a link for each; ``chosen_at`` tells as whom they spoke last.
    """

    id: LinkId
    holder: Recipient
    account: bytes
    chat: Secret
    linked_at: datetime
    reachability: Reachability = Reachability.LINKED
    consented_at: datetime | None = None
    ended_at: datetime | None = None
    chosen_at: datetime | None = None
