"""Files as people send them, and as somebody would who means harm; each is made here, byte by byte."""

import io
import struct
import zlib
from collections.abc import AsyncIterator

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

CANARY = b"kanarie-spreekkamer-51.4988N-3.6109E"
LATITUDE = (IFDRational(51), IFDRational(29), IFDRational(5568, 100))
"""In the file these are 51/1, 29/1 and 5568/100 as pairs of four bytes."""

LATITUDE_BYTES = struct.pack(">II", 1392, 25)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
END_OF_ZIP = b"PK\x05\x06" + bytes(18)


async def streamed(data: bytes, block: int = 10_000) -> AsyncIterator[bytes]:
    """The data as it would come over a line."""
    for at in range(0, len(data), block):
        yield data[at : at + block]


def photo(size: tuple[int, int] = (64, 48), *, orientation: int = 1, colour: str = "red") -> bytes:
    """A JPEG as a telephone makes it: with its place on earth, a comment, XMP and a colour profile."""
    picture = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = CANARY.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: LATITUDE})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=CANARY, icc_profile=CANARY, xmp=CANARY)
    return out.getvalue()


def drawing(kind: str, mode: str = "RGBA", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture of one colour that lets half of the light through, where the mode can say so."""
    out = io.BytesIO()
    Image.new("RGBA", size, (0, 0, 255, 128)).convert(mode).save(out, kind)
    return out.getvalue()


def huge_drawing(side: int = 30_000) -> bytes:
    """A PNG of a few hundred kilobytes that opens into nine hundred million white pixels."""
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * (side // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _png(b"IHDR", header) + _png(b"IDAT", packed) + _png(b"IEND", b"")


def document(extra: bytes = b"", *, content: bytes = CANARY) -> bytes:
    """A PDF of one empty page; ``extra`` stands in its catalogue."""
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        b"3 0 obj\n<< /Length "
        + str(len(content)).encode()
        + b" >>\nstream\n"
        + content
        + b"\nendstream\nendobj\n"
        b"trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    )


def ogg(*, second: bytes | None = None, codec: bytes = b"OpusHead") -> bytes:
    """Two pages of a stream; with ``second`` another stream begins beside it."""
    begins = _ogg_page(codec + bytes((1, 1)) + bytes(9), flags=2)
    other = b"" if second is None else _ogg_page(second, flags=2, serial=2)
    return begins + other + _ogg_page(b"OpusTags" + bytes(8)) + _ogg_page(CANARY)


def webm(*tracks: tuple[int, bytes], doc: bytes = b"webm") -> bytes:
    """As Chromium records it: a segment and clusters whose length is not known; a track is a type and a codec."""
    entries = b"".join(
        _ebml(b"\xae", _ebml(b"\x83", bytes((kind,))) + _ebml(b"\x86", codec))
        for kind, codec in tracks or ((2, b"A_OPUS"),)
    )
    return (
        _ebml(b"\x1aE\xdf\xa3", _ebml(b"\x42\x82", doc))
        + b"\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff"
        + _ebml(b"\x15I\xa9f", _ebml(b"\x4d\x80", b"Chrome"))
        + _ebml(b"\x16T\xaek", entries)
        + b"\x1fC\xb6u\x01\xff\xff\xff\xff\xff\xff\xff"
        + _ebml(b"\xa3", CANARY)
    )


def mp4(*handlers: bytes, brand: bytes = b"M4A ", codec: bytes = b"mp4a", index_last: bool = True) -> bytes:
    """As an iPhone keeps a memo, with the index behind the sound; or as Safari records, with it before."""
    tracks = b"".join(_track(handler, codec) for handler in handlers or (b"soun",))
    index, sound = box(b"moov", box(b"mvhd", bytes(100)) + tracks), box(b"mdat", CANARY)
    return box(b"ftyp", brand + bytes(4) + b"isom") + (sound + index if index_last else index + sound)


def mp3(*, tag: bool = True) -> bytes:
    """Two frames of 32 kbit/s at 44.1 kHz, behind a small ID3 tag."""
    frame = b"\xff\xfb\x10\xc4" + CANARY.ljust(100, b"\x00")
    return (b"ID3\x04\x00\x00\x00\x00\x00\x05" + b"title" if tag else b"") + frame * 2


def box(kind: bytes, inside: bytes) -> bytes:
    """One box of an ISO container."""
    return struct.pack(">I", len(inside) + 8) + kind + inside


def _track(handler: bytes, codec: bytes) -> bytes:
    described = box(b"stsd", struct.pack(">II", 0, 1) + box(codec, bytes(28)))
    media = box(b"hdlr", bytes(8) + handler + bytes(13)) + box(b"minf", box(b"stbl", described))
    return box(b"trak", box(b"tkhd", bytes(84)) + box(b"mdia", media))


def _ebml(element: bytes, inside: bytes) -> bytes:
    return element + (0x4000 | len(inside)).to_bytes(2) + inside


def _ogg_page(content: bytes, *, flags: int = 0, serial: int = 1) -> bytes:
    return (
        b"OggS\x00"
        + bytes((flags,))
        + bytes(8)
        + struct.pack("<III", serial, 0, 0)
        + bytes((1, len(content)))
        + content
    )


def _png(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))
