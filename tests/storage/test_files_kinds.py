"""What a file is, is learnt from its bytes; what pretends, or is two things at once, is refused (T18)."""

import pytest

from domain.files import FileKind, FileNotAccepted, HeicNotAccepted, MediaType
from storage.files.kinds import HEAD, Content, inspectors, recognise
from tests.storage.file_samples import (
    EICAR,
    END_OF_ZIP,
    HTML,
    SVG,
    box,
    document,
    drawing,
    mp3,
    mp4,
    ogg,
    photo,
    webm,
)


def judged(data: bytes, *, block: int = 4096) -> Content:
    """What the store would do: recognise by the first bytes, and let the inspectors see all of it."""
    content = recognise(data[:HEAD])
    for inspector in inspectors(content):
        for at in range(0, len(data), block):
            inspector.feed(data[at : at + block])
        inspector.finish()
    return content


GOOD = {
    "photo": (photo(), Content.JPEG),
    "screenshot": (drawing("PNG"), Content.PNG),
    "webp": (drawing("WEBP"), Content.WEBP),
    "pdf": (document(), Content.PDF),
    "pdf of a word processor": (document(b"/OpenAction[2 0 R /XYZ null null 0]"), Content.PDF),
    "pdf that opens at its first page": (
        document(b"/OpenAction << /S /GoTo /D [2 0 R /Fit] >>"),
        Content.PDF,
    ),
    "pdf with names that only begin alike": (document(b"/JSmall 1 /Launchpad 2 /JS"), Content.PDF),
    "ogg": (ogg(), Content.OGG),
    "chromium": (webm(), Content.WEBM),
    "iphone": (mp4(), Content.MP4),
    "safari": (mp4(brand=b"isom", index_last=False), Content.MP4),
    "opus in mp4": (mp4(codec=b"Opus"), Content.MP4),
    "mp3": (mp3(), Content.MP3),
    "mp3 without a tag": (mp3(tag=False), Content.MP3),
}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("block", [1, 7, 4096])
def test_what_people_send_is_recognised_however_it_arrives(name: str, block: int) -> None:
    data, content = GOOD[name]
    assert judged(data, block=block) is content


ACTIVE = (
    b"/Names << /JavaScript 4 0 R >>",
    b"/Names << /EmbeddedFiles 4 0 R >>",
    b"/X << /Type /EmbeddedFile >>",
    b"/X << /JS (app.alert) >>",
    b"/X << /JS\n9 0 R >>",
    b"/X << /S/Launch/F(a) >>",
    b"/OpenAction << /S /URI /URI (http://example.org) >>",
    b"/OpenAction<</S/JavaScript>>",
    b"/Names << /#4aava#53cript 4 0 R >>",
    b"/Names << /" + b"".join(b"#%02x" % letter for letter in b"EmbeddedFiles") + b" 4 0 R >>",
)


@pytest.mark.parametrize("extra", ACTIVE)
@pytest.mark.parametrize("block", [1, 13, 4096])
def test_a_pdf_that_acts_is_refused_wherever_it_is_cut(extra: bytes, block: int) -> None:
    padded = document(extra, content=b"." * 9000)
    with pytest.raises(FileNotAccepted) as refused:
        judged(padded, block=block)
    assert refused.value.detail == "active"


INFO = b"\x15I\xa9f"
"""The element of a WebM that tells what made it."""

BAD = {
    "nothing": (b"", "empty"),
    "svg": (SVG, "type"),
    "html named jpg": (HTML, "type"),
    "html behind white space": (b"\n\n " + HTML, "type"),
    "eicar": (EICAR, "type"),
    "zip": (b"PK\x03\x04" + bytes(60) + END_OF_ZIP, "type"),
    "word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "type"),
    "gif": (b"GIF89a" + bytes(60), "type"),
    "program": (b"\x7fELF" + bytes(60), "type"),
    "pdf that begins later": (b"GIF89a\n" + document(), "type"),
    "pdf and html": (b"%PDF-1.4\n" + HTML + document(), "markup"),
    "pdf and svg": (b"%PDF-1.4\n%< SVG onload=x>\n" + document(), "markup"),
    "pdf and html behind it": (document() + b"<script>alert(1)</script>", "markup"),
    "pdf and zip": (b"%PDF-1.4\nPK\x03\x04" + document(), "archive"),
    "pdf and zip behind it": (document() + END_OF_ZIP, "archive"),
    "pdf cut off": (document()[:-8], "damaged"),
    "ogg film": (ogg(second=b"\x80theora"), "video"),
    "ogg music": (ogg(codec=b"\x01vorbis."), "type"),
    "ogg and zip": (ogg() + END_OF_ZIP, "archive"),
    "ogg cut off": (ogg()[:40], "damaged"),
    "webm film": (webm((2, b"A_OPUS"), (1, b"V_VP8")), "video"),
    "webm film that says it is sound": (webm((2, b"V_VP8")), "video"),
    "matroska": (webm(doc=b"matroska"), "type"),
    "webm and html": (
        webm().replace(INFO, b"\xec" + (0x4000 | len(HTML)).to_bytes(2) + HTML + INFO),
        "markup",
    ),
    "mp4 film": (mp4(b"soun", b"vide"), "video"),
    "mp4 film with the index first": (mp4(b"vide", index_last=False), "video"),
    "quicktime film": (mp4(brand=b"qt  "), "video"),
    "mp4 of an old telephone": (mp4(codec=b"samr"), "video"),
    "mp4 of data": (mp4(b"url "), "video"),
    "mp4 with the sound cut off": (mp4(index_last=False)[:-5], "damaged"),
    "mp4 without sound": (box(b"ftyp", b"M4A \0\0\0\0isom") + box(b"mdat", b"x"), "damaged"),
    "mp4 cut off": (mp4()[:-5], "damaged"),
    "mp4 and html": (mp4() + box(b"free", bytes(1024)) + HTML, "type"),
    "mp4 and zip": (mp4() + box(b"free", END_OF_ZIP), "archive"),
    "mp3 of one frame": (mp3()[:120], "type"),
    "mp3 and html": (b"ID3\x04\x00\x00\x00\x00\x01\x00" + HTML.ljust(128) + mp3(tag=False), "markup"),
    "aac": (b"\xff\xf1" + bytes(200), "type"),
    "utf-16": (b"\xff\xfe<\0h\0t\0m\0l\0", "type"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("block", [1, 4096])
def test_what_pretends_is_refused(name: str, block: int) -> None:
    data, why = BAD[name]
    with pytest.raises(FileNotAccepted) as refused:
        judged(data, block=block)
    assert refused.value.detail == why


def test_a_film_inside_the_tracks_of_a_webm_cannot_hide_behind_a_second_answer() -> None:
    honest = b"\x83\x40\x01\x02"
    with pytest.raises(FileNotAccepted):
        judged(webm().replace(honest + b"\x86\x40\x06A_OPUS", honest + b"\x83\x40\x01\x01\xec\x40\x02xy"))


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_heic_has_a_refusal_of_its_own_so_that_it_can_be_explained(brand: bytes) -> None:
    with pytest.raises(HeicNotAccepted):
        recognise(box(b"ftyp", brand + bytes(4) + b"mif1") + bytes(100))


@pytest.mark.parametrize("name", GOOD)
def test_every_cut_of_a_good_file_is_taken_or_kindly_refused(name: str) -> None:
    data, content = GOOD[name]
    for end in range(0, len(data), 3):
        try:
            assert judged(data[:end]) is content
        except FileNotAccepted:
            continue


def test_every_content_is_kept_as_a_media_type_of_its_kind() -> None:
    kinds = {content: content.kept_as.kind for content in Content}
    assert {content for content, kind in kinds.items() if kind is FileKind.PICTURE} == {
        Content.JPEG,
        Content.PNG,
        Content.WEBP,
    }
    assert {content.kept_as for content in Content} == set(MediaType)
    assert kinds[Content.PDF] is FileKind.DOCUMENT
