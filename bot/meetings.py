"""The tick of meetings: series are made further, polls that are over are put on a list; a failure stops no other."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bot.logs import failure
from domain.actors import Clockwork
from domain.meetings import MeetingId
from domain.people import FamilyId
from domain.series import SeriesId
from storage.errors import AWAY
from usecases import meeting_looks, repeating
from usecases.ports import Archive, Unit

LOG = logging.getLogger("kring.meetings")

CLOCKWORK = Clockwork()
BATCH = 200

TRIES = 3
"""How often something is tried; then it is left alone for an hour, and a person looks into it."""

REST = timedelta(hours=1)


class Chore(StrEnum):
    """What a tick does, in this order."""

    MAKE = "make"
    LOOK = "look"


class Meetings:
    """Does what is due about series of appointments and about polls."""

    def __init__(self, archive: Archive, wake: Callable[[], None]) -> None:
        self._archive = archive
        self._wake = wake
        self._tries: Counter[tuple[Chore, UUID]] = Counter()
        self._resting: dict[tuple[Chore, UUID], datetime] = {}

    async def tick(self) -> None:
        """Do everything that is due now."""
        for chore in Chore:
            tried: set[UUID] = set()
            while fresh := [which for which in await self._due(chore, len(tried)) if which not in tried]:
                tried.update(fresh)
                for one in fresh:
                    await self._take(chore, one)

    async def _due(self, chore: Chore, tried: int) -> list[UUID]:
        async with self._archive.reading() as uow:
            now = uow.now
            self._resting = {one: until for one, until in self._resting.items() if until > now}
            # What rests or was tried stands first in the row, and must not hide the rest of it.
            found = await _found(uow, chore, BATCH + len(self._resting) + tried)
        return [which for which in found if (chore, which) not in self._resting]

    async def _take(self, chore: Chore, which: UUID) -> None:
        try:
            async with self._archive.unit() as uow:
                await _done(uow, chore, which)
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
            failure(LOG, "meetings.failed", error, chore=chore.value, about=which)
            await self._note_failed(chore, which)
        else:
            self._tries.pop((chore, which), None)
            self._wake()

    async def _note_failed(self, chore: Chore, which: UUID) -> None:
        one = (chore, which)
        self._tries[one] += 1
        if self._tries[one] < TRIES:
            return
        del self._tries[one]
        async with self._archive.unit() as uow:
            self._resting[one] = uow.now + REST
            family = await _family(uow, chore, which)
            if family is not None:
                await meeting_looks.set_aside(uow, CLOCKWORK, family=family)


async def _found(uow: Unit, chore: Chore, limit: int) -> Sequence[UUID]:
    if chore is Chore.MAKE:
        return await repeating.due(uow, CLOCKWORK, limit=limit)
    return await meeting_looks.due(uow, CLOCKWORK, limit=limit)


async def _done(uow: Unit, chore: Chore, which: UUID) -> None:
    if chore is Chore.MAKE:
        await repeating.extend(uow, CLOCKWORK, series=SeriesId(which))
    else:
        await meeting_looks.look(uow, CLOCKWORK, meeting=MeetingId(which))


async def _family(uow: Unit, chore: Chore, which: UUID) -> FamilyId | None:
    """Of which family it was."""
    if chore is Chore.MAKE:
        series = await uow.series.get(SeriesId(which))
        return None if series is None else series.family
    meeting = await uow.meetings.get(MeetingId(which))
    return None if meeting is None else meeting.family
