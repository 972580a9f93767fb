"""Reads the beginning of a WebM file: one kind of track, sound in Opus, as a browser records it.

The layout is EBML (RFC 8794): an element is its id, its length, and what it holds.
"""

from collections.abc import Iterator

from domain.files import FileNotAccepted

_EBML = 0x1A45DFA3
_DOC_TYPE = 0x4282
_SEGMENT = 0x18538067
_TRACKS = 0x1654AE6B
_CLUSTER = 0x1F43B675
_ATTACHMENTS = 0x1941A469
_TRACK_ENTRY = 0xAE
_TRACK_TYPE = 0x83
_CODEC = 0x86
_SOUND = b"\x02"
_OPUS = b"A_OPUS"


def check_webm(head: bytes) -> None:
    """Make sure that these first bytes announce sound in Opus and nothing else.

    Raises:
        FileNotAccepted: there is a film in it, or something else, or the list of tracks is not there.
    """
    top = _elements(head)
    first, ebml = next(top, (0, b""))
    if first != _EBML or dict(_elements(ebml)).get(_DOC_TYPE) != b"webm":
        raise FileNotAccepted(detail="type")
    second, segment = next(top, (0, b""))
    if second != _SEGMENT:
        raise FileNotAccepted(detail="type")
    for element, inside in _elements(segment):
        if element == _TRACKS:
            _check_tracks(inside)
            return
        if element in {_CLUSTER, _ATTACHMENTS}:
            break
    raise FileNotAccepted(detail="type")


def _check_tracks(tracks: bytes) -> None:
    entries = [list(_elements(inside)) for element, inside in _elements(tracks) if element == _TRACK_ENTRY]
    # Sets, since readers do not agree on which of two answers to the same question counts.
    told = [
        (
            {content.lstrip(b"\x00") for element, content in entry if element == _TRACK_TYPE},
            {content for element, content in entry if element == _CODEC},
        )
        for entry in entries
    ]
    if not told or any(answers != ({_SOUND}, {_OPUS}) for answers in told):
        raise FileNotAccepted(detail="video")


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Id and content, one after another; of a segment the content is cut off where the bytes end."""
    at = 0
    while at < len(data):
        element, at = _number(data, at, longest=4, keep_marker=True)
        length, start = _number(data, at, longest=8, keep_marker=False)
        unknown = length == (1 << 7 * (start - at)) - 1
        end = len(data) if unknown else start + length
        if element not in {_SEGMENT, _CLUSTER} and (unknown or end > len(data)):
            raise FileNotAccepted(detail="damaged")
        yield element, data[start:end]
        at = end


def _number(data: bytes, at: int, *, longest: int, keep_marker: bool) -> tuple[int, int]:
    """The number that starts here, and where it ends; its first bit that is set tells its length."""
    width = 9 - data[at].bit_length() if at < len(data) else 9
    if width > longest or at + width > len(data):
        raise FileNotAccepted(detail="damaged")
    number = int.from_bytes(data[at : at + width])
    return (number if keep_marker else number & ((1 << 7 * width) - 1)), at + width
