"""Everybody in the data file who has, or may soon have, a key of their own."""

from sqlalchemy import select

from storage.keystore import INTAKE, KeyOwner, OwnerKind
from storage.statements import Statement
from storage.tables.families import families, persons
from storage.tables.organisation import organisations, professionals
from storage.tables.threads import threads
from storage.transactions import Transaction

_OF = {
    OwnerKind.ORGANISATION: (organisations,),
    OwnerKind.FAMILY: (families,),
    OwnerKind.PERSON: (persons, professionals),
    OwnerKind.THREAD: (threads,),
}
_ASKS = [(kind, Statement(select(table.c.id))) for kind, tables in _OF.items() for table in tables]


async def known(tx: Transaction) -> set[KeyOwner]:
    """Every owner there is, and the intake."""
    answers = await tx.several(*((ask, {}) for _, ask in _ASKS))
    found = {
        KeyOwner(kind, row["id"]) for (kind, _), rows in zip(_ASKS, answers, strict=True) for row in rows
    }
    return {INTAKE, *found}
