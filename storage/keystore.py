"""The key store: wrapped data keys in a file of their own, so that destroying one erases a person for good."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Self
from uuid import UUID

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    select,
)

from storage.columns import Id
from storage.database import Database, create_once, insert_or
from storage.errors import KeyGone
from storage.places import path_of
from storage.statements import Statement

VERSION = 1
"""The shape of this file; a newer one is refused."""


class OwnerKind(StrEnum):
    """Whose texts a data key seals."""

    ORGANISATION = "organisation"
    FAMILY = "family"
    PERSON = "person"
    THREAD = "thread"
    INTAKE = "intake"


class KeyOwner(NamedTuple):
    """One owner of a data key; for a professional it is ``PERSON`` with the professional's id.

    A tuple, for it is made and looked up for every sealed text that is opened, and costs a third of a dataclass.
    """

    kind: OwnerKind
    id: UUID


INTAKE = KeyOwner(OwnerKind.INTAKE, UUID(int=0))
"""Updates on their way in, and chat ids of what must be wiped: before anybody knows whose they are."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key that only the master key opens."""

    id: UUID
    owner: KeyOwner
    kek_version: int
    wrapped: bytes


keys = Table(
    "wrapped_keys",
    MetaData(),
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("owner", Id, nullable=False),
    Column("kek_version", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    UniqueConstraint("kind", "owner", name="uq_wrapped_keys_owner"),
)

_ADD = Statement(insert_or(keys).on_conflict_do_nothing(index_elements=["kind", "owner"]))
_OF = Statement(
    select(keys).where(keys.c.kind == bindparam("of_kind"), keys.c.owner == bindparam("of_owner"))
)
_ALL = Statement(select(keys.c.kind, keys.c.owner))
_DROP = Statement(
    delete(keys).where(keys.c.kind == bindparam("of_kind"), keys.c.owner == bindparam("of_owner"))
)


class KeyStore:
    """Finds, keeps and destroys wrapped keys; each change is on disk before it is used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    async def open(cls, url: str | Path) -> Self:
        """Open the key store, which is made when there is none yet.

        Raises:
            NewerDatabase: it was made by a newer Kring.
        """
        path = path_of(url)
        create_once(path, keys.metadata, version=VERSION)
        return cls(await Database.open(path))

    async def of(self, owner: KeyOwner) -> WrappedKey | None:
        """The wrapped key of this owner."""
        async with self._database.reading() as tx:
            row = await tx.first(_OF, of_kind=owner.kind.value, of_owner=owner.id)
        return None if row is None else WrappedKey(row["id"], owner, row["kek_version"], row["wrapped"])

    async def keep(self, key: WrappedKey) -> WrappedKey:
        """Keep it and give it back; when another process was first, its key is given.

        Raises:
            KeyGone: it was destroyed at that very moment.
        """
        async with self._database.writing() as tx:
            tx.later(
                _ADD,
                id=key.id,
                kind=key.owner.kind.value,
                owner=key.owner.id,
                kek_version=key.kek_version,
                wrapped=key.wrapped,
            )
        kept = await self.of(key.owner)
        if kept is None:
            raise KeyGone
        return kept

    async def owners(self) -> set[KeyOwner]:
        """Everybody who has a key."""
        async with self._database.reading() as tx:
            rows = await tx.all(_ALL)
        return {KeyOwner(OwnerKind(row["kind"]), row["owner"]) for row in rows}

    async def destroy(self, *owners: KeyOwner) -> None:
        """Forget these keys and empty the log, so that their bytes stand in no file of ours any more."""
        async with self._database.writing() as tx:
            tx.later_for_each(_DROP, [{"of_kind": o.kind.value, "of_owner": o.id} for o in owners])
        await self._database.checkpoint()

    async def close(self) -> None:
        """Let go of the file."""
        await self._database.close()
