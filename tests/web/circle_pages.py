"""What the tests of tasks, the circle and its meetings in the window share: what is arranged, and who comes in."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from html import unescape

from domain.calendar import local
from domain.linking import Recipient
from domain.meetings import Meeting, MeetingKind
from domain.people import PersonId
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import Task, TaskTurn
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import comes_inside, sanne
from usecases import meetings, tasks
from usecases.task_desk import TaskFilled

FETCH = "Ophalen van school"
MONDAYS = Series(date(2026, 11, 23), time(15), Every.WEEK, until=date(2027, 2, 22))
"""From the Monday on which the tests begin."""

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


async def task(
    kring: KringUnderTest,
    *,
    owner: str | None = "wil",
    reserve: str | None = None,
    others: tuple[str, ...] = (),
    people: tuple[str, ...] = ("fatima",),
    contact: str | None = None,
    words: str = FETCH,
    series: Series = MONDAYS,
    minutes: int = 30,
) -> Task:
    """A task of family ⭐, made by its gezinsmanager."""
    filled = TaskFilled(
        words=Secret(words),
        series=series,
        minutes=minutes,
        owner=_id(kring, owner),
        reserve=_id(kring, reserve),
        others=frozenset(kring.cast.people[one].id for one in others),
        people=frozenset(kring.cast.people[one].id for one in people),
        contact=_id(kring, contact),
    )
    async with kring.unit() as uow:
        made = await tasks.plan(uow, sanne(kring), family=kring.cast.families["Ster"].id, filled=filled)
    await kring.idle()
    return made


async def turns_of(kring: KringUnderTest, of: Task) -> tuple[TaskTurn, ...]:
    """Every turn of a task that was made so far, earliest first."""
    async with kring.reading() as uow:
        return await uow.tasks.turns_of(of.id, of.made_at - timedelta(days=1))


async def turn(kring: KringUnderTest, of: Task) -> TaskTurn:
    """The first of its turns, as it stands now."""
    return (await turns_of(kring, of))[0]


async def polled(
    kring: KringUnderTest, *people: str, kind: MeetingKind = MeetingKind.NETWORK, place: str = "Buurthuis"
) -> Meeting:
    """A meeting for which a moment is sought, in the week after."""
    today = local(kring.now)
    options = tuple(today.replace(hour=hour, minute=0) + timedelta(days=8) for hour in (10, 14, 19))
    async with kring.unit() as uow:
        made = await meetings.poll(
            uow,
            sanne(kring),
            family=kring.cast.families["Ster"].id,
            kind=kind,
            people=tuple(kring.cast.people[one].id for one in people),
            options=options,
            minutes=60,
            place=Secret(place),
        )
    await kring.idle()
    return made


async def goes_in(kring: KringUnderTest, browser: Browser, user: int, path: str) -> Browser:
    """Somebody comes in for the first time and opens this page."""
    await comes_inside(kring, browser, user)
    await browser.get(path)
    return browser


def form_at(browser: Browser, action: str) -> dict[str, str]:
    """The hidden fields of the first form that goes to this address, without its token."""
    assert f'action="{action}"' in browser.page, browser.page
    form = browser.page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    return {name: unescape(value) for name, value in _HIDDEN.findall(form) if name != "csrf"}


async def answers(browser: Browser, action: str, fields: Mapping[str, str]) -> Browser:
    """Press a button of a form on the page that is open."""
    await browser.post(action, {**form_at(browser, action), **fields})
    return browser


def shown(browser: Browser) -> str:
    """The words of the page, without its tags, on one line."""
    body = browser.page.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def me(kring: KringUnderTest, key: str) -> Recipient:
    """Somebody as one who does something."""
    return Recipient(person=kring.cast.people[key].id)


def _id(kring: KringUnderTest, key: str | None) -> PersonId | None:
    return None if key is None else kring.cast.people[key].id
