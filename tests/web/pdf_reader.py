"""Reads the words of a PDF as fpdf2 writes one: enough to see what stands on each page, and in which order."""

import re
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)^endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
MAPPED = re.compile(
    r"^<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]+)>|^<([0-9A-F]{4})> <([0-9A-F]+)>$", re.MULTILINE
)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> list[str]:
    """The text of each page, a line for each piece that was set."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    fonts = {
        name: _letters(objects[_number(objects[int(font)], b"ToUnicode")])
        for body in objects.values()
        for name, font in re.findall(rb"/(F\d+) (\d+) 0 R", body)
    }
    return [
        "\n".join(_said(_content(objects[_number(body, b"Contents")]), fonts))
        for body in objects.values()
        if re.search(rb"/Type /Page\b(?!s)", body)
    ]


def properties(pdf: bytes) -> str:
    """What the paper tells of itself: its properties, language and how it opens."""
    found = [body for _, body in OBJECT.findall(pdf) if b"/Producer" in body or b"/Lang" in body]
    return b"\n".join(found).decode("latin-1")


def _said(content: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterator[str]:
    letters: dict[int, str] = {}
    for font, raw in SHOWN.findall(content):
        if font:
            letters = fonts[font]
            continue
        plain = re.sub(rb"\\(.)", lambda found: ESCAPED.get(found[1], found[1]), raw, flags=re.DOTALL)
        codes = (int.from_bytes(plain[at : at + 2], "big") for at in range(0, len(plain), 2))
        yield "".join(letters[code] for code in codes)


def _letters(body: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for first, last, to, one, meaning in MAPPED.findall(_content(body).decode("ascii")):
        for code in range(int(first or one, 16), int(last or one, 16) + 1):
            sign = bytes.fromhex(to or meaning).decode("utf-16-be")
            found[code] = chr(ord(sign) + code - int(first, 16)) if first else sign
    return found


def _content(body: bytes) -> bytes:
    found = STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _number(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None
    return int(found[1])
