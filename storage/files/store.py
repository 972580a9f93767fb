"""The store of files: takes one in while it streams by, gives it back, forgets it, and sweeps what nobody knows.

A file that was kept under an id never changes, so nobody can alter what was already read. A second one with the
same id is a retry: it gets the first one back. Whoever sends something else needs a new id.
"""

import asyncio
import base64
import errno
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Container
from contextlib import aclosing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from domain.files import MOST_BYTES, FileId, FileTooBig, FileUnreadable, Taken
from domain.threads import ThreadId
from storage.desk import of_thread
from storage.errors import KeyGone, StorageDamaged, StorageFull, Tampered
from storage.files.aside import aside
from storage.files.folder import Folder
from storage.files.kinds import HEAD, Inspector, inspectors, recognise
from storage.files.pictures import made_anew
from storage.files.sealed import CHUNK, FileCipher, SealedFile, SealedWriter
from storage.marks import report
from storage.vault import Vault

T = TypeVar("T")

PICTURES_AT_ONCE = 2
"""Each may take 256 MiB and one core while it is made anew; the next one waits."""

CHUNKS_AT_ONCE = 4
"""What is read in one trip to a thread: 256 KiB."""

IN_FLIGHT = timedelta(days=1)
"""A file that nobody knows may belong to a transaction that has yet to end; after a day it does not."""


class FileStore:
    """Sealed files in one folder; their keys stand under those of the threads, in the vault."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = Folder(folder)
        self._vault = vault
        self._pictures = asyncio.Semaphore(PICTURES_AT_ONCE)

    async def take(
        self, *, file: FileId, thread: ThreadId, stream: AsyncIterator[bytes], limit: int = MOST_BYTES
    ) -> Taken:
        """Check the content while it comes in, and keep it sealed; on disk for good when this returns.

        Whatever goes wrong, also when the sender or the caller leaves half-way, nothing is left. How long a
        sender may take is for the caller to say (``asyncio.timeout``). ``limit`` is in bytes, as sent.

        Raises:
            FileTooBig, FileNotAccepted, HeicNotAccepted: it is not taken. FileUnreadable: the id is in use
            for something of another thread. StorageFull, StorageDamaged: the disk refuses. What the stream raises.
        """
        async with aclosing(_counted(stream, limit)) as incoming:
            head = await _head(incoming)
            content = recognise(head[:HEAD])
            if content.is_picture:
                picture = head + b"".join([block async for block in incoming])
                async with self._pictures:
                    blocks = _once(await made_anew(picture, content))
            else:
                blocks = _joined(head, incoming)
            async with aclosing(blocks):
                size = await self._kept(file, thread, blocks, inspectors(content))
        return await self._first(file, thread) if size is None else Taken(file, content.kept_as, size)

    async def open(
        self, *, file: FileId, thread: ThreadId, start: int = 0, stop: int | None = None
    ) -> AsyncIterator[bytes]:
        """The bytes from ``start`` up to ``stop``, in blocks; without them all of the file.

        That it is complete is known before the first block; each further block is checked when it is read.

        Raises:
            FileUnreadable: it is not there, was changed, or its key is gone; also while iterating.
        """
        sealed, cipher = await self._opened(file, thread)
        return self._blocks(
            sealed, cipher, max(start, 0), sealed.size if stop is None else min(stop, sealed.size)
        )

    async def remove(self, file: FileId) -> None:
        """Remove a file for good; one that is not there is fine."""
        await _on_disk(partial(self._folder.remove, file))

    async def sweep(self, known: Container[UUID], *, now: datetime) -> int:
        """Remove what a crash left, and files nobody knows, once they are a day old; how many there were."""
        return await _on_disk(partial(self._folder.sweep, known, now - IN_FLIGHT))

    async def _kept(
        self, file: UUID, thread: UUID, blocks: AsyncIterator[bytes], looking: tuple[Inspector, ...]
    ) -> int | None:
        """How many bytes were sealed and kept; None when there was such a file already."""
        secret = FileCipher.new_secret()
        text = base64.b64encode(secret).decode()
        wrapped = await self._vault.seal(of_thread(thread), "files", file, "key", text)
        writer = SealedWriter(file, FileCipher(file, secret), wrapped)
        try:
            await _on_disk(partial(self._folder.begin, writer))
            async for block in blocks:
                await _on_disk(partial(_add, writer, looking, block))
            for inspector in looking:
                inspector.finish()
            published = await _on_disk(partial(self._folder.publish, writer))
        except BaseException:
            await aside(partial(self._folder.undo, writer))
            raise
        return writer.size if published else None

    async def _first(self, file: FileId, thread: ThreadId) -> Taken:
        """What is kept under this id since an earlier try."""
        sealed, cipher = await self._opened(file, thread)
        head = b"".join([block async for block in self._blocks(sealed, cipher, 0, min(HEAD, sealed.size))])
        return Taken(file, recognise(head).kept_as, sealed.size)

    async def _opened(self, file: UUID, thread: UUID) -> tuple[SealedFile, FileCipher]:
        sealed = await _read(file, partial(SealedFile.at, self._folder.place_of(file), file))
        try:
            text = await self._vault.open(of_thread(thread), "files", file, "key", sealed.wrapped)
        except KeyGone:
            raise FileUnreadable(detail="key") from None
        except Tampered:
            report("files", file)
            raise FileUnreadable(detail="changed") from None
        cipher = FileCipher(file, base64.b64decode(text))
        # The last chunk knows its number: where it opens, nothing was cut off or added.
        await _read(file, partial(sealed.read, cipher, sealed.chunks - 1, sealed.chunks))
        return sealed, cipher

    async def _blocks(
        self, sealed: SealedFile, cipher: FileCipher, start: int, stop: int
    ) -> AsyncGenerator[bytes, None]:
        end = -(-stop // CHUNK)
        for first in range(start // CHUNK, end, CHUNKS_AT_ONCE):
            last = min(first + CHUNKS_AT_ONCE, end)
            content = await _read(sealed.file, partial(sealed.read, cipher, first, last))
            yield content[max(start - first * CHUNK, 0) : stop - first * CHUNK]


async def _counted(stream: AsyncIterator[bytes], limit: int) -> AsyncGenerator[bytes, None]:
    """What comes in, until it is too much: what a sender says of its length is never believed."""
    size = 0
    async for block in stream:
        size += len(block)
        if size > limit:
            raise FileTooBig
        if block:
            yield block


async def _head(incoming: AsyncIterator[bytes]) -> bytes:
    head = bytearray()
    async for block in incoming:
        head += block
        if len(head) >= HEAD:
            break
    return bytes(head)


async def _once(block: bytes) -> AsyncGenerator[bytes, None]:
    yield block


async def _joined(head: bytes, rest: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    yield head
    async for block in rest:
        yield block


def _add(writer: SealedWriter, looking: tuple[Inspector, ...], block: bytes) -> None:
    for inspector in looking:
        inspector.feed(block)
    writer.add(block)


async def _on_disk(work: Callable[[], T]) -> T:
    """Done in a thread, with our own names for what a disk can refuse; the system's text names the path."""
    try:
        return await aside(work)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        raise (StorageFull if full else StorageDamaged) from None


async def _read(file: UUID, work: Callable[[], T]) -> T:
    """Read in a thread what was sealed before.

    Raises:
        FileUnreadable: it is gone, or is not what was written; the latter stands in the log.
    """
    try:
        return await aside(work)
    except FileNotFoundError:
        raise FileUnreadable(detail="missing") from None
    except Tampered:
        report("files", file)
        raise FileUnreadable(detail="changed") from None
    except OSError:
        raise StorageDamaged from None
