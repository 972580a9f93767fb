"""What was shown to a professional counts as read, and nothing else does."""

from dataclasses import replace

from domain.people import Family, Person
from domain.threads import Message, Thread
from domain.work_items import WorkKind
from usecases.answering import close_items
from usecases.ports import Unit
from usecases.standing import restand


async def was_shown(
    uow: Unit, family: Family, person: Person, thread: Thread, shown: tuple[Message, ...]
) -> Thread:
    """Only what was shown was read: words of danger below a hundred others stay on the list until they are seen."""
    unread = [m for m in shown if m.is_of_person and m.read_at is None]
    if not unread:
        # To stand anew asks for every message there ever was; read again, it stands as it did.
        return thread
    for message in unread:
        await uow.messages.save(replace(message, read_at=uow.now))
    fresh = await restand(uow, family, person, thread)
    if fresh.urgent_since is None:
        await close_items(uow, thread, WorkKind.POSSIBLY_URGENT)
    if all(o.read_at is not None for o in await uow.messages.outlines(thread) if o.of_person):
        await uow.work_items.close_by_key(f"thread:{person.id.hex}", uow.now)
    return fresh
