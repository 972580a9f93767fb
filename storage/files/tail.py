"""Looks at the end of a file, where an archive would have its table of contents."""

from domain.files import FileNotAccepted

FARTHEST = 65_535 + 22
"""A ZIP is read from its end record, which stands no farther from the end than its longest comment."""

_END_RECORD = b"PK\x05\x06"


class TailCheck:
    """Refuses what is an archive too, when one reads it from its end."""

    def __init__(self) -> None:
        self._tail = b""

    def feed(self, block: bytes) -> None:
        self._tail = (self._tail + block)[-FARTHEST:]

    def finish(self) -> None:
        if _END_RECORD in self._tail:
            raise FileNotAccepted(detail="archive")
