"""Waiting for something that happens elsewhere."""

import asyncio
from collections.abc import Callable


async def until(happened: Callable[[], bool], patience: float = 15.0) -> None:
    """Return as soon as it has happened; fails after so many seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    for _ in iter(happened, True):
        assert loop.time() < deadline, f"it did not happen in {patience} s"
        await asyncio.sleep(0.02)
