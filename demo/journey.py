"""Moving the clock far ahead day by day, so that everything in between happens as it would have."""

import asyncio
from datetime import datetime, timedelta

from demo.world import World

STRIDE = timedelta(hours=20)
"""Less than a day, so that a reminder, and a message that must disappear within 48 hours, each get their turn."""

PAUSE_S = 1.3
"""A little more than Kring's own tick on loopback."""


async def travel(world: World, target: datetime) -> None:
    """Go to this instant in strides, with a breath after each; a short way is gone at once.

    Raises ValueError when the target has no UTC offset.
    """
    while target - world.clock.instant() > STRIDE:
        _set(world, world.clock.instant() + STRIDE)
        await asyncio.sleep(PAUSE_S)
    _set(world, target)


def _set(world: World, instant: datetime) -> None:
    world.clock.move_to(instant)
    world.touch()
