"""The window: what people hold to open it, who is at its door, passkeys, and what was used up."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text

from domain.window import Via
from storage.columns import Id
from storage.tables.base import METADATA, hashed, moment, one_of, own_id, sealed, to
from storage.tables.linking import HOLDERS

keyrings = Table(
    "keyrings",
    METADATA,
    own_id(),
    hashed("link", nullable=True),
    hashed("code_hash", nullable=True),
    moment("code_expires_at", nullable=True),
    Column("code_tries", Integer, nullable=False),
    Column("code_for_all", Boolean, nullable=False),
    sealed("pin", nullable=True),
    moment("pin_set_at", nullable=True),
    sealed("picture", nullable=True),
    Column("tries", Integer, nullable=False),
    moment("next_try_at", nullable=True),
    moment("locked_at", nullable=True),
    moment("opened_at", nullable=True),
)
"""The id is that of the person."""

Index("uq_keyrings_link", keyrings.c.link, unique=True)

sessions = Table(
    "sessions",
    METADATA,
    own_id(),
    Column("holder_kind", Text, nullable=False),
    Column("holder", Id, nullable=False),
    hashed("token_hash"),
    Column("via", Text, nullable=False),
    moment("began_at"),
    moment("seen_at"),
    moment("opened_at", nullable=True),
    moment("ended_at", nullable=True),
    moment("proved_at", nullable=True),
    Column("claims", Integer, nullable=False),
    one_of("holder_kind", HOLDERS),
    one_of("via", Via),
)

NOT_ENDED = sessions.c.ended_at.is_(None)

Index("uq_sessions_token_hash", sessions.c.token_hash, unique=True)
Index("ix_sessions_holder", sessions.c.holder, sqlite_where=NOT_ENDED, postgresql_where=NOT_ENDED)
Index(None, sessions.c.seen_at)

passkeys = Table(
    "passkeys",
    METADATA,
    own_id(),
    to("professional", "professionals"),
    Column("credential", LargeBinary, nullable=False),
    sealed("public_key"),
    Column("counter", BigInteger, nullable=False),
    moment("made_at"),
    moment("used_at", nullable=True),
    moment("ended_at", nullable=True),
)

Index("uq_passkeys_credential", passkeys.c.credential, unique=True)
Index(None, passkeys.c.professional)

enrolments = Table(
    "enrolments",
    METADATA,
    own_id(),
    to("professional", "professionals"),
    hashed("token_hash"),
    moment("made_at"),
    moment("expires_at"),
    moment("ended_at", nullable=True),
)

Index("uq_enrolments_token_hash", enrolments.c.token_hash, unique=True)
Index(None, enrolments.c.professional)

spent = Table(
    "spent",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    moment("until"),
)

Index(None, spent.c.until)
