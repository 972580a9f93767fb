"""The processes that are measured: what they cost in processor time and memory, and the echo bot among them."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

STOPS_WITHIN_S = 10
_ALL_THREADS = 2
"""The kind of clock (CPUCLOCK_SCHED) that Linux keeps for a process with all its threads."""


class BenchFailed(Exception):
    """Something that is measured did not do its work; the message says what."""


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used so far, user and system, in seconds.

    `clock_getcpuclockid(3)` makes this number of a process id; it is as exact as the scheduler, where
    `/proc/<pid>/stat` counts in hundredths of a second.
    """
    return time.clock_gettime((~pid << 3) | _ALL_THREADS)


def rss_mb(pid: int) -> float:
    """Memory that a process holds, in MB of 1024² bytes."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        name, _, value = line.partition(":")
        if name == "VmRSS":
            return int(value.split()[0]) / 1024
    raise BenchFailed(f"process {pid} has ended")


@asynccontextmanager
async def echo_bot(folder: Path, token: str, server: str) -> AsyncIterator[Process]:
    """Keep the echo bot running as long as the block lasts."""
    # No proxy between this machine and itself, as for Kring.
    others = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    with (folder / "echo.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.echo",
            env={**others, "BENCH_TOKEN": token, "BENCH_SERVER": server},
            stdin=DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            await _stop(process)


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOPS_WITHIN_S)
    except TimeoutError:
        process.kill()
        await process.wait()
