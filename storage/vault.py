"""The vault: seals and opens text with the key of its owner, and marks rows so that a changed one is noticed."""

import base64
import hmac
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.columns import to_micros
from storage.errors import KeyGone, Tampered, UnsafeKeyFile
from storage.keystore import KeyOwner, KeyStore, WrappedKey

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = 1
"""The first byte of every sealed text; an unknown one is refused, never returned as it is."""

BLOCK = 32
"""Texts are filled up to a multiple of this, so that the length of a name does not tell whose it is."""

HEAD = 1 + 16 + NONCE_BYTES
MARK_BYTES = 16
KEK_VERSION = 1


class Vault:
    """Keeps the keys derived from the master key, and opened data keys, in memory only."""

    def __init__(self, master: bytes, store: KeyStore) -> None:
        if len(master) != KEY_BYTES:
            raise UnsafeKeyFile
        self._store = store
        self._kek = AESGCM(_derived(master, f"kek {KEK_VERSION}"))
        self._index = _derived(master, "index")
        self._rows = hmac.new(_derived(master, "rows"), digestmod="sha256")
        self._audit = _derived(master, "audit")
        self._pepper = _derived(master, "pepper")
        self._open: dict[KeyOwner, tuple[UUID, AESGCM]] = {}

    async def seal(self, owner: KeyOwner, table: str, row: UUID | int, column: str, text: str) -> bytes:
        """The text, readable only with this owner's key and only in this very place.

        An owner without a key gets one, which is on disk in the key store before anything is sealed with it.
        """
        key_id, key = self._open.get(owner) or await self._key_of(owner, make=True)
        nonce = os.urandom(NONCE_BYTES)
        sealed = key.encrypt(nonce, _filled(text.encode()), _place(table, row, column))
        return bytes((FORMAT,)) + key_id.bytes + nonce + sealed

    async def open(self, owner: KeyOwner, table: str, row: UUID | int, column: str, blob: bytes) -> str:
        """The text again.

        Raises:
            Tampered: it was changed, moved, or is of a form we do not know. KeyGone: the key was destroyed.
        """
        if len(blob) <= HEAD or blob[0] != FORMAT:
            raise Tampered(f"{table}.{column}")
        key_id, key = self._open.get(owner) or await self._key_of(owner, make=False)
        if blob[1:17] != key_id.bytes:
            # Another process may have destroyed the key and made a new one since we opened ours.
            key_id, key = await self._key_of(owner, make=False)
            if blob[1:17] != key_id.bytes:
                raise KeyGone
        try:
            filled = key.decrypt(blob[17:HEAD], blob[HEAD:], _place(table, row, column))
        except InvalidTag:
            raise Tampered(f"{table}.{column}") from None
        return filled[: filled.rindex(b"\x80")].decode()

    def index(self, purpose: str, text: str) -> bytes:
        """A keyed hash: equal texts of one purpose are found by it, none can be read back or guessed."""
        return hmac.digest(self._index, f"{purpose}|{text}".encode(), "sha256")

    def mark(self, table: str, *values: object) -> bytes:
        """A keyed mark over the values of a row, so that a flipped bit in a schedule is noticed (F13)."""
        plain = repr((table, *[_PLAIN.get(type(value), _plain)(value) for value in values])).encode()
        # Begun anew from a copy: half the work of beginning with the key each time.
        mark = self._rows.copy()
        mark.update(plain)
        return mark.digest()[:MARK_BYTES]

    def audit_mac(self, text: bytes) -> bytes:
        """The keyed mark of one line of the access log, which contains that of the line before."""
        return hmac.digest(self._audit, text, "sha256")

    def pepper(self, stretched: bytes) -> bytes:
        """A stretched PIN mixed with a key that stands in no database, so that a stolen one gives nothing to try."""
        return hmac.digest(self._pepper, stretched, "sha256")

    async def destroy(self, owner: KeyOwner) -> None:
        """Forget the key of this owner for good: what it sealed is erased, in every older copy of the data too."""
        self._open.pop(owner, None)
        await self._store.destroy(owner)
        self._open.pop(owner, None)

    async def sweep_orphans(self, known: Iterable[KeyOwner]) -> int:
        """Destroy keys of owners who are nowhere, left by a transaction that failed; how many there were.

        Call it while nobody else can add an owner, which is inside a writing transaction.
        """
        orphans = await self._store.owners() - set(known)
        for owner in orphans:
            self._open.pop(owner, None)
        if orphans:
            await self._store.destroy(*orphans)
        return len(orphans)

    async def close(self) -> None:
        """Forget every opened key and let go of the key store."""
        self._open.clear()
        await self._store.close()

    async def _key_of(self, owner: KeyOwner, *, make: bool) -> tuple[UUID, AESGCM]:
        wrapped = await self._store.of(owner)
        if wrapped is None:
            if not make:
                raise KeyGone
            wrapped = await self._store.keep(self._wrapped(owner))
        nonce, sealed = wrapped.wrapped[:NONCE_BYTES], wrapped.wrapped[NONCE_BYTES:]
        try:
            key = AESGCM(self._kek.decrypt(nonce, sealed, _binding(wrapped)))
        except InvalidTag:
            raise Tampered("wrapped_keys.wrapped") from None
        self._open[owner] = wrapped.id, key
        return wrapped.id, key

    def _wrapped(self, owner: KeyOwner) -> WrappedKey:
        fresh = WrappedKey(UUID(bytes=os.urandom(16), version=4), owner, KEK_VERSION, b"")
        nonce = os.urandom(NONCE_BYTES)
        wrapped = nonce + self._kek.encrypt(nonce, os.urandom(KEY_BYTES), _binding(fresh))
        return WrappedKey(fresh.id, owner, KEK_VERSION, wrapped)


def make_master_key(path: Path) -> bytes:
    """Write a fresh master key to a new file that only its owner can read.

    Raises:
        FileExistsError: there is a file already; a key is never written over.
    """
    key = os.urandom(KEY_BYTES)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(base64.b64encode(key) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def read_master_key(path: Path) -> bytes:
    """The master key: one line of base64 in a file that nobody but its owner can read.

    Raises:
        UnsafeKeyFile: it is missing, unreadable, open to others, or not a key.
    """
    try:
        if path.stat().st_mode & 0o077:
            raise UnsafeKeyFile
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except (OSError, ValueError):
        raise UnsafeKeyFile from None
    if len(key) != KEY_BYTES:
        raise UnsafeKeyFile
    return key


def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"kring {purpose}".encode()).derive(
        master
    )


def _place(table: str, row: UUID | int, column: str) -> bytes:
    return f"{table}|{row}|{column}".encode()


def _binding(key: WrappedKey) -> bytes:
    return f"{key.owner.kind.value}|{key.owner.id}|{key.kek_version}|{key.id}".encode()


def _plain(value: object) -> object:
    """Something whose ``repr`` is the same before it is kept and after it was found again."""
    return next((to for of, to in _PLAIN.items() if isinstance(value, of)), str)(value)


_PLAIN: dict[type, Callable[[Any], object]] = {
    type(None): lambda _: None,
    str: str,
    int: int,
    UUID: lambda which: which.hex,
    datetime: to_micros,
    tuple: lambda values: tuple(map(_plain, values)),
}
"""By type, looked up at once: a page of the desk looks at the marks of hundreds of rows."""


def _filled(text: bytes) -> bytes:
    return text + b"\x80" + bytes(-(len(text) + 1) % BLOCK)
