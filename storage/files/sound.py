"""Reads the beginning of an Ogg or MP3 file: is it one stream of speech, from its first byte?"""

from domain.files import FileNotAccepted

_PAGE_HEADER = 27
_BEGINS = 0x02
"""The flag of an Ogg page that begins a stream (RFC 3533)."""

_ID3_HEADER = 10
_KILOBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def check_ogg(head: bytes) -> None:
    """Make sure that there is one stream, and that it is Opus.

    Raises:
        FileNotAccepted: it is another kind of sound, or there is a second stream, such as a film.
    """
    end = _page_end(head, 0)
    if head[4] != 0 or not head[5] & _BEGINS or not _page(head, 0).startswith(b"OpusHead"):
        raise FileNotAccepted(detail="type")
    if head[end : end + 4] != b"OggS":
        raise FileNotAccepted(detail="damaged")
    if head[end + 5] & _BEGINS:
        raise FileNotAccepted(detail="video")


def check_mp3(head: bytes) -> None:
    """Make sure that there are two frames, one right behind the other, after what is told about the sound.

    Raises:
        FileNotAccepted: there are not.
    """
    at = 0
    if head.startswith(b"ID3"):
        if len(head) < _ID3_HEADER or any(byte & 0x80 for byte in head[6:10]):
            raise FileNotAccepted(detail="damaged")
        size = sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        at = _ID3_HEADER + size
    second = at + _frame_length(head[at : at + 4])
    _frame_length(head[second : second + 4])


def _page_end(head: bytes, start: int) -> int:
    segments = start + _PAGE_HEADER
    if len(head) < segments:
        raise FileNotAccepted(detail="damaged")
    body = segments + head[start + 26]
    end = body + sum(head[segments:body])
    if len(head) < end + 6:
        raise FileNotAccepted(detail="damaged")
    return end


def _page(head: bytes, start: int) -> bytes:
    return head[start + _PAGE_HEADER + head[start + 26] : _page_end(head, start)]


def _frame_length(header: bytes) -> int:
    """The bytes of an MPEG layer III frame with this header (ISO/IEC 11172-3 §2.4)."""
    bits = int.from_bytes(header)
    version, layer = bits >> 19 & 3, bits >> 17 & 3
    rate, hertz, padding = bits >> 12 & 15, bits >> 10 & 3, bits >> 9 & 1
    if len(header) < 4 or bits >> 21 != 0x7FF or version == 1 or layer != 1:
        raise FileNotAccepted(detail="type")
    if rate in {0, 15} or hertz == 3:
        raise FileNotAccepted(detail="type")
    kilobits = _KILOBITS[3 if version == 3 else 2][rate]
    return (144 if version == 3 else 72) * kilobits * 1000 // _HERTZ[version][hertz] + padding
