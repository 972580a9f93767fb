"""Threads: what one person tells their gezinsmanager; a thread belongs to a person, never to a family."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.people import PersonId
from domain.secret import Secret

ThreadId = NewType("ThreadId", UUID)
MessageId = NewType("MessageId", UUID)


class MessageKind(StrEnum):
    """How something was told."""

    TEXT = "text"
    VOICE = "voice"
    PHOTO = "photo"
    DOCUMENT = "document"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation between one person and their gezinsmanager."""

    id: ThreadId
    person: PersonId


@dataclass(frozen=True, slots=True)
class Message:
    """Something a person told; ``source`` is the update it came in, so that it is kept once.

    An edit that still arrives is another message whose ``version_of`` names the first one.
    """

    id: MessageId
    thread: ThreadId
    kind: MessageKind
    body: Secret
    received_at: datetime
    source: int
    telegram_message: int
    version_of: MessageId | None = None
    read_at: datetime | None = None

    @property
    def file(self) -> str | None:
        """Telegram's name for the voice, photo or document, on the first line of the body; it stays fetchable."""
        return None if self.kind is MessageKind.TEXT else self.body.reveal().partition("\n")[0] or None

    @property
    def told(self) -> str:
        """The words themselves, or what was written beside a file."""
        body = self.body.reveal()
        return body if self.kind is MessageKind.TEXT else body.partition("\n")[2]
