"""`slow_phone`: seconds until a page of a family shows something, in Chromium on a slow mobile network.

Its profile is the slow 3G of Chromium's own tools: 400 ms before each answer, 400 kbit/s, and nothing in the cache; the
figure is the browser's first contentful paint. `largest_s` is the slowest page, each the median of some loads. None
where there is no browser to try it with.
"""

import shutil
from statistics import median
from urllib.parse import urljoin

from playwright.async_api import Browser, Page, async_playwright

from bench.figures import Json
from bench.stage import KRING_TOKEN
from bench.talkers import FIRST_USER
from bench.visitors import PIN, Opened
from demo.chats import Person
from demo.launch import address, init_data

LATENCY_MS = 400
BYTES_PER_S = 400 * 1000 / 8
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_PAINTED = """() => new Promise((done) => new PerformanceObserver((seen) => {
  const [paint] = seen.getEntriesByName("first-contentful-paint");
  if (paint) done(paint.startTime);
}).observe({ type: "paint", buffered: true }))"""


async def slow_phone(window: Opened, *, times: int) -> Json | None:
    """The pages that somebody sees first, so many times each."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        return None
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=QUIET)
        try:
            pages = await _first_pages(browser, window, times)
        finally:
            await browser.close()
    return {"largest_s": max(pages.values()), **pages, "times": times}


async def first_paint(page: Page, url: str) -> float:
    """Load this address over a slow network, on an empty cache; seconds until something of it stands there."""
    network = await page.context.new_cdp_session(page)
    slow = {"latency": LATENCY_MS, "downloadThroughput": BYTES_PER_S, "uploadThroughput": BYTES_PER_S}
    await network.send("Network.enable")
    await network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await network.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    try:
        await page.goto(url)
        ms: float = await page.evaluate(_PAINTED)
    finally:
        await network.detach()
    return ms / 1000


async def _first_pages(browser: Browser, window: Opened, times: int) -> dict[str, float]:
    """The entry as a stranger, the PIN before it was typed, and the rest after it."""
    page = await browser.new_page(viewport={"width": 360, "height": 740})
    found = {"/": await _middle(page, window.origin, "/", times)}
    now = int(window.stage.kring_stand_in.clock.instant().timestamp())
    data = init_data(KRING_TOKEN, Person(FIRST_USER, "Puck"), now, query_id="AAE2")
    await page.goto("about:blank")  # From the same page it would only be another place on it.
    await page.goto(address(f"{window.origin}/", data))
    await page.wait_for_url("**/pin")
    found["/pin"] = await _middle(page, window.origin, "/pin", times)
    await page.locator("input[name=pin]").fill(PIN)
    await page.locator("input[name=pin]").press("Enter")
    await page.wait_for_url("**/thuis")
    for path in ("/thuis", "/berichten"):
        found[path] = await _middle(page, window.origin, path, times)
    return found


async def _middle(page: Page, origin: str, path: str, times: int) -> float:
    return round(median([await first_paint(page, urljoin(origin, path)) for _ in range(times)]), 2)
