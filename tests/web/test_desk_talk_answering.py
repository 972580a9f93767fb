"""An answer at the desk, over HTTP: written, looked over with a name above it, sent, held, taken back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.talk_desk import SAID, confirms, hidden, is_away, looks_over, signed_in, talk, talker, writes
from usecases import threads


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


async def test_an_answer_leaves_only_after_its_reader_was_seen(kring: KringUnderTest, sanne: Browser) -> None:
    await writes(kring)
    await looks_over(kring, sanne)
    assert sanne.status == 200
    assert "Antwoord aan Fatima el Amrani (moeder)" in sanne.page
    assert 'class="person person-1"' in sanne.page
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people["fatima"].id)
        assert thread is not None
        assert len(await uow.messages.all_of(thread)) == 1
    await confirms(kring, sanne)
    assert sanne.path == talk(kring)
    assert SAID in sanne.page
    assert "Terughalen" in sanne.page
    assert 'data-hold-seconds="15"' in sanne.page


async def test_the_same_form_sent_twice_is_one_answer(kring: KringUnderTest, sanne: Browser) -> None:
    await writes(kring)
    await looks_over(kring, sanne)
    form = hidden(sanne.page)
    await sanne.post(f"{talk(kring)}/verstuur", form)
    await sanne.post(f"{talk(kring)}/verstuur", form)
    assert sanne.page.count(SAID) == 1


async def test_an_answer_that_is_taken_back_stands_in_the_box_again(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await writes(kring)
    await looks_over(kring, sanne)
    await confirms(kring, sanne)
    back = re.search(r'action="(/werk/gesprek/[^"]+/terug/[^"]+)"', sanne.page)
    assert back is not None
    await sanne.post(back[1])
    assert "Teruggenomen op" in sanne.page
    assert re.search(rf"<textarea[^>]*>\s*{re.escape(SAID)}</textarea>", sanne.page)
    await kring.move_to("2026-11-23 12:00")
    assert kring.fatima.messages() == []


async def test_after_the_hold_it_can_be_withdrawn_until_it_is_read(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await writes(kring)
    await looks_over(kring, sanne)
    await confirms(kring, sanne)
    kring.stand_in.clock.move_to(kring.now + timedelta(seconds=16))
    await sanne.get(talk(kring))
    assert "Intrekken" in sanne.page
    back = re.search(r'action="(/werk/gesprek/[^"]+/terug/[^"]+)"', sanne.page)
    assert back is not None
    async with kring.unit() as uow:
        await threads.converse(uow, talker(kring))
    await sanne.post(back[1])
    assert sanne.status == 409
    assert "al gelezen" in sanne.page
    assert "Gelezen op" in sanne.page


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("Noor was er ook bij", "een naam van iemand anders: <b>Noor</b>"),
        ("Ik belde met Jan de Wit over u", "<b>Jan de Wit</b>"),
        ("Kom naar Kerkstraat 12a", "adres: <b>Kerkstraat 12a</b>"),
        ("4461 AB is de postcode", "<b>4461 AB</b>"),
        ("Bel 06-12345678", "telefoonnummer: <b>06-12345678</b>"),
    ],
)
async def test_the_check_warns_of_others(
    kring: KringUnderTest, sanne: Browser, text: str, warned: str
) -> None:
    await looks_over(kring, sanne, text)
    assert "Kijk nog even goed" in sanne.page
    assert warned in re.sub(r"\s+", " ", sanne.page)


@pytest.mark.parametrize("text", [SAID, "Dag Fatima, groet van Sanne Vermeulen"])
async def test_the_check_is_quiet_about_reader_and_writer(
    kring: KringUnderTest, sanne: Browser, text: str
) -> None:
    await looks_over(kring, sanne, text)
    assert "Kijk nog even goed" not in sanne.page


async def test_two_who_answer_at_once_see_each_other(
    kring: KringUnderTest, sanne: Browser, a_browser: Callable[[], Browser]
) -> None:
    await writes(kring)
    await is_away(kring)
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    await looks_over(kring, sanne)
    await looks_over(kring, mehmet, "Mehmet: ik neem het over")
    await confirms(kring, mehmet)
    await confirms(kring, sanne)
    assert sanne.status == 409
    assert "Er is net iets bij gekomen" in sanne.page
    assert "Mehmet: ik neem het over" in sanne.page
    assert SAID in sanne.page
    await confirms(kring, sanne)
    assert (sanne.status, sanne.path) == (200, talk(kring))
    assert SAID in sanne.page


@pytest.mark.parametrize(
    ("text", "status"), [("", 422), ("   ", 422), ("a" * 10_001, 413), ("b" * 200_000, 413)]
)
async def test_what_cannot_be_sent_stays_with_the_writer(
    kring: KringUnderTest, sanne: Browser, text: str, status: int
) -> None:
    await writes(kring)
    await looks_over(kring, sanne, text)
    assert sanne.status == status
    assert text.strip() in sanne.page


async def test_an_answer_to_a_closed_conversation_is_kept_and_can_still_be_sent(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await writes(kring)
    await looks_over(kring, sanne)
    form = hidden(sanne.page)
    await sanne.post(f"{talk(kring)}/sluit")
    await sanne.post(f"{talk(kring)}/verstuur", form)
    assert sanne.status == 410
    assert SAID in sanne.page
    await sanne.post(f"{talk(kring)}/open")
    assert re.search(rf"<textarea[^>]*>\s*{re.escape(SAID)}</textarea>", sanne.page)


async def test_what_is_being_written_is_kept_sealed(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(talk(kring))
    await sanne.post(f"{talk(kring)}/concept", {"text": SAID})
    assert sanne.status == 204
    await sanne.get(talk(kring))
    assert SAID in sanne.page
    for file in kring.files.folder.iterdir():
        assert b"Kanarie" not in (file.read_bytes() if file.is_file() else b"")


async def test_a_template_comes_below_what_is_there_already(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(talk(kring))
    assert sanne.page.count("?sjabloon=") >= 8
    await sanne.post(f"{talk(kring)}/concept", {"text": "Eerst dit."})
    await sanne.get(f"{talk(kring)}?sjabloon=call_tomorrow")
    assert re.search(r"<textarea[^>]*>\s*Eerst dit\.\n\nMorgen bel ik op\.", sanne.page)
    await sanne.get(f"{talk(kring)}?sjabloon=../../x")
    assert sanne.status == 200


async def test_nothing_is_sent_to_somebody_of_the_network(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(talk(kring, "wil"))
    assert "Antwoorden kan hier niet" in sanne.page
    assert "<textarea" not in sanne.page
    for path in ("controle", "verstuur"):
        await sanne.post(f"{talk(kring, 'wil')}/{path}", {"once": "x", "text": SAID})
        assert sanne.status == 404
        await sanne.get(talk(kring, "wil"))
        assert SAID not in sanne.page


@pytest.mark.parametrize("path", ["", "/controle", "/verstuur", "/concept", "/klaar", "/sluit", "/open"])
async def test_another_gezinsmanager_gets_nowhere(
    kring: KringUnderTest, a_browser: Callable[[], Browser], path: str
) -> None:
    await writes(kring)
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    await mehmet.get("/werk/afwezig")
    if path:
        await mehmet.post(f"{talk(kring)}{path}", {"once": "x", "text": SAID})
    else:
        await mehmet.get(talk(kring))
    assert mehmet.status == 404
    assert "Fatima" not in mehmet.page
    assert "Kanarie" not in mehmet.page


async def test_a_form_of_another_page_is_refused(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(talk(kring))
    for path in ("controle", "verstuur", "concept", "klaar", "sluit", "open"):
        await sanne.post(f"{talk(kring)}/{path}", {"csrf": "x", "once": "x", "text": SAID})
        assert sanne.status == 403


async def test_a_form_that_was_changed_before_it_was_sent_again_is_not_lost(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await writes(kring)
    await looks_over(kring, sanne, "Om tien uur")
    form = hidden(sanne.page)
    for text in ("Om tien uur", "Om tien uur", "Om elf uur"):
        await sanne.post(f"{talk(kring)}/verstuur", {**form, "text": text, "sure": "1"})
    said = re.findall(r"Om (?:tien|elf) uur", sanne.page)
    assert said == ["Om tien uur", "Om elf uur"]
