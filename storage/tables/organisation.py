"""The organisation, its teams and professionals."""

from sqlalchemy import Column, Table, Text

from storage.tables.base import METADATA, own_id, sealed, to

organisations = Table("organisations", METADATA, own_id(), sealed("name"))

teams = Table("teams", METADATA, own_id(), to("organisation", "organisations"), sealed("name"))

professionals = Table(
    "professionals",
    METADATA,
    own_id(),
    to("team", "teams"),
    Column("role", Text, nullable=False),
    sealed("name"),
)
