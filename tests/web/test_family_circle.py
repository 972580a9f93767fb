"""De kring in the window: the family sees who helps and proposes somebody; whoever helps sees their part, and stops."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from domain.circle import MemberKind, MemberState
from domain.people import Called
from domain.secret import Secret
from domain.work_items import WorkKind
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.circle_pages import FETCH, answers, form_at, goes_in, shown, task, turn
from tests.web.family_pages import FATIMA, JAN, NOOR, WIL, does, on_lists, sanne, unsent
from tests.web.plan_pages import comes_back
from usecases import circle

Opens = Callable[[], Browser]
PROPOSE = "/kring/voorstel"
SISTER = {"name": "Samira", "called": "aunt", "purpose": "Oppassen op maandag"}


async def _until(kring: KringUnderTest, until: date) -> None:
    """Wil takes part for a purpose, until this day."""
    await does(
        kring,
        circle.change_member,
        sanne(kring),
        person=kring.cast.people["wil"].id,
        purpose=Secret("Helpen met halen en brengen"),
        until=until,
    )


async def _state(kring: KringUnderTest) -> MemberState | None:
    async with kring.reading() as uow:
        kept = await uow.circle.membership(kring.cast.people["wil"].id)
        return kept.state if kept else None


async def test_the_family_sees_who_helps_and_nothing_to_reach_them_by(
    kring: KringUnderTest, browser: Browser
) -> None:
    await _until(kring, date(2027, 3, 1))
    fatima = await goes_in(kring, browser, FATIMA, "/kring")
    assert "Wil (oma)" in shown(fatima)
    assert "Helpen met halen en brengen" in shown(fatima)
    assert "Tot en met maandag 1 maart 2027" in shown(fatima)
    assert "Jansen" not in fatima.page


async def test_somebody_is_proposed_once_and_the_gezinsmanager_hears(
    kring: KringUnderTest, browser: Browser
) -> None:
    noor = await goes_in(kring, browser, NOOR, PROPOSE)
    form = {**form_at(noor, PROPOSE), **SISTER}
    await noor.post(PROPOSE, form)
    await noor.post(PROPOSE, form)
    assert "Je gezinsmanager krijgt dit te zien en praat er met je over." in shown(noor)
    assert "Samira (tante)" in shown(noor)
    assert [one.kind for one in await on_lists(kring)] == [WorkKind.MEMBER_PROPOSED]


async def test_what_became_of_a_proposal_stands_with_whoever_made_it_alone(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    fatima = await goes_in(kring, a_browser(), FATIMA, PROPOSE)
    await answers(fatima, PROPOSE, SISTER)
    (proposal,) = await does(kring, circle.own_proposals, kring.cast.participant("fatima"))
    reply = Secret("Zij woont te ver weg, zegt ze zelf.")
    await does(kring, circle.refuse, sanne(kring), proposal=proposal.id, reply=reply)
    await fatima.get("/kring")
    assert "Dit gaat nu niet door." in shown(fatima)
    assert reply.reveal() in shown(fatima)
    jan = await goes_in(kring, a_browser(), JAN, "/kring")
    assert "Samira" not in jan.page


async def test_who_was_agreed_on_stands_among_those_who_help(kring: KringUnderTest, browser: Browser) -> None:
    fatima = await goes_in(kring, browser, FATIMA, PROPOSE)
    await answers(fatima, PROPOSE, SISTER)
    (proposal,) = await does(kring, circle.own_proposals, kring.cast.participant("fatima"))
    await does(
        kring,
        circle.agree,
        sanne(kring),
        proposal=proposal.id,
        kind=MemberKind.OWN,
        until=date(2027, 3, 1),
        purpose=Secret("Oppassen op maandag"),
        called=Called.AUNT,
    )
    await fatima.get("/kring")
    assert "Uw gezinsmanager vindt het goed." in shown(fatima)
    assert "nog niet begonnen" in shown(fatima)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("name", "Schrijf op hoe die persoon heet."),
        ("called", "Kies wie het is."),
        ("purpose", "Schrijf kort waar die persoon bij kan helpen."),
    ],
)
async def test_what_is_missing_is_told_and_what_was_typed_stays(
    kring: KringUnderTest, browser: Browser, field: str, said: str
) -> None:
    fatima = await goes_in(kring, browser, FATIMA, PROPOSE)
    await answers(fatima, PROPOSE, {**SISTER, field: ""})
    assert fatima.status == 422
    assert said in shown(fatima)
    assert all(value in fatima.page for name, value in SISTER.items() if name != field)
    if field != "purpose":
        assert SISTER["purpose"] in await unsent(kring, "fatima")
    assert not await on_lists(kring)


async def test_a_member_sees_their_own_part(kring: KringUnderTest, browser: Browser) -> None:
    await _until(kring, date(2027, 3, 1))
    await task(kring)
    wil = await goes_in(kring, browser, WIL, "/kring")
    for told in ("Helpen met halen en brengen", "maandag 1 maart 2027", FETCH, "U ziet geen plan"):
        assert told in shown(wil)
    assert "Wilt u nog langer meedoen?" not in shown(wil)
    assert not re.search(r"Fatima|Noor|Amrani|de Wit", wil.page)


async def test_a_member_is_asked_whether_to_go_on_and_can_change_their_mind(
    kring: KringUnderTest, browser: Browser
) -> None:
    await _until(kring, date(2026, 12, 10))
    await kring.move_to("2026-11-30 11:00")
    wil = await goes_in(kring, browser, WIL, "/kring")
    assert "U doet mee tot en met donderdag 10 december." in shown(wil)
    await answers(wil, "/kring/verder", {"said": "yes"})
    assert [one.kind for one in await on_lists(kring)] == [WorkKind.MEMBER_STAYS]
    await wil.get("/kring")
    assert "U zei dat u verder wilt meedoen." in shown(wil)
    await answers(wil, "/kring/verder", {"said": "no"})
    assert not await on_lists(kring)


async def test_who_stepped_back_comes_back(kring: KringUnderTest, browser: Browser) -> None:
    await _until(kring, date(2027, 3, 1))
    wil = kring.cast.people["wil"].id
    await does(kring, circle.step_back, sanne(kring), person=wil, back_on=date(2026, 11, 30))
    await goes_in(kring, browser, WIL, "/kring")
    assert "Op maandag 30 november vragen wij of u weer mee kunt doen." in shown(browser)
    await kring.move_to("2026-11-30 11:00")
    await comes_back(kring, browser, WIL)
    await browser.get("/kring")
    await answers(browser, "/kring/terug", {"said": "yes"})
    assert await _state(kring) is MemberState.MEMBER


async def test_stopping_is_asked_once_more_and_needs_no_reason(
    kring: KringUnderTest, browser: Browser
) -> None:
    await _until(kring, date(2027, 3, 1))
    made = await task(kring)
    wil = await goes_in(kring, browser, WIL, "/kring/stop")
    assert "U hoeft niet te zeggen waarom." in shown(wil)
    assert "<textarea" not in wil.page
    assert await _state(kring) is MemberState.MEMBER
    await answers(wil, "/kring/stop", {})
    assert "U doet niet meer mee" in shown(wil)
    assert "Dank u wel voor alles wat u deed." in shown(wil)
    assert await _state(kring) is MemberState.ENDED
    assert (await turn(kring, made)).holder is None
    await wil.get("/thuis")
    assert wil.path != "/thuis"
    assert FETCH not in wil.page


async def test_the_part_of_a_member_is_not_for_the_family_and_the_other_way_round(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    fatima = await goes_in(kring, a_browser(), FATIMA, "/kring/stop")
    assert fatima.status == 404
    await fatima.get("/thuis")
    for path in ("/kring/stop", "/kring/verder", "/kring/terug"):
        await fatima.post(path, {"said": "yes"})
        assert fatima.status == 404, path
    wil = await goes_in(kring, a_browser(), WIL, PROPOSE)
    assert wil.status == 404
