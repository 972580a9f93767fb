"""What the tests of the family's pages share: somebody inside, the form for writing, and what the other side did."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from domain.actors import CaseManager
from domain.linking import Recipient
from domain.secret import Secret
from domain.threads import Message
from domain.work_items import WorkItem
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from usecases import answers

FATIMA, JAN, NOOR, WIL, LOTTE = 601, 602, 603, 604, 605
ONCE = re.compile(r'name="once" value="([^"]+)"')
TEXTAREA = re.compile(r"<textarea[^>]*>\n?(.*?)</textarea>", re.DOTALL)
FILE = re.compile(r"/bestand/([0-9a-f-]{36})")
File = tuple[str, bytes, str]


async def comes_inside(kring: KringUnderTest, browser: Browser, user: int = FATIMA) -> Browser:
    """Somebody who opened the window and chose a PIN."""
    await browser.comes_in(kring, user)
    await browser.chooses()
    return browser


async def fill_in(browser: Browser, **fields: str) -> dict[str, str]:
    """The form for writing, opened and filled in, ready to be sent."""
    await browser.get("/schrijven")
    found = ONCE.search(browser.page)
    assert found, browser.page
    return {"csrf": browser.csrf, "once": found[1], "topic": "practical", **fields}


async def send(
    browser: Browser, form: Mapping[str, str], *files: tuple[str, File], path: str = "/schrijven"
) -> Browser:
    """Send a form with files, as a browser does."""
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    answer = await browser.client.post(
        f"{browser.url}{path}",
        data=dict(form),
        # An empty file field comes along too, as browsers send it.
        files=list(files) or [("file", ("", b"", "application/octet-stream"))],
        headers={"cookie": cookie, "origin": "null", "sec-fetch-site": "same-origin"},
    )
    await browser._took(answer)
    return browser


async def writes(browser: Browser, words: str, *files: tuple[str, File], **fields: str) -> Browser:
    """Fill in the form and send it."""
    return await send(browser, await fill_in(browser, text=words, **fields), *files)


def typed_words(browser: Browser) -> str:
    """What stands in the box on the page, as its reader sees it."""
    found = TEXTAREA.search(browser.page)
    return unescape(found[1]) if found else ""


def sanne(kring: KringUnderTest) -> CaseManager:
    """The gezinsmanager of ⭐."""
    professional = kring.cast.professionals["sanne"]
    return CaseManager(professional.id, professional.team)


async def answers_to(kring: KringUnderTest, key: str, words: str, source: str = "a" * 22) -> Message:
    """Sanne answers somebody."""
    async with kring.unit() as uow:
        said = answers.Answer(source, Secret(words), sure=True)
        return await answers.answer(uow, sanne(kring), person=kring.cast.people[key].id, said=said)


async def kept(kring: KringUnderTest, key: str) -> tuple[Message, ...]:
    """Everything in somebody's conversation."""
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people[key].id)
        return () if thread is None else await uow.messages.all_of(thread)


async def unsent(kring: KringUnderTest, key: str) -> str:
    """What somebody has not sent yet."""
    person = kring.cast.people[key].id
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(person)
        found = None if thread is None else await uow.unsent.of(thread.id, Recipient(person=person))
        return found.body.reveal() if found else ""


async def on_lists(kring: KringUnderTest) -> tuple[WorkItem, ...]:
    """Everything that somebody has to do."""
    async with kring.reading() as uow:
        return await uow.work_items.all_open()


async def does(kring: KringUnderTest, use_case: Any, who: Any, **asked: Any) -> Any:
    """One use case, beside the window."""
    async with kring.unit() as uow:
        return await use_case(uow, who, **asked)
