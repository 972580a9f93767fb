"""A passkey in a real browser: made from the administrator's one-time link, and used to sign in; nothing else does."""

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import CDPSession, Page, expect

from domain.actors import Administrator
from domain.window import EntryFailed
from tests.support.window import PROFESSIONAL, Browser
from tests.support.world import KringUnderTest
from usecases.passkeys import enrol
from web.passkeys import SIGN_IN, enrolment_purpose, read_answer, spend_challenge

pytestmark = pytest.mark.browser


@dataclass
class Device:
    """A page in a browser with a device that makes passkeys, as Chromium plays one."""

    page: Page
    wire: CDPSession
    authenticator: str

    async def credentials(self) -> list[dict[str, Any]]:
        """The passkeys in the device."""
        told = await self.wire.send("WebAuthn.getCredentials", {"authenticatorId": self.authenticator})
        found: list[dict[str, Any]] = told["credentials"]
        return found

    async def verifies(self, *, right: bool) -> None:
        """Whether a finger or face is the right one from now on."""
        await self.wire.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.authenticator, "isUserVerified": right}
        )


@pytest.fixture
async def device(chromium: Chromium) -> AsyncIterator[Device]:
    """An empty device."""
    page = await chromium.new_page()
    wire = await page.context.new_cdp_session(page)
    await wire.send("WebAuthn.enable")
    made = await wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield Device(page, wire, made["authenticatorId"])
    await page.close()


async def _link(kring: KringUnderTest) -> str:
    async with kring.unit() as uow:
        token = await enrol(uow, Administrator(), professional=kring.cast.professionals["sanne"].id)
    return f"{kring.settings.window_url}/werk/begin#{token.reveal()}"


async def _enrols(kring: KringUnderTest, device: Device) -> None:
    await device.page.goto(await _link(kring))
    await device.page.get_by_role("button", name="Maak passkey").click()
    await device.page.wait_for_url("**/werk/vandaag")


async def _signs_out(device: Device, kring: KringUnderTest) -> None:
    await device.page.context.clear_cookies()
    await device.page.goto(f"{kring.settings.window_url}/werk")


async def test_a_passkey_is_made_once_and_signs_in_from_then_on(
    kring: KringUnderTest, device: Device
) -> None:
    await _enrols(kring, device)
    assert len(await device.credentials()) == 1
    assert [c["name"] for c in await device.page.context.cookies()] == [PROFESSIONAL]
    await _signs_out(device, kring)
    await device.page.get_by_role("button", name="Meld aan met passkey").click()
    await device.page.wait_for_url("**/werk/vandaag")
    await device.page.goto(f"{kring.settings.window_url}/werk/sessies")
    await expect(device.page.get_by_text("Met passkey").first).to_be_visible()


async def test_the_token_of_the_link_leaves_the_address_at_once(
    kring: KringUnderTest, device: Device
) -> None:
    await device.page.goto(await _link(kring))
    await expect(device.page.get_by_role("button", name="Maak passkey")).to_be_visible()
    assert "#" not in device.page.url


async def test_a_link_makes_one_passkey_only(kring: KringUnderTest, device: Device) -> None:
    link = await _link(kring)
    await device.page.goto(link)
    await device.page.get_by_role("button", name="Maak passkey").click()
    await device.page.wait_for_url("**/werk/vandaag")
    await device.page.context.clear_cookies()
    await device.page.goto(link)
    await device.page.get_by_role("button", name="Maak passkey").click()
    await expect(device.page.get_by_text("Vraag de beheerder om een nieuwe uitnodiging")).to_be_visible()


async def test_the_wrong_finger_signs_nobody_in(kring: KringUnderTest, device: Device) -> None:
    await _enrols(kring, device)
    await _signs_out(device, kring)
    await device.verifies(right=False)
    await device.page.get_by_role("button", name="Meld aan met passkey").click()
    await expect(device.page.get_by_text("Aanmelden lukte niet")).to_be_visible()
    assert not await device.page.context.cookies()


async def test_what_was_signed_signs_in_once(kring: KringUnderTest, device: Device, browser: Browser) -> None:
    sent: list[str] = []
    device.page.on(
        "request", lambda r: sent.append(r.post_data or "") if r.url.endswith("/werk/in") else None
    )
    await _enrols(kring, device)
    await _signs_out(device, kring)
    await device.page.get_by_role("button", name="Meld aan met passkey").click()
    await device.page.wait_for_url("**/werk/vandaag")
    again = await browser.client.post(
        f"{browser.url}/werk/in",
        content=sent[0],
        headers={"origin": browser.url, "content-type": "application/x-www-form-urlencoded"},
    )
    assert again.status_code == 403
    assert "set-cookie" not in again.headers


async def test_a_passkey_that_was_removed_signs_nobody_in(kring: KringUnderTest, device: Device) -> None:
    await _enrols(kring, device)
    await device.page.goto(f"{kring.settings.window_url}/werk/sessies")
    await device.page.get_by_role("button", name="Verwijder").click()
    await _signs_out(device, kring)
    await device.page.get_by_role("button", name="Meld aan met passkey").click()
    await expect(device.page.get_by_text("Aanmelden lukte niet")).to_be_visible()


async def test_a_challenge_to_sign_in_is_good_for_five_minutes(kring: KringUnderTest, device: Device) -> None:
    await _enrols(kring, device)
    await _signs_out(device, kring)
    fresh, old = await _signed(device), await _signed(device)
    assert await _sent(device, fresh) == 200
    await kring.move_to("2026-11-23 09:06")
    assert await _sent(device, old) == 403


async def test_the_options_ask_for_any_passkey_and_a_verified_person(browser: Browser) -> None:
    options = (await browser.post("/werk/opties")).json()
    assert options["userVerification"] == "required"
    assert options["rpId"] == "localhost"
    assert not options["allowCredentials"]


async def test_a_challenge_counts_once_and_only_for_what_it_was_made(
    kring: KringUnderTest, browser: Browser
) -> None:
    challenge = (await browser.post("/werk/opties")).json()["challenge"]
    client = base64.urlsafe_b64encode(json.dumps({"challenge": challenge}).encode()).decode()
    answer = read_answer(json.dumps({"rawId": "AAAA", "response": {"clientDataJSON": client}}))
    async with kring.unit() as uow:
        with pytest.raises(EntryFailed):
            await spend_challenge(uow, answer, enrolment_purpose("a link"))
        await spend_challenge(uow, answer, SIGN_IN)
        with pytest.raises(EntryFailed):
            await spend_challenge(uow, answer, SIGN_IN)
        forged = replace(answer, challenge=answer.challenge.replace(".1", ".9", 1))
        with pytest.raises(EntryFailed):
            await spend_challenge(uow, forged, SIGN_IN)


async def _signed(device: Device) -> str:
    options = await device.page.evaluate(
        "fetch('/werk/opties', {method: 'POST'}).then((said) => said.json())"
    )
    signed: str = await device.page.evaluate(_SIGN, options)
    return signed


async def _sent(device: Device, signed: str) -> int:
    status: int = await device.page.evaluate(_SEND, signed)
    return status


_SEND = """(signed) => fetch("/werk/in", { method: "POST", body: new URLSearchParams({ credential: signed }) })
  .then((answer) => answer.status)"""

_SIGN = """async (options) => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  const credential = await navigator.credentials.get({ publicKey });
  return JSON.stringify(credential.toJSON());
}"""
