"""The way in as a browser really goes it: in a frame as Telegram Web shows it, and from a letter."""

from urllib.parse import quote

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import expect

from domain.actors import CaseManager
from tests.support.window import PIN, launch_data
from tests.support.world import KringUnderTest
from usecases.keyrings import give_link

pytestmark = pytest.mark.browser
FATIMA = 601


async def test_in_a_frame_of_another_site_the_window_opens_behind_the_pin(
    kring: KringUnderTest, chromium: Chromium
) -> None:
    page = await chromium.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if "Content Security" in line.text else None)
    await page.goto(kring.settings.server)
    data = launch_data(FATIMA, kring.now.timestamp())
    await page.evaluate(
        "(address) => { const frame = document.createElement('iframe');"
        "frame.src = address; frame.name = 'mini'; document.body.append(frame); }",
        f"{kring.settings.window_url}/#tgWebAppData={_quoted(data)}&tgWebAppVersion=9.0",
    )
    frame = page.frame_locator("iframe[name=mini]")
    await frame.get_by_label("Uw nieuwe pincode").fill(PIN)
    await frame.get_by_label("Nog een keer").fill(PIN)
    await frame.get_by_text("🌷 tulp").click()
    await frame.get_by_role("button", name="Bewaar").click()
    await page.wait_for_function("() => window.frames.length === 1")
    mini = page.frame("mini")
    assert mini is not None
    await mini.wait_for_url("**/thuis")
    assert await mini.evaluate("fetch('/levend').then((answer) => answer.status)") == 204
    assert not said


async def test_launch_data_leaves_the_address_and_a_refusal_is_told(
    kring: KringUnderTest, chromium: Chromium
) -> None:
    page = await chromium.new_page()
    old = launch_data(FATIMA, kring.now.timestamp() - 900)
    await page.goto(f"{kring.settings.window_url}/#tgWebAppData={_quoted(old)}")
    await expect(page.get_by_text("Open het venster nog eens vanuit Telegram")).to_be_visible()
    assert "#" not in page.url
    assert not await page.context.cookies()


async def test_a_letter_leads_by_key_and_code_to_a_pin(kring: KringUnderTest, chromium: Chromium) -> None:
    sanne = kring.cast.professionals["sanne"]
    async with kring.unit() as uow:
        given = await give_link(uow, CaseManager(sanne.id, sanne.team), person=kring.cast.people["noor"].id)
    page = await chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(f"{kring.settings.window_url}/sleutel#{given.key.reveal()}")
    await page.get_by_role("button", name="Ga verder").click()
    await page.get_by_label("De code").fill(given.code.reveal())
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_label("Je nieuwe pincode")).to_be_visible()
    assert not [url for url in asked if given.key.reveal() in url]


def _quoted(data: str) -> str:
    return quote(data, safe="")
