"""Whoever comes to the window that is measured: a gezinsmanager at her desk, and the parent who has said the most."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.population import archive_in
from bench.processes import BenchFailed, cpu_seconds
from bench.stage import KRING_TOKEN, Stage, stage, wednesday_morning
from bench.talkers import FIRST_USER, Talkers, talkers
from demo.browser import Browser
from demo.chats import Person
from demo.launch import address, init_data

PIN = "481516"
RESTS_BELOW = 0.05
LOOKS_S = 1.0
LONGEST_S = 120
"""At the start the ladder looks at every conversation; then the process rests."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A window that is served by a process of its own on one core, with two browsers inside."""

    stage: Stage
    pid: int
    who: Talkers
    desk: Browser
    family: Browser

    @property
    def origin(self) -> str:
        return self.stage.kring.window


@asynccontextmanager
async def opened(folder: Path, *, families: int, most: int) -> AsyncIterator[Opened]:
    """So many families, and a conversation of ``most`` messages; both visitors have come in."""
    start = wednesday_morning()
    async with stage(folder, start) as both:
        async with archive_in(folder, folder / "clock") as archive:
            who = await talkers(archive, families=families, most=most)
        with one_core():
            running = both.kring.running()
            process = await running.__aenter__()
        try:
            await rests(process.pid)
            async with Browser(both.kring.window) as desk, Browser(both.kring.window) as family:
                await comes_to_work(desk)
                await comes_in(both, family)
                yield Opened(both, process.pid, who, desk, family)
        finally:
            await running.__aexit__(None, None, None)


@contextmanager
def one_core() -> Iterator[None]:
    """What is started in the block stays on the last core; this process goes on where it may."""
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(own)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, own)


async def comes_to_work(desk: Browser) -> None:
    """Sign in with one click, as only the demo can."""
    await desk.opens("/werk")
    await desk.presses("Sanne de Visser")


async def comes_in(both: Stage, family: Browser) -> None:
    """Open the window from Telegram, and choose a PIN."""
    now = int(both.kring_stand_in.clock.instant().timestamp())
    data = init_data(KRING_TOKEN, Person(FIRST_USER, "Puck"), now, query_id="AAE1")
    await family.launches(address(f"{both.kring.window}/", data))
    await family.presses("Bewaar", {"pin": PIN, "again": PIN, "picture": "tulip"})


async def rests(pid: int) -> None:
    """Wait until the process has opened its window and has nothing left to do.

    Raises:
        BenchFailed: it has ended, or goes on and on.
    """
    before = 0.0
    for _ in range(int(LONGEST_S / LOOKS_S)):
        await asyncio.sleep(LOOKS_S)
        try:
            used = cpu_seconds(pid)
        except OSError:
            raise BenchFailed("the process that serves the window has ended") from None
        if before > 0 and used - before < RESTS_BELOW * LOOKS_S:
            return
        before = used
    raise BenchFailed("the process does not come to rest")
