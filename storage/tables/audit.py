"""The access log: a chain per writer, to which one can only add."""

from sqlalchemy import BigInteger, Column, Index, Table, Text

from storage.columns import Id
from storage.tables.base import METADATA, hashed, moment

audit = Table(
    "audit",
    METADATA,
    Column("writer", Text, primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    moment("at"),
    Column("event", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("actor", Id),
    Column("ground", Text, nullable=False),
    # No references: the log stays true after what it tells of has been erased.
    Column("family", Id),
    Column("person", Id),
    Column("object_kind", Text, nullable=False),
    Column("object_id", Id),
    Column("detail", Text, nullable=False),
    hashed("mac"),
)

Index(None, audit.c.person)
