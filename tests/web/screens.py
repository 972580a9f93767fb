"""A real Kring and a real browser for a whole module, and a camera that finds fault with every page it pictures."""

import shutil
from base64 import b64decode
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser as Chromium
from playwright.async_api import (
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Frame,
    Page,
    Request,
    async_playwright,
)
from starlette.routing import Route

from bot.settings import load
from tests.house.sources import ROOT
from tests.support.cast import Cast, Files
from tests.support.window import PIN, Browser, free_port, launch_data
from tests.support.world import KringUnderTest, environment_for, world
from web import pages

SHOTS = ROOT / "screenshots"
"""Where the pictures land; git does not see it."""

PHONE, DESKTOP, TINY = 360, 1280, 320
HEIGHT = 760
JUDGED = ((PHONE, "light"), (DESKTOP, "light"), (PHONE, "dark"))
"""Where axe looks."""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")  # fmt: skip

_LOOK = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 0;
  const told = (e) => `${e.outerHTML.slice(0, 90)} ${JSON.stringify(e.getBoundingClientRect())}`;
  // A link in a sentence is as high as its line; a tick box is as large as its label.
  const inSentence = (e) => e.matches("a:not(.button)") && getComputedStyle(e).display === "inline"
    && e.closest("p, li, td, h1, small")?.textContent.trim() !== "";
  const least = (e) => e.matches("button, summary, .button, textarea, select, input") ? 44 : 24;
  const small = [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
    .filter(seen).filter((e) => !inSentence(e) && !e.matches(".skip")).filter((e) => {
      const box = (e.matches("[type=checkbox], [type=radio]") && e.closest("label") || e).getBoundingClientRect();
      return box.height < least(e) - .5 || box.width < least(e) - .5;
    }).map(told);
  const hide = document.querySelector("form[data-hide] button")?.getBoundingClientRect();
  return {
    title: document.title, heads: [...document.querySelectorAll("h1")].filter(seen).length, small,
    over: document.documentElement.scrollWidth - innerWidth, height: document.documentElement.scrollHeight,
    lang: document.documentElement.lang,
    kinds: [...new Set([...document.body.querySelectorAll("*")].filter(seen).map((e) =>
      [e.tagName, e.getAttribute("type"), e.getAttribute("role"), ...e.classList].join(" ")))],
    hide: hide ? [hide.x, hide.y, hide.width, hide.height] : null,
  };
}"""


@dataclass
class Visitor:
    """One page in the browser, what it complained of, and where it went that is not ours.

    It has no slots: Playwright keeps something on whoever listens.
    """

    page: Page
    origin: str
    asked: str = ""
    complaints: list[str] = field(default_factory=list)
    camera: CDPSession | None = None

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._requested)

    def _said(self, line: ConsoleMessage) -> None:
        # That a form came back with a mistake in it is no fault of the page.
        if line.type == "error" and "the server responded with a status of 4" not in line.text:
            self.complaints.append(f"console: {line.text}")

    def _requested(self, request: Request) -> None:
        if request.is_navigation_request():
            self.asked = request.method
        parts = urlsplit(request.url)
        if (
            parts.scheme in ("http", "https", "ws", "wss")
            and f"{parts.scheme}://{parts.netloc}" != self.origin
        ):
            self.complaints.append(f"elsewhere: {parts.netloc}")

    async def opens(self, path: str) -> None:
        """Go to an address of the window."""
        await self.page.goto(f"{self.origin}{path}")

    async def presses(self, name: str) -> None:
        """Press a button, and wait for where it leads."""
        async with self.page.expect_navigation():
            await self.page.get_by_role("button", name=name, exact=True).click()

    async def types_pin(self, pin: str = PIN) -> None:
        """Type the PIN on its page; what comes of it is on the page."""
        await self.page.get_by_label("pincode").fill(pin)
        async with self.page.expect_navigation():
            await self.page.keyboard.press("Enter")

    async def pictured(self, width: int, height: int) -> bytes:
        """The page as a PNG, from its top when it is higher than the screen; much faster than Playwright's own."""
        self.camera = self.camera or await self.page.context.new_cdp_session(self.page)
        asked: dict[str, Any] = {"format": "png", "optimizeForSpeed": True}
        if height > HEIGHT:
            # What sticks to the screen belongs at the top of a whole page.
            await self.page.evaluate("scrollTo(0, 0)")
            clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
            asked |= {"captureBeyondViewport": True, "clip": clip}
        taken = await self.camera.send("Page.captureScreenshot", asked)
        return b64decode(taken["data"])

    async def chooses_pin(self) -> None:
        """Choose the first PIN and a picture."""
        await self.page.get_by_label("nieuwe pincode").fill(PIN)
        await self.page.get_by_label("Nog een keer").fill(PIN)
        await self.page.get_by_text("tulp").click()
        await self.presses("Bewaar")
        await self.page.wait_for_url("**/thuis")


@dataclass
class Stage:
    """Where a module plays: one Kring with its window open, one Chromium, and connections of their own."""

    kring: KringUnderTest
    chromium: Chromium
    client: httpx.AsyncClient

    @property
    def url(self) -> str:
        """The origin of the window."""
        return self.kring.settings.window_url

    def browser(self) -> Browser:
        """A plain browser, to arrange what is not looked at."""
        return Browser(self.client, self.url)

    async def visitor(self, context: BrowserContext | None = None, **more: Any) -> Visitor:
        """Somebody with a browser of their own, as large as a phone."""
        size = {"width": PHONE, "height": HEIGHT}
        context = context or await self.chromium.new_context(**{"viewport": size, "locale": "nl-NL", **more})
        return Visitor(await context.new_page(), self.url)

    async def comes_in(
        self, visitor: Visitor, user: int, *, first: bool = False, settle: bool = True
    ) -> Visitor:
        """Open the window as Telegram does, and go through the PIN when ``settle``."""
        data = quote(launch_data(user, self.kring.now.timestamp()), safe="")
        await visitor.page.goto("about:blank")
        await visitor.page.goto(f"{self.url}/#tgWebAppData={data}")
        await visitor.page.wait_for_url("**/pin/nieuw" if first else "**/pin")
        if settle:
            await (visitor.chooses_pin() if first else visitor.types_pin())
        return visitor

    async def signs_in(self, visitor: Visitor, name: str = "Sanne Vermeulen") -> Visitor:
        """Sit down at the desk, with the one click of the demo."""
        await visitor.opens("/werk")
        await visitor.presses(name)
        return visitor

    async def later(self, span: timedelta) -> None:
        """Let this much time go by, and see what is due then through."""
        self.kring.stand_in.clock.move_to(self.kring.now + span)
        await self.kring.machine.timers.look()
        self.kring.machine.house.wake()
        await self.kring.idle()


@asynccontextmanager
async def on_stage(template: tuple[Files, Cast], folder: Path) -> AsyncIterator[Stage]:
    """Everything of a module, and all of it ended afterwards."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine: the window was not tried in a browser")
    files = template[0].copied_to(folder / "data")
    pages._environment.cache_clear()
    async with world(files, template[1]) as kring:
        window = {"KRING_WINDOW_URL": f"http://localhost:{free_port()}", "KRING_DEMO": "true"}
        kring.settings = load(environment_for(files, kring.settings.api_base) | window)
        await kring.start()
        await kring.idle()
        async with (
            httpx.AsyncClient(trust_env=False, timeout=20, follow_redirects=False) as client,
            async_playwright() as playwright,
        ):
            chromium = await playwright.chromium.launch(executable_path=found, args=CHROMIUM)
            yield Stage(kring, chromium, client)
            await chromium.close()


@dataclass(slots=True)
class Gallery:
    """Pictures of one front; ``complaints`` is everything that was wrong on any of them."""

    front: str
    doors: Iterable[ModuleType]
    without_hide: frozenset[str] = frozenset()
    complaints: list[str] = field(default_factory=list)
    count: int = 0
    _seen: set[str] = field(default_factory=set)
    _axed: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    _hide: dict[int, list[float]] = field(default_factory=dict)

    async def show(
        self,
        visitor: Visitor,
        page: str,
        state: str = "",
        *,
        whole: bool = True,
        dark: bool = False,
        tiny: bool = False,
    ) -> None:
        """Picture this page in this state on a desk and on a phone, and if asked in the dark and on a tiny phone.

        Axe looks at each page and width once, and on the phone again when something new is on it.
        """
        name = f"{page}-{state}" if state else page
        self._seen |= {route.path for route in self._routes() if _leads(route, visitor)}
        if dark:
            await visitor.page.emulate_media(color_scheme="dark")
            for width in (DESKTOP, PHONE):
                await self._take(visitor, page, f"{name}-dark", width, whole=whole, scheme="dark")
            await visitor.page.emulate_media(color_scheme="light")
        for width in (TINY, DESKTOP, PHONE) if tiny else (DESKTOP, PHONE):
            await self._take(visitor, page, name, width, whole=whole)
        self.complaints += [f"{name}: {said}" for said in visitor.complaints]
        visitor.complaints.clear()

    def forgotten(self, elsewhere: frozenset[str]) -> list[str]:
        """Addresses and templates of this front that no picture shows, and that are not said to be elsewhere."""
        missing = {route.path for route in self._routes()} - self._seen
        rendered = {name for _, name in pages._environment().cache or ()}
        templates = {f"{self.front}/{file.name}" for file in (pages.TEMPLATES / self.front).glob("*.html")}
        return sorted((missing | (templates - rendered)) - elsewhere)

    def _routes(self) -> list[Route]:
        return [
            route
            for module in self.doors
            for route in module.ROUTES
            if route.methods and "GET" in route.methods
        ]

    async def _take(
        self, visitor: Visitor, page: str, name: str, width: int, *, whole: bool, scheme: str = "light"
    ) -> None:
        await visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
        found = await visitor.page.evaluate(_LOOK)
        self._judge(f"{name} at {width}", page, width, found)
        known = self._axed.setdefault((width, scheme), set())
        # A wide screen lays the same parts out in another way; what they are was judged on the phone.
        news = ({page} if width == DESKTOP else {page, *found["kinds"]}) - known
        if news and (width, scheme) in JUDGED:
            known |= news
            report = await Axe().run(visitor.page, options=RULES)
            if report.response["violations"]:
                self.complaints.append(f"{name} at {width}: {report.generate_report()}")
        path = SHOTS / self.front / str(width) / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(await visitor.pictured(width, found["height"] if whole else HEIGHT))
        self.count += 1

    def _judge(self, where: str, page: str, width: int, found: dict[str, Any]) -> None:
        if found["over"] > 0:
            self.complaints.append(f"{where}: {found['over']} px too wide")
        if found["title"] != "Kring" or found["lang"] != "nl" or found["heads"] != 1:
            self.complaints.append(f"{where}: {found['title']!r}, {found['lang']}, {found['heads']} headings")
        self.complaints += [f"{where}: too small to hit: {small}" for small in found["small"]]
        if self.front != "family" or page in self.without_hide:
            return
        if found["hide"] is None:
            self.complaints.append(f"{where}: no Verberg")
            return
        usual = self._hide.setdefault(width, found["hide"])
        if any(abs(mine - theirs) > 1 for mine, theirs in zip(found["hide"], usual, strict=True)):
            self.complaints.append(f"{where}: Verberg is at {found['hide']}, elsewhere at {usual}")


def _leads(route: Route, visitor: Visitor) -> bool:
    return visitor.asked == "GET" and bool(route.path_regex.match(urlsplit(visitor.page.url).path))


def frame_named(page: Page, name: str) -> Frame:
    """A frame that must be there."""
    found = page.frame(name)
    assert found is not None, name
    return found
