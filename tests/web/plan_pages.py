"""What the tests of the family's plan share: a plan that is lived with, its fields, and who comes in again later."""

import re
from html import unescape

from domain.actors import Parent, YoungPerson
from domain.checkins import Rhythm, Turn
from domain.linking import Recipient
from domain.plans import PlanText, PlanVersion
from domain.rounds import Round
from tests.support.plans_made import established, manager_of, plan_text
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import FATIMA
from usecases import plans

MONDAY = "2026-11-30 09:30"
"""In the week of the first round, when nobody has been asked yet."""

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
RADIO = re.compile(r'<input type="radio" name="([^"]+)" value="([^"]*)"( checked)?>')


async def comes_back(kring: KringUnderTest, browser: Browser, user: int = FATIMA) -> Browser:
    """Somebody whose window was closed meanwhile opens it again."""
    await browser.comes_in(kring, user)
    await browser.types()
    return browser


async def in_the_first_round(kring: KringUnderTest, browser: Browser) -> Browser:
    """Fatima is in her window in the first week that is asked about."""
    await established(kring)
    await kring.move_to(MONDAY)
    return await comes_back(kring, browser)


def goal_fields(browser: Browser) -> list[str]:
    """The fields of the goals that can be answered on this page, in its order."""
    return list(dict.fromkeys(name for name, _, _ in RADIO.findall(browser.page) if name.startswith("doel-")))


def chosen(browser: Browser) -> dict[str, str]:
    """What is chosen on this page, by field."""
    return {name: value for name, value, checked in RADIO.findall(browser.page) if checked}


def fields(browser: Browser, near: str) -> dict[str, str]:
    """The hidden fields of the form that goes to this address, without its token."""
    form = browser.page.split(f'action="{near}"', 1)[1].split("</form>", 1)[0]
    return {name: unescape(value) for name, value in HIDDEN.findall(form) if name != "csrf"}


def box(browser: Browser, name: str) -> str:
    """What stands in this box on the page."""
    found = re.search(rf'<textarea id="{name}"[^>]*>\n?(.*?)</textarea>', browser.page, re.DOTALL)
    return unescape(found[1]) if found else ""


async def turn_of(kring: KringUnderTest, key: str) -> Turn | None:
    """Somebody's part in the newest round."""
    async with kring.reading() as uow:
        newest = await uow.check_ins.newest_round(kring.cast.people[key].family)
        if newest is None:
            return None
        return await uow.check_ins.turn_of(newest.id, Recipient(person=kring.cast.people[key].id))


async def newest_round(kring: KringUnderTest) -> Round:
    """The newest round of ⭐."""
    async with kring.reading() as uow:
        found = await uow.check_ins.newest_round(kring.cast.families["Ster"].id)
        assert found is not None
        return found


async def rhythm_of(kring: KringUnderTest, key: str) -> Rhythm:
    """What somebody chose for their check-ins."""
    async with kring.reading() as uow:
        return await uow.check_ins.rhythm(kring.cast.people[key].id)


async def is_given(kring: KringUnderTest, text: PlanText | None = None) -> PlanVersion:
    """A version of the plan lies before everybody with whom it is shared, not established yet."""
    who, family = manager_of(kring.cast), kring.cast.families["Ster"].id
    async with kring.unit() as uow:
        made = await plans.save(
            uow, who, family=family, version=None, revision=0, text=text or plan_text(kring.cast)
        )
        given = await plans.give(uow, who, version=made.id, revision=made.revision)
    await kring.idle()
    return given


def talker(kring: KringUnderTest, key: str) -> Parent | YoungPerson:
    """Somebody with a conversation as an acting type."""
    who = kring.cast.participant(key)
    assert isinstance(who, Parent | YoungPerson)
    return who
