"""The desk in a real browser: by keyboard alone, without scripts, on paper, and fifteen seconds to take back."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.support.cast import Cast, Files
from tests.support.desk import planned
from tests.web.screens import DESKTOP, HEIGHT, Stage, on_stage
from tests.web.talk_desk import SAID, talk, writes

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        yield made


async def _at_the_desk(
    stage: Stage, path: str = "/werk/vandaag", *, width: int = DESKTOP, script: bool = True
) -> Page:
    """Sanne, signed in, on a screen of this width."""
    size = {"width": width, "height": HEIGHT}
    visitor = await stage.signs_in(await stage.visitor(viewport=size, java_script_enabled=script))
    await visitor.opens(path)
    return visitor.page


async def test_a_letter_prints_without_the_code_and_on_one_sheet(stage: Stage) -> None:
    noor = stage.kring.cast.people["noor"].id
    for button in ("Maak een uitnodiging", "Maak een brief met het adres"):
        page = await _at_the_desk(stage, f"/werk/persoon/{noor}")
        await page.get_by_role("button", name=button).click()
        await expect(page.get_by_role("img", name="Vierkant om te scannen")).to_be_visible()
        await _prints_on_one_sheet(page)


async def test_a_letter_about_an_appointment_prints_on_one_sheet(stage: Stage) -> None:
    meeting = await planned(stage.kring, "fatima", "wil")
    page = await _at_the_desk(stage, f"{meeting}/brief/{stage.kring.cast.people['wil'].id}")
    await _prints_on_one_sheet(page)


@pytest.mark.parametrize("script", [True, False])
async def test_an_appointment_is_made_with_the_keyboard_alone(stage: Stage, *, script: bool) -> None:
    page = await _at_the_desk(stage, script=script)
    line = page.get_by_label("Snel een afspraak maken")
    await line.focus()
    await page.keyboard.type("⭐ donderdag half drie huisbezoek")
    await page.keyboard.press("Enter")
    fatima = page.get_by_role("checkbox", name="Fatima el Amrani (moeder)")
    await fatima.focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("op donderdag 26 november om 14.30 uur")).to_be_visible()
    await page.get_by_role("button", name="Ja, maak de afspraak").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(re.compile(r"Vanaf 9\.1\d uur gaat het bericht weg\."))).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
async def test_an_answer_is_checked_sent_and_taken_back(stage: Stage, *, script: bool) -> None:
    await writes(stage.kring)
    page = await _at_the_desk(stage, "/werk/berichten", script=script)
    await page.get_by_role("link", name="Fatima el Amrani (moeder)").click()
    box = page.get_by_role("textbox", name="Antwoord aan Fatima el Amrani (moeder)")
    said = f"{SAID} Noor komt ook, {script}."
    await box.fill(said)
    if script:
        await box.press("Control+Enter")
    else:
        await page.get_by_role("button", name="Kijk na en verstuur").click()
    await expect(page.get_by_role("heading", name="Antwoord aan Fatima el Amrani (moeder)")).to_be_visible()
    await expect(page.get_by_text("een naam van iemand anders: Noor")).to_be_visible()
    if script:
        await expect(page.get_by_role("button", name="Klopt, verstuur")).to_be_focused()
        await page.keyboard.press("Enter")
    else:
        await page.get_by_role("button", name="Klopt, verstuur").click()
    await expect(page.get_by_text(said, exact=True)).to_be_visible()
    await page.get_by_role("button", name="Terughalen").click()
    await expect(page.get_by_text("Teruggenomen op").last).to_be_visible()
    await expect(box).to_have_value(said)


async def test_the_seconds_to_take_back_count_down_and_then_it_is_gone(stage: Stage) -> None:
    page = await _at_the_desk(stage, talk(stage.kring, "jan"))
    await page.get_by_role("textbox", name="Antwoord aan").fill("Tot morgen.")
    await page.get_by_role("button", name="Kijk na en verstuur").click()
    await page.clock.install()
    await page.get_by_role("button", name="Klopt, verstuur").click()
    await expect(page.get_by_text("Nog 15 seconden om terug te halen.")).to_be_visible()
    await page.clock.run_for(5_200)
    await expect(page.get_by_text("Nog 10 seconden om terug te halen.")).to_be_visible()
    async with page.expect_navigation():
        await page.clock.run_for(10_000)
    assert page.url.endswith(talk(stage.kring, "jan"))


async def test_the_keys_lead_to_every_part_and_along_every_list(stage: Stage) -> None:
    for key in ("fatima", "jan"):
        await writes(stage.kring, by=key)
    page = await _at_the_desk(stage)
    for key, where in (("b", "berichten"), ("g", "gezinnen"), ("v", "vandaag"), ("b", "berichten")):
        await page.keyboard.press("g")
        await page.keyboard.press(key)
        await page.wait_for_url(f"**/werk/{where}")
    rows = page.locator("[data-list] a")
    for key, row in (("j", 0), ("j", 1), ("k", 0)):
        await page.keyboard.press(key)
        await expect(rows.nth(row)).to_be_focused()
    await page.keyboard.press("/")
    await page.keyboard.type("WIT vad g g")
    assert page.url.endswith("/werk/berichten")
    await page.get_by_label("Zoek op gezin of naam").fill("WIT vad")
    await expect(page.get_by_role("link", name="Jan de Wit (vader)")).to_be_visible()
    await expect(page.get_by_role("link", name="Fatima el Amrani (moeder)")).to_be_hidden()
    await page.get_by_label("Zoek op gezin of naam").blur()
    await page.keyboard.press("?")
    await page.get_by_label("Gebruik sneltoetsen").uncheck()
    await page.keyboard.press("Escape")
    await page.keyboard.press("g")
    await page.keyboard.press("v")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith("/werk/berichten")


async def test_on_a_wide_screen_list_and_conversation_stand_side_by_side(stage: Stage) -> None:
    await writes(stage.kring)
    for width, beside in ((DESKTOP, True), (800, False)):
        page = await _at_the_desk(stage, talk(stage.kring), width=width)
        row = page.get_by_role("link", name="⭐ Ster sinds", exact=False).first
        await (expect(row).to_be_visible() if beside else expect(row).to_be_hidden())


async def test_without_scripts_every_part_can_be_read_and_searched(stage: Stage) -> None:
    page = await _at_the_desk(stage, script=False)
    for part in ("Vandaag", "Berichten", "Gezinnen", "Afwezig", "Mijn toegang"):
        await page.get_by_role("navigation").get_by_role("link", name=part).click()
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await page.goto(f"{stage.url}/werk/gezinnen")
    await page.get_by_label("Zoek een gezin").fill("Fatima")
    await page.get_by_role("button", name="Zoek").click()
    await expect(page.get_by_role("link", name="⭐ Ster")).to_be_visible()
    await page.get_by_role("button", name="Afmelden").click()
    await expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()


async def _prints_on_one_sheet(page: Page) -> None:
    await page.emulate_media(media="print")
    await expect(page.locator("article.letter")).to_be_visible()
    await expect(page.locator(".no-print").first).to_be_hidden()
    await expect(page.get_by_role("navigation")).to_be_hidden()
    printed = await page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
