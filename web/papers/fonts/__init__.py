"""The letters of every paper: DejaVu Sans cut down (see LICENSE.txt), and which signs it has."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent
REGULAR = HOME / "DejaVuSans.ttf"
BOLD = HOME / "DejaVuSans-Bold.ttf"

MISSING = "□"
"""Stands for a letter that the font lacks, so that nothing disappears unseen."""

_LETTERS = ("L", "N")


def drawable(said: str) -> str:
    """The text as the font can show it: a small picture it lacks is left out, a letter it lacks becomes a square."""
    shown = "".join(_shown(sign) for sign in unicodedata.normalize("NFC", said))
    return "\n".join(" ".join(line.split()) for line in shown.split("\n"))


def _shown(sign: str) -> str:
    if sign == "\n" or ord(sign) in signs():
        return sign
    if sign.isspace():
        return " "
    return MISSING if unicodedata.category(sign).startswith(_LETTERS) else ""


@cache
def signs() -> frozenset[int]:
    """The code points that both fonts have; what both lack nobody can read."""
    return frozenset(_signs(REGULAR.read_bytes())) & frozenset(_signs(BOLD.read_bytes()))


def _signs(font: bytes) -> Iterator[int]:
    """Every code point in the table ``cmap`` of format 4 (OpenType specification, "cmap")."""
    cmap = _table(font, b"cmap")
    for number in range(struct.unpack_from(">H", cmap, 2)[0]):
        _, _, start = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
        if struct.unpack_from(">H", cmap, start)[0] == 4:
            count = struct.unpack_from(">H", cmap, start + 6)[0] // 2
            ends = struct.unpack_from(f">{count}H", cmap, start + 14)
            starts = struct.unpack_from(f">{count}H", cmap, start + 16 + 2 * count)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
            return


def _table(font: bytes, name: bytes) -> bytes:
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag == name:
            return font[offset : offset + length]
    raise KeyError(name)
