"""The bell: wakes a part of the machine when there may be work, and otherwise every so often."""

import asyncio
import contextlib

GAP = 0.05
"""Seconds between two looks at least; under a crowd of taps many bells become one look."""


class Bell:
    """Rung by whoever made work; ``tick`` is the longest time between two looks, in seconds."""

    def __init__(self, tick: float, gap: float = GAP) -> None:
        self._tick = tick
        self._gap = gap
        self._rung = asyncio.Event()
        self._last = 0.0

    def ring(self) -> None:
        """Look soon."""
        self._rung.set()

    @property
    def is_rung(self) -> bool:
        """Whether somebody rang since the last look began."""
        return self._rung.is_set()

    async def wait(self) -> None:
        """Wait until it rings or a tick has passed, and never less than the gap since the last time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._tick):
                await self._rung.wait()
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._last + self._gap - loop.time()))
        self._last = loop.time()

    def answer(self) -> None:
        """The look begins; what rings from here on asks for another."""
        self._rung.clear()
