"""The one description of all tables, with names for every constraint, and the shapes that return everywhere."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, LargeBinary, MetaData

from storage.columns import Day, Id, Instant

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Without names a constraint can never be dropped again from SQLite (tech §1.5)."""


def own_id() -> Column[Any]:
    """The id that the program gave the row, before it was kept."""
    return Column("id", Id, primary_key=True)


def to(name: str, target: str, *, nullable: bool = False) -> Column[Any]:
    """A reference to the ``id`` of another table."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> Column[Any]:
    """An instant."""
    return Column(name, Instant, nullable=nullable)


def day(name: str, *, nullable: bool = False) -> Column[Any]:
    """A calendar day (Amsterdam)."""
    return Column(name, Day, nullable=nullable)


def sealed(name: str, *, nullable: bool = False) -> Column[Any]:
    """Text that is sealed with the key of its owner."""
    return Column(name, LargeBinary, nullable=nullable)


def hashed(name: str, *, nullable: bool = False) -> Column[Any]:
    """A keyed hash, or a keyed mark over the row."""
    return Column(name, LargeBinary, nullable=nullable)


def one_of(name: str, words: Iterable[str]) -> CheckConstraint:
    """A column that holds one of these words, and nothing else."""
    return CheckConstraint(f"{name} IN ({', '.join(repr(str(word)) for word in words)})", name=name)
