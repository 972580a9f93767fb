"""A sealed file on disk: a key of its own, wrapped by the thread's, and chunks that cannot change places.

Layout: one byte of format, the length of the wrapped key in two, the wrapped key as the vault made it (it
begins with the id of the thread's key), then chunks of 64 KiB under AES-256-GCM, the last one shorter. Each
is bound to the file's id, its number, and whether it is the last, so that cutting off, reordering and
swapping between files are all noticed.
"""

import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import Tampered

FORMAT = 1
CHUNK = 64 * 1024
TAG = 16
WHERE = "files.content"
"""How a damaged file is named in the log and in `Tampered`."""

_HEADER = struct.Struct(">BH")
_PLACE = struct.Struct(">B16sQ?")
_PREFIX_BYTES = 8


class FileCipher:
    """Seals and opens the chunks of one file; its secret is used for nothing else, ever."""

    def __init__(self, file: UUID, secret: bytes) -> None:
        self._file = file
        derived = HKDF(SHA256(), 32 + _PREFIX_BYTES, salt=None, info=b"kring file").derive(secret)
        self._key, self._prefix = AESGCM(derived[:32]), derived[32:]

    @staticmethod
    def new_secret() -> bytes:
        """Fresh from the system's randomness; the key and the beginning of every nonce follow from it."""
        return AESGCM.generate_key(bit_length=256)

    def seal(self, number: int, chunk: bytes, *, last: bool) -> bytes:
        """One chunk as it stands on disk."""
        return self._key.encrypt(self._nonce(number), chunk, self._place(number, last=last))

    def open(self, number: int, sealed: bytes, *, last: bool) -> bytes:
        """The chunk again. Raises Tampered when it is not this very chunk of this very file."""
        try:
            return self._key.decrypt(self._nonce(number), sealed, self._place(number, last=last))
        except InvalidTag:
            raise Tampered(WHERE, self._file) from None

    def _nonce(self, number: int) -> bytes:
        return self._prefix + number.to_bytes(4)

    def _place(self, number: int, *, last: bool) -> bytes:
        return _PLACE.pack(FORMAT, self._file.bytes, number, last)


class SealedWriter:
    """Writes a new file from beginning to end, as a part that nobody reads. Every method blocks.

    Making one touches nothing, so that it can be abandoned whatever it was doing.
    """

    def __init__(self, file: UUID, cipher: FileCipher, wrapped: bytes) -> None:
        self.file = file
        self.size = 0
        self.published = False
        self.part: Path | None = None
        self._cipher = cipher
        self._header = _HEADER.pack(FORMAT, len(wrapped)) + wrapped
        self._number = 0
        self._pending = bytearray()
        self._out: BinaryIO | None = None

    def open(self, part: Path) -> None:
        """Make the part, for its owner's eyes only. Raises FileExistsError when there is one."""
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        self.part, self._out = part, os.fdopen(handle, "wb")
        self._out.write(self._header)

    def add(self, block: bytes) -> None:
        """The next bytes; a chunk waits until it is known that it is not the last."""
        self.size += len(block)
        self._pending += block
        while len(self._pending) > CHUNK:
            self._write(bytes(self._pending[:CHUNK]), last=False)
            del self._pending[:CHUNK]

    def finish(self) -> Path:
        """All of it is on the disk, in a part that is complete. Raises ValueError for a file without a byte."""
        if not self.size or self._out is None or self.part is None:
            raise ValueError("an empty file is not kept")
        self._write(bytes(self._pending), last=True)
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        return self.part

    def abandon(self) -> None:
        """Leave nothing behind."""
        # The disk may be full; what could not be written then is thrown away here anyway.
        with suppress(OSError):
            if self._out is not None:
                self._out.close()
        if self.part is not None:
            self.part.unlink(missing_ok=True)

    def _write(self, chunk: bytes, *, last: bool) -> None:
        if self._out is None:
            raise ValueError("nothing was opened")
        self._out.write(self._cipher.seal(self._number, chunk, last=last))
        self._number += 1


@dataclass(frozen=True, slots=True)
class SealedFile:
    """One complete file; it holds nothing open between two readings, and every method blocks."""

    path: Path
    file: UUID
    wrapped: bytes
    body: int
    """How many bytes the chunks take on disk."""

    @classmethod
    def at(cls, path: Path, file: UUID) -> Self:
        """Read the header. Raises FileNotFoundError, and Tampered when it is none of ours."""
        with path.open("rb") as opened:
            header = opened.read(_HEADER.size)
            if len(header) < _HEADER.size:
                raise Tampered(WHERE, file)
            version, length = _HEADER.unpack(header)
            wrapped = opened.read(length)
            body = os.fstat(opened.fileno()).st_size - _HEADER.size - length
        # A last chunk without content is never written.
        if version != FORMAT or len(wrapped) < length or body <= 0 or 0 < body % (CHUNK + TAG) <= TAG:
            raise Tampered(WHERE, file)
        return cls(path, file, wrapped, body)

    @property
    def chunks(self) -> int:
        return -(-self.body // (CHUNK + TAG))

    @property
    def size(self) -> int:
        """The bytes of content."""
        return self.body - self.chunks * TAG

    def read(self, cipher: FileCipher, first: int, stop: int) -> bytes:
        """The content of these chunks.

        Raises:
            Tampered: it is not what was written. FileNotFoundError: it was removed meanwhile.
        """
        with self.path.open("rb") as opened:
            opened.seek(_HEADER.size + len(self.wrapped) + first * (CHUNK + TAG))
            return b"".join(
                cipher.open(number, opened.read(CHUNK + TAG), last=number == self.chunks - 1)
                for number in range(first, min(stop, self.chunks))
            )


def spoil(path: Path) -> None:
    """Overwrite the header with its wrapped key, so that what the disk still holds after removal never opens.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with path.open("r+b") as opened:
        header = opened.read(_HEADER.size)
        length = _HEADER.unpack(header)[1] if len(header) == _HEADER.size else 0
        opened.seek(0)
        opened.write(bytes(min(_HEADER.size + length, os.fstat(opened.fileno()).st_size)))
        opened.flush()
        os.fsync(opened.fileno())
