"""A real Kring with its window open, and browsers that come to it."""

import shutil
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import async_playwright

from bot.settings import load
from tests.support.fixtures import cast, files, kring_stopped, template
from tests.support.window import Browser, free_port
from tests.support.world import KringUnderTest, environment_for

__all__ = ["cast", "files", "kring_stopped", "template"]

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip


@pytest.fixture
async def kring(kring_stopped: KringUnderTest) -> KringUnderTest:
    """The world, with the bot running and its window open at ``kring.settings.window_url``."""
    stand_in = kring_stopped.settings.api_base
    kring_stopped.settings = load(
        environment_for(kring_stopped.files, stand_in)
        | {"KRING_WINDOW_URL": f"http://localhost:{free_port()}", "KRING_DEMO": "true"}
    )
    await kring_stopped.start()
    await kring_stopped.idle()
    return kring_stopped


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Connections; it keeps no cookies itself, since ours are for secure connections alone."""
    async with httpx.AsyncClient(trust_env=False, timeout=20, follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def a_browser(kring: KringUnderTest, client: httpx.AsyncClient) -> Callable[[], Browser]:
    """Another browser each time."""
    return lambda: Browser(client, kring.settings.window_url)


@pytest.fixture
def a_client_browser(client: httpx.AsyncClient) -> Callable[[str], Browser]:
    """A browser for a window at another address."""
    return lambda url: Browser(client, url)


@pytest.fixture
def browser(a_browser: Callable[[], Browser]) -> Browser:
    """One browser."""
    return a_browser()


@pytest.fixture
async def chromium() -> AsyncIterator[Chromium]:
    """A real browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine: the window was not tried in a browser")
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        await opened.close()
