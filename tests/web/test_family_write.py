"""Writing in the window: once, to the right one, and whatever happens nothing that was typed is lost."""

import asyncio

import pytest

from domain.threads import LONGEST, MessageKind, Topic
from domain.work_items import WorkKind
from tests.storage.file_samples import ogg, photo
from tests.support.window import Browser
from tests.support.world import OWN_NUMBER, KringUnderTest
from tests.web.family_pages import (
    NOOR,
    WIL,
    comes_inside,
    does,
    fill_in,
    kept,
    on_lists,
    sanne,
    send,
    typed_words,
    unsent,
    writes,
)
from usecases import answers

DANGER = "ik wil niet meer leven"


@pytest.fixture
async def fatima(kring: KringUnderTest, browser: Browser) -> Browser:
    return await comes_inside(kring, browser)


async def test_what_is_written_arrives_with_a_promise_in_full(kring: KringUnderTest, fatima: Browser) -> None:
    await writes(fatima, "Mag de fiets mee?")
    assert fatima.status == 200
    assert "vóór woensdag 25 november om 17.00 uur" in fatima.page
    (message,) = await kept(kring, "fatima")
    assert (message.told, message.topic) == ("Mag de fiets mee?", Topic.PRACTICAL)
    assert WorkKind.READ_THREAD in {item.kind for item in await on_lists(kring)}


async def test_who_reads_it_stands_above_the_button(fatima: Browser) -> None:
    await fatima.get("/schrijven")
    page = fatima.page
    assert page.index("Sanne Vermeulen, uw gezinsmanager, leest dit.") < page.index("data-send")
    assert "Jan" not in page


async def test_the_same_form_sent_twice_is_one_message_and_one_answer(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await fill_in(fatima, text="Een keer is genoeg")
    first = (await send(fatima, form)).page
    assert (await send(fatima, form)).page == first
    assert len(await kept(kring, "fatima")) == 1


async def test_sent_twice_at_the_same_time_with_a_file_it_is_one_message_and_one_file(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await fill_in(fatima, text="Kijk")
    one = ("file", ("x.jpg", photo(), "image/jpeg"))
    others = [Browser(fatima.client, fatima.url, dict(fatima.cookies)) for _ in range(4)]
    await asyncio.gather(*(send(other, form, one) for other in others))
    assert {other.status for other in others} == {200}
    (message,) = await kept(kring, "fatima")
    assert message.file is not None
    async with kring.reading() as uow:
        assert await uow.files.known() == {message.file}
    sealed = list(kring.settings.files.iterdir())
    assert len(sealed) == 1


async def test_a_form_that_was_changed_before_it_was_sent_again_is_not_lost(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await fill_in(fatima, text="Ik kom om tien uur")
    await send(fatima, form)
    await send(fatima, {**form, "text": "Ik kom om elf uur"})
    assert [m.told for m in await kept(kring, "fatima")] == ["Ik kom om tien uur", "Ik kom om elf uur"]


async def test_two_tabs_do_not_hinder_each_other(kring: KringUnderTest, fatima: Browser) -> None:
    left, right = await fill_in(fatima, text="links"), await fill_in(fatima, text="rechts")
    await send(fatima, right)
    await send(fatima, left)
    assert [m.told for m in await kept(kring, "fatima")] == ["rechts", "links"]


@pytest.mark.parametrize("length", [LONGEST + 1, 200_000])
async def test_what_is_too_long_stays_in_the_box(kring: KringUnderTest, fatima: Browser, length: int) -> None:
    words = "wij ❤ " * (length // 6) + "x" * (length % 6)
    await writes(fatima, words)
    assert fatima.status == 422
    assert "te lang voor één bericht" in fatima.page
    assert typed_words(fatima) == words.strip()
    assert await kept(kring, "fatima") == ()


async def test_an_empty_message_is_asked_for_again(kring: KringUnderTest, fatima: Browser) -> None:
    await writes(fatima, "  \n ")
    assert (fatima.status, await kept(kring, "fatima")) == (422, ())


async def test_without_a_choice_what_it_is_about_is_asked_and_the_words_stay(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await writes(fatima, "Hoe laat ook weer?", topic="")
    assert fatima.status == 422
    assert "Kies eerst waar het over gaat." in fatima.page
    assert typed_words(fatima) == "Hoe laat ook weer?"
    assert await unsent(kring, "fatima") == "Hoe laat ook weer?"


async def test_what_was_being_written_is_there_again_and_gone_when_it_was_sent(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await fill_in(fatima, text="Nog niet af")
    await fatima.post("/schrijven/concept", {"text": "Nog niet af", "once": form["once"]})
    assert fatima.status == 204
    await fatima.get("/schrijven")
    assert typed_words(fatima) == "Nog niet af"
    await send(fatima, {**form, "text": "Nog niet af, nu wel"})
    # An autosave that was on its way arrives only now.
    await fatima.get("/berichten")
    await fatima.post("/schrijven/concept", {"text": "Nog niet af, nu wel"})
    assert await unsent(kring, "fatima") == ""


async def test_a_closed_conversation_keeps_the_words_and_offers_a_call(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await fill_in(fatima, text="Nog een vraag")
    await does(kring, answers.close, sanne(kring), person=kring.cast.people["fatima"].id)
    await send(fatima, form)
    assert fatima.status == 410
    assert typed_words(fatima) == "Nog een vraag"
    assert 'href="/bel"' in fatima.page
    assert await kept(kring, "fatima") == ()


async def test_a_complaint_reaches_no_list_and_no_conversation(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await writes(fatima, "Kanarie over Sanne", ("file", ("x.jpg", photo(), "image/jpeg")), topic="complaint")
    assert fatima.status == 200
    assert "Wat u typte is niet verstuurd." in fatima.page
    assert "Jeugdstem" in fatima.page
    assert (await kept(kring, "fatima"), await on_lists(kring)) == ((), ())
    assert await unsent(kring, "fatima") == "Kanarie over Sanne"
    async with kring.reading() as uow:
        assert await uow.files.known() == frozenset()
    seen = await does(kring, answers.open_thread, sanne(kring), person=kring.cast.people["fatima"].id)
    assert (seen.messages, seen.unsent) == ((), None)


async def test_words_of_danger_show_the_card_first_and_are_sent(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await writes(fatima, DANGER, topic="discuss")
    page = fatima.page
    assert page.index(OWN_NUMBER) < page.index("Wat u schreef is wel verstuurd.")
    assert "Wacht niet op een antwoord hier." in page
    (message,) = await kept(kring, "fatima")
    assert message.alarming
    assert WorkKind.POSSIBLY_URGENT in {item.kind for item in await on_lists(kring)}


async def test_words_of_danger_are_sent_without_a_choice_too(kring: KringUnderTest, fatima: Browser) -> None:
    await writes(fatima, DANGER, topic="")
    assert "Wat u schreef is wel verstuurd." in fatima.page
    assert len(await kept(kring, "fatima")) == 1


async def test_words_of_danger_in_a_complaint_show_the_card_and_say_that_nothing_was_sent(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await writes(fatima, DANGER, topic="complaint")
    assert OWN_NUMBER in fatima.page
    assert "is nog niet verstuurd" in fatima.page
    assert await on_lists(kring) == ()


async def test_outside_hours_it_says_that_nobody_reads_now(kring: KringUnderTest, fatima: Browser) -> None:
    await kring.move_to("2026-11-23 20:15")
    await fatima.comes_in(kring, 601)
    await fatima.types()
    await writes(fatima, "Goedenavond")
    assert "Er leest nu niemand mee." in fatima.page
    assert "vóór woensdag 25 november om 17.00 uur" not in fatima.page
    await writes(fatima, DANGER)
    assert fatima.page.index("Er leest nu niemand mee.") < fatima.page.index("is wel verstuurd")


async def test_a_citizen_service_number_is_left_out(kring: KringUnderTest, fatima: Browser) -> None:
    await writes(fatima, "Mijn nummer is 111222333")
    assert "burgerservicenummer hebben wij weggelaten" in fatima.page
    (message,) = await kept(kring, "fatima")
    assert "111222333" not in message.told


async def test_several_files_and_a_voice_are_a_message_each(kring: KringUnderTest, fatima: Browser) -> None:
    await writes(
        fatima,
        "Drie dingen",
        ("file", ("a.jpg", photo(), "image/jpeg")),
        ("file", ("b.jpg", photo(colour="blue"), "image/jpeg")),
        ("voice", ("c.ogg", ogg(), "audio/ogg")),
    )
    messages = await kept(kring, "fatima")
    assert [m.kind for m in messages] == [MessageKind.PHOTO, MessageKind.PHOTO, MessageKind.VOICE]
    assert [m.told for m in messages] == ["Drie dingen", "", ""]


async def test_a_young_person_is_addressed_as_je(kring: KringUnderTest, browser: Browser) -> None:
    await comes_inside(kring, browser, NOOR)
    await browser.get("/instellingen")
    await browser.post("/instellingen", {"form": "nl@je", "quiet_from": "20:00", "quiet_until": "09:00"})
    await writes(browser, "Hoi")
    assert "Je krijgt antwoord" in browser.page


async def test_somebody_from_the_network_has_no_conversation(kring: KringUnderTest, browser: Browser) -> None:
    await comes_inside(kring, browser, WIL)
    assert browser.status == 200
    assert "/berichten" not in browser.page
    for path in ("/berichten", "/schrijven"):
        await browser.get(path)
        assert browser.status == 404
    await browser.get("/thuis")
    await send(browser, {"csrf": browser.csrf, "text": "toch", "topic": "practical"})
    assert (browser.status, await kept(kring, "wil")) == (404, ())


async def test_a_form_of_another_session_is_refused(kring: KringUnderTest, fatima: Browser) -> None:
    form = await fill_in(fatima, text="van elders")
    await send(fatima, {**form, "csrf": "x"})
    assert (fatima.status, await kept(kring, "fatima")) == (403, ())
