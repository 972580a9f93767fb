"""Refuses a PDF that acts: scripts, programs, files inside; what it shows is left as it is.

It looks at names as they stand in the file, also when written with ``#`` and two digits. What a PDF packed
into a compressed object stream is not unpacked here, so a viewer must still be told to run nothing.
"""

import re

from domain.files import FileNotAccepted

_SPACE = rb"[\x00\t\n\f\r ]*"
_NAME_ENDS = rb"(?![^\x00\t\n\f\r ()<>\[\]{}/%])"

_ACTS = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?)" + _NAME_ENDS
    # Two letters come by chance in any compressed picture; with what must follow them they do not.
    + rb"|/JS" + _SPACE + rb"(?:\(|<|\d+[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+R)"
    # A word processor lets a document open at its first page (a list, or GoTo), which is no harm.
    + rb"|/OpenAction" + _SPACE + rb"<<(?![^>]*/GoTo" + _NAME_ENDS + rb")"
)  # fmt: skip
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

LONGEST = 1024
"""No match reaches farther than this."""

_KEPT = 3 * LONGEST + 2
"""Three bytes are one when written with ``#``, so this much always holds the longest match."""

_AFTER_END = 1024
_MARKUP = re.compile(rb"<\s*(?:html|script|svg|body)", re.IGNORECASE)


class PdfScan:
    """Reads along in blocks of any size."""

    def __init__(self) -> None:
        self._kept = b""

    def feed(self, block: bytes) -> None:
        window = self._kept + block
        self._kept = window[-_KEPT:]
        self._look(window, last=False)

    def finish(self) -> None:
        """The end was reached.

        Raises:
            FileNotAccepted: it acts, it was cut off, or something else was hung behind it.
        """
        self._look(self._kept, last=True)
        end = self._kept.rstrip(b"\x00\t\n\f\r ")[-_AFTER_END:]
        if b"%%EOF" not in end:
            raise FileNotAccepted(detail="damaged")
        if _MARKUP.search(end, end.rindex(b"%%EOF")):
            raise FileNotAccepted(detail="markup")

    def _look(self, window: bytes, *, last: bool) -> None:
        plain = _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), window)
        # What begins near the end is judged when all of it is there.
        until = len(plain) if last else len(plain) - LONGEST
        if any(found.start() < until for found in _ACTS.finditer(plain)):
            raise FileNotAccepted(detail="active")
