"""A voice message of one silent moment, as a browser records it: WebM with one Opus track."""

_LENGTH_UNKNOWN = b"\x01\xff\xff\xff\xff\xff\xff\xff"
_SILENCE = b"\xf8\xff\xfe"
"""An Opus frame of twenty milliseconds in which nobody speaks."""


def voice_message(moments: int = 50) -> bytes:
    """Return a recording of `moments` times twenty milliseconds of silence."""
    kind, codec = _element(b"\x83", b"\x02"), _element(b"\x86", b"A_OPUS")
    tracks = _element(b"\x16\x54\xae\x6b", _element(b"\xae", _element(b"\xd7", b"\x01") + kind + codec))
    blocks = b"".join(
        _element(b"\xa3", b"\x81" + (20 * number).to_bytes(2, "big") + b"\x80" + _SILENCE)
        for number in range(moments)
    )
    return (
        _element(b"\x1a\x45\xdf\xa3", _element(b"\x42\x82", b"webm"))
        + b"\x18\x53\x80\x67" + _LENGTH_UNKNOWN
        + tracks
        + b"\x1f\x43\xb6\x75" + _LENGTH_UNKNOWN
        + _element(b"\xe7", b"\x00")
        + blocks
    )  # fmt: skip


def _element(name: bytes, inside: bytes) -> bytes:
    return name + (len(inside) | 0x4000).to_bytes(2, "big") + inside
