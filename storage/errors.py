"""What can go wrong with the archive; no message ever holds content, a name or a key."""

from uuid import UUID


class StorageError(Exception):
    """The archive cannot do this now, or not any more."""


class StorageGone(StorageError):
    """The database file is not there any more, or another one stands in its place."""


class StorageBusy(StorageError):
    """Another process held the database for longer than we wait."""


class StorageFull(StorageError):
    """There is no room left on the disk; nothing of the transaction was kept."""


class StorageDamaged(StorageError):
    """The database cannot be read: a page is corrupt, or the disk failed."""


class ReadOnly(StorageError):
    """Something was written in a reading transaction."""


class Conflict(StorageError):
    """A row contradicts another one: a key taken twice, or a reference to something that is not there."""


class NewerDatabase(StorageError):
    """The database was made by a newer Kring than this one, which would not understand it."""


class ForeignDatabase(StorageError):
    """The file holds a database, but not one of ours."""


class MigrationLost(StorageError):
    """A migration would have lost rows, triggers or indices; nothing was changed."""


class AlreadyApplied(StorageError):
    """This update has had its effect already; doing it again would double it."""


class UnsafeKeyFile(StorageError):
    """The master key file is missing, unreadable, damaged, or readable by others than its owner."""


class Tampered(StorageError):
    """A sealed text or a protected row is not what was written there.

    ``where`` is a table, or a table and column; ``row`` is the id of a row whose own mark is wrong.
    """

    def __init__(self, where: str, row: UUID | None = None) -> None:
        super().__init__(where)
        self.where = where
        self.row = row


class KeyGone(StorageError):
    """The key of this owner was destroyed, so what it sealed can never be read again."""


AWAY = (StorageGone, StorageBusy, StorageFull, StorageDamaged)
"""The archive cannot do anything now; that is no fault of the work at hand, so it does not count as a try."""
