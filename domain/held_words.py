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

    ``source`` is the number of the update it came in, ``message`` that of the chat, as in `usecases.threads.Incoming`.
    """

    id: HeldWordsId
    account: bytes
    kind: MessageKind
    body: Secret
    received_at: datetime
    expires_at: datetime
    source: int
    message: int
    is_edit: bool = False
    alarming: bool = False
