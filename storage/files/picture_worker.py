"""Makes one picture anew, as a program of its own: bytes in, the bytes of a JPEG out, and nothing else.

It is started as a script, imports nothing of ours, and before it reads the first byte it gives up memory,
time, files and children, so that a picture made to break the decoder has nothing to take.
"""

import contextlib
import io
import resource
import sys

from PIL import Image, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

ALSO_NEEDED = (MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""Imported now: later no file can be opened any more, not even a module. TIFF is how EXIF is written."""

LONGEST_SIDE = 2000
QUALITY = 85
ORIENTATION = 0x0112

MOST_MEMORY = 256 * 1024 * 1024
MOST_SECONDS = 10

MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 16_000_000, "WEBP": 8_500_000}
"""What fits in that memory: a JPEG is made smaller while it is read, a WEBP needs four copies at once."""

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def main() -> int:
    """0 when the picture went out; 1 when there is none, whatever the reason."""
    _give_up_everything()
    kind = sys.argv[1]
    try:
        made = _made_anew(sys.stdin.buffer.read(), kind)
    except Exception:  # noqa: BLE001 - a decoder fails in many ways, and each of them means the same here
        return 1
    sys.stdout.buffer.write(made)
    return 0


def _give_up_everything() -> None:
    Image.preinit()
    limits = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for limit, value in limits.items():
        # Not every system knows every limit; what Pillow is asked to hold is bounded by the pixels as well.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, value))


def _made_anew(data: bytes, kind: str) -> bytes:
    """Only what is seen goes along: pixels, upright, on white. No EXIF, profile, comment or second picture."""
    with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
        if picture.width * picture.height > MOST_PIXELS[kind]:
            raise ValueError(kind)
        turn = TURNS.get(_orientation(picture))
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        seen = _seen(picture)
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", seen.size, "white")
    clean.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    if turn is not None:
        clean = clean.transpose(turn)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _orientation(picture: Image.Image) -> int:
    """As EXIF tells it; a picture whose EXIF is damaged is a picture all the same."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - as above: EXIF is broken in as many ways as there are cameras
        return 1


def _seen(picture: Image.Image) -> Image.Image:
    """Eight bits a colour, with transparency if there is any; a copy is made only where one is needed."""
    picture.load()
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode.startswith("I"):
        # Sixteen bits of grey would otherwise be cut off at white.
        return picture.point(lambda grey: grey / 256).convert("L").convert("RGB")
    return picture if picture.mode == wanted else picture.convert(wanted)


if __name__ == "__main__":
    sys.exit(main())
