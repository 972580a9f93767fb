"""Makes the picture on the front page: `python -m demo.picture docs/images/demo.png` (needs Chromium)."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from demo.__main__ import TOKEN, first_morning
from demo.clock import Clock
from demo.household import move_in, set_up
from demo.kring import Kring
from demo.server import StandIn
from demo.serving import free_port, serving
from demo.story import Story

WIDE, NARROW = (2440, 820), (360, 740)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


async def take(wide: Path, narrow: Path | None) -> None:
    """Play the story up to "Ik kan niet" and photograph the page, wide and, if asked, at the width of a phone."""
    with tempfile.TemporaryDirectory(prefix="kring-picture-") as folder:
        clock_file = Path(folder) / "clock"
        clock = Clock(clock_file)
        clock.move_to(first_morning())
        stand_in = StandIn(TOKEN, clock)
        async with serving(stand_in.app) as address:
            kring = Kring(Path(folder), TOKEN, address, clock_file, f"http://localhost:{free_port()}")
            await set_up(kring)
            async with kring.running():
                household = await move_in(stand_in, kring)
                stand_in.show_desk(f"{kring.window}/werk", "Sanne", "het bureau")
                story = Story(stand_in, kring, household, lambda _line: None)
                await story.play_until_she_cannot()
                await _photograph(address, wide, WIDE)
                if narrow is not None:
                    await _photograph(address, narrow, NARROW)


async def _photograph(address: str, picture: Path, size: tuple[int, int]) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = await browser.new_page(viewport={"width": size[0], "height": size[1]})
        await page.goto(address)
        await page.wait_for_timeout(2500)
        await page.screenshot(path=picture)
        await browser.close()


if __name__ == "__main__":
    pictures = [Path(word) for word in sys.argv[1:]]
    asyncio.run(take(pictures[0], pictures[1] if len(pictures) > 1 else None))
