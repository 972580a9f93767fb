"""`next_due_ms`: finding the next follow-up among a hundred thousand planned ones, in a real file."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.memory import MemoryJobStore
from telegram.ext import ContextTypes, JobQueue

from bench.figures import Json, spread
from bench.population import Invited, archive_in, people
from domain.followups import FollowUp, FollowUpId
from domain.notices import StepKey
from storage.archive import Archive
from usecases.ports import Unit

PLANNED = 100_000
PEOPLE = 100
DUE_ALREADY = 100
"""So many may be taken at once; the others lie ahead, a minute apart."""

AT_ONCE = 5_000


async def next_due(folder: Path, *, calls: int) -> Json:
    """Milliseconds of one question, the transaction it opens included.

    Beside it what the library itself would do: its job queue, which keeps all in memory and forgets at the end.
    """
    now = datetime.now(UTC)
    async with archive_in(folder) as archive:
        invited = await people(archive, range(1, PEOPLE + 1), starts_at=now + timedelta(days=100))
        await _plan(archive, invited, now)
        first = await _timed(archive, calls, lambda uow: uow.follow_ups.next_due())
        due_one = await _timed(archive, calls, lambda uow: uow.follow_ups.due(uow.now, 1))
        due_many = await _timed(archive, calls, lambda uow: uow.follow_ups.due(uow.now, DUE_ALREADY))
    return {
        **spread(first),
        "due_1_ms": spread(due_one)["median"],
        "due_100_ms": spread(due_many)["median"],
        "job_queue_ms": spread(_in_memory(now, calls), 4)["median"],
        "planned": PLANNED,
        "calls": calls,
    }


async def _plan(archive: Archive, invited: list[Invited], now: datetime) -> None:
    for begin in range(0, PLANNED, AT_ONCE):
        async with archive.unit() as uow:
            await uow.follow_ups.add(
                tuple(
                    FollowUp(
                        id=FollowUpId(uow.new_id()),
                        appointment=invited[number % PEOPLE].appointment,
                        person=invited[number % PEOPLE].person,
                        step=StepKey.DAY_BEFORE,
                        due_at=_due_at(number, now),
                    )
                    for number in range(begin, begin + AT_ONCE)
                )
            )


def _due_at(number: int, now: datetime) -> datetime:
    return now + timedelta(minutes=number - DUE_ALREADY)


async def _timed(archive: Archive, calls: int, ask: Callable[[Unit], Awaitable[object]]) -> list[float]:
    taken = []
    for _ in range(calls):
        async with archive.reading() as uow:
            begun = time.perf_counter()
            await ask(uow)
            taken.append((time.perf_counter() - begun) * 1000)
    return taken


def _in_memory(now: datetime, calls: int) -> list[float]:
    """The same question to python-telegram-bot's job queue; its timer is not running."""
    queue: JobQueue[ContextTypes.DEFAULT_TYPE] = JobQueue()
    store = MemoryJobStore()
    queue.scheduler.add_jobstore(store, "measured")
    queue.scheduler.start(paused=True)
    for number in range(PLANNED):
        queue.run_once(_nothing, _due_at(number, now), job_kwargs={"jobstore": "measured"})
    taken = []
    for _ in range(calls):
        begun = time.perf_counter()
        store.get_next_run_time()
        taken.append((time.perf_counter() - begun) * 1000)
    queue.scheduler.shutdown(wait=False)
    return taken


async def _nothing(context: ContextTypes.DEFAULT_TYPE) -> None:
    """What would be done; it never comes to that."""
