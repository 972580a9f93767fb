"""Opens the archive: files made or brought up to date, keys at hand, and nothing left open when that fails."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

from domain.ladder import APPOINTMENT_LADDER, AppointmentStep
from storage.archive import Archive
from storage.database import Database
from storage.keystore import KeyStore
from storage.migrate import migrate
from storage.places import keys_beside
from storage.vault import Vault


async def open_archive(
    url: str | Path,
    master: bytes,
    *,
    clock: Callable[[], datetime],
    writer: str,
    entropy: Callable[[int], bytes],
    words: tuple[str, ...],
    ladder: tuple[AppointmentStep, ...] = APPOINTMENT_LADDER,
    keys_url: str | Path | None = None,
) -> Archive:
    """The archive at this place, ready for use; close it in a ``finally``.

    Raises:
        NewerDatabase, ForeignDatabase, MigrationLost: the file is not for this version.
        UnsafeKeyFile: the master key has the wrong length. StorageError: anything else about the files.
    """
    migrate(url)
    async with AsyncExitStack() as opened:
        database = await Database.open(url)
        opened.push_async_callback(database.close)
        store = await KeyStore.open(keys_url or keys_beside(url))
        opened.push_async_callback(store.close)
        vault = Vault(master, store)
        opened.pop_all()
    return Archive(database, vault, clock=clock, writer=writer, entropy=entropy, words=words, ladder=ladder)
