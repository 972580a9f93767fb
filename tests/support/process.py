"""The bot as a process of its own, to be killed without any goodbye."""

import asyncio
import itertools
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.house.sources import ROOT

READY = "event=process.running"
RECOVERED = "event=delivery.recovered"
PATIENCE = 20.0

_number = itertools.count(1)


class BotProcess:
    """`python -m bot run`; what it writes goes to ``log``."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self.log = log

    @property
    def pid(self) -> int:
        return self._process.pid

    def said(self) -> str:
        """Everything it wrote on standard error so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    async def ready(self, sign: str = READY) -> None:
        """Wait until it serves, or until it has written another sign."""
        async with asyncio.timeout(PATIENCE):
            while sign not in self.said():
                if self._process.returncode is not None:
                    raise AssertionError(f"it ended with {self._process.returncode}:\n{self.said()}")
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """A power cut."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """Ask it to end; its exit status."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Wait until it ends by itself; its exit status, negative for a signal."""
        async with asyncio.timeout(PATIENCE):
            return await self._process.wait()


@asynccontextmanager
async def bot_process(environment: Mapping[str, str], folder: Path, *words: str) -> AsyncIterator[BotProcess]:
    """A running bot; killed at the end if it still runs."""
    log = folder / f"log-{next(_number)}"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KRING_")}
    with log.open("wb") as sink:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *(words or ("run",)),
            env={**inherited, **environment},
            cwd=ROOT,
            stdout=sink,
            stderr=sink,
        )
    bot = BotProcess(process, log)
    try:
        yield bot
    finally:
        await bot.kill()
