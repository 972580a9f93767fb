"""Lanes: each person's updates one after the other, different people's beside each other."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update

WIDTH = 16
"""How many updates are handled at once; one flooding chat never takes more than its own lane (telegram.md A4)."""

ROOM = 5000
"""How many may wait in memory before Telegram is not asked for more."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A kept update on its way to a door; ``applied`` when a process died between its effect and its reply."""

    update: Update
    lane: bytes
    applied: bool = False


Handle = Callable[[Arrival], Awaitable[None]]


class Lanes:
    """Hands arrivals to ``handle``, in the order they were offered within a lane; ``handle`` never raises."""

    def __init__(self, handle: Handle, width: int = WIDTH, room: int = ROOM) -> None:
        self._handle = handle
        self._width = asyncio.Semaphore(width)
        self._most = room
        self._lanes: dict[bytes, deque[Arrival]] = {}
        self._waiting = 0
        self._changed = asyncio.Event()
        self._group: asyncio.TaskGroup | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, group: asyncio.TaskGroup) -> None:
        """Run in this group from now on."""
        self._group = group

    def offer(self, arrival: Arrival) -> None:
        """Put it at the end of its lane."""
        assert self._group is not None  # noqa: S101 - open() comes first
        self._waiting += 1
        lane = self._lanes.get(arrival.lane)
        if lane is not None:
            lane.append(arrival)
            return
        self._lanes[arrival.lane] = deque((arrival,))
        task = self._group.create_task(self._drive(arrival.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def room(self) -> None:
        """Wait until more can be taken on."""
        while self._waiting >= self._most:
            self._changed.clear()
            await self._changed.wait()

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is being handled."""
        return self._waiting == 0

    async def empty(self) -> None:
        """Wait until everything that was offered has been handled."""
        while self._waiting:
            self._changed.clear()
            await self._changed.wait()

    def close(self) -> None:
        """Break off what is being handled; it was kept, so the next start takes it up again."""
        for task in self._tasks:
            task.cancel()

    async def _drive(self, key: bytes) -> None:
        lane = self._lanes[key]
        while lane:
            # Asked for anew each time: the width is shared out fairly between lanes, long and short.
            async with self._width:
                try:
                    await self._handle(lane[0])
                finally:
                    lane.popleft()
                    self._waiting -= 1
                    self._changed.set()
        del self._lanes[key]
