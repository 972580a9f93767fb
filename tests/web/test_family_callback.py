"""Bel mij terug: without the PIN, when locked out, and honest to whoever is not known here."""

import re

import pytest

from domain.errors import Outdated
from domain.work_items import WorkKind
from tests.support.window import Browser
from tests.support.world import OWN_NUMBER, KringUnderTest
from tests.web.family_pages import FATIMA, WIL, comes_inside, on_lists
from usecases.attendance import ask_call

WISH = re.compile(r'name="wish" value="([^"]+)"')
WRONG = ("918273", "918274", "918275", "918276", "918277")


async def _wishes(browser: Browser) -> list[str]:
    await browser.get("/bel")
    return WISH.findall(browser.page)


async def test_before_the_pin_somebody_can_ask_to_be_called_at_a_part_of_a_day(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    wishes = await _wishes(browser)
    # Monday 09.00: this morning, this afternoon, the same tomorrow, and whenever.
    assert len(wishes) == 5
    assert "Fatima" not in browser.page
    assert "Sanne" not in browser.page
    await browser.post("/bel", {"wish": wishes[1]})
    assert "vandaag, maandag 23 november, tussen 12 en 17 uur" in browser.page
    (item,) = [item for item in await on_lists(kring) if item.kind is WorkKind.CALL_BACK]
    assert (item.person, item.urgent) == (kring.cast.people["fatima"].id, True)
    await kring.idle()
    await kring.sanne.says("/lijst")
    await kring.idle()
    assert "liefst: maandag 23 november, tussen 12 en 17 uur" in kring.sanne.last().text


async def test_locked_out_they_can_still_be_called(kring: KringUnderTest, browser: Browser) -> None:
    await comes_inside(kring, browser)
    await browser.comes_in(kring, FATIMA)
    for number, wrong in enumerate(WRONG):
        await kring.move_to(f"2026-11-23 09:{3 * number + 3:02}")
        await browser.comes_in(kring, FATIMA)
        await browser.types(wrong)
    assert browser.path == "/slot"
    await browser.get("/thuis")
    assert browser.path == "/slot"
    await browser.get("/bel")
    await browser.post("/bel", {"wish": "whenever"})
    assert "Wij bellen op een werkdag." in browser.page
    assert WorkKind.CALL_BACK in {item.kind for item in await on_lists(kring)}


async def test_a_network_member_can_be_called_too(kring: KringUnderTest, browser: Browser) -> None:
    await comes_inside(kring, browser, WIL)
    await browser.get("/bel")
    await browser.post("/bel", {"wish": "whenever"})
    assert browser.status == 200
    assert len(await on_lists(kring)) == 1


async def test_whoever_is_not_known_reads_whom_to_call(kring: KringUnderTest, browser: Browser) -> None:
    await browser.get("/bel")
    assert browser.status == 200
    assert OWN_NUMBER in browser.page
    await browser.post("/bel", {"wish": "whenever"})
    assert await on_lists(kring) == ()


@pytest.mark.parametrize(("wish", "status"), [("", 422), ("2020-01-01T08:00:00+00:00", 409), ("x", 409)])
async def test_a_time_that_cannot_be_is_asked_again(
    kring: KringUnderTest, browser: Browser, wish: str, status: int
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.get("/bel")
    await browser.post("/bel", {"wish": wish})
    assert (browser.status, await on_lists(kring)) == (status, ())


async def test_a_part_of_the_day_that_has_passed_meanwhile_is_not_promised(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    morning, *_ = await _wishes(browser)
    await kring.move_to("2026-11-23 12:30")
    await browser.comes_in(kring, FATIMA)
    assert morning not in await _wishes(browser)
    await browser.post("/bel", {"wish": morning})
    assert browser.status == 409
    assert "Kies een andere tijd." in browser.page


async def test_the_wish_of_the_use_case_is_one_that_was_offered(kring: KringUnderTest) -> None:
    """The window offers; the use case does not take its word for it."""
    with pytest.raises(Outdated):
        async with kring.unit() as uow:
            await ask_call(uow, kring.cast.participant("fatima"), wish=uow.now)
