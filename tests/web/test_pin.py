"""The PIN and the spoken code: five tries for everybody together, whatever they do at the same time."""

import asyncio
from collections.abc import Callable

import pytest

from domain.actors import CaseManager
from domain.work_items import WorkKind
from tests.support.window import FAMILY, PIN, Browser
from tests.support.world import KringUnderTest
from usecases.keyrings import give_link

FATIMA, NOOR = 601, 603
WRONG = ("918273", "918274", "918275", "918276", "918277", "918278", "918279")


async def locked_out(kring: KringUnderTest, browser: Browser) -> None:
    """Wrong until it locks, waiting as long as is asked."""
    for number, wrong in enumerate(WRONG[:5]):
        await kring.move_to(f"2026-11-23 09:{3 * number + 3:02}")
        await browser.comes_in(kring, FATIMA)
        await browser.types(wrong)


@pytest.fixture
async def inside(kring: KringUnderTest, browser: Browser) -> Browser:
    """Fatima, with a PIN of her own."""
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    return browser


async def test_the_right_pin_opens(kring: KringUnderTest, inside: Browser) -> None:
    await inside.comes_in(kring, FATIMA)
    await inside.types()
    assert (await inside.get("/levend")).status_code == 204


async def test_a_wrong_pin_says_how_many_tries_are_left(kring: KringUnderTest, inside: Browser) -> None:
    await inside.comes_in(kring, FATIMA)
    await inside.types(WRONG[0])
    assert inside.status == 403
    assert "Nog 4 keer" in inside.page


async def test_what_cannot_be_a_pin_costs_no_try(kring: KringUnderTest, inside: Browser) -> None:
    await inside.comes_in(kring, FATIMA)
    for typed in ("", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "5" * 10_000):
        await inside.types(typed)
        assert "zes cijfers" in inside.page
    await inside.types(WRONG[0])
    assert "Nog 4 keer" in inside.page


async def test_spaces_in_a_pin_do_not_count(kring: KringUnderTest, inside: Browser) -> None:
    await inside.comes_in(kring, FATIMA)
    await inside.types(f" {PIN[:3]} {PIN[3:]} ")
    assert (await inside.get("/levend")).status_code == 204


async def test_the_fifth_wrong_one_locks_and_asks_the_gezinsmanager_for_help(
    kring: KringUnderTest, inside: Browser
) -> None:
    await locked_out(kring, inside)
    assert inside.path == "/slot"
    assert "te vaak fout" in inside.page
    assert 'href="/bel"' in inside.page
    async with kring.reading() as uow:
        sanne = kring.cast.professionals["sanne"]
        items = await uow.work_items.open_of(sanne.id)
    assert [item for item in items if item.kind is WorkKind.RESTORE_PIN]


async def test_after_the_lock_the_right_pin_opens_nothing(
    kring: KringUnderTest, inside: Browser, a_browser: Callable[[], Browser]
) -> None:
    await locked_out(kring, inside)
    other = a_browser()
    await other.comes_in(kring, FATIMA)
    await other.types()
    assert other.path == "/slot"


@pytest.mark.usefixtures("inside")
async def test_many_tries_at_once_are_no_more_than_five_together(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    browsers = [a_browser() for _ in range(5)]
    for browser in browsers:
        await browser.comes_in(kring, FATIMA)
        assert browser.path == "/pin"
    await asyncio.gather(*(b.post("/pin", {"pin": wrong}) for b in browsers for wrong in WRONG))
    said = [b.page for b in browsers]
    # The first two need not wait; of all the others none was looked at.
    async with kring.reading() as uow:
        keyring = await uow.keyrings.of(kring.cast.people["fatima"].id)
    assert keyring is not None
    assert keyring.tries == 2, said


async def test_a_lock_ends_every_other_session_of_that_person(
    kring: KringUnderTest, inside: Browser, a_browser: Callable[[], Browser]
) -> None:
    other = a_browser()
    await locked_out(kring, other)
    inside.page = ""
    await inside.get("/levend")
    assert inside.path == "/slot"


@pytest.mark.parametrize("weak", ["123456", "111111", "121212", "010190", "061234", "12345", "abcdef"])
async def test_a_pin_that_is_easily_guessed_cannot_be_chosen(
    kring: KringUnderTest, browser: Browser, weak: str
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses(weak)
    assert browser.status == 422
    assert "te makkelijk" in browser.page


async def test_two_different_pins_and_no_picture_are_asked_again(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.get("/pin/nieuw")
    await browser.post("/pin/nieuw", {"pin": PIN, "again": WRONG[0], "picture": "tulip"})
    assert "niet gelijk" in browser.page
    await browser.post("/pin/nieuw", {"pin": PIN, "again": PIN, "picture": "skull"})
    assert "Kies een van de plaatjes" in browser.page


@pytest.mark.usefixtures("inside")
async def test_a_pin_that_exists_cannot_be_chosen_anew_from_telegram_alone(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    thief = a_browser()
    await thief.comes_in(kring, FATIMA)
    await thief.get("/pin/nieuw")
    assert thief.path == "/pin"
    await thief.post("/pin/nieuw", {"pin": "918273", "again": "918273", "picture": "tulip"})
    assert thief.path == "/pin"


async def test_just_after_the_pin_another_one_can_be_chosen_and_later_it_is_asked_first(
    kring: KringUnderTest, inside: Browser
) -> None:
    await inside.chooses("918273")
    assert inside.path == "/thuis"
    await kring.move_to("2026-11-23 09:03")
    await inside.get("/pin/nieuw")
    assert inside.path == "/pin"
    assert "Dan weten wij zeker dat u het bent" in inside.page


async def test_a_personal_link_asks_for_the_code_that_was_told(
    kring: KringUnderTest, browser: Browser
) -> None:
    sanne = kring.cast.professionals["sanne"]
    async with kring.unit() as uow:
        given = await give_link(uow, CaseManager(sanne.id, sanne.team), person=kring.cast.people["noor"].id)
    await browser.get("/sleutel")
    await browser.post("/sleutel", {"key": given.key.reveal()})
    assert browser.path == "/code"
    assert "Je gezinsmanager" in browser.page
    await browser.post("/code", {"code": "000000" if given.code.reveal() != "000000" else "111111"})
    assert browser.status == 403
    await browser.post("/code", {"code": given.code.reveal()})
    assert browser.path == "/pin/nieuw"
    await browser.chooses()
    assert (await browser.get("/levend")).status_code == 204


@pytest.mark.parametrize("key", ["", "x", "A" * 22, "A" * 5000])
async def test_anothers_or_nobodys_link_opens_nothing(browser: Browser, key: str) -> None:
    answer = await browser.post("/sleutel", {"key": key})
    assert answer.status_code == 403
    assert FAMILY not in browser.cookies


async def test_the_code_cannot_be_skipped(kring: KringUnderTest, browser: Browser) -> None:
    sanne = kring.cast.professionals["sanne"]
    async with kring.unit() as uow:
        given = await give_link(uow, CaseManager(sanne.id, sanne.team), person=kring.cast.people["noor"].id)
    await browser.post("/sleutel", {"key": given.key.reveal()})
    for path in ("/pin", "/pin/nieuw", "/levend"):
        await browser.get(path)
        assert browser.path == "/code"
    await browser.post("/pin/nieuw", {"pin": PIN, "again": PIN, "picture": "tulip"})
    assert browser.path == "/code"
