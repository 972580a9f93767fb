"""Kring itself, as the demo meets it: the real command line and the real bot, as processes with their own settings."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

STOPS_WITHIN_S = 10


class KringFailed(Exception):
    """A command of Kring, or the bot, ended with an error; the message is what it said itself."""


class Kring:
    """One made-up installation: where it keeps its files, the Bot API server it talks to, and its window's origin."""

    def __init__(self, folder: Path, token: str, base_url: str, clock_file: Path, window: str) -> None:
        self.window = window
        mine = {
            "KRING_TOKEN": token,
            "KRING_API_BASE": base_url,
            "KRING_DATABASE_URL": str(folder / "kring.db"),
            "KRING_CLOCK_FILE": str(clock_file),
            "KRING_WINDOW_URL": window,
            "KRING_DEMO": "1",
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith("KRING_")}
        self._environment = {**others, **mine}
        self._log = folder / "kring.log"

    async def command(self, *words: str) -> Any:
        """Run one command with `--json` and return what it says.

        Raises KringFailed when it refuses.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words, "--json",
            env=self._environment, stdin=DEVNULL, stdout=PIPE, stderr=PIPE,
        )  # fmt: skip
        said, complained = await process.communicate()
        if process.returncode:
            raise KringFailed(complained.decode().strip())
        return json.loads(said)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Process]:
        """Keep the bot running as long as the block lasts, and stop it cleanly."""
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                env=self._environment, stdin=DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
            try:
                yield process
            finally:
                await _stop(process)

    def complaint(self) -> str:
        """The last lines the bot said about itself."""
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-15:])


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOPS_WITHIN_S)
    except TimeoutError:
        process.kill()
        await process.wait()
