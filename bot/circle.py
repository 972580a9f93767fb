"""The tick of the circle: who is asked to go on or to come back, and whose part ends; one that fails stops no other."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.logs import failure
from domain.actors import Clockwork
from domain.people import PersonId
from storage.errors import AWAY
from usecases import memberships
from usecases.ports import Archive

LOG = logging.getLogger("kring.circle")

CLOCKWORK = Clockwork()

TRIES = 3
"""How often a member is tried; then they are left alone for an hour, and a person looks into it."""

REST = timedelta(hours=1)
BATCH = 200


class Memberships:
    """Looks at the members about whom there is something to say."""

    def __init__(self, archive: Archive, wake: Callable[[], None]) -> None:
        self._archive = archive
        self._wake = wake
        self._tries: Counter[PersonId] = Counter()
        self._resting: dict[PersonId, datetime] = {}

    async def tick(self) -> None:
        """Do everything that is due now."""
        tried: set[PersonId] = set()
        while fresh := [which for which in await self._due(len(tried)) if which not in tried]:
            for which in fresh:
                tried.add(which)
                await self._take(which)

    async def _due(self, tried: int) -> list[PersonId]:
        async with self._archive.reading() as uow:
            first, now = await uow.circle.next_look(), uow.now
            if first is None or first > now:
                return []
            self._resting = {one: until for one, until in self._resting.items() if until > now}
            # What rests or was tried stands first in the row, and must not hide the rest of it.
            limit = BATCH + len(self._resting) + tried
            found = await memberships.due(uow, CLOCKWORK, limit=limit)
        return [which for which in found if which not in self._resting]

    async def _take(self, which: PersonId) -> None:
        try:
            async with self._archive.unit() as uow:
                said = await memberships.look(uow, CLOCKWORK, person=which)
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the other members go on
            failure(LOG, "circle.look_failed", error, member=which)
            await self._note_failed(which)
        else:
            self._tries.pop(which, None)
            if said:
                self._wake()

    async def _note_failed(self, which: PersonId) -> None:
        self._tries[which] += 1
        if self._tries[which] < TRIES:
            return
        del self._tries[which]
        async with self._archive.unit() as uow:
            self._resting[which] = uow.now + REST
            await memberships.set_aside(uow, CLOCKWORK, person=which)
