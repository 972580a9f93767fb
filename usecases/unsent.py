"""What somebody was writing: kept sealed until it is sent, so that a closed screen loses nothing."""

from datetime import timedelta

from domain.linking import Recipient
from domain.secret import Secret
from domain.threads import LONGEST, Message, MessageTooLong, Thread, Unsent
from usecases.ports import Unit

LATE = timedelta(minutes=1)
NEWEST = 5
"""How long after a message, and past how many others, an autosave of the same words may still arrive."""


async def autosave(uow: Unit, thread: Thread, author: Recipient, body: Secret) -> None:
    """Keep what they are writing now.

    What they said just now is not kept again: an autosave that comes late would have it said twice.

    Raises:
        MessageTooLong: more than ten messages would hold.
    """
    if not await _was_just_said(uow, thread, author, body.reveal()):
        await save_unsent(uow, Unsent(thread.id, author, body, uow.now))


async def save_unsent(uow: Unit, draft: Unsent) -> None:
    """Keep it, or forget it when it is empty.

    Raises:
        MessageTooLong: more than ten messages would hold.
    """
    text = draft.body.reveal()
    if len(text) > 10 * LONGEST:
        raise MessageTooLong
    if text.strip():
        await uow.unsent.keep(uow.new_id(), draft)
    else:
        await uow.unsent.drop(draft.thread, draft.author)


async def put_back(uow: Unit, thread: Thread, message: Message) -> None:
    """Give the writer the words of a message taken back, to put them right; what was begun since stays below them.

    Where the two together are too long, what was begun stays: the other can still be read in the conversation.
    """
    begun = await uow.unsent.of(thread.id, message.author)
    words = "\n\n".join((message.told.strip("\n"), *([begun.body.reveal()] if begun else [])))
    if message.told.strip() and len(words) <= 10 * LONGEST:
        await save_unsent(uow, Unsent(thread.id, message.author, Secret(words), uow.now))


async def _was_just_said(uow: Unit, thread: Thread, author: Recipient, words: str) -> bool:
    newest = await uow.messages.latest(thread, limit=NEWEST)
    return bool(words.strip()) and any(
        message.author == author
        and message.withdrawn_at is None
        and uow.now - message.received_at <= LATE
        and message.told.strip() == words.strip()
        for message in newest
    )
