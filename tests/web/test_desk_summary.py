"""How it goes with a family, at the desk: the round in full, the picture, one's own part, all families, signals."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.checkins import Question
from domain.people import FlagKind
from domain.signals import SignalRule
from tests.support.desk import case_manager, sends, signed_in
from tests.support.plans_made import established
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.plans_at_the_desk import adds, family_id, here, plan_of, week_passes
from tests.web.talk_desk import is_away
from usecases.families import set_flag

WELL, WORRY = "Kanarie: zaterdag lachten wij samen.", "Kanarie: het slapen blijft moeilijk."
REMARK = "Ik zag jullie zaterdag staan."


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk, after two weeks in which the second score of Fatima fell by three."""
    await established(kring)
    await week_passes(kring, 0, {"fatima": {"voetbal": 7, "slaaptijd": 5}, "noor": {"voetbal": 6}})
    said = {"fatima": {Question.WELL: WELL, Question.WORRY: WORRY}}
    await week_passes(kring, 1, {"fatima": {"voetbal": 4, "slaaptijd": 5}}, said)
    return await signed_in(kring, a_browser())


async def open_signals(kring: KringUnderTest) -> set[SignalRule]:
    async with kring.reading() as uow:
        return {signal.finding.rule for signal in await uow.signals.open_of([family_id(kring)])}


async def test_the_round_is_told_in_full_with_strengths_first(kring: KringUnderTest, sanne: Browser) -> None:
    await adds(kring, {"voetbal": 8}, REMARK)
    await sanne.get(f"{here(kring)}/cijfers")
    for said in (
        "Van maandag 7 december tot en met zondag 13 december", "1 van 2 ingevuld", "geen antwoord",
        "3 omlaag", "gelijk", "Fatima el Amrani (moeder): 4, gezinsmanager: 8.", "Hier start het gesprek.",
        WELL, WORRY, REMARK,
    ):  # fmt: skip
        assert said in sanne.page, said
    assert sanne.page.index(WELL) < sanne.page.index("Hier start het gesprek.") < sanne.page.index(WORRY)


async def test_an_earlier_week_can_be_read_again(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(f"{here(kring)}/cijfers")
    first = sanne.page.rpartition("/cijfers?ronde=")[2].partition('"')[0]
    await sanne.get(f"{here(kring)}/cijfers?ronde={first}")
    assert "Van maandag 30 november tot en met zondag 6 december" in sanne.page
    assert "eerste keer" in sanne.page
    assert WELL not in sanne.page
    for wrong in ("pannenkoek", str(family_id(kring))):
        await sanne.get(f"{here(kring)}/cijfers?ronde={wrong}")
        assert sanne.status == 404


async def test_the_gezinsmanager_adds_scores_and_a_remark(kring: KringUnderTest, sanne: Browser) -> None:
    page, plan = f"{here(kring)}/cijfers", await plan_of(kring)
    field = f"doel_{plan.open_goals[0].id.hex}"

    async def says(score: str, remark: str) -> None:
        filled: dict[str, Any] = {field: score, "opmerking": remark}
        await sends(sanne, page, **filled)

    await sanne.get(page)
    await says("8", REMARK)
    assert REMARK in sanne.page
    assert f'name="{field}" value="8" checked' in sanne.page
    await says("9", "x" * 2_500)
    assert sanne.status == 422
    assert "x" * 2_500 in sanne.page
    for forged in ("99", "-1", "tien"):
        await sanne.get(page)
        await says(forged, "")
        assert sanne.status in (404, 422), forged
    await kring.move_to("2026-12-15 10:00")
    await signed_in(kring, sanne)
    await sanne.get(page)
    assert "U gaf een 8. Dat blijft zo staan." in sanne.page
    await says("2", REMARK)
    assert sanne.status == 409
    await sanne.get(page)
    assert "U gaf een 8." in sanne.page


async def test_a_remark_that_names_somebody_else_is_asked_about_once(
    kring: KringUnderTest, sanne: Browser
) -> None:
    page, field = f"{here(kring)}/cijfers", f"doel_{(await plan_of(kring)).open_goals[0].id.hex}"
    naming: dict[str, Any] = {field: "8", "opmerking": "Kanarie: Jan de Wit haalde jullie op."}
    await sanne.get(page)
    await sends(sanne, page, **naming)
    for said in ("hierin staan gegevens van anderen", "Jan de Wit", naming["opmerking"], 'value="8" checked'):
        assert said in sanne.page, said
    sure = sanne.page.split('name="toch" value="', 1)[1].partition('"')[0]
    await sanne.get(page)
    assert naming["opmerking"] not in sanne.page
    more: dict[str, Any] = {**naming, "opmerking": f"{naming['opmerking']} Bel 06 12345678."}
    await sends(sanne, page, toch=sure, **more)
    assert "hierin staan gegevens van anderen" in sanne.page
    await sends(sanne, page, toch=sure, **naming)
    assert naming["opmerking"] in sanne.page
    for again in (naming, {field: "8", "opmerking": "Fatima, wat fijn dat het lukte!"}):
        await sends(sanne, page, **again)
        assert "hierin staan gegevens van anderen" not in sanne.page
        assert again["opmerking"] in sanne.page


async def test_the_picture_the_paper_and_the_table(kring: KringUnderTest, sanne: Browser) -> None:
    goal = (await plan_of(kring)).open_goals[0]
    for path, kind, begin in (
        (f"cijfers.png?doel={goal.id}", "image/png", b"\x89PNG"),
        ("cijfers.png", "image/png", b"\x89PNG"),
        ("cijfers.pdf", "application/pdf", b"%PDF"),
        ("cijfers.csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
    ):
        await sanne.get(f"{here(kring)}/{path}")
        assert sanne.answer is not None
        assert sanne.status == 200
        assert sanne.answer.headers["content-type"] == kind
        assert sanne.answer.headers["cache-control"] == "no-store"
        assert sanne.answer.content.startswith(begin)
    assert '2026-12-07;"voetbal";"Fatima el Amrani (moeder)";"0 tot en met 10";4' in sanne.page
    await sanne.get(f"{here(kring)}/cijfers.png?doel={family_id(kring)}")
    assert sanne.status == 404
    await sanne.get(f"{here(kring)}/cijfers")
    assert sanne.page.count("<img ") == 2
    assert "In woorden: ⚽ voetbal" in sanne.page


async def test_a_signal_stands_everywhere_until_somebody_saw_to_it(
    kring: KringUnderTest, sanne: Browser
) -> None:
    said = "Fatima el Amrani (moeder) gaf ⚽ voetbal 3 punten minder dan de vorige keer."
    assert SignalRule.FELL in await open_signals(kring)
    for path in (here(kring), "/werk/vandaag", "/werk/cijfers", f"{here(kring)}/cijfers"):
        await sanne.get(path)
        assert said in sanne.page, path
    press = sanne.page.partition(said)[2].partition('action="')[2].partition('"')[0]
    await sends(sanne, press)
    assert sanne.path == f"{here(kring)}/cijfers"
    assert said not in sanne.page
    assert SignalRule.FELL not in await open_signals(kring)
    await sanne.post(press, {"van": "https://elders.example"})
    assert sanne.path == "/werk/vandaag"


async def test_all_families_at_a_glance(sanne: Browser) -> None:
    await sanne.get("/werk/cijfers")
    for said in ("⭐ Ster", "1 van 2 ingevuld", "7, 4", "⏰ slaaptijd"):
        assert said in sanne.page
    assert "Maan" not in sanne.page


async def test_without_a_round_the_page_says_when_it_begins(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    sanne = await signed_in(kring, a_browser())
    await sanne.get("/werk/cijfers")
    assert "Er is nog geen plan" in sanne.page
    await established(kring)
    await sanne.get(f"{here(kring)}/cijfers")
    assert "Nog geen cijfers" in sanne.page
    await sanne.get(f"{here(kring)}/cijfers.pdf")
    assert sanne.status == 404
    await kring.move_to("2026-11-30 09:30")
    await signed_in(kring, sanne)
    await sanne.get(f"{here(kring)}/cijfers")
    assert "Deze week loopt nog, tot zondag 6 december om 20.00 uur." in sanne.page


async def test_a_colleague_sees_it_only_while_standing_in(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    await established(kring)
    await week_passes(kring, 0, {"fatima": {"voetbal": 7}})
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    paths = ("cijfers", "cijfers.png", "cijfers.pdf", "cijfers.csv")
    for path in paths:
        await mehmet.get(f"{here(kring)}/{path}")
        assert mehmet.status == 404, path
    await mehmet.get("/werk/cijfers")
    assert "voetbal" not in mehmet.page
    await is_away(kring)
    for path in paths:
        await mehmet.get(f"{here(kring)}/{path}")
        assert mehmet.status == 200, path
    await mehmet.get("/werk/cijfers")
    assert "voetbal" in mehmet.page
    assert "Voor Sanne Vermeulen" in mehmet.page


async def test_people_kept_apart_on_one_goal_are_told_of(kring: KringUnderTest, sanne: Browser) -> None:
    fatima, noor = kring.cast.people["fatima"].id, kring.cast.people["noor"].id
    async with kring.unit() as uow:
        await set_flag(uow, case_manager(kring), kind=FlagKind.NO_CONTACT, person=fatima, other=noor)
    await sanne.get(f"{here(kring)}/plan")
    assert "Bij ⚽ voetbal staan mensen die geen contact mogen hebben." in sanne.page
