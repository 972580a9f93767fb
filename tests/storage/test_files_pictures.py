"""A picture is made anew by a process that may take little: nothing but what is seen comes out (T18)."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from domain.files import FileNotAccepted
from storage.files.kinds import Content
from storage.files.pictures import WORKER, made_anew
from tests.storage.file_samples import (
    CANARY,
    END_OF_ZIP,
    HTML,
    LATITUDE_BYTES,
    drawing,
    huge_drawing,
    photo,
)

MOST_RSS_KB = 256 * 1024

MEASURE = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.PIPE)
size = len(child.stdout.read())
_, status, usage = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), size, usage.ru_maxrss, usage.ru_utime)
"""
"""A small program in between: the peak of a child counts from that of who started it."""

TRY_EVERYTHING = """
import os, runpy, socket, sys
worker = runpy.run_path(sys.argv[1])
worker["_give_up_everything"]()
for attempt in (lambda: open(sys.argv[2], "wb"), lambda: open(sys.argv[1], "rb"), socket.socket,
                lambda: bytearray(300 * 1024 * 1024)):
    try:
        attempt()
    except (OSError, MemoryError):
        continue
    sys.exit(3)
"""


def opened(made: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(made))
    picture.load()
    return picture


def children() -> set[str]:
    """The processes that this one has started and not yet buried."""
    return {pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()}


def measured(picture: bytes, kind: str) -> tuple[int, int, int, float]:
    """Exit code, bytes given, peak memory in kilobytes and processor seconds of one worker."""
    command = [sys.executable, "-I", "-c", MEASURE, sys.executable, "-I", str(WORKER), kind]
    told = subprocess.run(command, input=picture, capture_output=True, check=True).stdout.split()
    return int(told[0]), int(told[1]), int(told[2]), float(told[3])


async def test_where_a_photo_was_made_does_not_go_along() -> None:
    before = photo()
    assert CANARY in before
    assert LATITUDE_BYTES in before

    made = await made_anew(before, Content.JPEG)

    assert CANARY not in made
    assert LATITUDE_BYTES not in made
    assert not opened(made).getexif()
    assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (64, 48)), (3, (64, 48)), (6, (48, 64)), (8, (48, 64))]
)
async def test_a_photo_is_upright_without_being_told(orientation: int, size: tuple[int, int]) -> None:
    assert opened(await made_anew(photo(orientation=orientation), Content.JPEG)).size == size


async def test_a_turned_photo_shows_its_corner_where_the_camera_saw_it() -> None:
    picture = Image.new("RGB", (64, 48), "white")
    picture.paste("red", (0, 0, 16, 16))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    corner = opened(await made_anew(out.getvalue(), Content.JPEG)).getpixel((43, 4))
    assert isinstance(corner, tuple)
    assert corner[0] > 200
    assert corner[1] < 100


async def test_a_large_photo_becomes_two_thousand_pixels_and_a_small_one_stays() -> None:
    assert opened(await made_anew(photo((4000, 1000)), Content.JPEG)).size == (2000, 500)
    assert opened(await made_anew(photo((100, 50)), Content.JPEG)).size == (100, 50)


@pytest.mark.parametrize(("kind", "content"), [("PNG", Content.PNG), ("WEBP", Content.WEBP)])
async def test_what_one_can_see_through_lies_on_white(kind: str, content: Content) -> None:
    pixel = opened(await made_anew(drawing(kind), content)).getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert abs(pixel[0] - 127) < 8
    assert pixel[2] > 245


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "I;16"])
async def test_every_mode_of_a_png_is_understood(mode: str) -> None:
    out = io.BytesIO()
    if mode == "I;16":
        Image.new("I;16", (40, 30), 40_000).save(out, "PNG")
    elif mode == "PA":
        Image.new("P", (40, 30), 1).save(out, "PNG", transparency=1)
    else:
        Image.new("RGB", (40, 30), "grey").convert(mode).save(out, "PNG")
    assert opened(await made_anew(out.getvalue(), Content.PNG)).size == (40, 30)


async def test_what_hangs_behind_a_picture_is_gone() -> None:
    for before, content in ((photo(), Content.JPEG), (drawing("PNG"), Content.PNG)):
        made = await made_anew(before + HTML + END_OF_ZIP, content)
        assert b"<script" not in made
        assert END_OF_ZIP not in made


@pytest.mark.parametrize(
    ("picture", "content"),
    [
        (photo()[: len(photo()) // 2], Content.JPEG),
        (b"\xff\xd8\xff" + HTML, Content.JPEG),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), Content.PNG),
        (b"RIFF\x40\0\0\0WEBPVP8 " + bytes(60), Content.WEBP),
        (drawing("PNG"), Content.JPEG),
        (photo(), Content.PNG),
    ],
)
async def test_what_is_no_picture_gets_the_one_refusal(picture: bytes, content: Content) -> None:
    with pytest.raises(FileNotAccepted) as refused:
        await made_anew(picture, content)
    assert refused.value.detail == "picture"


def test_a_picture_of_nine_hundred_million_pixels_is_refused_before_it_is_unpacked() -> None:
    code, size, rss, seconds = measured(huge_drawing(), "PNG")
    assert (code, size) == (1, 0)
    assert rss < 64 * 1024
    assert seconds < 2


def test_pixels_are_counted_whatever_they_weigh() -> None:
    assert measured(huge_drawing(4000), "PNG")[0] == 0
    assert measured(huge_drawing(4100), "PNG")[0] == 1


@pytest.mark.parametrize(
    ("kind", "size"), [("PNG", (4000, 4000)), ("WEBP", (3840, 2160)), ("JPEG", (8000, 6000))]
)
def test_the_largest_picture_we_take_fits_in_its_memory(kind: str, size: tuple[int, int]) -> None:
    out = io.BytesIO()
    Image.new("RGB" if kind == "JPEG" else "RGBA", size, "red").save(out, kind, quality=20)
    code, given, rss, _ = measured(out.getvalue(), kind)
    assert code == 0
    assert given > 0
    assert rss < MOST_RSS_KB


def test_the_worker_can_open_nothing_reach_nobody_and_take_little_memory(tmp_path: Path) -> None:
    canary = tmp_path / "never"
    command = [sys.executable, "-I", "-c", TRY_EVERYTHING, str(WORKER), str(canary)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert not canary.exists()


async def test_a_picture_that_takes_too_long_is_refused_and_its_process_is_gone() -> None:
    with pytest.raises(FileNotAccepted):
        await made_anew(photo(), Content.JPEG, seconds=0.01)
    assert not children()


async def test_who_leaves_takes_the_process_along() -> None:
    async with asyncio.TaskGroup() as group:
        work = group.create_task(made_anew(photo((4000, 3000)), Content.JPEG))
        await asyncio.sleep(0.05)
        for pid in children():
            # A process that hangs ends by force alone.
            os.kill(int(pid), signal.SIGSTOP)
        work.cancel()
    assert work.cancelled()
    assert not children()


def test_the_decoder_never_enters_the_program_itself() -> None:
    look = "import storage.files.store, storage.files.pictures, sys; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
