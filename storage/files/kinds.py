"""Recognises what a file is by its first bytes; a name or a declared type is never looked at (security T18)."""

import re
from enum import StrEnum
from typing import Protocol

from domain.files import FileNotAccepted, HeicNotAccepted, MediaType
from storage.files.mp4 import BoxWalk
from storage.files.pdf import PdfScan
from storage.files.sound import check_mp3, check_ogg
from storage.files.tail import TailCheck
from storage.files.webm import check_webm

HEAD = 64 * 1024
"""So many first bytes are enough to recognise everything we take."""

FIRST_BYTES = 1024
"""A browser that guesses, and a viewer of PDF that is patient, look no further than this."""

_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
_LOCAL_FILE = b"PK\x03\x04"
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_FILM_ONLY = {b"qt  ", b"M4V ", b"M4VH", b"M4VP"}


class Content(StrEnum):
    """What a file turns out to be; the pictures among them are kept as JPEG only."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    OGG = "ogg"
    WEBM = "webm"
    MP4 = "mp4"
    MP3 = "mp3"

    @property
    def is_picture(self) -> bool:
        return self in {Content.JPEG, Content.PNG, Content.WEBP}

    @property
    def kept_as(self) -> MediaType:
        return MediaType.JPEG if self.is_picture else MediaType[self.name]


class Inspector(Protocol):
    """Sees every byte of a file that is kept as it came, and has the last word on it."""

    def feed(self, block: bytes) -> None:
        """The next bytes, in order. Raises FileNotAccepted."""

    def finish(self) -> None:
        """There are no more. Raises FileNotAccepted."""


def recognise(head: bytes) -> Content:
    """What begins with these bytes; ``head`` is the first `HEAD` of a file, or all of a shorter one.

    Raises:
        FileNotAccepted: it is none of the kinds we take, or two kinds at once. HeicNotAccepted: it is a
            picture in a form that browsers cannot show.
    """
    content = _by_signature(head)
    match content:
        case None:
            raise FileNotAccepted(detail="empty" if not head else "type")
        case Content.OGG:
            check_ogg(head)
        case Content.WEBM:
            check_webm(head)
        case Content.MP3:
            check_mp3(head)
        case Content.MP4:
            _check_brand(head)
        case Content.JPEG | Content.PNG | Content.WEBP | Content.PDF:
            pass
    if not content.is_picture:
        _check_first_bytes(head[:FIRST_BYTES])
    return content


def inspectors(content: Content) -> tuple[Inspector, ...]:
    """Those that look at the rest of a file of this kind; a picture needs none, since it is made anew."""
    match content:
        case Content.PDF:
            return (PdfScan(), TailCheck())
        case Content.MP4:
            return (BoxWalk(), TailCheck())
        case Content.OGG | Content.WEBM | Content.MP3:
            return (TailCheck(),)
        case Content.JPEG | Content.PNG | Content.WEBP:
            return ()


def _by_signature(head: bytes) -> Content | None:
    found: dict[Content, bool] = {
        Content.JPEG: head.startswith(b"\xff\xd8\xff"),
        Content.PNG: head.startswith(b"\x89PNG\r\n\x1a\n"),
        Content.WEBP: head.startswith(b"RIFF") and head[8:12] == b"WEBP",
        Content.PDF: re.match(rb"%PDF-[12]\.\d", head) is not None,
        Content.OGG: head.startswith(b"OggS"),
        Content.WEBM: head.startswith(b"\x1aE\xdf\xa3"),
        Content.MP4: head[4:8] == b"ftyp",
        Content.MP3: head.startswith(b"ID3")
        or re.match(rb"\xff[\xe2-\xe3\xf2-\xf3\xfa-\xfb]", head) is not None,
    }
    return next((content for content, is_it in found.items() if is_it), None)


def _check_brand(head: bytes) -> None:
    """The brands of an ISO container, which holds pictures and films as well as sound."""
    length = int.from_bytes(head[:4])
    if not 16 <= length <= FIRST_BYTES:
        raise FileNotAccepted(detail="damaged")
    major, others = head[8:12], head[16:length]
    brands = {major, *(others[at : at + 4] for at in range(0, len(others), 4))}
    if brands & _HEIC:
        raise HeicNotAccepted(detail="heic")
    if major in _FILM_ONLY:
        raise FileNotAccepted(detail="video")


def _check_first_bytes(first: bytes) -> None:
    if _MARKUP.search(first):
        raise FileNotAccepted(detail="markup")
    if _LOCAL_FILE in first:
        raise FileNotAccepted(detail="archive")
