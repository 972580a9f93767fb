"""Files in both directions: stored once, found by file id or by the path that getFile gives out."""

import hashlib
import struct
import zlib
from dataclasses import dataclass, field

from demo.wire import Json, bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
_SIGNATURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as the stand-in keeps it."""

    file_id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    data: bytes = field(repr=False)

    def wire(self) -> Json:
        """Return the three fields that every kind of file has in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class Files:
    """Every file that was sent, in memory."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, data: bytes, *, name: str, content_type: str, folder: str) -> StoredFile:
        """Keep a file and give it an id and a path; raises BotApiError 400 when it is empty or too big."""
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > UPLOAD_LIMIT:
            raise bad_request("file is too big")
        number = len(self._by_id)
        unique = hashlib.sha256(data).hexdigest()[:16]
        suffix = name.rsplit(".", 1)[-1] if "." in name else "bin"
        stored = StoredFile(
            f"AgAC-{number}-{unique}", unique, f"{folder}/file_{number}.{suffix}", name, content_type, data
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return the file with this id, if there is one."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file that getFile gave this path, if there is one."""
        return self._by_path.get(path)


def picture_kind(data: bytes) -> str:
    """Return png, jpeg, gif or webp; raises BotApiError 400 for anything that is no picture."""
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            return kind
    raise bad_request("IMAGE_PROCESS_FAILED")


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG; other kinds count as 640 by 480, which nobody here looks at."""
    if picture_kind(data) == "png":
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return 640, 480


def sample_picture(width: int = 320, height: int = 200) -> bytes:
    """Return a small PNG with a soft slope of colour, for a photo that a made-up person sends."""
    rows = b"".join(
        b"\0" + b"".join(bytes((90 + 120 * x // width, 150 + 60 * y // height, 160)) for x in range(width))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
