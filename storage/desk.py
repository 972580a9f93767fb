"""What a drawer works with, and the mapping that several of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.linking import Recipient
from domain.people import PersonId, ProfessionalId
from domain.secret import Secret
from storage.errors import KeyGone, Tampered
from storage.keystore import KeyOwner, OwnerKind
from storage.marks import report
from storage.statements import Row
from storage.transactions import Transaction
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Desk:
    """One transaction with the vault beside it; every drawer of a unit stands at the same desk."""

    tx: Transaction
    vault: Vault

    async def seal(
        self, owner: KeyOwner, table: str, row: UUID, column: str, text: Secret | None
    ) -> bytes | None:
        """The text sealed for its place; nothing stays nothing."""
        return None if text is None else await self.vault.seal(owner, table, row, column, text.reveal())

    async def open(self, owner: KeyOwner, table: str, row: Row, column: str) -> Secret | None:
        """The text of a column again; nothing stays nothing.

        Raises:
            Tampered, KeyGone: it cannot be read any more.
        """
        blob = row[column]
        return None if blob is None else await self.read(owner, table, row, column)

    async def read(self, owner: KeyOwner, table: str, row: Row, column: str) -> Secret:
        """The text of a column that always has one.

        Raises:
            Tampered, KeyGone: it cannot be read any more.
        """
        return Secret(await self.vault.open(owner, table, row["id"], column, row[column]))

    async def legible(self, owner: KeyOwner, table: str, row: UUID, column: str, blob: bytes) -> str | None:
        """A sealed text; None when it can never be read again, so that a list stays readable.

        That its key was destroyed was meant so; that it was changed behind our back is said in the log.
        """
        try:
            return await self.vault.open(owner, table, row, column, blob)
        except KeyGone:
            return None
        except Tampered:
            report(table, row)
            return None

    async def maybe(
        self, owner: KeyOwner, table: str, row: UUID, column: str, blob: bytes | None
    ) -> Secret | None:
        """The text of a column that may have none; None also when it can never be read again, as in `legible`."""
        text = None if blob is None else await self.legible(owner, table, row, column, blob)
        return None if text is None else Secret(text)


def of_organisation(which: UUID) -> KeyOwner:
    """The key of an organisation: its own name and those of its teams."""
    return KeyOwner(OwnerKind.ORGANISATION, which)


def of_family(which: UUID) -> KeyOwner:
    """The key of a family: places and numbers."""
    return KeyOwner(OwnerKind.FAMILY, which)


def of_person(which: UUID) -> KeyOwner:
    """The key of a person or professional: name and chat."""
    return KeyOwner(OwnerKind.PERSON, which)


def of_thread(which: UUID) -> KeyOwner:
    """The key of a thread: what was told in it."""
    return KeyOwner(OwnerKind.THREAD, which)


def holder_columns(who: Recipient) -> dict[str, Any]:
    """How a recipient is kept."""
    return {"holder_kind": "professional" if who.person is None else "person", "holder": who.id}


def maybe_holder_columns(who: Recipient | None) -> dict[str, Any]:
    """How a recipient is kept, or nobody."""
    return {"holder_kind": None, "holder": None} if who is None else holder_columns(who)


def maybe_holder(row: Mapping[str, Any]) -> Recipient | None:
    """The recipient that was kept, or nobody."""
    return None if row["holder"] is None else holder(row)


def holder(row: Mapping[str, Any]) -> Recipient:
    """The recipient that was kept."""
    if row["holder_kind"] == "person":
        return Recipient(person=PersonId(row["holder"]))
    return Recipient(professional=ProfessionalId(row["holder"]))
