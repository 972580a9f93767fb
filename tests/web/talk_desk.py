"""What the tests of conversations at the desk share: signing in, writing, and the two steps of an answer."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

import httpx

from domain.actors import CaseManager, Parent, YoungPerson
from domain.calendar import local
from domain.people import ProfessionalId
from domain.secret import Secret
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from usecases import absence, answers, threads
from usecases.answers import Answer
from usecases.threads import Written

ASKED = "Kanarie: mag ik iets vragen over school?"
SAID = "Kanarie: dat is goed, wij kijken er samen naar."


async def signed_in(kring: KringUnderTest, browser: Browser, key: str = "sanne") -> Browser:
    """A professional at their desk."""
    await browser.get("/werk")
    await browser.post("/werk/proef", {"professional": str(kring.cast.professionals[key].id)})
    return browser


def case_manager(kring: KringUnderTest, key: str = "sanne") -> CaseManager:
    """A gezinsmanager as an acting type."""
    who = kring.cast.actor(key)
    assert isinstance(who, CaseManager)
    return who


def talker(kring: KringUnderTest, key: str = "fatima") -> Parent | YoungPerson:
    """Somebody with a conversation as an acting type."""
    who = kring.cast.participant(key)
    assert isinstance(who, Parent | YoungPerson)
    return who


async def writes(
    kring: KringUnderTest, text: str = ASKED, *, by: str = "fatima", alarming: bool = False
) -> None:
    """Somebody of the family writes in the window."""
    async with kring.unit() as uow:
        written = Written(source=uow.new_token(), body=Secret(text), alarming=alarming)
        await threads.write(uow, talker(kring, by), written=written)


async def answers_as(kring: KringUnderTest, key: str, text: str = SAID, *, to: str = "fatima") -> None:
    """A professional answers, without the desk."""
    async with kring.unit() as uow:
        said = Answer(source=uow.new_token(), body=Secret(text), sure=True)
        await answers.answer(uow, case_manager(kring, key), person=kring.cast.people[to].id, said=said)


async def is_away(kring: KringUnderTest, key: str = "sanne", instead: str = "mehmet", days: int = 2) -> None:
    """Somebody is away from today on, and a colleague reads along."""
    who, today = case_manager(kring, key), local(kring.now).date()
    substitute: ProfessionalId = kring.cast.professionals[instead].id
    async with kring.unit() as uow:
        await absence.record(
            uow,
            who,
            professional=who.professional,
            first=today,
            last=today + timedelta(days=days),
            substitute=substitute,
        )


def talk(kring: KringUnderTest, key: str = "fatima") -> str:
    """The address of a conversation."""
    return f"/werk/gesprek/{kring.cast.people[key].id}"


def hidden(page: str) -> dict[str, str]:
    """Every hidden field of the page, by name."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


async def looks_over(
    kring: KringUnderTest, browser: Browser, text: str = SAID, *, to: str = "fatima"
) -> None:
    """The first step: what is typed goes to the page with whom it is for."""
    await browser.get(talk(kring, to))
    fields = hidden(browser.page)
    form = {"once": fields["once"], "seen": fields["seen"], "text": text}
    await browser.post(f"{talk(kring, to)}/controle", form)


async def confirms(kring: KringUnderTest, browser: Browser, *, to: str = "fatima", **more: str) -> None:
    """The second step."""
    await browser.post(f"{talk(kring, to)}/verstuur", {**hidden(browser.page), **more})


async def brings(
    browser: Browser, path: str, form: Mapping[str, str], files: Sequence[tuple[str, bytes, str]]
) -> httpx.Response:
    """A form with files, each with the name of its field, its content and what it says it is."""
    answer = await browser.client.post(
        f"{browser.url}{path}",
        data={"csrf": browser.csrf, **form},
        files=[(name, ("x", content, said)) for name, content, said in files],
        headers={
            "cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items()),
            "origin": "null",
            "sec-fetch-site": "same-origin",
        },
    )
    browser.page, browser.status = answer.text, answer.status_code
    return answer
