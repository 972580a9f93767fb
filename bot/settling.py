"""Settling: what came of a sending is written down, whatever the archive's trouble is."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.logs import failure
from storage.errors import AWAY

LOG = logging.getLogger("kring.delivery")

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
TRIES = 3
"""How often something is tried that fails although the archive is there; then a person looks into it."""

Settle = Callable[[], Awaitable[None]]


class _Failed(Exception):
    """Every try failed."""


async def until_kept(settle: Settle, plainly: Settle) -> None:
    """Write down what came of a sending, however long the archive is away.

    When that fails for any other reason it is written down ``plainly``, without what cannot be read. If even
    that fails it stays half-sent, and the sender's next look takes it for doubtful.
    """
    for way in (settle, plainly):
        with suppress(_Failed):
            return await _patiently(way)
    return None


async def _patiently(settle: Settle) -> None:
    paused = tries = 0
    while True:
        try:
            return await settle()
        except Exception as error:
            failure(LOG, "delivery.not_settled", error)
            tries += not isinstance(error, AWAY)
            if tries >= TRIES:
                raise _Failed from error
        await asyncio.sleep(PAUSES[min(paused, len(PAUSES) - 1)])
        paused += 1
