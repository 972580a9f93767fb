"""The demo's page with the real Kring behind it: the window opens inside the phone, and the desk stands beside it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import FrameLocator, Locator, Page, expect

from tests.support.cast import Cast, Files, make_template
from tests.support.window import PIN
from tests.web.screens import DESKTOP, HEIGHT, PHONE, SHOTS, Stage, on_stage
from tests.web.talk_desk import SAID, answers_as

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Cast]:
    """A data file with everybody in it; the tests beside this one know nothing of Kring."""
    return make_template(tmp_path_factory.mktemp("template"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        stand_in = made.kring.stand_in
        stand_in.show_phone(made.kring.fatima.person, "moeder", "#2f7d6b")
        stand_in.show_desk(f"{made.url}/werk", "Sanne", "het bureau")
        yield made


async def _opened(stage: Stage, width: int) -> tuple[Page, list[str]]:
    """The page of the demo on a screen of this width, while Fatima's phone rings."""
    await answers_as(stage.kring, "sanne")
    await stage.later(timedelta(seconds=30))
    page = await stage.chromium.new_page(viewport={"width": width, "height": HEIGHT}, locale="nl-NL")
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    await page.goto(stage.kring.settings.server)
    return page, broken


async def _pictured(page: Page, name: str, width: int) -> None:
    path = SHOTS / "demo" / str(width) / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=path)


async def _opens_the_window(page: Page) -> tuple[Locator, FrameLocator]:
    """Tap the button of the doorbell; what lies over the phone, and the window in it."""
    phone = page.locator("section.phone").filter(has=page.get_by_label("Bericht van Fatima"))
    await phone.get_by_role("button", name="Openen").click()
    overlay = phone.locator(".overlay")
    await expect(overlay).to_be_visible()
    await expect(overlay).to_have_role("dialog")
    return overlay, overlay.frame_locator("iframe")


async def test_side_by_side_the_window_opens_in_the_phone_and_verberg_closes_it(stage: Stage) -> None:
    page, broken = await _opened(stage, DESKTOP)
    overlay, window = await _opens_the_window(page)
    for label in ("Uw nieuwe pincode", "Nog een keer"):
        await window.get_by_label(label).fill(PIN)
    await window.get_by_text("🌷 tulp").click()
    await window.get_by_role("button", name="Bewaar").click()
    await window.get_by_role("link", name="Berichten 1 nieuw").click()
    await expect(window.get_by_text(SAID)).to_be_visible()
    desk = page.get_by_role("region", name="Bureau van Sanne")
    await expect(desk).to_be_in_viewport(ratio=0.5)
    sanne = desk.frame_locator("iframe")
    await sanne.get_by_role("button", name="Sanne Vermeulen").click()
    await expect(sanne.get_by_role("heading", name="Vandaag", exact=True)).to_be_visible()
    await _pictured(page, "venster-en-bureau", DESKTOP)
    await window.get_by_role("button", name="Verberg").click()
    await expect(overlay).to_be_hidden()
    await _pictured(page, "verborgen", DESKTOP)
    address = await overlay.locator("iframe").get_attribute("src")
    assert address == "about:blank"
    assert not broken


async def test_opened_again_it_asks_the_pin_and_the_phone_can_close_it(stage: Stage) -> None:
    page, broken = await _opened(stage, DESKTOP)
    overlay, window = await _opens_the_window(page)
    await expect(
        window.get_by_role("heading", name="Kies een pincode").or_(window.get_by_label("Uw pincode"))
    ).to_be_visible()
    await overlay.get_by_role("button", name="Sluit").click()
    await expect(overlay).to_be_hidden()
    assert not broken


async def test_on_a_narrow_screen_the_desk_has_a_tab_of_its_own(stage: Stage) -> None:
    page, broken = await _opened(stage, PHONE)
    overlay, window = await _opens_the_window(page)
    await expect(window.get_by_role("heading", level=1)).to_be_visible()
    await _pictured(page, "venster", PHONE)
    await overlay.get_by_role("button", name="Sluit").click()
    await page.get_by_role("tab", name="Sanne").click()
    desk = page.get_by_role("tabpanel", name="Bureau van Sanne")
    await expect(desk.frame_locator("iframe").get_by_role("heading", name="Aanmelden")).to_be_visible()
    await expect(page.get_by_label("Bericht van Fatima")).to_be_hidden()
    await _pictured(page, "bureau", PHONE)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not broken
