"""How a thread stands, worked out anew from its messages: who waits, what is urgent, what is unread."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domain.files import FileId
from domain.linking import Recipient
from domain.thread_ladder import DOORBELL, rung_key
from domain.threads import Message, MessageId, MessageKind, Thread

LAST = UUID(int=2**128 - 1)
"""After every id."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One message without its words: enough to see how a thread stands."""

    id: MessageId
    of_person: bool
    kind: MessageKind
    received_at: datetime
    leaves_at: datetime | None
    read_at: datetime | None
    withdrawn_at: datetime | None
    alarming: bool
    file: FileId | None = None

    def is_before_person(self, now: datetime) -> bool:
        """Whether the person of the thread may have its words and its file: their own, and answers that have left."""
        if self.of_person:
            return True
        return self.withdrawn_at is None and (self.leaves_at is None or self.leaves_at <= now)


def standing(thread: Thread, outlines: tuple[Outline, ...]) -> Thread:
    """The thread as its messages say that it stands; ``outlines`` are all of them, oldest first.

    It is worked out anew each time, so that a step that came twice, late or half changes nothing.
    """
    mine = [o for o in outlines if o.of_person and o.withdrawn_at is None]
    answered = _answered_until(thread, outlines)
    waiting = [o.received_at for o in mine if answered is None or answered < (o.received_at, o.id)]
    alarms = [o.received_at for o in mine if o.alarming and o.read_at is None]
    unread = [
        o.leaves_at or o.received_at
        for o in outlines
        if not o.of_person and o.withdrawn_at is None and o.read_at is None
    ]
    return replace(
        thread,
        waiting_since=min(waiting, default=None),
        promised_by=thread.promised_by if waiting else None,
        urgent_since=min(alarms, default=None),
        unread_since=_unread_since(thread, unread),
    )


def settled(thread: Thread, seen: Outline) -> Thread:
    """Up to this message nothing needs a written answer any more; what came after it was never seen."""
    return replace(thread, settled_at=max(thread.settled_at or seen.received_at, seen.received_at))


def was_said_since(messages: Iterable[Message], author: Recipient, seen: MessageId | None) -> bool:
    """Whether a colleague answered, or the person asked on: what was not seen is not answered by this."""
    return any(
        m.author != author
        and not (m.is_of_person and seen is None)
        and m.withdrawn_at is None
        and m.kind is not MessageKind.STAND_IN
        for m in messages
        if seen is None or m.id > seen
    )


def _answered_until(thread: Thread, outlines: tuple[Outline, ...]) -> tuple[datetime, UUID] | None:
    """The last thing that a professional said, or said to need nothing: nobody who asked before it waits."""
    said: list[tuple[datetime, UUID]] = [
        (o.received_at, o.id)
        for o in outlines
        if not o.of_person and o.withdrawn_at is None and o.kind is not MessageKind.STAND_IN
    ]
    settled_until = [(thread.settled_at, LAST)] if thread.settled_at is not None else []
    return max(said + settled_until, default=None)


def _unread_since(thread: Thread, unread: list[datetime]) -> datetime | None:
    """Since when something waits. For whom the bell rang it goes on, also when the first of it was taken back."""
    begun = thread.unread_since
    if unread and begun is not None and rung_key(DOORBELL, begun) in thread.climbed:
        return min(begun, *unread)
    return min(unread, default=None)
