"""The drawer of passkeys; the public key is sealed, so that nobody who only reaches the file can put another there."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from domain.passkeys import Enrolment, EnrolmentId, Passkey, PasskeyId
from domain.people import ProfessionalId
from domain.secret import Secret
from storage.desk import Desk, of_person
from storage.statements import Row, Statement, changing
from storage.tables.window import enrolments, passkeys

_IN_FORCE = passkeys.c.ended_at.is_(None)
_ADD = Statement(insert(passkeys))
_GET = Statement(select(passkeys).where(passkeys.c.id == bindparam("which")))
_BY_CREDENTIAL = Statement(select(passkeys).where(passkeys.c.credential == bindparam("of_credential")))
_OF = Statement(
    select(passkeys)
    .where(passkeys.c.professional == bindparam("of_professional"), _IN_FORCE)
    .order_by(passkeys.c.id)
)
_SAVE = changing(passkeys, "counter", "used_at", "ended_at")

_ADD_ENROLMENT = Statement(insert(enrolments))
_BY_TOKEN = Statement(select(enrolments).where(enrolments.c.token_hash == bindparam("of_token")))
_END_OF = Statement(
    update(enrolments)
    .where(enrolments.c.professional == bindparam("of_professional"), enrolments.c.ended_at.is_(None))
    .values(ended_at=bindparam("at", type_=enrolments.c.ended_at.type))
)
_SWEEP = Statement(delete(enrolments).where(enrolments.c.expires_at < bindparam("before")))


class PasskeysDrawer:
    """Passkeys in force and ended, and the one-time links to make one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, passkey: Passkey) -> None:
        owner, key = of_person(passkey.professional), Secret(passkey.public_key.hex())
        self._desk.tx.later(
            _ADD,
            id=passkey.id,
            professional=passkey.professional,
            credential=passkey.credential,
            public_key=await self._desk.seal(owner, "passkeys", passkey.id, "public_key", key),
            made_at=passkey.made_at,
            **_columns(passkey),
        )

    async def get(self, which: PasskeyId) -> Passkey | None:
        return await self._one(await self._desk.tx.first(_GET, which=which))

    async def by_credential(self, credential: bytes) -> Passkey | None:
        """The one with this credential id, also when it has ended."""
        return await self._one(await self._desk.tx.first(_BY_CREDENTIAL, of_credential=credential))

    async def of(self, professional: ProfessionalId) -> tuple[Passkey, ...]:
        """Those not ended, oldest first."""
        rows = await self._desk.tx.all(_OF, of_professional=professional)
        return tuple([await self._passkey(row) for row in rows])

    async def save(self, passkey: Passkey) -> None:
        """Keep its count and its end; the key itself never changes."""
        self._desk.tx.later(_SAVE, which=passkey.id, **_columns(passkey))

    async def add_enrolment(self, enrolment: Enrolment) -> None:
        self._desk.tx.later(
            _ADD_ENROLMENT,
            id=enrolment.id,
            professional=enrolment.professional,
            token_hash=enrolment.token_hash,
            made_at=enrolment.made_at,
            expires_at=enrolment.expires_at,
            ended_at=enrolment.ended_at,
        )

    async def enrolment_by_token(self, token_hash: bytes) -> Enrolment | None:
        row = await self._desk.tx.first(_BY_TOKEN, of_token=token_hash)
        if row is None:
            return None
        return Enrolment(
            id=EnrolmentId(row["id"]),
            professional=ProfessionalId(row["professional"]),
            token_hash=row["token_hash"],
            made_at=row["made_at"],
            expires_at=row["expires_at"],
            ended_at=row["ended_at"],
        )

    async def end_enrolments_of(self, professional: ProfessionalId, at: datetime) -> None:
        """End every link of this professional that was not ended yet."""
        self._desk.tx.later(_END_OF, of_professional=professional, at=at)

    async def sweep_enrolments(self, before: datetime) -> int:
        """Forget links that were too old at this instant; how many there were."""
        return await self._desk.tx.run(_SWEEP, before=before)

    async def _one(self, row: Row | None) -> Passkey | None:
        return None if row is None else await self._passkey(row)

    async def _passkey(self, row: Row) -> Passkey:
        key = await self._desk.read(of_person(row["professional"]), "passkeys", row, "public_key")
        return Passkey(
            id=PasskeyId(row["id"]),
            professional=ProfessionalId(row["professional"]),
            credential=row["credential"],
            public_key=bytes.fromhex(key.reveal()),
            counter=row["counter"],
            made_at=row["made_at"],
            used_at=row["used_at"],
            ended_at=row["ended_at"],
        )


def _columns(passkey: Passkey) -> dict[str, Any]:
    return {"counter": passkey.counter, "used_at": passkey.used_at, "ended_at": passkey.ended_at}
