"""The inbox and a conversation at the desk, over HTTP: who waits, what was said, what came along, and who may."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.linking import Recipient
from domain.people import FlagKind
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, ThreadId
from tests.storage.file_samples import document, drawing, ogg, photo
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.talk_desk import (
    ASKED,
    SAID,
    answers_as,
    brings,
    case_manager,
    confirms,
    hidden,
    is_away,
    signed_in,
    talk,
    writes,
)
from usecases.families import set_flag


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


def _rows(page: str) -> list[str]:
    """What each line of the list says."""
    found = re.findall(r"<a href=\"/werk/gesprek/[^>]*data-item.*?</a>", page, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in found]


async def test_urgent_stands_first_then_who_waits_longest(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    await writes(kring, by="jan")
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=10))
    await writes(kring)
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=10))
    await writes(kring, by="noor", alarming=True)
    await answers_as(kring, "sanne", to="jan")
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=1))
    await writes(kring, by="jan")
    sanne = await signed_in(kring, a_browser())
    await sanne.get("/werk/berichten")
    assert [row.split("(")[0].split()[-3] for row in _rows(sanne.page)] == ["Noor", "Fatima", "Jan"]
    assert "Mogelijk spoed" in _rows(sanne.page)[0]
    assert "⭐ Ster sinds 9.10 uur Fatima el Amrani (moeder)" in _rows(sanne.page)[1]
    assert "Antwoord vóór woensdag 25 november om 17.00 uur" in _rows(sanne.page)[1]
    assert ASKED not in sanne.page


@pytest.mark.parametrize(
    ("at", "clock"),
    [
        ("2026-11-24 18:00", "Nog 23 uur"),
        ("2026-11-25 15:00", "Nog 2 uur"),
        ("2026-11-25 16:30", "Nog 30 minuten"),
        ("2026-11-25 17:00", "Te laat"),
    ],
)
async def test_the_promise_is_told_in_words(
    kring: KringUnderTest, a_browser: Callable[[], Browser], at: str, clock: str
) -> None:
    await writes(kring)
    await kring.move_to(at)
    sanne = await signed_in(kring, a_browser())
    await sanne.get("/werk/berichten")
    assert clock in _rows(sanne.page)[0]


async def test_searching_finds_by_part_of_a_name_and_no_name_stands_in_the_address(
    kring: KringUnderTest, sanne: Browser
) -> None:
    for key in ("fatima", "jan"):
        await writes(kring, by=key)
    await sanne.get("/werk/berichten")
    await sanne.post("/werk/berichten", {"q": "amr"})
    assert [("Fatima" in row) for row in _rows(sanne.page)] == [True]
    assert sanne.answer is not None
    assert sanne.answer.request.url.query == b""
    await sanne.post("/werk/berichten", {"q": "bestaat niet"})
    assert _rows(sanne.page) == []
    assert "Niemand gevonden" in sanne.page


async def test_markup_in_a_search_or_a_message_is_only_text(kring: KringUnderTest, sanne: Browser) -> None:
    mean = '"><script>alert(1)</script>'
    await writes(kring, mean)
    await sanne.get("/werk/berichten")
    await sanne.post("/werk/berichten", {"q": mean})
    assert "<script>alert" not in sanne.page
    await sanne.get(talk(kring))
    assert "<script>alert" not in sanne.page
    assert "&lt;script&gt;alert(1)" in sanne.page


async def test_whoever_reads_along_sees_the_family_until_it_ends_by_itself(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    await writes(kring)
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    await mehmet.get("/werk/berichten")
    assert _rows(mehmet.page) == []
    await is_away(kring, days=0)
    await mehmet.get("/werk/berichten")
    assert "U leest mee voor Sanne Vermeulen." in _rows(mehmet.page)[0]
    await mehmet.get(talk(kring))
    assert ASKED in mehmet.page
    assert "U leest mee voor Sanne Vermeulen, tot en met maandag 23 november." in mehmet.page
    assert "leest Mehmet Demir mee." in mehmet.page
    await kring.move_to("2026-11-24 09:00")
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    await mehmet.get(talk(kring))
    assert mehmet.status == 404
    await mehmet.get("/werk/berichten")
    assert _rows(mehmet.page) == []


async def test_a_team_leader_reads_no_conversation(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    await writes(kring)
    ria = await signed_in(kring, a_browser(), "ria")
    await ria.get("/werk/berichten")
    assert "leest alleen de gezinsmanager" in ria.page
    await ria.get(talk(kring))
    assert ria.status == 404


async def test_a_message_counts_as_read_only_when_it_was_opened(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await writes(kring)
    await sanne.get("/werk/berichten")
    assert [m.read_at for m in await _messages(kring)] == [None]
    await sanne.get(talk(kring))
    assert ASKED in sanne.page
    assert "Nieuw" in sanne.page
    assert [m.read_at is not None for m in await _messages(kring)] == [True]


async def test_flags_that_matter_stand_above_the_conversation(kring: KringUnderTest, sanne: Browser) -> None:
    people = kring.cast.people
    async with kring.unit() as uow:
        who = case_manager(kring)
        for kind, other in (
            (FlagKind.SECRET_ADDRESS, None),
            (FlagKind.SHARED_PHONE, None),
            (FlagKind.NO_CONTACT, "jan"),
        ):
            against = people[other].id if other else None
            await set_flag(uow, who, kind=kind, person=people["fatima"].id, other=against)
    await sanne.get(talk(kring))
    assert "geheim adres" in sanne.page
    assert "meekijken op deze telefoon" in sanne.page
    assert "Geen contact met Jan de Wit (vader)" in sanne.page
    await sanne.get(talk(kring, "noor"))
    assert "Let op bij deze persoon" not in sanne.page


async def test_an_edit_is_shown_as_another_version(kring: KringUnderTest, sanne: Browser) -> None:
    await writes(kring)
    (first,) = await _messages(kring)
    async with kring.unit() as uow:
        again = Message(
            MessageId(uow.new_id()), first.thread, first.author, MessageKind.TEXT, Secret("vergeet het maar"),
            uow.now, "update:9", version_of=first.id,
        )  # fmt: skip
        await uow.messages.keep(again)
    await sanne.get(talk(kring))
    assert f'<a href="#m{first.id.hex}">Andere versie' in sanne.page
    assert ASKED in sanne.page


async def test_a_long_conversation_comes_in_pages(kring: KringUnderTest, sanne: Browser) -> None:
    await many(kring, 230)
    await sanne.get(talk(kring))
    assert len(re.findall(r'class="bubble', sanne.page)) == 100
    assert "nummer 229<" in sanne.page
    await sanne.get(f"{talk(kring)}?eerder=2")
    assert len(re.findall(r'class="bubble', sanne.page)) == 30
    assert "nummer 0<" in sanne.page
    assert "<textarea" not in sanne.page
    for strange in ("-1", "x", "99999999999", "1e9"):
        await sanne.get(f"{talk(kring)}?eerder={strange}")
        assert sanne.status == 200


async def test_called_instead_of_written_ends_the_waiting(kring: KringUnderTest, sanne: Browser) -> None:
    await writes(kring)
    await sanne.get(talk(kring))
    assert "Afgehandeld zonder antwoord (gebeld)" in sanne.page
    await sanne.post(f"{talk(kring)}/klaar", {"seen": hidden(sanne.page)["seen"]})
    await sanne.get("/werk/berichten")
    assert "Niemand wacht" in _rows(sanne.page)[0]


async def test_pictures_sound_and_documents_go_along_after_the_check(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await sanne.get(talk(kring))
    form = {"once": hidden(sanne.page)["once"], "seen": "", "text": SAID}
    files = [
        ("file", photo(), "image/jpeg"),
        ("file", document(), "application/pdf"),
        ("voice", ogg(), "audio/ogg"),
    ]
    await brings(sanne, f"{talk(kring)}/controle", form, files)
    assert sanne.status == 200
    sealed = re.findall(r'name="taken" value="([^"]+)"', sanne.page)
    assert len(sealed) == 3
    assert await _messages(kring) == ()
    await confirms(kring, sanne, taken=sealed[0])
    (said,) = await _messages(kring)
    assert (said.kind, said.told) == (MessageKind.PHOTO, SAID)
    await sanne.get(f"/werk/bestand/{kring.cast.people['fatima'].id}/{said.file}")
    assert sanne.answer is not None
    assert sanne.answer.headers["content-type"] == "image/jpeg"
    assert sanne.answer.content.startswith(b"\xff\xd8")


async def test_a_document_is_only_ever_saved(
    kring: KringUnderTest, sanne: Browser, a_browser: Callable[[], Browser]
) -> None:
    await sanne.get(talk(kring))
    form = {"once": hidden(sanne.page)["once"], "seen": "", "text": ""}
    await brings(sanne, f"{talk(kring)}/controle", form, [("file", document(), "application/pdf")])
    (sealed,) = re.findall(r'name="taken" value="([^"]+)"', sanne.page)
    await confirms(kring, sanne, taken=sealed)
    assert "Opent buiten dit venster" in sanne.page
    (said,) = await _messages(kring)
    address = f"/werk/bestand/{kring.cast.people['fatima'].id}/{said.file}"
    await sanne.get(address)
    assert sanne.answer is not None
    assert sanne.answer.headers["content-disposition"] == 'attachment; filename="document.pdf"'
    await sanne.get(f"/werk/bestand/{kring.cast.people['jan'].id}/{said.file}")
    assert sanne.status == 404
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    await mehmet.get(address)
    assert mehmet.status == 404


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", drawing("GIF")[:40], b"MZ\x90", b""])
async def test_a_file_that_is_not_taken_leaves_the_words_in_the_box(
    kring: KringUnderTest, sanne: Browser, content: bytes
) -> None:
    await sanne.get(talk(kring))
    form = {"once": hidden(sanne.page)["once"], "seen": "", "text": SAID}
    await brings(sanne, f"{talk(kring)}/controle", form, [("file", content, "image/jpeg")])
    assert sanne.status in (413, 415)
    assert SAID in sanne.page


async def test_a_file_that_we_did_not_seal_is_not_taken(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(talk(kring))
    form = {"once": hidden(sanne.page)["once"], "seen": "", "text": SAID}
    await brings(sanne, f"{talk(kring)}/controle", form, [("file", photo(), "image/jpeg")])
    (sealed,) = re.findall(r'name="taken" value="([^"]+)"', sanne.page)
    page = sanne.page
    for forged in (sealed[:-1] + "0", sealed.replace("jpeg", "x"), "x", "a.b.c.d", sealed + "." + sealed):
        if forged != sealed:
            sanne.page = page
            await confirms(kring, sanne, taken=forged)
            assert sanne.status == 404
    sanne.page = page
    await sanne.post(f"{talk(kring, 'jan')}/verstuur", {**hidden(page), "taken": sealed})
    assert sanne.status == 404
    assert await _messages(kring) == ()


async def many(kring: KringUnderTest, count: int) -> None:
    """So many messages in Fatima's conversation."""
    person = kring.cast.people["fatima"]
    await writes(kring, "nummer 0")
    async with kring.unit() as uow:
        thread = await uow.threads.of_person(person.id)
        assert thread is not None
        for n in range(1, count):
            await uow.messages.keep(
                Message(
                    id=MessageId(uow.new_id()),
                    thread=ThreadId(thread.id),
                    author=Recipient(person=person.id),
                    kind=MessageKind.TEXT,
                    body=Secret(f"nummer {n}"),
                    received_at=uow.now + timedelta(milliseconds=n),
                    source=f"made:{n}",
                )
            )


async def _messages(kring: KringUnderTest, key: str = "fatima") -> tuple[Message, ...]:
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people[key].id)
        return () if thread is None else await uow.messages.all_of(thread)
