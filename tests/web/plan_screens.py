"""The pages of the plan and of how it goes at the desk, pictured in every state; `test_screens_desk` plays them."""

from playwright.async_api import expect

from domain.checkins import Question
from domain.secret import Secret
from tests.support.plans_made import BEDTIME, FOOTBALL
from tests.web.family_pages import does
from tests.web.plan_pages import talker
from tests.web.plans_at_the_desk import adds, here, plan_of, week_passes
from tests.web.screens import Gallery, Stage, Visitor
from usecases import own_plan

OLD_PLAN = "Wat gaat goed\nWij helpen elkaar.\nZorgen\nVeel ruzie.\nDoel: Samen eten\n0: Ruzie\n10: Rust\n"
Numbers = dict[str, tuple[int, ...]]

WEEKS: tuple[tuple[Numbers, dict[Question, str]], ...] = (
    ({"fatima": (4, 5), "noor": (6,)}, {}),
    ({"fatima": (5, 6), "noor": (6,)}, {Question.WELL: "Zaterdag lachten wij de hele weg."}),
    ({"fatima": (7, 6)}, {}),
    ({"fatima": (4, 6)}, {Question.WELL: "Noor hielp uit zichzelf.", Question.WORRY: "Het slapen blijft moeilijk."}),
)  # fmt: skip


async def everything(stage: Stage, gallery: Gallery) -> None:
    """The whole story, from no plan at all to a goal that was reached."""
    sanne = await stage.signs_in(await stage.visitor())
    await a_plan(stage, gallery, sanne)
    await how_it_goes(stage, gallery, sanne)
    await a_plan_that_lives(stage, gallery, sanne)


async def a_plan(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    """From nothing to an established plan, with everything that can go wrong on the way."""
    page, plan = sanne.page, f"{here(stage.kring)}/plan"
    await sanne.opens(plan)
    await gallery.show(sanne, "plan", "leeg")
    await sanne.opens(f"{plan}/bestand")
    await gallery.show(sanne, "plan-overnemen", tiny=True)
    await sanne.presses("Lees de tekst")
    await gallery.show(sanne, "plan-overnemen", "fout")
    await page.get_by_label("Plak hier de tekst").fill(OLD_PLAN)
    await sanne.presses("Lees de tekst")
    await gallery.show(sanne, "plan-schrijven", "overgenomen")
    await sanne.opens(f"{plan}/wijzig")
    await gallery.show(sanne, "plan-schrijven", "leeg", dark=True, tiny=True)
    await page.locator("[name=goed]").fill("Jullie lachen veel samen.")
    await _goal(sanne, 0, FOOTBALL.symbol, FOOTBALL.nickname, "Jan de Wit haalt de kinderen op")
    await page.locator("[name=d0_naam]").fill("")
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "plan-schrijven", "fout")
    await page.locator("[name=d0_naam]").fill(FOOTBALL.nickname)
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "plan-schrijven", "let-op")
    await page.locator("[name=d0_woorden]").fill(FOOTBALL.words)
    await _goal(sanne, 1, BEDTIME.symbol, BEDTIME.nickname, BEDTIME.words, noor=False)
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "plan", "in-de-maak")
    await sanne.opens(f"{plan}/geef")
    await gallery.show(sanne, "plan-geven", tiny=True)
    await sanne.presses("Ja, geef het")
    await gallery.show(sanne, "plan", "gegeven")
    await sanne.opens(f"{plan}/vaststellen")
    await gallery.show(sanne, "plan-vaststellen")
    await sanne.presses("Ja, stel het vast")
    await gallery.show(sanne, "plan", "vastgesteld", dark=True, tiny=True)


async def how_it_goes(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    """Weeks of check-ins, a falling score, and what the gezinsmanager adds."""
    kring, family = stage.kring, here(stage.kring)
    await sanne.opens(f"{family}/cijfers")
    await gallery.show(sanne, "cijfers", "leeg")
    await sanne.opens("/werk/cijfers")
    await gallery.show(sanne, "alle-gezinnen", "zonder-cijfers")
    for number, (given, said) in enumerate(WEEKS):
        numbers = {key: dict(zip(("voetbal", "slaaptijd"), of, strict=False)) for key, of in given.items()}
        await week_passes(kring, number, numbers, {"fatima": said})
        await adds(kring, {"voetbal": 8}, "Ik zag jullie zaterdag staan." if number == 3 else "")
    await stage.signs_in(sanne)
    await sanne.opens(f"{family}/cijfers")
    for picture in await sanne.page.locator(".lines img").all():
        await picture.scroll_into_view_if_needed()
        await expect(picture).to_have_js_property("complete", value=True)
    await gallery.show(sanne, "cijfers", "vol", dark=True, tiny=True)
    await sanne.opens("/werk/cijfers")
    await gallery.show(sanne, "alle-gezinnen", "vol", dark=True, tiny=True)
    await sanne.opens(family)
    await gallery.show(sanne, "gezin", "signalen")
    await sanne.opens("/werk/vandaag")
    await gallery.show(sanne, "vandaag", "doelen", tiny=True)


async def a_plan_that_lives(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    """A new version with own views and proposals, somebody else who writes at once, and a goal that was reached."""
    kring, plan, page = stage.kring, f"{here(stage.kring)}/plan", sanne.page
    first = (await plan_of(kring)).open_goals[0]
    await sanne.opens(f"{plan}/wijzig")
    other = await stage.signs_in(await stage.visitor())
    await other.opens(f"{plan}/wijzig")
    await other.page.locator("[name=zorgen]").fill("De avonden zijn nog steeds druk.")
    await other.presses("Bewaar")
    await page.locator("[name=zorgen]").fill("Het gaat veel beter.")
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "plan-schrijven", "intussen", dark=True)
    await sanne.presses("Bewaar")
    await sanne.opens(f"{plan}/geef")
    await sanne.presses("Ja, geef het")
    opened = (await plan_of(kring)).open
    assert opened is not None
    who = talker(kring, "fatima")
    await does(kring, own_plan.react, who, version=opened.id, body=Secret("Ik zie het anders."), shared=False)
    await does(kring, own_plan.propose, who, body=Secret("Ook zondag?"), goal=first.id, once="a" * 22)
    await sanne.opens(plan)
    await page.locator(f"#doel-{first.id} summary").click()
    await gallery.show(sanne, "plan", "nieuwe-versie", dark=True, tiny=True)
    await page.locator(f"#h-{first.id}").fill("Samen de tas inpakken.")
    await sanne.presses("Het doel is bereikt")
    await gallery.show(sanne, "plan", "bereikt")
    await sanne.opens(f"{plan}?versie=1")
    await gallery.show(sanne, "plan", "eerdere-versie")


async def _goal(
    sanne: Visitor, slot: int, sign: str, nickname: str, words: str, *, noor: bool = True
) -> None:
    page = sanne.page
    goal = page.locator(f"#doel-{slot + 1}")
    if await goal.get_attribute("open") is None:
        await goal.locator("summary").click()
    await page.locator(f"[name=d{slot}_woorden]").fill(words)
    await goal.get_by_label(sign, exact=True).check()
    await page.locator(f"[name=d{slot}_naam]").fill(nickname)
    await goal.get_by_text("Fatima").check()
    if noor:
        await goal.get_by_text("Noor").check()
    await page.locator(f"[name=d{slot}_s0_wat]").fill("Tas klaarzetten")
    await page.locator(f"[name=d{slot}_s0_voor]").fill("2026-12-04")
