"""The drawer of keyrings; a PIN's verifier, its salt and the picture word are sealed with the key of their person."""

from uuid import UUID

from sqlalchemy import bindparam, select

from domain.keyrings import Keyring, SpokenCode
from domain.people import PersonId
from domain.pins import Pin
from domain.secret import Secret
from storage.database import insert_or
from storage.desk import Desk, of_person
from storage.statements import Row, Statement
from storage.tables.window import keyrings

_OF = Statement(select(keyrings).where(keyrings.c.id == bindparam("which")))
_BY_LINK = Statement(select(keyrings).where(keyrings.c.link == bindparam("of_link")))
_INSERT = insert_or(keyrings)
_KEEP = Statement(
    _INSERT.on_conflict_do_update(
        index_elements=["id"],
        set_={column.name: _INSERT.excluded[column.name] for column in keyrings.c if column.name != "id"},
    )
)
_BETWEEN = "."
"""What stands between verifier and salt, which are both hexadecimal."""


class KeyringsDrawer:
    """One ring for each person who ever held something."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of(self, person: PersonId) -> Keyring | None:
        return await self._one(await self._desk.tx.first(_OF, which=person))

    async def by_link(self, link: bytes) -> Keyring | None:
        """Whose personal link this is, by its keyed index."""
        return await self._one(await self._desk.tx.first(_BY_LINK, of_link=link))

    async def keep(self, keyring: Keyring) -> None:
        """Insert or replace."""
        code, pin = keyring.code, keyring.pin
        self._desk.tx.later(
            _KEEP,
            id=keyring.person,
            link=keyring.link,
            code_hash=code.hash if code else None,
            code_expires_at=code.expires_at if code else None,
            code_tries=code.tries if code else 0,
            code_for_all=code.for_all if code else False,
            pin=await self._seal(keyring.person, "pin", None if pin is None else _text(pin)),
            pin_set_at=None if pin is None else pin.set_at,
            picture=await self._seal(keyring.person, "picture", keyring.picture),
            tries=keyring.tries,
            next_try_at=keyring.next_try_at,
            locked_at=keyring.locked_at,
            opened_at=keyring.opened_at,
        )

    async def _seal(self, person: UUID, column: str, text: Secret | None) -> bytes | None:
        return await self._desk.seal(of_person(person), "keyrings", person, column, text)

    async def _one(self, row: Row | None) -> Keyring | None:
        if row is None:
            return None
        owner = of_person(row["id"])
        pin = await self._desk.open(owner, "keyrings", row, "pin")
        return Keyring(
            person=PersonId(row["id"]),
            link=row["link"],
            code=_code(row),
            pin=None if pin is None else _pin(pin, row),
            picture=await self._desk.open(owner, "keyrings", row, "picture"),
            tries=row["tries"],
            next_try_at=row["next_try_at"],
            locked_at=row["locked_at"],
            opened_at=row["opened_at"],
        )


def _text(pin: Pin) -> Secret:
    return Secret(f"{pin.verifier.hex()}{_BETWEEN}{pin.salt.hex()}")


def _pin(text: Secret, row: Row) -> Pin:
    verifier, _, salt = text.reveal().partition(_BETWEEN)
    return Pin(bytes.fromhex(verifier), bytes.fromhex(salt), row["pin_set_at"])


def _code(row: Row) -> SpokenCode | None:
    if row["code_hash"] is None:
        return None
    return SpokenCode(row["code_hash"], row["code_expires_at"], row["code_tries"], row["code_for_all"])
