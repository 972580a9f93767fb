"""How it goes over time: one's own lines with their telling, the remarks, and others' lines only when all want that."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from domain.plans import GoalEnd, Plan
from domain.secret import Secret
from tests.support.plans_made import BEDTIME, FOOTBALL, Wish, established, manager_of
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import JAN, NOOR, comes_inside, does
from tests.web.plan_pages import comes_back, newest_round, rhythm_of, talker, turn_of
from usecases import checkins, plan_goals

COURSE, PICTURE = "/verloop", "/verloop.png?doel=1"
WEEKS = ("2026-11-30", "2026-12-07", "2026-12-14")
REMARK = "Ik zag dat het eten rustiger ging"
Opens = Callable[[], Browser]


@pytest.fixture
async def fatima(kring: KringUnderTest, browser: Browser) -> Browser:
    """After three weeks: she goes up, her daughter goes down, and the gezinsmanager said something."""
    await comes_inside(kring, browser)
    plan = await established(kring)
    football = plan.open_goals[0].id
    for week, own, hers in zip(WEEKS, (4, 5, 7), (9, 6, 3), strict=True):
        await kring.move_to(f"{week} 09:30")
        for key, value in (("fatima", own), ("noor", hers)):
            who = talker(kring, key)
            await does(kring, checkins.see, who)
            turn = await turn_of(kring, key)
            assert turn is not None
            await does(kring, checkins.answer, who, turn=turn.id, scores={football: value}, words={})
    of = await newest_round(kring)
    await does(
        kring,
        checkins.score_as_professional,
        manager_of(kring.cast),
        round=of.id,
        scores={football: 8},
        remark=Secret(REMARK),
    )
    return await comes_back(kring, browser)


async def _size(browser: Browser, path: str = PICTURE) -> tuple[int, int]:
    answer = await browser.get(path)
    assert answer.headers["content-type"] == "image/png"
    with Image.open(BytesIO(answer.content)) as drawn:
        drawn.load()
        return drawn.size


async def plan_of(kring: KringUnderTest) -> Plan:
    """The plan of ⭐ as it stands."""
    async with kring.reading() as uow:
        found = await uow.plans.of(kring.cast.families["Ster"].id)
    assert found is not None
    return found


def _told(browser: Browser) -> str:
    return browser.page.split("<main", 1)[1].split('<section class="card"><h2>Wie ziet', 1)[0]


async def test_ones_own_line_is_drawn_and_told_with_the_remark(fatima: Browser) -> None:
    await fatima.get(COURSE)
    told = _told(fatima)
    for said in ("⚽ voetbal", "4", "7", "Gezinsmanager", "8", REMARK):
        assert said in told
    assert 'alt="Lijnen van week tot week bij voetbal.' in fatima.page
    assert "Noor" not in told
    assert len(fatima.page.encode()) < 20_000
    width, height = await _size(fatima)
    assert (width, height > 300) == (720, True)


async def test_there_is_a_picture_only_of_a_goal_with_a_score(fatima: Browser) -> None:
    for wrong in ("0", "2", "x", "", "99999", "-1"):
        await fatima.get(f"/verloop.png?doel={wrong}")
        assert fatima.status == 404


async def test_anothers_line_is_shown_when_everybody_of_the_goal_wants_that(
    kring: KringUnderTest, fatima: Browser, a_browser: Opens
) -> None:
    await fatima.get(COURSE)
    await fatima.post("/verloop/delen", {"shares": "yes"})
    assert (await rhythm_of(kring, "fatima")).shares_lines
    assert "Noor" not in _told(fatima)
    noor = await comes_inside(kring, a_browser(), NOOR)
    await noor.get(COURSE)
    assert "Mogen de anderen van een doel je lijn zien?" in noor.page
    assert "Fatima" not in noor.page
    await noor.post("/verloop/delen", {"shares": "yes"})
    assert "Fatima" in noor.page
    await fatima.get(COURSE)
    assert "Noor" in _told(fatima)
    await fatima.get("/hoe-gaat-het")
    assert "U koos dat anderen uw lijn mogen zien." in fatima.page
    await noor.post("/verloop/delen", {"shares": "no"})
    await fatima.get(COURSE)
    assert "Noor" not in _told(fatima)
    await noor.post("/verloop/delen", {"shares": "x"})
    assert noor.status == 409


@pytest.mark.parametrize("end", GoalEnd)
async def test_a_goal_that_was_stopped_is_not_called_done(
    kring: KringUnderTest, fatima: Browser, end: GoalEnd
) -> None:
    plan, who = await plan_of(kring), manager_of(kring.cast)
    ended = {"goal": plan.open_goals[0].id, "end": end, "helped": Secret("")}
    await does(kring, plan_goals.end_goal, who, family=kring.cast.families["Ster"].id, **ended)
    await fatima.get(COURSE)
    is_reached = end is GoalEnd.REACHED
    assert ("Dit doel is klaar." in fatima.page, "doel klaar" in fatima.page) == (is_reached, is_reached)
    assert ("Dit doel is gestopt." in fatima.page, "doel gestopt" in fatima.page) == (
        not is_reached,
        not is_reached,
    )


async def test_a_goal_that_was_left_out_of_the_next_version_was_stopped(
    kring: KringUnderTest, fatima: Browser, a_browser: Opens
) -> None:
    noor = await comes_inside(kring, a_browser(), NOOR)
    await established(kring, goals=(BEDTIME,))
    for browser in (fatima, noor):
        await browser.get(COURSE)
        assert "Dit doel is gestopt." in browser.page
        assert "doel gestopt" in browser.page
        assert "klaar." not in _told(browser)


async def test_a_goal_that_somebody_was_only_taken_off_is_not_told_as_ended(
    kring: KringUnderTest, fatima: Browser, a_browser: Opens
) -> None:
    noor = await comes_inside(kring, a_browser(), NOOR)
    await established(kring, goals=(replace(FOOTBALL, people=("fatima",)), Wish("🎵", "muziek", ("noor",))))
    for browser in (fatima, noor):
        await browser.get(COURSE)
        for said in ("klaar", "gestopt"):
            assert f"Dit doel is {said}" not in browser.page
            assert f"doel {said}" not in browser.page


@pytest.mark.usefixtures("fatima")
async def test_who_works_on_no_goal_sees_nobodys_course(kring: KringUnderTest, a_browser: Opens) -> None:
    jan = await comes_inside(kring, a_browser(), JAN)
    await jan.get(COURSE)
    assert "Hier staat nog niets" in jan.page
    assert REMARK not in jan.page
    await jan.get(PICTURE)
    assert jan.status == 404
