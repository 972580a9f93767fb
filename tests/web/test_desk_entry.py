"""How professionals come in, and stay in no longer than fifteen idle minutes."""

from collections.abc import Callable

import pytest

from bot.settings import load
from domain.actors import Administrator
from tests.support.window import FAMILY, PROFESSIONAL, Browser, free_port
from tests.support.world import KringUnderTest, environment_for
from usecases.passkeys import enrol

FATIMA = 601


async def signs_in(kring: KringUnderTest, browser: Browser, key: str = "sanne") -> None:
    """One click, in the demo."""
    await browser.get("/werk")
    await browser.post("/werk/proef", {"professional": str(kring.cast.professionals[key].id)})


async def test_a_click_signs_in_in_the_demo(kring: KringUnderTest, browser: Browser) -> None:
    await browser.get("/werk")
    assert "Sanne Vermeulen" in browser.page
    await signs_in(kring, browser)
    await browser.get("/werk/sessies")
    assert browser.path == "/werk/sessies"
    assert "Dit scherm" in browser.page


async def test_outside_the_demo_the_click_does_not_exist(
    kring_stopped: KringUnderTest, a_client_browser: Callable[[str], Browser]
) -> None:
    url = f"http://localhost:{free_port()}"
    kring_stopped.settings = load(
        environment_for(kring_stopped.files, kring_stopped.settings.api_base) | {"KRING_WINDOW_URL": url}
    )
    await kring_stopped.start()
    browser = a_client_browser(url)
    await browser.get("/werk")
    assert "Sanne" not in browser.page
    await browser.post("/werk/proef", {"professional": str(kring_stopped.cast.professionals["sanne"].id)})
    assert browser.status == 404
    assert PROFESSIONAL not in browser.cookies
    policy = (await browser.get("/werk")).headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("which", ["", "x", "00000000-0000-7000-8000-000000000000"])
async def test_a_click_on_nobody_signs_nobody_in(browser: Browser, which: str) -> None:
    await browser.post("/werk/proef", {"professional": which})
    assert browser.status == 404
    assert PROFESSIONAL not in browser.cookies


async def test_a_family_token_opens_no_desk_and_a_desk_token_no_family_page(
    kring: KringUnderTest, browser: Browser
) -> None:
    await browser.comes_in(kring, FATIMA)
    await browser.chooses()
    await signs_in(kring, browser)
    family, desk = browser.cookies[FAMILY], browser.cookies[PROFESSIONAL]
    browser.cookies = {FAMILY: desk, PROFESSIONAL: family}
    await browser.get("/werk/sessies")
    assert browser.path == "/werk"
    await browser.get("/levend")
    assert browser.path == "/slot"


async def test_after_fifteen_idle_minutes_they_sign_in_again(kring: KringUnderTest, browser: Browser) -> None:
    await signs_in(kring, browser)
    await kring.move_to("2026-11-23 09:14")
    await browser.get("/werk/sessies")
    assert browser.path == "/werk/sessies"
    await kring.move_to("2026-11-23 09:30")
    await browser.get("/werk/sessies")
    assert browser.path == "/werk"
    assert PROFESSIONAL not in browser.cookies


async def test_signing_out_ends_the_session(kring: KringUnderTest, browser: Browser) -> None:
    await signs_in(kring, browser)
    token = browser.cookies[PROFESSIONAL]
    await browser.get("/werk/sessies")
    await browser.post("/werk/uit")
    assert PROFESSIONAL not in browser.cookies
    browser.cookies[PROFESSIONAL] = token
    await browser.get("/werk/sessies")
    assert browser.path == "/werk"


async def test_other_sessions_can_be_ended_one_by_one_and_all_at_once(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    one, two, three = a_browser(), a_browser(), a_browser()
    for browser in (one, two, three):
        await signs_in(kring, browser)
    async with kring.reading() as uow:
        sessions = await uow.sessions.of(kring.cast.recipient("sanne"))
    assert len(sessions) == 3
    await one.get("/werk/sessies")
    await one.post("/werk/sessies")
    for browser in (two, three):
        await browser.get("/werk/sessies")
        assert browser.path == "/werk"
    await one.get("/werk/sessies")
    assert one.path == "/werk/sessies"


async def test_a_colleague_cannot_end_anothers_session(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    sanne, mehmet = a_browser(), a_browser()
    await signs_in(kring, sanne)
    await signs_in(kring, mehmet, "mehmet")
    async with kring.reading() as uow:
        session = (await uow.sessions.of(kring.cast.recipient("sanne")))[0]
    await mehmet.get("/werk/sessies")
    await mehmet.post(f"/werk/sessies/{session.id}")
    assert mehmet.status == 404
    await sanne.get("/werk/sessies")
    assert sanne.path == "/werk/sessies"


async def test_every_form_of_the_desk_needs_its_token(kring: KringUnderTest, browser: Browser) -> None:
    await signs_in(kring, browser)
    for path in ("/werk/uit", "/werk/sessies"):
        await browser.post(path, {"csrf": "x"})
        assert browser.status == 403
    await browser.get("/werk/sessies")
    assert browser.path == "/werk/sessies"


@pytest.mark.parametrize(
    "given", ["", "{}", "[]", "null", "x" * 20_000, '{"response": {}}', '{"rawId": 1}', "[" * 5000]
)
async def test_what_no_browser_answers_signs_nobody_in(browser: Browser, given: str) -> None:
    for path in ("/werk/in", "/werk/begin"):
        await browser.post(path, {"credential": given, "token": "x"})
        assert browser.status == 403
    assert PROFESSIONAL not in browser.cookies


async def test_a_one_time_link_that_was_replaced_asks_nothing(
    kring: KringUnderTest, browser: Browser
) -> None:
    sanne = kring.cast.professionals["sanne"].id
    async with kring.unit() as uow:
        old = await enrol(uow, Administrator(), professional=sanne)
        new = await enrol(uow, Administrator(), professional=sanne)
    assert (await browser.post("/werk/begin/opties", {"token": old.reveal()})).status_code == 403
    assert (await browser.post("/werk/begin/opties", {"token": new.reveal()})).json()["user"]["name"]
