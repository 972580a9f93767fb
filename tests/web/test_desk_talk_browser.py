"""Conversations at the desk in a real browser: sound for everybody, no wider than a small phone, by keyboard alone."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from domain.people import FlagKind
from tests.support.world import KringUnderTest
from tests.web.talk_desk import SAID, answers_as, case_manager, is_away, talk, writes
from usecases.families import set_flag

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
SHOTS = os.environ.get("KRING_SHOTS", "")
"""A folder for pictures of every page; none are made without it."""


async def _at_the_desk(kring: KringUnderTest, chromium: Chromium, width: int, *, script: bool = True) -> Page:
    """Sanne, signed in, on a screen of this width."""
    context = await chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script, locale="nl-NL"
    )
    page = await context.new_page()
    await page.goto(f"{kring.settings.window_url}/werk")
    await page.get_by_role("button", name="Sanne Vermeulen").click()
    await page.wait_for_url("**/werk/vandaag")
    return page


async def _sound(page: Page, name: str, width: int) -> None:
    """Nothing axe objects to, nothing wider than the screen; a picture when pictures are wanted."""
    found = await Axe().run(page)
    assert not found.response["violations"], f"{name}: {found.generate_report()}"
    assert await page.evaluate("document.documentElement.scrollWidth") <= width, name
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"desk-talk-{name}-{width}.png", full_page=True)


async def _full(kring: KringUnderTest) -> None:
    """Everything on these pages that can be there."""
    await writes(kring, "Kanarie: ik zie het niet meer zitten", alarming=True)
    await writes(kring, by="jan")
    await answers_as(kring, "sanne", to="jan")
    people = kring.cast.people
    async with kring.unit() as uow:
        for kind in (FlagKind.SECRET_ADDRESS, FlagKind.NO_CONTACT):
            against = people["jan"].id if kind is FlagKind.NO_CONTACT else None
            await set_flag(uow, case_manager(kring), kind=kind, person=people["fatima"].id, other=against)
    await is_away(kring)


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_every_page_is_sound_at_every_width(
    kring: KringUnderTest, chromium: Chromium, width: int
) -> None:
    await _full(kring)
    page = await _at_the_desk(kring, chromium, width)
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    for name, path in (
        ("inbox", "/werk/berichten"), ("fatima", talk(kring)), ("jan", talk(kring, "jan")), ("wil", talk(kring, "wil")),
        ("absence", "/werk/afwezig"),
    ):  # fmt: skip
        await page.goto(kring.settings.window_url + path)
        await _sound(page, name, width)
    assert not said
    await page.get_by_label("Eerste dag").fill("1 december")
    await page.get_by_label("Laatste dag").fill("pannenkoek")
    await page.get_by_role("button", name="Kijk na").click()
    await expect(page.get_by_text("Deze dag is niet duidelijk").first).to_be_visible()
    await _sound(page, "absence-wrong", width)
    await page.get_by_label("Laatste dag").fill("3 december")
    await page.get_by_label("Wie leest mee?").select_option(label="Mehmet Demir")
    await page.get_by_role("button", name="Kijk na").click()
    await expect(page.get_by_role("heading", name="Klopt dit?")).to_be_visible()
    await _sound(page, "absence-check", width)


@pytest.mark.parametrize("script", [True, False])
async def test_an_answer_is_checked_sent_and_taken_back(
    kring: KringUnderTest, chromium: Chromium, *, script: bool
) -> None:
    await writes(kring)
    page = await _at_the_desk(kring, chromium, 1280, script=script)
    await page.goto(f"{kring.settings.window_url}/werk/berichten")
    await page.get_by_role("link", name="Fatima el Amrani (moeder)").click()
    box = page.get_by_role("textbox", name="Antwoord aan Fatima el Amrani (moeder)")
    await box.fill(f"{SAID} Noor komt ook.")
    if script:
        await box.press("Control+Enter")
    else:
        await page.get_by_role("button", name="Kijk na en verstuur").click()
    await expect(page.get_by_role("heading", name="Antwoord aan Fatima el Amrani (moeder)")).to_be_visible()
    await expect(page.get_by_text("een naam van iemand anders: Noor")).to_be_visible()
    if script:
        await _sound(page, "check", 1280)
        await expect(page.get_by_role("button", name="Klopt, verstuur")).to_be_focused()
        await page.keyboard.press("Enter")
    else:
        await page.get_by_role("button", name="Klopt, verstuur").click()
    await expect(page.get_by_text(f"{SAID} Noor komt ook.", exact=True)).to_be_visible()
    if script:
        await _sound(page, "held", 1280)
    await page.get_by_role("button", name="Terughalen").click()
    await expect(page.get_by_text("Teruggenomen op")).to_be_visible()
    await expect(box).to_have_value(f"{SAID} Noor komt ook.")


async def test_the_list_follows_what_is_typed(kring: KringUnderTest, chromium: Chromium) -> None:
    for key in ("fatima", "jan"):
        await writes(kring, by=key)
    page = await _at_the_desk(kring, chromium, 1280)
    await page.goto(f"{kring.settings.window_url}/werk/berichten")
    await page.keyboard.press("/")
    await page.keyboard.type("WIT vad")
    await expect(page.get_by_role("link", name="Jan de Wit (vader)")).to_be_visible()
    await expect(page.get_by_role("link", name="Fatima el Amrani (moeder)")).to_be_hidden()


async def test_on_a_wide_screen_list_and_conversation_stand_side_by_side(
    kring: KringUnderTest, chromium: Chromium
) -> None:
    await writes(kring)
    for width, beside in ((1280, True), (800, False)):
        page = await _at_the_desk(kring, chromium, width)
        await page.goto(kring.settings.window_url + talk(kring))
        row = page.get_by_role("link", name="⭐ Ster sinds", exact=False)
        await (expect(row).to_be_visible() if beside else expect(row).to_be_hidden())
