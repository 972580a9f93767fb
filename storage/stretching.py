"""Makes a PIN slow to try: Argon2id, off the loop, and then a key that stands in no database (security §2.4)."""

import asyncio
from collections.abc import Callable

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from domain.secret import Secret

MEMORY_KIB = 64 * 1024
PASSES = 4
LANES = 1
BYTES = 32
AT_ONCE = 2
"""So many at a time: each takes 64 MiB, and one core for a fifth of a second (measured on the reference machine)."""


class Stretching:
    """Stretches PINs, at most two at a time; who comes third waits, and the loop goes on.

    ``pepper`` mixes in a key that stands in no database, so that a stolen one gives nothing to try.
    """

    def __init__(self, pepper: Callable[[bytes], bytes]) -> None:
        self._pepper = pepper
        self._room = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, pin: Secret, salt: bytes) -> bytes:
        """The verifier of this PIN with this salt; it takes as long for every PIN."""
        async with self._room:
            stretched = await asyncio.to_thread(_stretch, pin.reveal().encode(), salt)
        return self._pepper(stretched)


def _stretch(pin: bytes, salt: bytes) -> bytes:
    return Argon2id(salt=salt, length=BYTES, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB).derive(
        pin
    )
