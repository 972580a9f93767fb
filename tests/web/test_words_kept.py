"""A form that comes too late, or from an earlier page: its words are kept or shown again, and nowhere else."""

from collections.abc import Callable
from datetime import timedelta

from tests.storage.file_samples import photo
from tests.support.window import PIN, Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import FATIMA, comes_inside, fill_in, kept, send, typed_words, unsent, writes
from tests.web.talk_desk import hidden, signed_in, talk

STORY = "Een heel lang verhaal over school"
Opens = Callable[[], Browser]


def _waits(kring: KringUnderTest, **span: int) -> None:
    kring.stand_in.clock.move_to(kring.now + timedelta(**span))


async def test_what_is_sent_after_the_window_closed_by_itself_is_there_after_the_pin(
    kring: KringUnderTest, browser: Browser
) -> None:
    await comes_inside(kring, browser)
    form = await fill_in(browser, text=STORY)
    _waits(kring, minutes=6)
    await send(browser, form, ("file", ("x.jpg", photo(), "image/jpeg")))
    assert browser.path == "/slot"
    assert "tekst is bewaard" in browser.page
    assert STORY not in browser.page
    assert await unsent(kring, "fatima") == STORY
    assert await kept(kring, "fatima") == ()
    await browser.comes_in(kring, FATIMA)
    await browser.types()
    await browser.get("/schrijven")
    assert typed_words(browser) == STORY
    assert "Dit schreef u eerder. Het is niet verstuurd." in browser.page


async def test_an_empty_form_that_comes_too_late_takes_nothing_away(
    kring: KringUnderTest, browser: Browser
) -> None:
    await comes_inside(kring, browser)
    form = await fill_in(browser, text=STORY)
    await browser.post("/schrijven/concept", {"text": STORY})
    _waits(kring, minutes=6)
    await send(browser, form | {"text": ""})
    assert await unsent(kring, "fatima") == STORY


async def test_nobody_writes_in_a_session_that_was_ended_or_never_opened_or_with_another_form(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    left, unopened, foreign = a_browser(), a_browser(), a_browser()
    await comes_inside(kring, foreign)
    form = await fill_in(foreign, text=STORY)
    await unopened.comes_in(kring, FATIMA)
    await unopened.get("/pin")
    waiting = form | {"csrf": unopened.csrf}
    _waits(kring, minutes=6)
    await send(unopened, waiting)
    await send(foreign, form | {"csrf": "x" * 43})
    await left.comes_in(kring, FATIMA)
    await left.types()
    form = await fill_in(left, text=STORY)
    cookies = dict(left.cookies)
    await left.post("/verberg")
    left.cookies = cookies
    await send(left, form)
    assert "bewaard" not in left.page + unopened.page + foreign.page
    assert await unsent(kring, "fatima") == ""


async def test_a_form_in_another_tab_after_the_pin_was_typed_again_shows_its_words(
    kring: KringUnderTest, browser: Browser
) -> None:
    await comes_inside(kring, browser)
    form = await fill_in(browser, text=STORY)
    await browser.get("/pin")
    await browser.post("/pin", {"pin": PIN})
    await send(browser, form)
    assert (browser.status, typed_words(browser)) == (403, STORY)
    assert await unsent(kring, "fatima") == ""
    await send(browser, form | {"csrf": browser.csrf})
    assert [m.told for m in await kept(kring, "fatima")] == [STORY]


async def test_what_a_professional_sends_after_the_desk_closed_is_in_the_box(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    await writes(await comes_inside(kring, a_browser()), "Mag ik iets vragen?")
    sanne = await signed_in(kring, a_browser())
    for where in ("controle", "verstuur", "concept"):
        await sanne.get(talk(kring))
        fields = hidden(sanne.page)
        _waits(kring, minutes=16)
        await sanne.post(f"{talk(kring)}/{where}", fields | {"text": f"{STORY} {where}"})
        assert sanne.path == "/werk"
        assert "tekst is bewaard" in sanne.page
        await signed_in(kring, sanne)
        await sanne.get(talk(kring))
        assert typed_words(sanne) == f"{STORY} {where}"
    assert len(await kept(kring, "fatima")) == 1


async def test_a_form_of_the_desk_from_before_signing_in_again_shows_its_words(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    await writes(await comes_inside(kring, a_browser()), "Mag ik iets vragen?")
    sanne = await signed_in(kring, a_browser())
    await sanne.get(talk(kring))
    fields = hidden(sanne.page)
    await signed_in(kring, sanne)
    await sanne.get(talk(kring))
    await sanne.post(f"{talk(kring)}/controle", fields | {"text": STORY})
    assert (sanne.status, typed_words(sanne)) == (403, STORY)
    assert len(await kept(kring, "fatima")) == 1
