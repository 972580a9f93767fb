"""The tick of conversations: doorbells, nudges and urgent items, thread by thread; one that fails stops no other."""

import logging
from collections import Counter
from collections.abc import Callable

from bot.logs import event, failure
from domain.actors import Clockwork
from domain.threads import ThreadId
from storage.errors import AWAY
from usecases.answering import due_threads, look, set_aside
from usecases.ports import Archive

LOG = logging.getLogger("kring.conversations")

CLOCKWORK = Clockwork()

TRIES = 3
"""How often a thread is tried; then it is left alone for an hour, and a person looks into it."""


class Conversations:
    """Looks at the threads whose ladder has something to say."""

    def __init__(self, archive: Archive, wake: Callable[[], None]) -> None:
        self._archive = archive
        self._wake = wake
        self._tries: Counter[ThreadId] = Counter()

    async def tick(self) -> None:
        """Take every rung that is due now."""
        tried: set[ThreadId] = set()
        while fresh := [which for which in await self._due() if which not in tried]:
            for which in fresh:
                tried.add(which)
                await self._take(which)

    async def look_again(self) -> None:
        """Look at every thread in which somebody waits, whatever its next look says: a lost moment is found again."""
        async with self._archive.reading() as uow:
            restless = await uow.threads.restless()
        for which in restless:
            await self._take(which)

    async def _due(self) -> tuple[ThreadId, ...]:
        async with self._archive.reading() as uow:
            first = await uow.threads.next_look()
            if first is None or first > uow.now:
                return ()
            return await due_threads(uow, CLOCKWORK)

    async def _take(self, which: ThreadId) -> None:
        try:
            async with self._archive.unit() as uow:
                taken = await look(uow, CLOCKWORK, thread_id=which)
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the other threads go on
            failure(LOG, "conversations.look_failed", error, thread=which)
            await self._note_failed(which)
        else:
            self._tries.pop(which, None)
            if taken:
                event(LOG, "conversations.took_rungs", rungs=taken)
                self._wake()

    async def _note_failed(self, which: ThreadId) -> None:
        self._tries[which] += 1
        if self._tries[which] >= TRIES:
            del self._tries[which]
            async with self._archive.unit() as uow:
                await set_aside(uow, CLOCKWORK, thread_id=which)
