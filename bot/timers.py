"""The timers: they only look; what is due stands in the archive."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, date, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.logs import event, failure
from domain.actors import Clockwork
from domain.digest import digest_due
from usecases.digest import plan_digests
from usecases.followups import BATCH, run_due
from usecases.ports import Archive

LOG = logging.getLogger("kring.timers")

CLOCKWORK = Clockwork()
LIMIT = 30.0
"""Seconds one tick may take; with one tick of a kind at a time, a hung one would silence all that follow."""

HOUR = 3600.0
CHECKPOINT = 300.0

Tick = Callable[[], Awaitable[None]]


class Timers:
    """Ticks in memory: follow-ups and digests often, sweeping and the checkpoint seldom."""

    def __init__(
        self,
        archive: Archive,
        clock: Clock,
        *,
        often: float,
        wake: Callable[[], None],
        sweep: Tick,
        checkpoint: Tick,
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._often = often
        self._wake = wake
        self._sweep = sweep
        self._checkpoint = checkpoint
        self._digests_of: date | None = None

    async def run(self) -> None:
        """Tick until cancelled."""
        # A tick that comes late still comes, and two that are due together are one (tech §2.1).
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        for seconds, tick in (
            (self._often, self.look),
            (HOUR, self._sweep),
            (CHECKPOINT, self._checkpoint),
        ):
            scheduler.add_job(self._bounded, "interval", seconds=seconds, args=(tick,))
        scheduler.start()
        try:
            await self._bounded(self.look)
            await asyncio.Event().wait()
        finally:
            scheduler.shutdown(wait=False)

    async def look(self) -> None:
        """Take every step that is due now and plan the digests of today, once a day."""
        planned = await self._follow_ups()
        day = digest_due(self._clock.now())
        if day is not None and day != self._digests_of:
            async with self._archive.unit() as uow:
                planned += await plan_digests(uow, CLOCKWORK)
            self._digests_of = day
        if planned:
            event(LOG, "timers.took_steps", steps=planned)
            self._wake()

    async def _follow_ups(self) -> int:
        async with self._archive.reading() as uow:
            first, now = await uow.follow_ups.next_due(), uow.now
        if first is None or first > now:
            return 0
        total = 0
        while True:
            async with self._archive.unit() as uow:
                taken = await run_due(uow, CLOCKWORK)
            total += taken
            if taken < BATCH:
                return total

    async def _bounded(self, tick: Tick) -> None:
        try:
            async with asyncio.timeout(LIMIT):
                await tick()
        except Exception as error:  # noqa: BLE001 - a tick that fails must not be the last one
            failure(LOG, "timers.tick_failed", error, tick=getattr(tick, "__name__", None))


def often(*, on_loopback: bool) -> float:
    """Seconds between two looks: short where somebody watches a demo or a test."""
    return timedelta(seconds=1 if on_loopback else 5).total_seconds()
