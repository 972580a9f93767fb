"""A family's own plan in the window: to read, to answer in one's own words, and nothing of another's in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.people import FlagKind
from domain.plan_copies import PlanCopy, Proposal
from domain.plan_questions import Fits, PlanQuestion, PlanQuestionId
from domain.plans import Frame, Goal, GoalEnd, PlanText, PlanVersionId, Step, StepId
from domain.secret import Secret
from domain.work_items import WorkKind
from tests.support.cast import ADMINISTRATOR
from tests.support.plans_made import BEDTIME, FOOTBALL, established, manager_of, plan_text
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import JAN, NOOR, ONCE, WIL, comes_inside, does, on_lists, unsent
from tests.web.plan_pages import box, chosen, comes_back, fields, is_given
from usecases import plan_goals, plans
from usecases.families import set_flag

PLAN, PROPOSE = "/plan", "/plan/voorstel"
VIEW = "Ik vind de avonden juist <b>gezellig</b>\n\nen druk."
Opens = Callable[[], Browser]


@pytest.fixture
async def fatima(kring: KringUnderTest, browser: Browser) -> Browser:
    return await comes_inside(kring, browser)


async def _copy(kring: KringUnderTest, version: PlanVersionId, key: str = "fatima") -> PlanCopy:
    async with kring.reading() as uow:
        found = await uow.plan_copies.of(version)
        return next(copy for copy in found if copy.person == kring.cast.people[key].id)


async def _proposals(kring: KringUnderTest) -> tuple[Proposal, ...]:
    async with kring.reading() as uow:
        return await uow.plan_copies.proposals(kring.cast.families["Ster"].id)


def _with_steps(kring: KringUnderTest, text: PlanText | None = None) -> PlanText:
    made = text or plan_text(kring.cast)
    step = Step(
        StepId(kring.cast.people["fatima"].id), Secret("Samen eten"), Secret("Oma"), date(2026, 12, 4)
    )
    first = replace(made.goals[0], steps=(step,), helpers=Secret("De buurvrouw"), until=date(2027, 3, 1))
    return replace(made, goals=(first, *made.goals[1:]), evaluate_on=date(2027, 2, 1))


async def _establish(kring: KringUnderTest, text: PlanText) -> PlanVersionId:
    given = await is_given(kring, text)
    await does(kring, plans.establish, manager_of(kring.cast), version=given.id, revision=given.revision)
    return given.id


async def test_without_a_plan_something_can_be_proposed(kring: KringUnderTest, fatima: Browser) -> None:
    await fatima.get(PLAN)
    assert "Er is nog geen plan" in fatima.page
    await fatima.get(PROPOSE)
    found = ONCE.search(fatima.page)
    assert found
    form = {"once": found[1], "proposal": "Wij willen op zaterdag samen koken"}
    await fatima.post(PROPOSE, form)
    await fatima.get(PROPOSE)
    await fatima.post(PROPOSE, form)
    assert [one.body.reveal() for one in await _proposals(kring)] == [form["proposal"]]
    await fatima.get(PLAN)
    assert form["proposal"] in fatima.page
    assert "De gezinsmanager bespreekt dit nog met u." in fatima.page


async def test_the_plan_is_told_in_full_with_what_must_and_what_is_a_choice(
    kring: KringUnderTest, fatima: Browser
) -> None:
    text = replace(_with_steps(kring), must=Secret("Elke week bellen"), frame=Frame.OBLIGED)
    version = await _establish(kring, text)
    await fatima.get("/thuis")
    assert "nieuw</span>" in fatima.page
    await fatima.get(PLAN)
    for told in (
        "Jullie lachen veel samen", "De avonden zijn druk", "Rust in huis", "De rechter heeft beslist",
        "Elke week bellen",
        "Waar u zelf over kiest, staat hier nog niet.", FOOTBALL.words, BEDTIME.words, "Samen eten", "De buurvrouw",
        "vóór vrijdag 4 december", "maandag 1 maart 2027", "Op maandag 1 februari 2027", "alle kinderen",
        "Vastgesteld op maandag 23 november",
    ):  # fmt: skip
        assert told in fatima.page, told
    assert (await _copy(kring, version)).read_at is not None
    await fatima.get("/thuis")
    assert "nieuw</span>" not in fatima.page


async def test_also_without_a_court_it_says_what_must_and_what_is_a_choice(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await _establish(kring, plan_text(kring.cast))
    await fatima.get(PLAN)
    for told in (
        "hulp zonder rechter",
        "In dit plan staat niets dat moet.",
        "U kiest samen met uw gezinsmanager",
    ):
        assert told in fatima.page


async def test_what_is_new_is_shown_beside_how_it_was(kring: KringUnderTest, fatima: Browser) -> None:
    await established(kring)
    text = plan_text(kring.cast, known=(await _goals(kring)))
    first = replace(text.goals[0], words=Secret("Elke zondag wandelen"), until=date(2027, 3, 1))
    await is_given(kring, replace(text, goals=(first,), worries=Secret(""), frame=Frame.OBLIGED))
    await fatima.get(PLAN)
    news = fatima.page.split("Dit is er anders", 1)[1].split("Het nieuwe plan</h2>", 1)[0]
    for told in (
        f"<del>{FOOTBALL.words}</del>", "<ins>Elke zondag wandelen</ins>", "<del>De avonden zijn druk</del>",
        "<ins>maandag 1 maart 2027</ins>", "Doel uit het plan", f"<del>{BEDTIME.words}</del>",
        "<ins>De rechter heeft beslist",
    ):  # fmt: skip
        assert told in news, told
    assert "Jullie lachen" not in news
    assert "Het geldt nog niet." in fatima.page
    assert "Het plan dat nu geldt" in fatima.page


async def _goals(kring: KringUnderTest) -> tuple[Goal, ...]:
    async with kring.reading() as uow:
        plan = await uow.plans.of(kring.cast.families["Ster"].id)
        assert plan is not None
        return plan.open_goals


async def test_one_agrees_and_takes_that_back(kring: KringUnderTest, fatima: Browser) -> None:
    given = await is_given(kring)
    await fatima.get(PLAN)
    await fatima.post("/plan/akkoord", {"version": str(given.id), "agrees": "yes"})
    assert "U bent het eens sinds maandag 23 november." in fatima.page
    assert (await _copy(kring, given.id)).agreed_at is not None
    await fatima.post("/plan/akkoord", {"version": str(given.id), "agrees": "no"})
    assert (await _copy(kring, given.id)).agreed_at is None
    for wrong in ({"agrees": "x"}, {"agrees": "yes", "version": "x"}):
        await fatima.get(PLAN)
        await fatima.post("/plan/akkoord", {"version": str(given.id)} | wrong)
        assert fatima.status in (404, 409)


async def test_ones_own_view_is_read_by_whom_one_chose(
    kring: KringUnderTest, fatima: Browser, a_browser: Opens
) -> None:
    given = await is_given(kring)
    noor = await comes_inside(kring, a_browser(), NOOR)
    for shared in ("no", "yes"):
        await fatima.get(PLAN)
        await fatima.post(
            "/plan/reactie", fields(fatima, "/plan/reactie") | {"reaction": VIEW, "shared": shared}
        )
        assert box(fatima, "reaction") == VIEW
        assert chosen(fatima)["shared"] == shared
        copy = await _copy(kring, given.id)
        assert copy.reaction is not None
        assert copy.reaction.reveal() == VIEW
        await noor.get(PLAN)
        assert ("&lt;b&gt;gezellig" in noor.page) is (shared == "yes")
    assert ">Moeder<" in noor.page
    assert "Je kiest samen met je gezinsmanager" in noor.page
    await fatima.get(PLAN)
    await fatima.post("/plan/reactie", {"version": str(given.id), "reaction": VIEW, "shared": ""})
    assert (fatima.status, box(fatima, "reaction")) == (422, VIEW)
    too_long = "Ik vind. " * 600
    await fatima.post("/plan/reactie", {"version": str(given.id), "reaction": too_long, "shared": "no"})
    assert (fatima.status, box(fatima, "reaction")) == (422, too_long.strip())


async def test_a_view_on_a_plan_that_was_replaced_stays_with_its_writer(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await established(kring)
    await fatima.get(PLAN)
    form = fields(fatima, "/plan/reactie") | {"reaction": VIEW, "shared": "no"}
    await established(kring, goals=(FOOTBALL,))
    await fatima.post("/plan/reactie", form)
    assert (fatima.status, box(fatima, "reaction")) == (409, VIEW)
    assert VIEW in await unsent(kring, "fatima")


async def test_what_was_typed_is_not_lost_when_the_window_closes(
    kring: KringUnderTest, fatima: Browser
) -> None:
    given = await is_given(kring)
    await fatima.get(PROPOSE)
    await fatima.post(f"{PROPOSE}/concept", {"proposal": "Een voorstel"})
    await fatima.get(PLAN)
    form = {"version": str(given.id), "reaction": VIEW, "shared": "yes", "csrf": fatima.csrf}
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=6))
    await fatima.post("/plan/reactie", form)
    assert "tekst is bewaard" in fatima.page
    await comes_back(kring, fatima)
    await fatima.get(PLAN)
    assert box(fatima, "reaction") == VIEW
    await fatima.post("/plan/reactie", form)
    assert (fatima.status, box(fatima, "reaction")) == (403, VIEW)
    await fatima.post("/plan/reactie", form | {"csrf": fatima.csrf})
    assert fatima.status == 200
    await fatima.get(PROPOSE)
    assert box(fatima, "proposal") == "Een voorstel"
    assert (await _copy(kring, given.id)).reaction_shared


async def test_a_change_of_a_goal_is_proposed_and_answered(kring: KringUnderTest, fatima: Browser) -> None:
    plan = await established(kring)
    await fatima.get(PROPOSE)
    assert "⚽ voetbal" in fatima.page
    goal = plan.open_goals[0].id
    await fatima.post(PROPOSE, {"goal": str(goal), "proposal": "Ook op zondag"})
    (made,) = await _proposals(kring)
    assert made.goal == goal
    await does(
        kring,
        plan_goals.settle_proposal,
        manager_of(kring.cast),
        proposal=made.id,
        taken=True,
        reply=Secret("Goed idee"),
    )
    await fatima.get(PLAN)
    assert "Dit komt in het plan." in fatima.page
    assert "Goed idee" in fatima.page
    for wrong in ({"proposal": ""}, {"proposal": "x", "goal": "x"}, {"proposal": "x", "goal": str(made.id)}):
        await fatima.get(PROPOSE)
        await fatima.post(PROPOSE, wrong)
        assert fatima.status in (404, 422)
    assert len(await _proposals(kring)) == 1


async def test_words_of_danger_bring_the_card_and_somebody_looks(
    kring: KringUnderTest, fatima: Browser
) -> None:
    given = await is_given(kring)
    danger = "Hij slaat mij en ik ben bang voor vanavond"
    await fatima.get(PROPOSE)
    await fatima.post(PROPOSE, {"proposal": danger})
    assert "help-card" in fatima.page
    await fatima.get(PLAN)
    await fatima.post("/plan/reactie", {"version": str(given.id), "reaction": danger, "shared": "no"})
    assert "help-card" in fatima.page
    assert WorkKind.POSSIBLY_URGENT in {item.kind for item in await on_lists(kring)}


async def test_a_step_is_taken_and_a_goal_that_was_reached_is_celebrated(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await _establish(kring, _with_steps(kring))
    await fatima.get(PLAN)
    step = fields(fatima, "/plan/stap")
    await fatima.post("/plan/stap", step | {"done": "yes"})
    assert "Gedaan op maandag 23 november" in fatima.page
    await fatima.post("/plan/stap", step | {"done": "no"})
    assert "Gedaan op" not in fatima.page
    goal = (await _goals(kring))[0]
    family = kring.cast.families["Ster"].id
    await does(
        kring,
        plan_goals.end_goal,
        manager_of(kring.cast),
        family=family,
        goal=goal.id,
        end=GoalEnd.REACHED,
        helped=Secret("Samen naar het veld fietsen"),
    )
    await fatima.get(PLAN)
    assert "Gehaald op maandag 23 november." in fatima.page
    assert "Samen naar het veld fietsen" in fatima.page


async def test_whether_it_still_fits_is_said_with_one_tap(kring: KringUnderTest, fatima: Browser) -> None:
    version = await _establish(kring, plan_text(kring.cast))
    person, family = kring.cast.people["fatima"].id, kring.cast.families["Ster"].id
    async with kring.unit() as uow:
        which = PlanQuestionId(uow.new_id())
        await uow.plan_copies.keep_question(PlanQuestion(which, family, version, person, 1, uow.now))
    await fatima.get(PLAN)
    assert "Past het plan nog bij hoe het nu gaat?" in fatima.page
    await fatima.post("/plan/klopt", {"question": str(which), "fits": "talk"})
    assert "u wilt erover praten" in fatima.page
    assert "Past het plan nog" not in fatima.page
    async with kring.reading() as uow:
        found = await uow.plan_copies.question(which)
        assert found is not None
        assert found.answer is Fits.TALK
    for wrong in ({"fits": "x"}, {"question": "x"}):
        await fatima.post("/plan/klopt", {"question": str(which), "fits": "fits"} | wrong)
        assert fatima.status in (404, 409)
        await fatima.get(PLAN)


async def test_the_plan_is_given_on_paper_under_a_name_that_tells_nothing(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.get("/plan.pdf")
    assert fatima.status == 404
    await _establish(kring, _with_steps(kring))
    await is_given(kring, plan_text(kring.cast, (BEDTIME,), await _goals(kring)))
    sizes = []
    for path in ("/plan.pdf", "/plan.pdf?nieuw=1"):
        answer = await fatima.get(path)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == 'attachment; filename="plan.pdf"'
        assert answer.content.startswith(b"%PDF-")
        sizes.append(len(answer.content))
    assert sizes[0] > sizes[1]


async def test_only_what_was_shown_counts_as_read(kring: KringUnderTest, fatima: Browser) -> None:
    holds = await _establish(kring, plan_text(kring.cast))
    waits = (await is_given(kring, plan_text(kring.cast, (BEDTIME,), await _goals(kring)))).id
    await fatima.get(PROPOSE)
    assert [(await _copy(kring, one)).read_at for one in (holds, waits)] == [None, None]
    await fatima.get("/plan.pdf")
    assert (await _copy(kring, holds)).read_at is not None
    assert (await _copy(kring, waits)).read_at is None
    await fatima.get(PLAN)
    assert (await _copy(kring, waits)).read_at is not None


async def test_who_is_kept_apart_reads_only_what_is_theirs(
    kring: KringUnderTest, fatima: Browser, a_browser: Opens
) -> None:
    of_jan = replace(FOOTBALL, people=("jan", "noor"), words="Jan haalt Noor op tijd op")
    people = {key: kring.cast.people[key].id for key in ("fatima", "jan")}
    async with kring.unit() as uow:
        await set_flag(
            uow, ADMINISTRATOR, kind=FlagKind.NO_CONTACT, person=people["fatima"], other=people["jan"]
        )
    await _establish(kring, plan_text(kring.cast, (of_jan, BEDTIME)))
    await fatima.get(PLAN)
    assert BEDTIME.words in fatima.page
    assert "Uw gezinsmanager vertelt u wat moet en wat u zelf kiest." in fatima.page
    for hidden in (of_jan.words, "voetbal", "Jullie lachen veel samen", "De avonden zijn druk"):
        assert hidden not in fatima.page
    jan = await comes_inside(kring, a_browser(), JAN)
    await jan.get(PLAN)
    assert of_jan.words in jan.page
    assert BEDTIME.words not in jan.page


async def test_the_network_has_no_plan(kring: KringUnderTest, a_browser: Opens) -> None:
    given = await is_given(kring)
    wil = await comes_inside(kring, a_browser(), WIL)
    assert "/plan" not in wil.page
    for path in (PLAN, PROPOSE, "/plan.pdf", "/hoe-gaat-het", "/verloop", "/verloop.png?doel=1"):
        await wil.get(path)
        assert wil.status == 404
    await wil.get("/thuis")
    await wil.get("/instellingen")
    await wil.post("/plan/akkoord", {"version": str(given.id), "agrees": "yes"})
    assert wil.status == 404
