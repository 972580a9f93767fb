"""Files that come along with a form: sealed before its transaction begins, and gone when nothing became of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from domain.actors import Talker
from domain.errors import Refusal
from domain.files import MOST_BYTES, FileId, Taken
from usecases.own_thread import make_room
from web.doorway import Around
from web.forms import Data, Sent
from web.visits import Early

FIELDS = ("file", "voice")
"""What the box for writing a message calls its files: pictures and documents, and something spoken."""


@dataclass(slots=True)
class Parcel:
    """The files of one form; ``refusal`` tells why one was not taken, and then none is.

    The door notes in ``kept`` which of them became part of something; the others are removed afterwards.
    """

    taken: tuple[Taken, ...] = ()
    refusal: Refusal | None = None
    kept: set[FileId] = field(default_factory=set)


def sent_files(data: Data) -> tuple[Sent, ...]:
    """The files of a form, in the order in which they are told."""
    return tuple(sent for name in FIELDS for sent in data.sent(name))


def taking(wanted: Callable[[Data], bool]) -> Around:
    """What to hand to a door as ``around``; files of a form that is not ``wanted`` are let go unread."""

    @asynccontextmanager
    async def around(early: Early) -> AsyncIterator[object]:
        parcel = await _take(early) if wanted(early.data) else Parcel()
        try:
            yield parcel
        except BaseException:
            # The transaction was undone, so nobody knows of them.
            await _remove(early, {taken.id for taken in parcel.taken})
            raise
        await _remove(early, {taken.id for taken in parcel.taken} - parcel.kept)

    return around


async def _take(early: Early) -> Parcel:
    sent = sent_files(early.data)
    if not sent or not isinstance(early.who, Talker):
        return Parcel()
    async with early.lobby.archive.unit() as uow:
        thread, ids = await make_room(uow, early.who, files=len(sent))
    parcel = Parcel()
    try:
        for which, one in zip(ids, sent, strict=True):
            taken = await early.lobby.files.take(
                file=which, thread=thread, stream=one.stream(), limit=MOST_BYTES
            )
            parcel.taken += (taken,)
    except Refusal as refusal:
        await _remove(early, {taken.id for taken in parcel.taken})
        return Parcel(refusal=refusal)
    except BaseException:
        await _remove(early, {taken.id for taken in parcel.taken})
        raise
    return parcel


async def _remove(early: Early, files: set[FileId]) -> None:
    for file in files:
        await early.lobby.files.remove(file)
