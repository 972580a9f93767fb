"""The window as a browser really goes it: in and out, closing by itself, and writing without losing anything."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import quote

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.support.cast import Cast, Files
from tests.support.window import PIN, launch_data
from tests.web.family_pages import FATIMA, JAN, kept, sanne
from tests.web.screens import Stage, Visitor, frame_named, on_stage
from tests.web.talk_desk import answers_as, talk
from usecases.keyrings import give_link

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="module")]
LOTTE, STEP = 605, "Kanarie: zullen wij samen naar school gaan?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lotte(stage: Stage) -> Visitor:
    """A mother inside the window, with a microphone."""
    return await stage.comes_in(await stage.visitor(permissions=["microphone"]), LOTTE, first=True)


async def _at(stage: Stage, lotte: Visitor, path: str) -> Page:
    """Lotte on this page, through the PIN again if the window had closed."""
    await lotte.opens(path)
    if not lotte.page.url.endswith(path):
        await stage.comes_in(lotte, LOTTE)
        await lotte.opens(path)
    return lotte.page


async def _words(stage: Stage) -> list[str]:
    """What Lotte sent."""
    return [message.told for message in await kept(stage.kring, "lotte")]


async def test_in_a_frame_of_another_site_the_window_opens_behind_the_pin(stage: Stage) -> None:
    page = (await stage.visitor()).page
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if "Content Security" in line.text else None)
    await page.goto(stage.kring.settings.server)
    data = launch_data(FATIMA, stage.kring.now.timestamp())
    await page.evaluate(
        "(address) => { const frame = document.createElement('iframe');"
        "frame.src = address; frame.name = 'mini'; document.body.append(frame); }",
        f"{stage.url}/#tgWebAppData={quote(data, safe='')}&tgWebAppVersion=9.0",
    )
    frame = page.frame_locator("iframe[name=mini]")
    await frame.get_by_label("Uw nieuwe pincode").fill(PIN)
    await frame.get_by_label("Nog een keer").fill(PIN)
    await frame.get_by_text("🌷 tulp").click()
    await frame.get_by_role("button", name="Bewaar").click()
    mini = frame_named(page, "mini")
    await mini.wait_for_url("**/thuis")
    assert await mini.evaluate("fetch('/levend').then((answer) => answer.status)") == 204
    assert not said


async def test_launch_data_leaves_address_and_history_and_a_refusal_is_told(stage: Stage) -> None:
    visitor = await stage.visitor()
    old = launch_data(FATIMA, stage.kring.now.timestamp() - 900)
    await visitor.page.goto(f"{stage.url}/#tgWebAppData={quote(old, safe='')}")
    await expect(visitor.page.get_by_text("Open het venster nog eens vanuit Telegram")).to_be_visible()
    assert "#" not in visitor.page.url
    assert not await visitor.page.context.cookies()
    for _ in range(3):
        await visitor.page.go_back()
        assert "tgWebAppData" not in visitor.page.url


async def test_a_letter_leads_by_key_and_code_to_a_pin(stage: Stage) -> None:
    kring = stage.kring
    async with kring.unit() as uow:
        given = await give_link(uow, sanne(kring), person=kring.cast.people["noor"].id)
    visitor = await stage.visitor()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    await visitor.opens(f"/sleutel#{given.key.reveal()}")
    await visitor.presses("Ga verder")
    await visitor.page.get_by_label("De code").fill(given.code.reveal())
    await visitor.presses("Ga verder")
    await expect(visitor.page.get_by_label("Je nieuwe pincode")).to_be_visible()
    assert not [url for url in asked if given.key.reveal() in url]


async def test_the_pin_is_chosen_and_typed_with_the_keyboard_alone(stage: Stage) -> None:
    visitor = await stage.comes_in(await stage.visitor(), JAN, first=True, settle=False)
    page = visitor.page

    async def tabs_to(name: str) -> None:
        for _ in range(40):
            await page.keyboard.press("Tab")
            if (
                await page.evaluate("document.activeElement.name || document.activeElement.textContent")
                == name
            ):
                return
        raise AssertionError(f"Tab never comes to {name}")

    for field in ("pin", "again"):
        await tabs_to(field)
        await page.keyboard.type(PIN)
    await tabs_to("picture")
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/thuis")
    await stage.comes_in(visitor, JAN, settle=False)
    await tabs_to("pin")
    await page.keyboard.type(PIN)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/thuis")


@pytest.mark.parametrize("way", ["tap", "twice Escape"])
async def test_verberg_leaves_at_once_and_back_shows_nothing(stage: Stage, lotte: Visitor, way: str) -> None:
    page = await _at(stage, lotte, "/instellingen")
    if way == "tap":
        # In the very moment of the tap, whatever the server is doing.
        tap = "document.querySelector('form[data-hide] button').click()"
        assert await page.evaluate(f"{tap}; document.title + document.body.textContent") == "\u2026"
    else:
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
    await page.wait_for_url("**/rust")
    await expect(page.get_by_text("Hier staat nu niets.")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", name="Instellingen")).to_have_count(0)
    assert not [cookie for cookie in await page.context.cookies() if cookie["value"]]


async def test_five_idle_minutes_close_the_window_and_somebody_who_reads_stays(
    stage: Stage, lotte: Visitor
) -> None:
    await stage.comes_in(lotte, LOTTE)
    page = await lotte.page.context.new_page()
    await page.clock.install()
    await page.goto(f"{stage.url}/wie-leest")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/levend") else None)
    await page.clock.run_for(200_000)
    async with page.expect_response("**/levend"):
        await page.mouse.click(5, 300)
    await page.clock.run_for(275_000)
    await expect(page.get_by_text("Bent u er nog?")).to_be_visible()
    async with page.expect_response("**/levend"):
        await page.get_by_role("button", name="Ja, blijf open").click()
    await expect(page.get_by_text("Bent u er nog?")).to_be_hidden()
    assert len(asked) == 2
    await page.clock.run_for(310_000)
    await page.wait_for_url("**/slot")
    await page.close()
    await stage.later(timedelta(minutes=6))
    await lotte.opens("/thuis")
    assert lotte.page.url.endswith("/slot")


async def test_out_of_sight_the_page_is_veiled(stage: Stage, lotte: Visitor) -> None:
    page = await _at(stage, lotte, "/thuis")
    hidden = (
        "(is) => { Object.defineProperty(document, 'hidden', { value: is, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange')); }"
    )
    await page.evaluate(hidden, arg=True)
    await expect(page.get_by_role("heading", name="Dag Lotte")).to_be_hidden()
    await page.evaluate(hidden, arg=False)
    await expect(page.get_by_role("heading", name="Dag Lotte")).to_be_visible()


async def test_a_draft_survives_a_reload(stage: Stage, lotte: Visitor) -> None:
    page = await _at(stage, lotte, "/schrijven")
    box = page.get_by_label("Uw bericht")
    await box.fill("Ik wilde nog")
    await expect(page.get_by_text("Uw tekst is bewaard.")).to_be_visible()
    await page.reload()
    await expect(box).to_have_value("Ik wilde nog")
    await box.fill("")
    await expect(page.get_by_text("Uw tekst is bewaard.")).to_be_visible()


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_connection_lost_loses_nothing_and_sends_nothing_twice(
    stage: Stage, lotte: Visitor, when: str
) -> None:
    page = await _at(stage, lotte, "/schrijven")
    words = f"{STEP} {when}"
    tries: list[str] = []

    async def lose(route: Route) -> None:
        tries.append(when)
        if len(tries) > 1:
            return await route.continue_()
        if when == "after":
            await route.fetch()
        return await route.abort("connectionreset")

    await page.route("**/schrijven", lose)
    await page.get_by_label("Uw bericht").fill(words)
    await page.get_by_text("Iets bespreken", exact=True).click()
    await page.get_by_role("button", name="Verstuur").click()
    await expect(page.get_by_text("Er is even geen verbinding")).to_be_visible()
    await expect(page.get_by_label("Uw bericht")).to_have_value(words)
    await expect(page.get_by_role("heading", name="Verstuurd")).to_be_visible(timeout=8000)
    await page.unroute("**/schrijven")
    assert len(tries) == 2
    assert (await _words(stage)).count(words) == 1
    await page.goto(f"{stage.url}/schrijven")
    await expect(page.get_by_label("Uw bericht")).to_have_value("")


async def test_a_voice_is_recorded_and_heard_at_the_desk(stage: Stage, lotte: Visitor) -> None:
    page = await _at(stage, lotte, "/schrijven")
    await page.get_by_role("button", name="Spreek iets in").click()
    await expect(page.get_by_text("U spreekt nu in.")).to_be_visible()
    await expect(page.locator("[data-voice-time]")).to_have_text("0:01")
    await page.get_by_role("button", name="Stop de opname").click()
    await expect(page.get_by_text("Uw opname is klaar.")).to_be_visible()
    await page.get_by_text("Iets bespreken", exact=True).click()
    await page.get_by_role("button", name="Verstuur").click()
    await expect(page.get_by_role("heading", name="Verstuurd")).to_be_visible()
    mehmet = await stage.signs_in(await stage.visitor(), "Mehmet Demir")
    await mehmet.opens(talk(stage.kring, "lotte"))
    sound = mehmet.page.get_by_label("Spraakbericht").last
    await sound.evaluate("(sound) => sound.play()")
    await mehmet.page.wait_for_function(
        "() => [...document.querySelectorAll('audio[src]')].at(-1).currentTime > 0.2", timeout=8000
    )


async def test_without_scripts_everything_can_still_be_done(stage: Stage, lotte: Visitor) -> None:
    kring = stage.kring
    await _at(stage, lotte, "/thuis")
    kept_in = await lotte.page.context.storage_state()
    plain = await stage.visitor(java_script_enabled=False, storage_state=kept_in)
    await answers_as(kring, "mehmet", "Ik lees het.", to="lotte")
    page = plain.page
    for path, words in (
        ("/berichten", "Uw berichten"), ("/afspraken", "Uw afspraken"), ("/instellingen", "Hoe spreken wij u aan?"),
        ("/wie-leest", "Wie leest wat?"), ("/klacht", "Vertrouwenspersoon"), ("/hulp", "112"),
    ):  # fmt: skip
        await plain.opens(path)
        await expect(page.get_by_text(words).first).to_be_visible()
    await plain.opens("/schrijven")
    await expect(page.get_by_label("Kies een opname")).to_be_visible()
    await page.get_by_label("Uw bericht").fill("Zonder scripts")
    await plain.presses("Verstuur")
    await expect(page.get_by_text("Kies eerst waar het over gaat.").first).to_be_visible()
    await page.get_by_text("Iets praktisch", exact=True).click()
    await plain.presses("Verstuur")
    assert (await _words(stage)).count("Zonder scripts") == 1
    await plain.opens("/bel")
    await page.get_by_text("Maakt niet uit").click()
    await plain.presses("Bel mij terug")
    await expect(page.get_by_text("Wij bellen op een werkdag.")).to_be_visible()
    await plain.presses("Verberg")
    await expect(page.get_by_text("Hier staat nu niets.")).to_be_visible()
    await plain.opens("/thuis")
    assert not page.url.endswith("/thuis")
