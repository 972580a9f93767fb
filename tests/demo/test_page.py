"""The page with the phones in a real browser: wide and narrow, typing, tapping, strange texts."""

import json
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from demo.phone import Phone
from demo.server import StandIn
from tests.demo.conftest import FATIMA, Api

pytestmark = pytest.mark.browser
WIL = 1003
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: the page with the phones was not tried")
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        await opened.close()


@pytest.fixture
async def phones(stand_in: StandIn, fatima: Phone) -> None:
    wil = Phone(stand_in, WIL, "Wil")
    stand_in.show_phone(fatima.person, "moeder", "#c2703d")
    stand_in.show_phone(wil.person, "oma", "#7a5ea8")


async def opened(browser: Browser, url: str, width: int) -> tuple[Page, list[str]]:
    page = await browser.new_page(viewport={"width": width, "height": 740})
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    await page.goto(url)
    return page, broken


@pytest.mark.usefixtures("phones")
async def test_side_by_side_one_types_and_taps(
    stand_in: StandIn, base_url: str, api: Api, fatima: Phone, browser: Browser
) -> None:
    page, broken = await opened(browser, base_url, 1280)
    phone = page.get_by_role("region", name="Telefoon van Fatima")
    await expect(page.get_by_role("region", name="Telefoon van Wil")).to_be_visible()
    await phone.get_by_label("Bericht van Fatima").fill("Kan het <b>later</b>? مرحبا 👩‍👧")
    await page.keyboard.press("Enter")
    await expect(phone.get_by_role("log")).to_contain_text("Kan het <b>later</b>? مرحبا 👩‍👧")
    keyboard = {"inline_keyboard": [[{"text": "Ik <i>kom</i>", "callback_data": "a"}]]}
    await api.call("sendMessage", chat_id=FATIMA, text="<u>x</u> & /nood", reply_markup=keyboard)
    await phone.get_by_role("button", name="Ik <i>kom</i>").click()
    query = stand_in.updates.waiting()[-1]["callback_query"]
    assert query["data"] == "a"
    await api.call("answerCallbackQuery", callback_query_id=query["id"], text="Bewaard.")
    await api.call("editMessageText", chat_id=FATIMA, message_id=query["message"]["message_id"], text="Fijn.")
    await expect(phone.get_by_role("status")).to_have_text("Bewaard.")
    await expect(phone.get_by_role("button", name="Ik <i>kom</i>")).to_have_count(0)
    assert "later" in fatima.screen()[1]
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert broken == []


@pytest.mark.usefixtures("phones")
async def test_at_360_pixels_one_phone_at_a_time(base_url: str, api: Api, browser: Browser) -> None:
    page, broken = await opened(browser, base_url, 360)
    await expect(page.get_by_role("tab", name="Fatima")).to_have_attribute("aria-selected", "true")
    await expect(page.get_by_role("tabpanel")).to_have_count(1)
    await page.get_by_role("tab", name="Fatima").focus()
    await page.keyboard.press("ArrowRight")
    await page.get_by_role("button", name="Start").click()
    await api.call("sendMessage", chat_id=FATIMA, text="Dag")
    await expect(page.get_by_role("tab", name="Fatima, 1 nieuw")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert broken == []


@pytest.mark.usefixtures("phones")
async def test_the_clock_is_moved_by_a_button(stand_in: StandIn, base_url: str, browser: Browser) -> None:
    page, _ = await opened(browser, base_url, 1280)
    await page.get_by_role("button", name="Naar morgen 10.00 uur").click()
    await expect(page.locator("#now")).to_contain_text("10.00 uur")
    moved = stand_in.clock.now()
    await page.get_by_label("Zet de klok").fill("2020-01-01T10:00")
    await page.get_by_role("button", name="Zet", exact=True).click()
    await expect(page.get_by_role("alert")).to_have_text("De klok kan alleen vooruit.")
    assert stand_in.clock.now() - moved < 10


@pytest.mark.usefixtures("phones")
async def test_everything_that_can_be_pressed_has_a_name(base_url: str, api: Api, browser: Browser) -> None:
    await api.call("setMyCommands", commands=[{"command": "nood", "description": "Hulp nu"}])
    await api.call(
        "sendMessage", chat_id=FATIMA, text="x", reply_markup={"keyboard": [[{"text": "Hulp nu"}]]}
    )
    page, _ = await opened(browser, base_url, 1280)
    await page.get_by_role("button", name="Menu").first.click()
    await expect(page.get_by_role("button", name="/nood")).to_be_focused()
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll('button, input, textarea, a, summary, iframe')]
            .filter((e) => !(e.getAttribute('aria-label') || e.title || e.labels?.length || e.textContent.trim()))
            .map((e) => e.outerHTML)"""
    )
    assert nameless == [], json.dumps(nameless)


async def test_the_page_loads_nothing_from_elsewhere(api: Api) -> None:
    answer = await api.client.get("/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "//" not in answer.text.replace("<!doctype html>", "")
