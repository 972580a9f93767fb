"""Files that go along with what somebody tells: pictures, documents and voice, and why one is not taken."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.errors import Refusal

FileId = NewType("FileId", UUID)

MOST_BYTES = 10 * 1024 * 1024
"""What one file may hold as it is sent (security T18)."""


class FileKind(StrEnum):
    """What a file is to the one who sends it."""

    PICTURE = "picture"
    DOCUMENT = "document"
    VOICE = "voice"


class MediaType(StrEnum):
    """As what a kept file may be shown; it was learnt from the content, never from a name or a claim."""

    JPEG = "image/jpeg"
    PDF = "application/pdf"
    OGG = "audio/ogg"
    WEBM = "audio/webm"
    MP4 = "audio/mp4"
    MP3 = "audio/mpeg"

    @property
    def kind(self) -> FileKind:
        match self:
            case MediaType.JPEG:
                return FileKind.PICTURE
            case MediaType.PDF:
                return FileKind.DOCUMENT
            case MediaType.OGG | MediaType.WEBM | MediaType.MP4 | MediaType.MP3:
                return FileKind.VOICE


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was checked and kept; ``size`` is in bytes, as it will be read again."""

    id: FileId
    media_type: MediaType
    size: int


class FileTooBig(Refusal):
    """The file holds more than one may send; it was not read to its end."""

    code = "refusal.file_too_big"


class FileNotAccepted(Refusal):
    """The content is none of the kinds we take, or not what it begins as; ``detail`` says in a word why."""

    code = "refusal.file_not_accepted"


class HeicNotAccepted(FileNotAccepted):
    """A picture in the form that some telephones keep for themselves; the same telephone can send a JPEG."""

    code = "refusal.file_heic"


class FileUnreadable(Refusal):
    """A kept file cannot be read any more: it is gone, it was changed, or its key was destroyed."""

    code = "refusal.file_unreadable"
