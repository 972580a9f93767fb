"""The family's plan, check-ins and course in every state, for the camera."""

from dataclasses import replace
from datetime import date, timedelta

from domain.checkins import Scale
from domain.plan_questions import PlanQuestion, PlanQuestionId
from domain.plans import Frame, Goal, GoalEnd, PlanText, Step, StepId
from domain.secret import Secret
from tests.support.plans_made import BEDTIME, FOOTBALL, manager_of, plan_text
from tests.support.world import KringUnderTest
from tests.web.family_pages import FATIMA, NOOR, does
from tests.web.plan_pages import is_given, newest_round, talker, turn_of
from tests.web.screens import Gallery, Stage, Visitor
from usecases import checkins, plan_goals, plans, rhythms

DANGER = "Hij slaat mij en ik ben bang voor vanavond"
HELPED = "Samen naar het veld fietsen. Dan praten we onderweg."


def _text(kring: KringUnderTest, known: tuple[Goal, ...] = ()) -> PlanText:
    text = plan_text(kring.cast, (FOOTBALL, BEDTIME), known)
    ids = (StepId(kring.cast.people[key].id) for key in ("fatima", "noor"))
    steps = (
        Step(next(ids), Secret("Samen eten zonder telefoon"), Secret("Fatima"), date(2026, 12, 4)),
        Step(next(ids), Secret("De tas staat 's avonds klaar"), Secret("Noor")),
    )
    first = replace(text.goals[0], steps=steps, helpers=Secret("Oma en de buurvrouw"), until=date(2027, 3, 1))
    second = replace(text.goals[1], child=Secret("Noor"), until=date(2027, 6, 1))
    return replace(
        text,
        goals=(first, second),
        frame=Frame.OBLIGED,
        must=Secret("De gezinsmanager komt elke week langs."),
        may=Secret("Wie er helpt en wanneer, kiest het gezin zelf."),
        evaluate_on=date(2027, 2, 1),
    )


async def plan_and_check_ins(stage: Stage, gallery: Gallery) -> None:
    """From a first proposal to the fourth round."""
    await stage.kring.move_to("2026-11-27 09:30")
    fatima = await stage.comes_in(await stage.visitor(), FATIMA)
    noor = await stage.comes_in(await stage.visitor(), NOOR)
    await _proposing(gallery, fatima)
    await _a_first_plan(stage, gallery, fatima, noor)
    await _answering(stage, gallery, fatima, noor)
    await _over_time(stage, gallery, fatima, noor)
    await _a_new_plan(stage, gallery, fatima)


async def _proposing(gallery: Gallery, fatima: Visitor) -> None:
    await fatima.opens("/plan/voorstel")
    await fatima.presses("Verstuur mijn voorstel")
    await gallery.show(fatima, "plan-voorstel", "fout")
    await fatima.page.get_by_label("Wat stelt u voor?").fill("Wij willen op zaterdag samen koken.")
    await fatima.presses("Verstuur mijn voorstel")
    await gallery.show(fatima, "plan-voorgesteld")
    await fatima.opens("/plan")
    await gallery.show(fatima, "plan", "met-voorstel")


async def _a_first_plan(stage: Stage, gallery: Gallery, fatima: Visitor, noor: Visitor) -> None:
    kring = stage.kring
    given = await is_given(kring, _text(kring))
    await fatima.opens("/thuis")
    await gallery.show(fatima, "thuis", "nieuw-plan")
    await fatima.opens("/plan")
    await gallery.show(fatima, "plan", "nieuw", dark=True, tiny=True)
    await fatima.presses("Ik ben het eens")
    await fatima.page.get_by_label("Uw eigen reactie").fill("Ik vind de avonden juist gezellig.")
    await fatima.page.get_by_text("Ook de anderen die dit plan lezen").click()
    await fatima.presses("Bewaar mijn reactie")
    await gallery.show(fatima, "plan", "gereageerd")
    await fatima.page.get_by_label("Uw eigen reactie").fill(DANGER)
    await fatima.presses("Bewaar mijn reactie")
    await gallery.show(fatima, "plan", "gevaar", whole=False)
    await noor.opens("/plan")
    await gallery.show(noor, "plan", "nieuw-je")
    await does(kring, plans.establish, manager_of(kring.cast), version=given.id, revision=given.revision)
    await noor.opens("/plan/voorstel")
    await gallery.show(noor, "plan-voorstel", "doelen-je")


async def _answering(stage: Stage, gallery: Gallery, fatima: Visitor, noor: Visitor) -> None:
    kring = stage.kring
    await kring.move_to("2026-11-30 09:30")
    for visitor, user in ((fatima, FATIMA), (noor, NOOR)):
        await stage.comes_in(visitor, user)
    await fatima.opens("/thuis")
    await gallery.show(fatima, "thuis", "hoe-gaat-het", tiny=True)
    await fatima.opens("/hoe-gaat-het")
    await gallery.show(fatima, "hoe-gaat-het", "nieuw", dark=True, tiny=True)
    await fatima.presses("Bewaar mijn antwoord")
    await gallery.show(fatima, "hoe-gaat-het", "niets-gekozen")
    marks = fatima.page.locator(".marks")
    await marks.nth(0).locator("label").nth(2).click()
    await marks.nth(1).locator("label").nth(7).click()
    await fatima.page.get_by_text("Wilt u er iets bij vertellen?").click()
    await fatima.page.get_by_label("Wat ging er goed?").fill("Wij hebben samen gegeten.")
    await gallery.show(fatima, "hoe-gaat-het", "ingevuld", dark=True, tiny=True)
    await _ended(kring)
    await fatima.presses("Bewaar mijn antwoord")
    await gallery.show(fatima, "hoe-gaat-het-bewaard", "laag", dark=True, tiny=True)
    await fatima.page.get_by_role("link", name="Antwoord veranderen").click()
    await fatima.page.wait_for_url("**/hoe-gaat-het/*")
    await gallery.show(fatima, "hoe-gaat-het", "veranderen")
    await fatima.page.get_by_label("Waar maakt u zich zorgen over?").fill(DANGER)
    await fatima.presses("Bewaar mijn antwoord")
    await gallery.show(fatima, "hoe-gaat-het-bewaard", "gevaar")
    await does(kring, rhythms.change, talker(kring, "noor"), scale=Scale.FACES)
    await noor.opens("/hoe-gaat-het")
    await gallery.show(noor, "hoe-gaat-het", "gezichten-je", dark=True, tiny=True)
    await noor.presses("Deze week niet")
    await gallery.show(noor, "hoe-gaat-het-bewaard", "overgeslagen-je")
    await noor.opens("/hoe-gaat-het")
    await gallery.show(noor, "hoe-gaat-het", "overgeslagen-je")
    for visitor, je in ((fatima, ""), (noor, "-je")):
        await visitor.opens("/instellingen")
        await gallery.show(visitor, "instellingen", f"met-vragen{je}", tiny=not je)
    await fatima.presses("Stop deze vragen")
    await gallery.show(fatima, "instellingen", "vragen-uit")
    await fatima.presses("Start deze vragen")


async def _ended(kring: KringUnderTest) -> None:
    """One of the goals was reached, with what helped."""
    async with kring.reading() as uow:
        plan = await uow.plans.of(kring.cast.families["Ster"].id)
        assert plan is not None
        goal = plan.open_goals[1].id
    await does(
        kring,
        plan_goals.end_goal,
        manager_of(kring.cast),
        family=kring.cast.families["Ster"].id,
        goal=goal,
        end=GoalEnd.REACHED,
        helped=Secret(HELPED),
    )


async def _over_time(stage: Stage, gallery: Gallery, fatima: Visitor, noor: Visitor) -> None:
    kring = stage.kring
    await kring.move_to("2026-12-01 10:00")
    await stage.comes_in(fatima, FATIMA)
    await fatima.opens("/hoe-gaat-het")
    await gallery.show(fatima, "hoe-gaat-het", "vast")
    async with kring.reading() as uow:
        plan = await uow.plans.of(kring.cast.families["Ster"].id)
        assert plan is not None
        football = plan.open_goals[0].id
    for week, own, hers in (("2026-12-07", 4, 5), ("2026-12-14", 6, 4), ("2026-12-21", 7, 2)):
        await kring.move_to(f"{week} 09:30")
        for key, value in (("fatima", own), ("noor", hers)):
            who = talker(kring, key)
            await does(kring, rhythms.change, who, shares_lines=True)
            await does(kring, checkins.see, who)
            turn = await turn_of(kring, key)
            assert turn is not None
            await does(kring, checkins.answer, who, turn=turn.id, scores={football: value}, words={})
        scored = {"round": (await newest_round(kring)).id, "scores": {football: own + 1}}
        remark = Secret("Ik zag dat het eten rustiger ging.")
        await does(kring, checkins.score_as_professional, manager_of(kring.cast), **scored, remark=remark)
    for visitor, user, je in ((fatima, FATIMA, ""), (noor, NOOR, "-je")):
        await stage.comes_in(visitor, user)
        await visitor.opens("/verloop")
        await visitor.page.evaluate(
            "Promise.all([...document.images].map((one) => { one.loading = 'eager'; return one.decode(); }))"
        )
        await gallery.show(visitor, "verloop", f"vol{je}", dark=not je, tiny=not je)
    await fatima.presses("Bewaar")
    await gallery.show(fatima, "verloop", "bewaard")
    await kring.move_to("2026-12-28 09:30")
    await stage.comes_in(fatima, FATIMA)
    turn = await turn_of(kring, "fatima")
    assert turn is not None
    await stage.later(timedelta(days=7))
    await stage.comes_in(fatima, FATIMA)
    await fatima.opens(f"/hoe-gaat-het/{turn.id}")
    await gallery.show(fatima, "hoe-gaat-het", "te-laat")


async def _a_new_plan(stage: Stage, gallery: Gallery, fatima: Visitor) -> None:
    kring = stage.kring
    person, family = kring.cast.people["fatima"], kring.cast.families["Ster"].id
    async with kring.unit() as uow:
        plan = await uow.plans.of(family)
        assert plan is not None
        assert plan.established is not None
        which = PlanQuestionId(uow.new_id())
        asked = PlanQuestion(which, family, plan.established.id, person.id, 1, uow.now)
        await uow.plan_copies.keep_question(asked)
    before = plan.established.text
    await fatima.opens("/plan")
    await gallery.show(fatima, "plan", "vastgesteld", dark=True)
    first = replace(before.goals[0], words=Secret("Elke zondag wandelen wij samen"), until=date(2027, 4, 1))
    await is_given(kring, replace(before, goals=(first,), worries=Secret(""), frame=Frame.VOLUNTARY))
    await fatima.opens("/plan")
    await gallery.show(fatima, "plan", "wat-is-anders", dark=True, tiny=True)
