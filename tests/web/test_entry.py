"""Coming in from Telegram: only with what Telegram really said, fresh, once, and then only as far as the PIN."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.support.window import FAMILY, PIN, Browser, launch_data
from tests.support.world import KringUnderTest

FATIMA, JAN, SANNE, STRANGER = 601, 602, 501, 901
FAILED = "Open het venster nog eens vanuit Telegram"


async def test_from_telegram_through_the_first_pin_to_inside(kring: KringUnderTest, browser: Browser) -> None:
    await browser.comes_in(kring, FATIMA)
    assert browser.path == "/pin/nieuw"
    await browser.chooses()
    assert (await browser.get("/levend")).status_code == 204


async def test_before_the_pin_nothing_opens(kring: KringUnderTest, browser: Browser) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.get("/levend")
    assert browser.path == "/pin/nieuw"


async def test_the_picture_stands_beside_the_pin_the_next_time(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    first, second = a_browser(), a_browser()
    await first.comes_in(kring, FATIMA)
    await first.chooses(picture="bicycle")
    await second.comes_in(kring, FATIMA)
    assert second.path == "/pin"
    assert "🚲 fiets" in second.page


def _spoiled(now: float) -> dict[str, str]:
    good = launch_data(FATIMA, now)
    return {
        "empty": "",
        "no fields": "hash=1",
        "another user": good.replace("601", "602"),
        "another mark": good[:-1] + ("0" if good[-1] != "0" else "1"),
        "user twice": f"{good}&user=%7B%22id%22%3A602%7D",
        "mark twice": f"{good}&hash={'0' * 64}",
        "another key": launch_data(FATIMA, now, key=b"another key"),
        "too old": launch_data(FATIMA, now - 301),
        "from the future": launch_data(FATIMA, now + 60),
        "nobody": launch_data(STRANGER, now),
        "a professional": launch_data(SANNE, now),
        "long": "x" * 20_000,
        "strange signs": "a\x00b=\ufffd",
    }


@pytest.mark.parametrize("how", list(_spoiled(0)))
async def test_forged_stale_future_and_nobodys_launch_data_get_one_and_the_same_answer(
    kring: KringUnderTest, browser: Browser, how: str
) -> None:
    answer = await browser.post("/binnen", {"launch": _spoiled(kring.now.timestamp())[how]})
    assert answer.status_code == 403
    assert FAILED in answer.text
    assert FAMILY not in browser.cookies


async def test_launch_data_counts_once(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> None:
    data = launch_data(FATIMA, kring.now.timestamp())
    first, second = a_browser(), a_browser()
    await first.post("/binnen", {"launch": data})
    await second.post("/binnen", {"launch": data})
    assert (first.status, second.status) == (200, 403)
    assert FAMILY not in second.cookies


async def test_whoever_comes_in_next_on_the_same_telephone_ends_the_session_before(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    before = browser.cookies[FAMILY]
    await browser.comes_in(kring, JAN)
    assert browser.path == "/pin/nieuw"
    browser.cookies[FAMILY] = before
    await browser.get("/levend")
    assert browser.path == "/slot"


async def test_opening_gives_a_fresh_token_so_that_a_planted_one_is_worth_nothing(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    planted = browser.cookies[FAMILY]
    await browser.chooses()
    assert browser.cookies[FAMILY] != planted
    browser.cookies[FAMILY] = planted
    await browser.get("/levend")
    assert browser.path == "/slot"


async def test_after_five_idle_minutes_the_window_is_closed(kring: KringUnderTest, browser: Browser) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    await kring.move_to("2026-11-23 09:06")
    await browser.get("/levend")
    assert browser.path == "/slot"
    assert "sluit vanzelf" in browser.page


async def test_hiding_ends_the_session_forgets_the_cookie_and_shows_nothing(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    token = browser.cookies[FAMILY]
    await browser.get("/hulp")
    answer = await browser.client.post(
        f"{browser.url}/verberg",
        headers={"cookie": f"{FAMILY}={token}", "origin": "null", "sec-fetch-site": "same-origin"},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/rust")
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    await browser.get("/levend")
    assert browser.path == "/slot"


async def test_hiding_works_for_everybody_also_without_a_session(browser: Browser) -> None:
    await browser.post("/verberg")
    assert (browser.path, browser.status) == ("/rust", 200)
    browser.cookies[FAMILY] = "never-existed"
    await browser.post("/verberg")
    assert browser.path == "/rust"


async def test_the_help_card_needs_no_session_and_no_database(
    kring: KringUnderTest, browser: Browser
) -> None:
    kring.files.database.unlink()
    await browser.get("/hulp")
    assert browser.status == 200
    for number in ("112", "0800-2000", "113", "0800-0113", "0800-0432", kring.settings.own_number):
        assert number in browser.page


async def test_no_page_says_a_name_and_no_address_holds_a_secret(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    for path in ("/", "/hulp", "/rust", "/slot", "/pin", "/pin/nieuw"):
        await browser.get(path)
        assert "Fatima" not in browser.page
        assert PIN not in browser.page
        assert browser.cookies[FAMILY] not in browser.page
        assert "<title>Kring</title>" in browser.page


async def test_without_scripts_the_pages_that_need_one_say_whom_to_call(browser: Browser) -> None:
    for path in ("/", "/sleutel", "/werk", "/werk/begin"):
        page = (await browser.get(path)).text
        assert "staat te streng" in page.partition("<noscript>")[2].partition("</noscript>")[0]


async def test_verberg_wipes_the_help_card_too_and_what_was_asked(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    for typed in ("ik wil niet meer leven", "/nood", "/afspraken"):
        await kring.fatima.says(typed)
        await kring.idle()
    assert kring.fatima.heard("113")
    await browser.post("/verberg")
    await kring.idle()
    assert kring.fatima.screen() == []


async def test_verberg_wipes_the_chat_also_when_the_window_had_closed_by_itself(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    await kring.fatima.says("/afspraken")
    await kring.idle()
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=6))
    await browser.post("/verberg")
    await kring.idle()
    assert kring.fatima.screen() == []


async def test_verberg_closes_the_window_on_every_device_of_this_person(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    one, other, jan = a_browser(), a_browser(), a_browser()
    for browser, user in ((one, FATIMA), (jan, JAN)):
        await browser.comes_in(kring, user)
        await browser.chooses()
    await other.comes_in(kring, FATIMA)
    await other.types()
    await one.post("/verberg")
    for browser, path in ((other, "/slot"), (jan, "/thuis")):
        await browser.get("/thuis")
        assert browser.path == path


async def test_verberg_on_the_page_of_the_closed_window_wipes_the_chat(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    await kring.fatima.says("/afspraken")
    await kring.idle()
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=6))
    await browser.get("/berichten")
    assert browser.path == "/slot"
    await browser.post("/verberg")
    await kring.idle()
    assert kring.fatima.screen() == []


async def test_the_first_page_leads_nobody_round_whose_window_has_closed(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    assert 'href="/thuis"' in (await browser.get("/")).text
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=6))
    await browser.get("/thuis")
    assert browser.path == "/slot"
    assert 'href="/thuis"' not in (await browser.get("/")).text
