"""Threads: what one person and their gezinsmanager say to each other; a thread belongs to a person, never a family."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.errors import Refusal
from domain.files import FileId
from domain.linking import Recipient
from domain.people import PersonId
from domain.secret import Secret

ThreadId = NewType("ThreadId", UUID)
MessageId = NewType("MessageId", UUID)

HOLD = timedelta(seconds=15)
"""How long an answer waits before anybody can hear of it, so that it can be taken back unheard (security T11)."""

LONGEST = 10_000
"""Characters in one message; a longer one is asked to be said in parts, and stays in the writer's hands."""


class MessageKind(StrEnum):
    """How something was told. ``STAND_IN`` says who reads along, see `domain/reading_along.py`."""

    TEXT = "text"
    VOICE = "voice"
    PHOTO = "photo"
    DOCUMENT = "document"
    OTHER = "other"
    STAND_IN = "stand_in"


class Topic(StrEnum):
    """What a person says their message is; a complaint is none of them, and never reaches the gezinsmanager."""

    PRACTICAL = "practical"
    DISCUSS = "discuss"


class Stand(StrEnum):
    """How far a message has come; both sides see the same (security §2.5)."""

    HELD = "held"
    PLANNED = "planned"
    TOLD = "told"
    OPENED = "opened"
    READ = "read"
    WITHDRAWN = "withdrawn"


class ThreadClosed(Refusal):
    """The conversation has been closed; there is another way to be heard."""

    code = "threads.closed"


class MessageTooLong(Refusal):
    """More than one message holds; what was written stays with the writer."""

    code = "threads.too_long"


class MessageEmpty(Refusal):
    """There is nothing in it."""

    code = "threads.empty"


class NoLonger(Refusal):
    """It can no longer be taken back: the time has passed, or it has been read."""

    code = "threads.no_longer"


class TakenBack(Refusal):
    """This very answer was sent before and taken back; that it comes once more may be a connection's doing."""

    code = "threads.taken_back"


class AnsweredMeanwhile(Refusal):
    """A colleague answered, or the person asked on, since this page was opened; the words stay with the writer."""

    code = "threads.answered_meanwhile"


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was said in a thread, once per ``source``: the update or the form that it came in.

    ``author`` is the person, or the professional under whose own name it was written. An edit that still arrives is
    another message whose ``version_of`` names the first one. ``leaves_at`` is the end of the hold of an answer.
    ``told_at``: the other side was told that something waits; ``opened_at``: they were let in since; ``read_at``: it
    was shown to them. ``alarming``: it holds words of danger. ``fetch_after``: from when on its file, which only
    Telegram has yet, may be fetched.
    """

    id: MessageId
    thread: ThreadId
    author: Recipient
    kind: MessageKind
    body: Secret
    received_at: datetime
    source: str
    telegram_message: int | None = None
    file: FileId | None = None
    fetch_after: datetime | None = None
    topic: Topic | None = None
    alarming: bool = False
    version_of: MessageId | None = None
    leaves_at: datetime | None = None
    told_at: datetime | None = None
    opened_at: datetime | None = None
    read_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def telegram_file(self) -> str | None:
        """Telegram's name for a file that was sent in the chat, on the first line of the body."""
        if self.kind in (MessageKind.TEXT, MessageKind.STAND_IN):
            return None
        return self.body.reveal().partition("\n")[0] or None

    @property
    def told(self) -> str:
        """The words themselves, or what was written beside a file."""
        body = self.body.reveal()
        return body if self.kind is MessageKind.TEXT else body.partition("\n")[2]

    @property
    def is_of_person(self) -> bool:
        """Whether the person of the thread said it."""
        return self.author.person is not None

    def stand(self, now: datetime) -> Stand:
        """How far it has come."""
        if self.withdrawn_at is not None:
            return Stand.WITHDRAWN
        if self.read_at is not None:
            return Stand.READ
        if self.opened_at is not None:
            return Stand.OPENED
        if self.told_at is not None:
            return Stand.TOLD
        return Stand.HELD if self.leaves_at is not None and now < self.leaves_at else Stand.PLANNED

    def may_be_seen_by_person(self, now: datetime) -> bool:
        """Whether the person of the thread may see it: their own words, and answers that have left.

        Of an answer that was taken back they see that it was, when they had heard of it before.
        """
        if self.is_of_person:
            return True
        if self.withdrawn_at is not None:
            return self.told_at is not None or self.opened_at is not None
        return self.leaves_at is None or self.leaves_at <= now

    def seen_by_person(self) -> "Message":
        """As the person of the thread sees it: of what was taken back no word and no file is left."""
        if self.is_of_person or self.withdrawn_at is None:
            return self
        return replace(self, kind=MessageKind.TEXT, body=Secret(""), file=None)


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation between one person and their gezinsmanager, with how it stands.

    ``waiting_since``: since when the person has had no answer; ``promised_by``: by when they were told to have one;
    ``urgent_since``: words of danger that no professional has read yet; ``unread_since``: since when something waits
    for the person. ``settled_at``: a professional said that no answer is needed any more. ``climbed`` are the keys of
    the rungs of the thread ladder that have been taken, and ``look_at`` is the instant of the next one.
    """

    id: ThreadId
    person: PersonId
    waiting_since: datetime | None = None
    promised_by: datetime | None = None
    urgent_since: datetime | None = None
    unread_since: datetime | None = None
    settled_at: datetime | None = None
    closed_at: datetime | None = None
    climbed: frozenset[str] = frozenset()
    look_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unsent:
    """What a professional or a person was writing and has not sent yet; kept sealed."""

    thread: ThreadId
    author: Recipient
    body: Secret
    kept_at: datetime
