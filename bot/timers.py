"""The timers: they only look; what is due stands in the archive."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, date, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.checkins import CheckIns
from bot.circle import Memberships
from bot.clock import Clock
from bot.conversations import Conversations
from bot.logs import event, failure
from bot.meetings import Meetings
from bot.tasks import Tasks
from domain.actors import Clockwork
from domain.appointments import AppointmentId
from domain.digest import digest_due
from storage.errors import AWAY
from usecases.digest import plan_digests
from usecases.failures import report_set_apart
from usecases.followups import due_appointments, run_due, set_aside
from usecases.ports import Archive

LOG = logging.getLogger("kring.timers")

CLOCKWORK = Clockwork()
LIMIT = 30.0
"""Seconds one tick may take; with one tick of a kind at a time, a hung one would silence all that follow."""

MINUTE = 60.0
HOUR = 3600.0
CHECKPOINT = 300.0

TRIES = 3
"""How often the steps of an appointment are tried; then they are set apart, and a person looks into it."""

Tick = Callable[[], Awaitable[None]]


class Timers:
    """Ticks in memory: follow-ups and digests often, each on its own; sweeping and the checkpoint seldom."""

    def __init__(
        self,
        archive: Archive,
        clock: Clock,
        *,
        often: float,
        wake: Callable[[], None],
        sweep: Tick,
        checkpoint: Tick,
        fetch: Tick,
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._often = often
        self._wake = wake
        self._sweep = sweep
        self._checkpoint = checkpoint
        self._fetch = fetch
        self._conversations = Conversations(archive, wake)
        self._check_ins = CheckIns(archive, wake)
        self._memberships = Memberships(archive, wake)
        self._tasks = Tasks(archive, wake)
        self._meetings = Meetings(archive, wake)
        self._digests_of: date | None = None
        self._tries: Counter[AppointmentId] = Counter()

    async def run(self) -> None:
        """Tick until cancelled."""
        # A tick that comes late still comes, and two that are due together are one (tech §2.1).
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        for seconds, tick in (
            (self._often, self.follow_ups),
            (self._often, self.digests),
            (self._often, self._conversations.tick),
            (self._often, self._check_ins.tick),
            (self._often, self._memberships.tick),
            (self._often, self._tasks.tick),
            (self._often, self._meetings.tick),
            (self._often, self._fetch),
            (HOUR, self._conversations.look_again),
            (MINUTE, self.report),
            (HOUR, self._sweep),
            (CHECKPOINT, self._checkpoint),
        ):
            scheduler.add_job(self._bounded, "interval", seconds=seconds, args=(tick,))
        scheduler.start()
        try:
            for tick in (
                self.follow_ups,
                self._check_ins.tick,
                self._memberships.tick,
                self._tasks.tick,
                self._meetings.tick,
                self.digests,
                self._conversations.tick,
                self.report,
            ):
                await self._bounded(tick)
            await asyncio.Event().wait()
        finally:
            scheduler.shutdown(wait=False)

    async def look(self) -> None:
        """All that is done often, once."""
        await self.follow_ups()
        # Before the digests: what closed on Sunday stands in Monday's.
        await self._check_ins.tick()
        # Who takes no part any more is asked for nothing.
        await self._memberships.tick()
        await self._tasks.tick()
        await self._meetings.tick()
        await self.digests()
        await self._conversations.tick()
        await self._fetch()

    async def follow_ups(self) -> None:
        """Take every step that is due now, one appointment after the other: one that fails keeps no other waiting."""
        tried: set[AppointmentId] = set()
        while fresh := [which for which in await self._due() if which not in tried]:
            for which in fresh:
                tried.add(which)
                await self._take(which)

    async def digests(self) -> None:
        """Plan the digests of today, once a day."""
        day = digest_due(self._clock.now())
        if day is None or day == self._digests_of:
            return
        async with self._archive.unit() as uow:
            planned = await plan_digests(uow, CLOCKWORK)
        self._digests_of = day
        self._say(planned)

    async def report(self) -> None:
        """Put on a list what was set apart, by whoever noticed it."""
        async with self._archive.unit() as uow:
            new = await report_set_apart(uow, CLOCKWORK)
        if new:
            event(LOG, "timers.set_apart", level=logging.ERROR, new=new)
            self._wake()

    async def _due(self) -> tuple[AppointmentId, ...]:
        async with self._archive.reading() as uow:
            first, now = await uow.follow_ups.next_due(), uow.now
        if first is None or first > now:
            return ()
        # Writing: a follow-up that was changed behind our back is set apart by looking at it.
        async with self._archive.unit() as uow:
            return await due_appointments(uow, CLOCKWORK)

    async def _take(self, which: AppointmentId) -> None:
        try:
            async with self._archive.unit() as uow:
                taken = await run_due(uow, CLOCKWORK, appointment=which)
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the other appointments go on
            failure(LOG, "timers.step_failed", error, appointment=which)
            await self._note_failed(which)
        else:
            self._tries.pop(which, None)
            self._say(taken)

    async def _note_failed(self, which: AppointmentId) -> None:
        self._tries[which] += 1
        if self._tries[which] >= TRIES:
            del self._tries[which]
            async with self._archive.unit() as uow:
                await set_aside(uow, CLOCKWORK, appointment=which)
        # A damaged appointment is set apart by the archive at once.
        await self.report()

    def _say(self, steps: int) -> None:
        if steps:
            event(LOG, "timers.took_steps", steps=steps)
            self._wake()

    async def _bounded(self, tick: Tick) -> None:
        try:
            async with asyncio.timeout(LIMIT):
                await tick()
        except Exception as error:  # noqa: BLE001 - a tick that fails must not be the last one
            failure(LOG, "timers.tick_failed", error, tick=getattr(tick, "__name__", None))


def often(*, on_loopback: bool) -> float:
    """Seconds between two looks: short where somebody watches a demo or a test."""
    return timedelta(seconds=1 if on_loopback else 5).total_seconds()
