"""The archive: opens transactions for the use cases, and looks after what they kept."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from domain.ladder import APPOINTMENT_LADDER, AppointmentStep
from domain.pins import SALT_BYTES
from domain.secret import Secret
from storage import audit, inspection, owners
from storage.database import Database
from storage.desk import Desk
from storage.errors import Tampered
from storage.files.store import FileStore
from storage.ids import Ids
from storage.inbox import Inbox, mark_applied, refuse_applied
from storage.keystore import KeyOwner
from storage.stretching import Stretching
from storage.unit import Chance, Unit
from storage.vault import Vault


class Archive:
    """One data file with the vault that seals what is in it.

    Args:
        database: the data file.
        vault: the keys, with the key store behind it.
        clock: gives the present instant, aware.
        writer: the name of this process's audit chain, such as ``bot`` or ``command_line``.
        entropy: so many random bytes, unguessable.
        words: everyday words that sound clear on a telephone, for control words.
        ladder: when this organisation says what about an appointment.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        *,
        clock: Callable[[], datetime],
        writer: str,
        entropy: Callable[[int], bytes],
        words: tuple[str, ...],
        ladder: tuple[AppointmentStep, ...] = APPOINTMENT_LADDER,
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._writer = writer
        self._chance = Chance(entropy, Ids(entropy), words)
        self._ladder = ladder
        self._stretching = Stretching(vault.pepper)
        self.inbox = Inbox(database, vault, clock)

    @asynccontextmanager
    async def unit(self, *, update: int | None = None) -> AsyncIterator[Unit]:
        """A writing transaction, committed on a clean exit; refusals are logged on any exit.

        Raises:
            AlreadyApplied: this update has had its effect. StorageGone: the file is not there any more.
        """
        unit: Unit | None = None
        try:
            async with self._database.writing() as tx:
                if update is not None:
                    await refuse_applied(tx, update)
                unit = self._unit(Desk(tx, self._vault))
                yield unit
                for event in unit.refusals:
                    await unit.audit.append(event)
                if update is not None:
                    mark_applied(tx, update, unit.now)
        except BaseException as failure:
            if unit is not None:
                await self._after(failure, unit)
            raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        """A reading transaction; writing in it fails.

        Raises:
            StorageGone: the file is not there any more.
        """
        unit: Unit | None = None
        try:
            async with self._database.reading() as tx:
                unit = self._unit(Desk(tx, self._vault))
                yield unit
        except BaseException as failure:
            if unit is not None:
                await self._after(failure, unit)
            raise
        await self._after(None, unit)

    async def stretch(self, pin: Secret, salt: bytes) -> bytes:
        """What a PIN becomes before it is compared: slow on purpose (at least 100 ms), never on the loop."""
        return await self._stretching(pin, salt)

    def new_salt(self) -> bytes:
        """Fresh random bytes to stretch one PIN with."""
        return self._chance.entropy(SALT_BYTES)

    async def destroy_key(self, owner: KeyOwner) -> None:
        """Erase for good what this owner's key sealed, also in older copies of the data.

        Raises:
            StorageBusy: somebody still reads an older view, so that the log could not be emptied; call it again.
        """
        await self._vault.destroy(owner)
        await self._database.checkpoint()

    async def sweep_orphans(self) -> int:
        """Destroy keys whose owner was never kept, because the transaction failed; how many there were."""
        async with self._database.writing() as tx:
            return await self._vault.sweep_orphans(await owners.known(tx))

    async def inspect(self) -> inspection.Found:
        """Check every mark (slow: reads all); do it at the start and once a day."""
        async with self._database.reading() as tx:
            found = await inspection.look(tx, self._vault)
        if found:
            async with self._database.writing() as tx:
                inspection.set_all_apart(tx, found)
        return found

    def files_in(self, folder: Path) -> FileStore:
        """The sealed files in this folder; destroying the key of a thread erases its files too."""
        return FileStore(folder, self._vault)

    async def is_sound(self) -> bool:
        """Whether the file itself is whole (slow: reads all)."""
        return await self._database.is_sound()

    async def audit_head(self, writer: str | None = None) -> audit.Head:
        """The end of a chain, this process's own without ``writer``; keep it outside the database."""
        async with self._database.reading() as tx:
            return await audit.head(tx, writer or self._writer)

    async def verify_audit(self, writer: str | None = None, anchor: audit.Head | None = None) -> int | None:
        """The number of the first line that was changed, left out or cut off; None when all is well."""
        async with self._database.reading() as tx:
            return await audit.verify(tx, self._vault, writer or self._writer, anchor)

    async def checkpoint(self) -> None:
        """Empty the write-ahead log; every five minutes keeps it small.

        Raises:
            StorageBusy: somebody still reads an older view; the next time will do.
        """
        await self._database.checkpoint()

    def is_present(self) -> bool:
        """Whether the data file still stands where it was opened."""
        return self._database.is_present()

    async def close(self) -> None:
        """Let go of both files."""
        try:
            await self._database.close()
        finally:
            await self._vault.close()

    def _unit(self, desk: Desk) -> Unit:
        return Unit(desk, now=self._clock(), writer=self._writer, chance=self._chance, ladder=self._ladder)

    async def _after(self, failure: BaseException | None, unit: Unit) -> None:
        """What must be kept although the transaction was not: refusals, and a warning sign at a changed row."""
        changed = _changed_appointment(failure)
        if not unit.refusals and changed is None:
            return
        async with self._database.writing() as tx:
            desk = Desk(tx, self._vault)
            if changed is not None:
                inspection.set_apart(tx, changed)
            again = self._unit(desk)
            for event in unit.refusals:
                await again.audit.append(event)


def _changed_appointment(failure: BaseException | None) -> UUID | None:
    """The appointment whose mark was wrong, so that the rest of the work can go on next time."""
    if isinstance(failure, Tampered) and failure.where == "appointments":
        return failure.row
    return None
