"""The first pages on a slow mobile network: something stands there before anybody gives up."""

from urllib.parse import quote

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page

from bench.slow_phone import first_paint
from tests.support.window import PIN, launch_data
from tests.support.world import KringUnderTest
from tests.web.family_pages import answers_to

pytestmark = pytest.mark.browser
FATIMA = 601

AT_MOST_S = 4.0
"""Twice the aim: the figure itself is measured on a quiet machine, see bench/slow_phone.py."""

AT_LEAST_S = 0.4
"""An answer that comes sooner did not come over a slow network."""


async def test_the_first_pages_stand_there_soon(kring: KringUnderTest, chromium: Chromium) -> None:
    await answers_to(kring, "fatima", "Vrijdag om tien uur past mij goed.")
    page = await chromium.new_page()
    window = kring.settings.window_url
    await _is_soon(page, f"{window}/")
    data = quote(launch_data(FATIMA, kring.now.timestamp()), safe="")
    await page.goto("about:blank")  # From the same page it would only be another place on it.
    await page.goto(f"{window}/#tgWebAppData={data}&tgWebAppVersion=9.0")
    await page.wait_for_url("**/pin/nieuw")
    await _is_soon(page, f"{window}/pin/nieuw")
    await page.get_by_label("Uw nieuwe pincode").fill(PIN)
    await page.get_by_label("Nog een keer").fill(PIN)
    await page.get_by_text("🌷 tulp").click()
    await page.get_by_role("button", name="Bewaar").click()
    await page.wait_for_url("**/thuis")
    for path in ("/thuis", "/berichten", "/pin"):
        await _is_soon(page, f"{window}{path}")


async def _is_soon(page: Page, url: str) -> None:
    painted = await first_paint(page, url)
    assert AT_LEAST_S < painted < AT_MOST_S, url
    assert page.url == url
