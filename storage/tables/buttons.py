"""The buttons under messages, and whose next text means what."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from storage.columns import Id
from storage.tables.base import METADATA, hashed, moment, one_of
from storage.tables.linking import HOLDERS

sheets = Table(
    "sheets",
    METADATA,
    Column("handle", LargeBinary, primary_key=True),
    hashed("holder"),
    Column("presses", Text, nullable=False),
    moment("expires_at"),
    Column("of_kind", Text),
    Column("of", Id),
    one_of("of_kind", HOLDERS),
)

Index(None, sheets.c.expires_at)

expectations = Table(
    "expectations",
    METADATA,
    Column("holder", LargeBinary, primary_key=True),
    Column("awaiting", Text, nullable=False),
    moment("expires_at"),
    Column("subject", Id),
    Column("version", Integer, nullable=False),
    Column("of_kind", Text),
    Column("of", Id),
    one_of("of_kind", HOLDERS),
)
