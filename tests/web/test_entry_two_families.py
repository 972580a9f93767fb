"""The window of somebody who takes part in two families: it asks in which, and each has a PIN of its own."""

from collections.abc import Callable

from domain.linking import Recipient
from tests.support.members import joins
from tests.support.window import Browser, launch_data
from tests.support.world import KringUnderTest

WIL = 604


async def came(browser: Browser, launch: str, **more: str) -> None:
    await browser.get("/")
    await browser.post("/binnen", {"launch": launch, **more})


async def test_it_asks_in_which_family_and_opens_that_one(kring: KringUnderTest, browser: Browser) -> None:
    twin = await joins(kring, kring.wil, "Wil Jansen", "Maan")
    launch = launch_data(WIL, kring.now.timestamp())
    await came(browser, launch)
    assert browser.status == 200
    assert "Welke kring?" in browser.page
    assert browser.page.index("Kring ⭐") < browser.page.index("Kring 🌙")
    assert "Jansen" not in browser.page
    await browser.post("/binnen", {"launch": launch, "kring": str(twin.person)})
    assert browser.path == "/pin/nieuw"
    await browser.chooses()
    assert browser.status == 200
    async with kring.reading() as uow:
        assert await uow.keyrings.of(twin.person) is not None
        assert await uow.keyrings.of(kring.cast.people["wil"].id) is None
        assert await uow.sessions.of(Recipient(person=twin.person))
        assert not await uow.sessions.of(kring.cast.recipient("wil"))


async def test_the_question_and_the_way_in_work_once_each(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    twin = await joins(kring, kring.wil, "Wil Jansen", "Maan")
    launch = launch_data(WIL, kring.now.timestamp())
    first, thief = a_browser(), a_browser()
    await came(first, launch)
    await came(thief, launch)
    assert thief.status == 403
    assert "⭐" not in thief.page
    await first.post("/binnen", {"launch": launch, "kring": str(twin.person)})
    await came(thief, launch, kring=str(twin.person))
    assert thief.status == 403


async def test_nobody_comes_in_as_somebody_else(kring: KringUnderTest, browser: Browser) -> None:
    await joins(kring, kring.wil, "Wil Jansen", "Maan")
    for other in (kring.cast.people["fatima"].id, "x"):
        launch = launch_data(WIL, kring.now.timestamp())
        await came(browser, launch, kring=str(other))
        assert browser.status in (403, 404)
    async with kring.reading() as uow:
        assert not await uow.sessions.of(kring.cast.recipient("fatima"))
