"""The desk in a real browser: nothing axe objects to, nothing wider than a small phone, and all of it by keyboard."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from domain.people import FlagKind
from tests.support.desk import case_manager, planned
from tests.support.world import KringUnderTest
from usecases.attendance import ask_call
from usecases.families import set_flag

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
SHOTS = os.environ.get("KRING_SHOTS", "")
"""A folder for pictures of every page; none are made without it."""


async def at_the_desk(kring: KringUnderTest, chromium: Chromium, width: int, *, script: bool = True) -> Page:
    """Sanne, signed in, on a screen of this width."""
    context = await chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script, locale="nl-NL"
    )
    page = await context.new_page()
    await page.goto(f"{kring.settings.window_url}/werk")
    await page.get_by_role("button", name="Sanne Vermeulen").click()
    await page.wait_for_url("**/werk/vandaag")
    return page


async def a_busy_day(kring: KringUnderTest) -> list[str]:
    """Everything on the pages that can be there; their addresses."""
    at_two = await planned(kring, "fatima", "noor", at="2026-11-23 14:00")
    later = await planned(kring, "fatima", "jan", at="2026-11-27 10:00")
    async with kring.unit() as uow:
        await ask_call(uow, kring.cast.participant("fatima"))
        fatima, jan = kring.cast.people["fatima"].id, kring.cast.people["jan"].id
        await set_flag(uow, case_manager(kring), kind=FlagKind.NO_CONTACT, person=fatima, other=jan)
    family = kring.cast.families["Ster"].id
    return [
        "/werk/vandaag",
        "/werk/afspraken",
        "/werk/gezinnen",
        "/werk/gezinnen/nieuw",
        f"/werk/gezin/{family}",
        f"/werk/gezin/{family}/persoon",
        f"/werk/gezin/{family}/afspraak",
        f"/werk/persoon/{fatima}",
        f"/werk/persoon/{fatima}/bijzonder/no_contact",
        f"/werk/persoon/{fatima}/bijzonder/paused",
        at_two,
        later,
        f"{later}/afzeggen",
        f"{at_two}/brief/{fatima}",
    ]


@pytest.mark.parametrize("width", [320, 1280])
async def test_axe_has_nothing_to_say_and_nothing_is_too_wide(
    kring: KringUnderTest, chromium: Chromium, width: int
) -> None:
    paths = await a_busy_day(kring)
    page = await at_the_desk(kring, chromium, width)
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    for path in paths:
        await page.goto(kring.settings.window_url + path)
        await _is_sound(page, path, width)
    fatima = kring.cast.people["fatima"].id
    for button in ("Maak een uitnodiging", "Maak een brief met het adres"):
        await page.goto(f"{kring.settings.window_url}/werk/persoon/{fatima}")
        await page.get_by_role("button", name=button).click()
        await expect(page.get_by_role("img", name="Vierkant om te scannen")).to_be_visible()
        await _is_sound(page, f"{button}", width)
    assert not said


async def test_a_letter_prints_without_the_code_and_on_one_sheet(
    kring: KringUnderTest, chromium: Chromium
) -> None:
    page = await at_the_desk(kring, chromium, 1280)
    await page.goto(f"{kring.settings.window_url}/werk/persoon/{kring.cast.people['noor'].id}")
    await page.get_by_role("button", name="Maak een uitnodiging").click()
    await page.emulate_media(media="print")
    await expect(page.locator("article.letter")).to_be_visible()
    await expect(page.locator(".no-print").first).to_be_hidden()
    await expect(page.get_by_role("navigation")).to_be_hidden()
    printed = await page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.parametrize("script", [True, False])
async def test_an_appointment_is_made_with_the_keyboard_alone(
    kring: KringUnderTest, chromium: Chromium, script: bool
) -> None:
    page = await at_the_desk(kring, chromium, 1280, script=script)
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
    await expect(page.get_by_text("Vanaf 9.10 uur gaat het bericht weg.")).to_be_visible()


async def _is_sound(page: Page, path: str, width: int) -> None:
    found = await Axe().run(page)
    assert not found.response["violations"], f"{path}: {found.generate_report()}"
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{path} is {wide} wide"
    if SHOTS:
        name = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[^\w/]", "", path).strip("/").replace("/", "_")
        await page.screenshot(path=Path(SHOTS) / f"desk_{width}_{name}.png", full_page=True)
