"""Walks the boxes of an ISO container (MP4, M4A) as it streams by: sound only, of a kind a browser plays.

The layout is that of ISO/IEC 14496-12: a box is its length, its four-letter type, and what it holds.
"""

from collections.abc import Iterator

from domain.files import FileNotAccepted

_SKIPPED = {
    b"ftyp", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"free", b"skip", b"wide", b"udta", b"uuid", b"emsg",
    b"prft", b"pdin",
}  # fmt: skip
_FOLDERS = {b"trak", b"mdia", b"minf", b"stbl"}
_SOUND = b"soun"
_HANDLERS = {_SOUND, b"url ", b"alis"}
"""The last two stand beside the first in files of QuickTime's making, and say where the data is."""

_CODECS = {b"mp4a", b"Opus"}

LONGEST_INDEX = 1024 * 1024
"""The ``moov`` box of an hour of speech holds less; it is the only one we keep in memory."""

_TO_THE_END = -1


class BoxWalk:
    """Follows the boxes at the top; the index of what plays is the one that is looked into."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._skip = 0
        self._tracks = 0

    def feed(self, block: bytes) -> None:
        self._pending += block
        while self._passed() and self._box():
            pass

    def finish(self) -> None:
        """The end was reached.

        Raises:
            FileNotAccepted: a box was cut off, or there is no sound.
        """
        if self._pending or self._skip > 0 or not self._tracks:
            raise FileNotAccepted(detail="damaged")

    def _passed(self) -> bool:
        """Whether the box that is skipped lies behind us."""
        if self._skip == _TO_THE_END:
            self._pending.clear()
            return False
        here = min(self._skip, len(self._pending))
        del self._pending[:here]
        self._skip -= here
        return not self._skip

    def _box(self) -> bool:
        """Take the next box; False when too little of it is here."""
        if len(self._pending) < 16 and not _is_short(self._pending):
            return False
        kind, start, length = _opening(self._pending)
        if kind == b"moov":
            if not start <= length <= LONGEST_INDEX:
                raise FileNotAccepted(detail="damaged")
            if len(self._pending) < length:
                return False
            self._tracks += _sound_tracks(bytes(self._pending[start:length]))
            del self._pending[:length]
        elif kind in _SKIPPED:
            self._skip = length
        else:
            raise FileNotAccepted(detail="type")
        return True


def _is_short(box: bytes | bytearray) -> bool:
    """Whether it has all of the eight bytes that open a box whose length fits in four of them."""
    return len(box) >= 8 and int.from_bytes(box[:4]) != 1


def _opening(box: bytes | bytearray) -> tuple[bytes, int, int]:
    """Type, where the content starts, and the length of all of it."""
    length, kind, start = int.from_bytes(box[:4]), bytes(box[4:8]), 8
    if length == 1:
        length, start = int.from_bytes(box[8:16]), 16
    elif length == 0 and kind == b"mdat":
        return kind, start, _TO_THE_END
    if length < start:
        raise FileNotAccepted(detail="damaged")
    return kind, start, length


def _boxes(inside: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(inside):
        if len(inside) - at < 8:
            raise FileNotAccepted(detail="damaged")
        kind, start, length = _opening(inside[at : at + 16])
        if length < start or at + length > len(inside):
            raise FileNotAccepted(detail="damaged")
        yield kind, inside[at + start : at + length]
        at += length


def _sound_tracks(moov: bytes) -> int:
    """How many tracks there are; each must be sound."""
    found = 0
    for kind, inside in _boxes(moov):
        if kind == b"trak":
            found += 1
            leaves = list(_leaves(inside))
            handlers = {content[8:12] for leaf, content in leaves if leaf == b"hdlr"}
            codecs = {content[12:16] for leaf, content in leaves if leaf == b"stsd"}
            if _SOUND not in handlers or handlers - _HANDLERS or not codecs or codecs - _CODECS:
                raise FileNotAccepted(detail="video")
    return found


def _leaves(inside: bytes) -> Iterator[tuple[bytes, bytes]]:
    for kind, content in _boxes(inside):
        if kind in _FOLDERS:
            yield from _leaves(content)
        else:
            yield kind, content
