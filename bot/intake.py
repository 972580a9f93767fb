"""Intake: every update is kept before Telegram hears that it arrived; a cry for help is answered before that."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from telegram import Bot, Update

from bot.emergency import Emergency
from bot.lanes import Arrival, Lanes
from bot.logs import event, failure
from bot.polling import Json, NoAnswer
from bot.stopping import Stopped
from storage.tables.inbox import UpdateState

LOG = logging.getLogger("kring.intake")

SHORTEST, LONGEST = 1.0, 30.0
"""Seconds between two tries while Telegram or the archive is away."""

GLANCE = 1.0
"""Seconds between two looks for a cry for help while something else takes long."""

T = TypeVar("T")

REMEMBERED = 10_000
"""How many numbers are kept in mind, so that an update that comes twice is not handled twice."""


class Source(Protocol):
    """Where updates come from."""

    async def fetch(self, offset: int | None) -> list[Json]:
        """The next updates, oldest first; ``offset`` confirms everything below it."""
        ...


class Shelf(Protocol):
    """Keeps updates until they are done; its methods raise whatever keeps it from doing so."""

    async def keep(self, updates: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Keep number, lane and payload of each, all or none."""
        ...

    async def highest(self) -> int | None:
        """The highest number kept lately; None when any may come."""
        ...

    async def mark_all(self, update_ids: Iterable[int], state: UpdateState) -> None:
        """Say how far they have come."""
        ...


class Intake:
    """The polling loop."""

    def __init__(
        self,
        bot: Bot,
        source: Source,
        shelf: Shelf,
        lanes: Lanes,
        emergency: Emergency,
        index: Callable[[int], bytes],
        unreadable: Callable[[int, bytes], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._source = source
        self._shelf = shelf
        self._lanes = lanes
        self._emergency = emergency
        self._index = index
        self._unreadable = unreadable
        self._pause = 0.0
        self._seen: dict[int, None] = {}
        self.reached = asyncio.Event()

    async def run(self) -> None:
        """Take updates in until cancelled.

        Raises:
            Stopped: the token is refused, or somebody else is polling.
        """
        offset = await self._first()
        while True:
            await self._watching(self._lanes.room())
            try:
                raw = await self._source.fetch(offset)
            except NoAnswer as away:
                event(LOG, "intake.no_answer", level=logging.WARNING)
                await self._rest(away.wait)
                continue
            # The confirmation has arrived. A later call confirms nothing: after a week of silence Telegram
            # begins anew at a random number, and an old, higher one would confirm what we never saw.
            offset = None
            self.reached.set()
            if raw:
                offset = await self._take(raw)
            else:
                self._pause = 0.0

    async def _first(self) -> int | None:
        """Where an earlier process stopped: everything up to there was kept, although not yet confirmed."""
        try:
            highest = await self._shelf.highest()
        except Exception as error:  # noqa: BLE001 - then everything comes once more, and is recognised
            failure(LOG, "intake.no_beginning", error)
            return None
        return None if highest is None else highest + 1

    async def _take(self, raw: list[Json]) -> int | None:
        """Keep a batch and hand it on; what to confirm, or None when it could not be kept."""
        batch = [_Read(int(one["update_id"]), one, self._read(one)) for one in raw]
        fresh = [read for read in batch if read.number not in self._seen]
        answered = await self._emergency.attend(read.update for read in fresh if read.update is not None)
        lanes = {read.number: self._index(person_of(read.update)) for read in fresh}
        parcels = [(read.number, lanes[read.number], json.dumps(read.raw).encode()) for read in fresh]
        if not await self._watching(self._keep(parcels, answered)):
            await self._watching(self._rest(None))
            return None
        self._pause = 0.0
        for read in fresh:
            self._remember(read.number)
            if read.update is None:
                await self._unreadable(read.number, lanes[read.number])
            elif read.number not in answered:
                self._lanes.offer(Arrival(read.update, lanes[read.number]))
        return max(read.number for read in batch) + 1

    async def _keep(self, parcels: list[tuple[int, bytes, bytes]], answered: frozenset[int]) -> bool:
        try:
            await self._shelf.keep(parcels)
            if answered:
                await self._shelf.mark_all(answered, UpdateState.DONE)
        except Exception as error:  # noqa: BLE001 - whatever the archive's trouble is: not kept, so not confirmed
            failure(LOG, "intake.not_kept", error, updates=len(parcels))
            return False
        return True

    async def _watching(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something that may take long, and meanwhile go on answering those who ask for help.

        What comes in is looked at and not confirmed, so it comes again when it can be kept.
        """
        async with asyncio.TaskGroup() as group:
            watch = group.create_task(self._watch())
            try:
                return await work
            finally:
                watch.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(GLANCE)
            try:
                raw = await self._source.fetch(None)
            except (NoAnswer, Stopped):
                # The polling loop itself will meet it, and knows what to do.
                continue
            updates = [update for one in raw if (update := self._read(one)) is not None]
            await self._emergency.attend(updates)

    def _remember(self, number: int) -> None:
        self._seen[number] = None
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def _read(self, raw: Json) -> Update | None:
        try:
            return Update.de_json(raw, self._bot)
        except Exception as error:  # noqa: BLE001 - one update we cannot read must not hold back all others
            failure(LOG, "intake.unreadable", error, update=raw.get("update_id"))
            return None

    async def _rest(self, told: float | None) -> None:
        self._pause = min(LONGEST, max(SHORTEST, self._pause * 2))
        await asyncio.sleep(self._pause if told is None else told)


@dataclass(frozen=True, slots=True)
class _Read:
    """An update as it came and as the library reads it, if it can."""

    number: int
    raw: Json
    update: Update | None


def person_of(update: Update | None) -> int:
    """Whose lane it is: the user's, else the chat's; nobody's is 0."""
    if update is None:
        return 0
    if update.effective_user is not None:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat is not None else 0
