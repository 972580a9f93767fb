"""Links between people and Telegram accounts, invitations to make one, and how often an account has tried."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from domain.linking import InvitationState
from storage.columns import Id
from storage.tables.base import METADATA, hashed, moment, one_of, own_id, sealed

HOLDERS = ("person", "professional")

links = Table(
    "links",
    METADATA,
    own_id(),
    Column("holder_kind", Text, nullable=False),
    Column("holder", Id, nullable=False),
    hashed("account"),
    sealed("chat"),
    moment("linked_at"),
    Column("reachability", Text, nullable=False),
    moment("consented_at", nullable=True),
    moment("ended_at", nullable=True),
    moment("chosen_at", nullable=True),
    one_of("holder_kind", HOLDERS),
)

IN_FORCE = links.c.ended_at.is_(None)

Index("ix_links_account", links.c.account, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE)
Index("uq_links_holder", links.c.holder, unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE)

invitations = Table(
    "invitations",
    METADATA,
    own_id(),
    Column("holder_kind", Text, nullable=False),
    Column("holder", Id, nullable=False),
    hashed("token_hash"),
    hashed("code_hash"),
    moment("made_at"),
    moment("expires_at"),
    Column("state", Text, nullable=False),
    hashed("account", nullable=True),
    sealed("chat", nullable=True),
    hashed("words_hash", nullable=True),
    Column("code_tries", Integer, nullable=False),
    Column("word_tries", Integer, nullable=False),
    one_of("holder_kind", HOLDERS),
    one_of("state", InvitationState),
)

Index("uq_invitations_token_hash", invitations.c.token_hash, unique=True)
Index(None, invitations.c.account)
Index(None, invitations.c.holder)
Index(None, invitations.c.state)

tries = Table(
    "tries",
    METADATA,
    # A plain BigInteger key counts for nothing in SQLite: it would stay empty (tech §1.4).
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    hashed("account"),
    moment("at"),
)

Index(None, tries.c.account, tries.c.at)
