"""At the desk: signing in, and arranging what a gezinsmanager would have done before."""

import re

from domain.actors import CaseManager
from tests.support.plans import plan_visit
from tests.support.window import Browser
from tests.support.world import KringUnderTest


async def signed_in(kring: KringUnderTest, browser: Browser, key: str = "sanne") -> Browser:
    """One click, in the demo."""
    await browser.get("/werk")
    await browser.post("/werk/proef", {"professional": str(kring.cast.professionals[key].id)})
    return browser


def case_manager(kring: KringUnderTest, key: str = "sanne") -> CaseManager:
    """A gezinsmanager of the cast as an acting type."""
    who = kring.cast.actor(key)
    assert isinstance(who, CaseManager)
    return who


async def planned(kring: KringUnderTest, *people: str, at: str = "2026-11-26 14:00") -> str:
    """An appointment that the gezinsmanager of these people made; its address."""
    async with kring.unit() as uow:
        (made,) = await plan_visit(uow, kring.cast, *people, at=at)
    return f"/werk/afspraak/{made.id}"


def hidden(browser: Browser, action: str, nth: int = 0) -> dict[str, str]:
    """The hidden fields of a form of this page that goes to this address; the token is added by the browser."""
    forms = re.findall(r'<form method="post" action="([^"]*)".*?>(.*?)</form>', browser.page, re.DOTALL)
    found = [body for where, body in forms if where == action]
    assert len(found) > nth, f"no form to {action} on {browser.path}"
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found[nth]))
    fields.pop("csrf", None)
    return fields


async def sends(browser: Browser, action: str, nth: int = 0, **filled: str) -> Browser:
    """Fill in a form of this page and send it."""
    await browser.post(action, {**hidden(browser, action, nth), **filled})
    return browser
