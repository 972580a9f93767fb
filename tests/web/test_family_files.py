"""Files in the window: taken by what they are, refused kindly with the words kept, and shown to their own person."""

import re

import pytest

from domain.files import MOST_BYTES
from tests.storage.file_samples import CANARY, HTML, SVG, document, huge_drawing, ogg, photo
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import FILE, JAN, comes_inside, fill_in, kept, send, typed_words, unsent, writes

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1" + bytes(100)


@pytest.fixture
async def fatima(kring: KringUnderTest, browser: Browser) -> Browser:
    return await comes_inside(kring, browser)


async def _sent(fatima: Browser, content: bytes, said: str, field: str = "file") -> str:
    """The address of a file that was sent."""
    await writes(fatima, "Kijk", (field, ("naam van Jan.bin", content, said)))
    assert fatima.status == 200
    await fatima.get("/berichten")
    found = FILE.search(fatima.page)
    assert found, fatima.page
    return found[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "image/svg+xml"),
        (SVG, "image/jpeg"),
        (HTML, "application/pdf"),
        (b"%PDF-1.4\n" + HTML, "application/pdf"),
        (photo() + HTML + b"PK\x05\x06" + bytes(18), "application/zip"),
        (huge_drawing(), "image/png"),
        (b"MZ" + bytes(500), "image/png"),
        (b"", "image/png"),
        (HEIC, "image/heic"),
        (bytes(MOST_BYTES + 1), "audio/ogg"),
    ],
)
async def test_what_is_not_taken_is_refused_kindly_or_made_harmless(
    kring: KringUnderTest, fatima: Browser, content: bytes, said: str
) -> None:
    await writes(fatima, "Kijk eens", ("file", ("lief.jpg", content, said)))
    if fatima.status == 200:
        # A picture with something behind it is made anew; the rest of it is gone.
        (message,) = await kept(kring, "fatima")
        await fatima.get("/berichten")
        found = FILE.search(fatima.page)
        assert found
        answer = await fatima.get(found[0])
        assert b"script" not in answer.content
        assert message.file is not None
        return
    assert fatima.status in (413, 415)
    assert "Er is nog niets verstuurd." in fatima.page
    assert typed_words(fatima) == "Kijk eens"
    assert await unsent(kring, "fatima") == "Kijk eens"
    assert await kept(kring, "fatima") == ()
    assert not kring.settings.files.exists() or not list(kring.settings.files.iterdir())


async def test_one_bad_file_among_good_ones_sends_none(kring: KringUnderTest, fatima: Browser) -> None:
    good, bad = ("file", ("a.jpg", photo(), "image/jpeg")), ("file", ("b.svg", SVG, "image/svg+xml"))
    await writes(fatima, "Kijk", good, bad)
    assert (fatima.status, await kept(kring, "fatima")) == (415, ())
    assert not list(kring.settings.files.iterdir())


async def test_a_body_that_is_far_too_large_is_not_read(kring: KringUnderTest, fatima: Browser) -> None:
    form = await fill_in(fatima, text="Kijk")
    await send(fatima, form, ("file", ("groot.jpg", bytes(12_000_000), "image/jpeg")))
    assert (fatima.status, await kept(kring, "fatima")) == (413, ())


async def test_a_picture_is_shown_in_place_without_what_the_telephone_added(fatima: Browser) -> None:
    address = await _sent(fatima, photo(), "text/html")
    assert f'src="{address}"' in fatima.page
    assert "naam van Jan" not in fatima.page
    answer = await fatima.get(address)
    assert answer.headers["content-type"] == "image/jpeg"
    assert CANARY not in answer.content
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_a_document_is_never_opened_inside_our_page(fatima: Browser) -> None:
    answer = await fatima.get(await _sent(fatima, document(), "image/png"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="document.pdf"'


async def test_a_voice_can_be_played_from_any_place(fatima: Browser) -> None:
    address = await _sent(fatima, ogg(), "audio/ogg", "voice")
    assert re.search(rf'<audio controls preload="none" src="{address}"', fatima.page)
    whole = (await fatima.get(address)).content
    assert whole == ogg()
    for asked, start, stop in (
        ("bytes=0-", 0, len(whole)),
        ("bytes=5-9", 5, 10),
        ("bytes=9-99999", 9, len(whole)),
    ):
        part = await fatima.get(address, {"range": asked})
        assert (part.status_code, part.content) == (206, whole[start:stop])
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(whole)}"
    for strange in ("bytes=9-5", "bytes=99999-", "bytes=-5", "bytes=0-1,3-4", "x"):
        assert (await fatima.get(address, {"range": strange})).content == whole


async def test_another_persons_file_is_not_found(kring: KringUnderTest, fatima: Browser) -> None:
    address = await _sent(fatima, photo(), "image/jpeg")
    jan = await comes_inside(kring, Browser(fatima.client, fatima.url), JAN)
    unknown = address[:-4] + "0000"
    pages = [(await jan.get(path)).text for path in (address, unknown, "/bestand/x", "/bestand/..%2fthuis")]
    assert jan.status == 404
    assert len({re.sub(r'value="[^"]*"', "", page) for page in pages[:3]}) == 1
    assert "image" not in (await jan.get(address)).headers["content-type"]
