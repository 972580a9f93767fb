"""Held words: what somebody who takes part in several families typed before it is known for which one it is meant."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID

from domain.secret import Secret
from domain.threads import MessageKind

HeldWordsId = NewType("HeldWordsId", UUID)

HELD_FOR = timedelta(hours=24)
"""So long somebody can still say for which family it was; after that it is gone, as it is from their chat."""


@dataclass(frozen=True, slots=True)
class HeldWords:
    """One message that was typed in the chat of ``account`` (a keyed index), not yet in anybody's conversation.

    ``source``, ``body`` and ``telegram_message`` are those of the `Message` that it becomes once it is known whose.
    """

    id: HeldWordsId
    account: bytes
    kind: MessageKind
    body: Secret
    received_at: datetime
    expires_at: datetime
    source: str
    telegram_message: int | None = None
    is_edit: bool = False
    alarming: bool = False
