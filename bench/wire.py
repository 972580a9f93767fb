"""A page over one kept connection, as bytes: what it weighs on the wire, and how long the server took."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.processes import BenchFailed

GOOD = 200
LARGEST_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """``ms`` runs from the last byte of the question to the last one of the answer; ``weight`` is head and body."""

    status: int
    head: str
    body: bytes
    ms: float
    weight: int


class Wire:
    """A connection that is kept; nothing stands between the two programs but the machine itself."""

    def __init__(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._host = host
        self._reader = reader
        self._writer = writer

    async def get(self, path: str, cookies: Mapping[str, str]) -> Answer:
        """Open a page.

        Raises:
            BenchFailed: it was not shown.
        """
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        lines = [f"GET {path} HTTP/1.1", f"Host: {self._host}", "Accept-Encoding: gzip"]
        asked = "\r\n".join([*lines, *([f"Cookie: {cookie}"] if cookie else []), "", ""])
        begun = time.perf_counter()
        self._writer.write(asked.encode("ascii"))
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        body = await self._reader.readexactly(_length(head))
        ms = (time.perf_counter() - begun) * 1000
        status = int(head.split(" ", 2)[1])
        if status != GOOD:
            raise BenchFailed(f"the window answered {status} where a page was expected")
        return Answer(status, head, body, ms, len(head) + len(body))


@asynccontextmanager
async def wire_to(origin: str) -> AsyncIterator[Wire]:
    """Connect to this origin."""
    parts = urlsplit(origin)
    reader, writer = await asyncio.open_connection("127.0.0.1", parts.port, limit=LARGEST_HEAD)
    try:
        yield Wire(parts.netloc, reader, writer)
    finally:
        writer.close()
        await writer.wait_closed()


def _length(head: str) -> int:
    for line in head.lower().splitlines():
        name, _, value = line.partition(":")
        if name == "content-length":
            return int(value)
    raise BenchFailed("an answer did not say how long it is")
