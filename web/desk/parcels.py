"""The files that come along with an answer: sealed in the first step, and nobody's until the second."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from domain.actors import CaseManager
from domain.errors import Refusal
from domain.files import MOST_BYTES, FileNotAccepted, Taken
from domain.people import PersonId
from usecases import answers
from web.forms import as_id
from web.uploads import sent_files
from web.visits import Early

MOST_FILES = 5


@dataclass(slots=True)
class Parcel:
    """The files that came along, sealed already; ``refusal`` tells why one was not taken, and then none is."""

    taken: tuple[Taken, ...] = ()
    refusal: Refusal | None = None


@asynccontextmanager
async def taking(early: Early) -> AsyncIterator[object]:
    """Seal what comes along before the transaction begins.

    It waits for the second step; what never gets there is nobody's, and swept after a day.
    """
    parcel = await _take(early)
    try:
        yield parcel
    except BaseException:
        await _remove(early, parcel.taken)
        raise


async def _take(early: Early) -> Parcel:
    sent = sent_files(early.data)
    if not sent or not isinstance(early.who, CaseManager):
        return Parcel()
    if len(sent) > MOST_FILES:
        return Parcel(refusal=FileNotAccepted(detail="many"))
    person = PersonId(as_id(early.request.path_params["person"]))
    async with early.lobby.archive.unit() as uow:
        thread, ids = await answers.make_room(uow, early.who, person=person, files=len(sent))
    taken: tuple[Taken, ...] = ()
    try:
        for which, one in zip(ids, sent, strict=True):
            stream = one.stream()
            taken += (
                await early.lobby.files.take(file=which, thread=thread, stream=stream, limit=MOST_BYTES),
            )
    except BaseException as failure:
        await _remove(early, taken)
        if isinstance(failure, Refusal):
            return Parcel(refusal=failure)
        raise
    return Parcel(taken)


async def _remove(early: Early, files: tuple[Taken, ...]) -> None:
    for taken in files:
        await early.lobby.files.remove(taken.id)
