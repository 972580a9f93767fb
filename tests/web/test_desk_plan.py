"""The plan at the desk: written once by several hands, given, discussed, established, and lived with."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.plans import GoalEnd, PlanState
from domain.secret import Secret
from tests.support.desk import hidden, sends, signed_in
from tests.support.plans_made import BEDTIME, established, manager_of, plan_text
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.pdf_reader import pages
from tests.web.plan_pages import is_given, talker
from tests.web.plans_at_the_desk import a_form, family_id, here, plan_of
from tests.web.talk_desk import brings, is_away
from usecases import own_plan, plans

SAID = "Jullie lachen veel samen."


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


async def writes(kring: KringUnderTest, sanne: Browser, **more: object) -> None:
    """Open the form and send it with these fields."""
    form = f"{here(kring)}/plan/wijzig"
    await sanne.get(form)
    await sends(sanne, form, **a_form(kring, **more))


async def test_a_plan_is_written_given_discussed_and_established(
    kring: KringUnderTest, sanne: Browser
) -> None:
    plan = f"{here(kring)}/plan"
    await sanne.get(plan)
    assert "Er is nog geen plan" in sanne.page
    await writes(kring, sanne)
    assert sanne.path == plan
    for said in (
        SAID,
        "Hulp zonder rechter",
        "Wat in elk geval moet",
        "Tas klaarzetten op vrijdag",
        "in de maak",
    ):
        assert said in sanne.page
    await sanne.get(f"{plan}/geef")
    await sends(sanne, f"{plan}/geef")
    await kring.idle()
    assert "voorgesteld" in sanne.page
    assert kring.fatima.screen()[-1].startswith("Er staat iets voor u klaar")
    await sends(sanne, f"{plan}/besproken", wie=str(kring.cast.people["fatima"].id))
    assert "besproken" in sanne.page
    await sanne.get(f"{plan}/vaststellen")
    await sends(sanne, f"{plan}/vaststellen")
    assert "Vastgesteld op maandag 23 november." in sanne.page
    kept = await plan_of(kring)
    assert kept.established is not None
    assert kept.established.state is PlanState.ESTABLISHED


async def test_the_same_form_twice_is_one_version(kring: KringUnderTest, sanne: Browser) -> None:
    form = f"{here(kring)}/plan/wijzig"
    await sanne.get(form)
    fields = {**hidden(sanne, form), **a_form(kring), "csrf": sanne.csrf}
    await sanne.post(form, fields)
    await sanne.post(form, fields)
    assert sanne.path == f"{here(kring)}/plan"
    async with kring.reading() as uow:
        assert len(await uow.plans.versions(family_id(kring))) == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"d0_woorden": ""}, "Schrijf het doel op"),
        ({"d0_woorden": "x" * 5_000}, "Schrijf het doel op"),
        ({"d0_naam": ""}, "Kies voor elk doel een eigen, korte bijnaam."),
        ({"d0_naam": "Fatima"}, "bijnaam"),
        ({"d0_teken": "AB"}, "Kies voor elk doel een eigen teken."),
        ({"d0_tot": "pannenkoek"}, "Kies een dag."),
        ({"evaluatie": "0000-13-99"}, "Kies een dag."),
        ({"goed": "x" * 5_000}, "Deze tekst is te lang."),
    ],
)
async def test_what_cannot_be_is_said_beside_it_and_nothing_typed_is_lost(
    kring: KringUnderTest, sanne: Browser, more: dict[str, str], said: str
) -> None:
    await writes(kring, sanne, **more)
    assert sanne.status == 422
    assert said in sanne.page
    assert "De avonden zijn druk." in sanne.page
    assert "Tas klaarzetten op vrijdag" in sanne.page
    async with kring.reading() as uow:
        assert await uow.plans.of(family_id(kring)) is None


async def test_a_sixth_goal_is_refused_and_kept_in_the_form(kring: KringUnderTest, sanne: Browser) -> None:
    signs = ("🌱", "🎈", "🚲", "📚", "🎨", "🍎")
    goals = {
        f"d{n}_{name}": value
        for n, sign in enumerate(signs)
        for name, value in (
            ("id", f"00000000-0000-0000-0000-00000000000{n}"), ("teken", sign),
            ("naam", f"bijnaam {'abcdef'[n]}"), ("woorden", f"Kanariedoel {n}"),
        )
    }  # fmt: skip
    await writes(kring, sanne, **goals)
    assert sanne.status == 422
    assert all(f"Kanariedoel {n}" in sanne.page for n in range(6))


async def test_the_name_of_somebody_else_is_asked_about_once(kring: KringUnderTest, sanne: Browser) -> None:
    form, text = f"{here(kring)}/plan/wijzig", "Jan de Wit haalt de kinderen op"
    await writes(kring, sanne, d0_woorden=text)
    assert "hierin staan gegevens van anderen" in sanne.page
    sure = sanne.page.split('name="toch" value="', 1)[1].partition('"')[0]
    fields = {**hidden(sanne, form), **a_form(kring, d0_woorden=text)}
    await sanne.post(form, {**fields, "toch": sure, "d0_nul": "Lotte Bakker, bel 06 12345678"})
    assert "hierin staan gegevens van anderen" in sanne.page
    await sanne.post(form, {**fields, "toch": sure})
    assert sanne.path == f"{here(kring)}/plan"
    assert text in sanne.page


async def test_of_two_who_write_at_once_nobody_loses_a_word(
    kring: KringUnderTest, a_browser: Callable[[], Browser], sanne: Browser
) -> None:
    await is_away(kring)
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    form = f"{here(kring)}/plan/wijzig"
    await mehmet.get(form)
    begun = {**hidden(mehmet, form), **a_form(kring, zorgen="Mehmet schrijft dit.")}
    second = {f"d1_{name}": value for name, value in (
        ("woorden", BEDTIME.words), ("teken", BEDTIME.symbol), ("naam", BEDTIME.nickname))}  # fmt: skip
    await writes(kring, sanne, zorgen="Sanne schrijft dit.", **second)
    await mehmet.post(form, begun)
    assert mehmet.status == 409
    for said in ("Sanne schrijft dit.", "Mehmet schrijft dit.", BEDTIME.words):
        assert said in mehmet.page
    # What the other added stands in one's own form too, or it would go with the next press.
    assert f'value="{BEDTIME.nickname}"' in mehmet.page
    again = {**hidden(mehmet, form), **a_form(kring, zorgen="Samen schrijven wij dit."), **second}
    await mehmet.post(form, again)
    assert mehmet.path == f"{here(kring)}/plan"
    opened = (await plan_of(kring)).open
    assert opened is not None
    assert opened.text.worries.reveal() == "Samen schrijven wij dit."
    assert {goal.nickname for goal in opened.text.goals} == {"voetbal", "slaaptijd"}


async def test_what_is_sent_after_the_desk_closed_is_kept_also_when_it_is_no_plan_yet(
    kring: KringUnderTest, sanne: Browser
) -> None:
    form = f"{here(kring)}/plan/wijzig"
    for more, said in (
        ({}, "Iedereen gaat blij mee"),
        ({"d1_woorden": "Kanarie zonder bijnaam"}, "Kanarie zonder"),
    ):
        await sanne.get(form)
        fields = {**hidden(sanne, form), **a_form(kring, **more)}
        kring.stand_in.clock.move_to(kring.now + timedelta(minutes=16))
        await sanne.post(form, fields)
        assert sanne.path == "/werk"
        assert "tekst is bewaard" in sanne.page
        await signed_in(kring, sanne)
        await sanne.get(f"{here(kring)}/plan")
        assert said in sanne.page
    opened = (await plan_of(kring)).open
    assert opened is not None
    assert [goal.nickname for goal in opened.text.goals] == ["voetbal"]


async def test_a_form_from_before_signing_in_again_comes_back_with_its_words(
    kring: KringUnderTest, sanne: Browser
) -> None:
    form = f"{here(kring)}/plan/wijzig"
    await sanne.get(form)
    fields = {**hidden(sanne, form), **a_form(kring), "csrf": sanne.csrf}
    await signed_in(kring, sanne)
    await sanne.post(form, fields)
    assert sanne.status == 403
    assert "Tas klaarzetten op vrijdag" in sanne.page
    await sends(sanne, form, **a_form(kring))
    assert sanne.path == f"{here(kring)}/plan"


async def test_a_new_version_shows_old_and_new(kring: KringUnderTest, sanne: Browser) -> None:
    await established(kring)
    form, plan = f"{here(kring)}/plan/wijzig", f"{here(kring)}/plan"
    await sanne.get(form)
    before = (await plan_of(kring)).established
    assert before is not None
    await sends(sanne, form, **a_form(kring, zorgen="Het gaat beter.", d0_tot="2027-03-12", d1_weg="ja"))
    assert "Wat er verandert" in sanne.page
    for said in ("De avonden zijn druk", "Het gaat beter.", "vrijdag 12 maart 2027", "slaaptijd: doel eruit"):
        assert said in sanne.page
    opened = (await plan_of(kring)).open
    assert opened is not None
    assert opened.text.goals[0].id == before.text.goals[0].id
    await sanne.get(f"{plan}?versie=1")
    assert "vastgesteld" in sanne.page
    await sanne.get(f"{plan}?versie=7")
    assert sanne.status == 404


async def test_what_was_saved_meanwhile_is_not_given_unseen(kring: KringUnderTest, sanne: Browser) -> None:
    plan = f"{here(kring)}/plan"
    await writes(kring, sanne)
    await sanne.get(f"{plan}/geef")
    old = hidden(sanne, f"{plan}/geef")
    await writes(kring, sanne, zorgen="Toch iets anders.")
    await sanne.post(f"{plan}/geef", {**old, "csrf": sanne.csrf})
    assert sanne.status == 409
    opened = (await plan_of(kring)).open
    assert opened is not None
    assert opened.proposed_at is None


async def test_an_own_view_and_a_proposal_stand_by_the_plan(kring: KringUnderTest, sanne: Browser) -> None:
    version = await is_given(kring)
    plan = f"{here(kring)}/plan"
    async with kring.unit() as uow:
        who = talker(kring, "fatima")
        await own_plan.react(uow, who, version=version.id, body=Secret("Ik zie het anders."), shared=False)
        made = await own_plan.propose(
            uow, who, body=Secret("Ook over de vakantie?"), goal=None, once="x" * 22
        )
    await sanne.get(plan)
    for said in ("Ik zie het anders.", "alleen voor u", "Ook over de vakantie?"):
        assert said in sanne.page
    await sanne.get(f"{plan}.pdf?versie=1")
    assert sanne.answer is not None
    assert "Ik zie het anders." not in "".join(pages(sanne.answer.content))
    assert "gelezen" not in "".join(pages(sanne.answer.content))
    await sanne.get(f"{plan}.pdf?versie=1&dossier=ja")
    assert sanne.answer is not None
    assert "Ik zie het anders." in "".join(pages(sanne.answer.content))
    assert "niet om mee te geven" in "".join(pages(sanne.answer.content))
    await sanne.get(plan)
    await sends(sanne, f"{plan}/samen", wie=str(kring.cast.people["noor"].id), wat="akkoord")
    await sends(sanne, f"{plan}/voorstel/{made.id}", over="nee", antwoord="Dat bespreken wij dinsdag.")
    assert "niet overgenomen" in sanne.page
    assert "Dat bespreken wij dinsdag." in sanne.page
    async with kring.reading() as uow:
        copies = {copy.person: copy for copy in await uow.plan_copies.of(version.id)}
    assert copies[kring.cast.people["noor"].id].agreed_at is not None


async def test_a_step_and_a_goal_are_finished_with_what_helped(kring: KringUnderTest, sanne: Browser) -> None:
    plan = f"{here(kring)}/plan"
    await writes(kring, sanne)
    await sanne.get(f"{plan}/vaststellen")
    await sends(sanne, f"{plan}/vaststellen")
    kept = (await plan_of(kring)).established
    assert kept is not None
    goal = kept.text.goals[0]
    step = f"{plan}/stap/{goal.steps[0].id}"
    await sends(sanne, step)
    assert "gedaan, maandag 23 november" in sanne.page
    await sends(sanne, step)
    assert (await plan_of(kring)).done_steps == {}
    ends = f"{plan}/doel/{goal.id}"
    await sends(sanne, ends, wat="reached", hielp="x" * 5_000)
    assert sanne.status == 422
    assert "x" * 5_000 in sanne.page
    await sends(sanne, ends, wat="reached", hielp="Samen fietsen.")
    assert "Dit doel is bereikt." in sanne.page
    assert "Samen fietsen." in sanne.page
    stand = (await plan_of(kring)).stand_of(goal.id)
    assert stand is not None
    assert stand.end is GoalEnd.REACHED
    await sanne.get(f"{plan}/wijzig")
    assert f'value="{goal.id}"' not in sanne.page
    await sanne.get(plan)
    await sends(sanne, ends, wat="reopen")
    assert (await plan_of(kring)).open_goals


async def test_a_goal_that_ended_stays_in_the_next_version(kring: KringUnderTest, sanne: Browser) -> None:
    plan = await established(kring)
    first = plan.open_goals[0]
    await sanne.get(f"{here(kring)}/plan")
    await sends(sanne, f"{here(kring)}/plan/doel/{first.id}", wat="reached", hielp="")
    form = f"{here(kring)}/plan/wijzig"
    await sanne.get(form)
    fields = a_form(kring, d0_woorden=BEDTIME.words, d0_teken=BEDTIME.symbol, d0_naam=BEDTIME.nickname)
    await sends(sanne, form, **fields)
    opened = (await plan_of(kring)).open
    assert opened is not None
    assert first.id in {goal.id for goal in opened.text.goals}


async def test_a_plan_is_taken_over_from_a_text_or_a_file(kring: KringUnderTest, sanne: Browser) -> None:
    file = f"{here(kring)}/plan/bestand"
    text = "Wat gaat goed\nKanarie: wij helpen elkaar.\nDoel: Samen eten\n0: Ruzie\n10: Rust\nStap: Tafel dekken\n"
    await sanne.get(file)
    await sends(sanne, file, tekst=text)
    assert sanne.status == 200
    for said in ("Kanarie: wij helpen elkaar.", "Samen eten", "Tafel dekken", "Kijk na of alles goed staat."):
        assert said in sanne.page
    for content, said in (
        (text.encode("cp1252"), "Samen eten"),
        (text.encode("utf-16"), "Samen eten"),
        (b"\xfe\xff" + text.encode("utf-16-be"), "Samen eten"),
        (b"\xff\xfe" + text.encode("utf-16-le") + b"\0", "geen gewone tekst"),
        (b"\x89PNG\r\n\x1a\n\0\0", "geen gewone tekst"),
    ):
        await sanne.get(file)
        await brings(sanne, file, {"tekst": ""}, [("file", content, "text/plain")])
        assert said in sanne.page
    async with kring.reading() as uow:
        assert await uow.plans.of(family_id(kring)) is None
    await sanne.get(file)
    await sends(sanne, file, tekst=" ")
    assert sanne.status == 422
    await writes(kring, sanne)
    await sanne.get(file)
    assert sanne.status == 409


async def test_a_plan_leaves_on_paper(kring: KringUnderTest, sanne: Browser) -> None:
    await established(kring)
    await sanne.get(f"{here(kring)}/plan.pdf?versie=1")
    assert sanne.answer is not None
    assert sanne.answer.content.startswith(b"%PDF")
    assert sanne.answer.headers["content-disposition"] == 'attachment; filename="plan.pdf"'
    with sqlite3.connect(kring.files.database) as tables:
        logged = tables.execute(
            "SELECT count(*) FROM audit WHERE event = 'plan.see' AND mode = 'E'"
        ).fetchone()
    tables.close()
    assert logged == (1,)


async def test_nobody_else_comes_near_it(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> None:
    version = await is_given(kring)
    plan, family = f"{here(kring)}/plan", family_id(kring)
    for key in ("mehmet", "ria"):
        colleague = await signed_in(kring, a_browser(), key)
        for path in ("", "/wijzig", "/geef", "/vaststellen", "/bestand"):
            await colleague.get("/werk/vandaag")
            await colleague.get(f"{plan}{path}")
            assert colleague.status == 404, path
            assert "voetbal" not in colleague.page
        for path in ("/wijzig", "/geef", "/besproken", "/samen", "/vaststellen", "/bestand"):
            await colleague.get("/werk/vandaag")
            await colleague.post(
                f"{plan}{path}", {"versie": str(version.id), "revisie": "1", "wie": str(family)}
            )
            assert colleague.status == 404, path
    kept = await plan_of(kring)
    assert kept.established is None
    assert kept.open is not None
    assert kept.open.revision == version.revision


async def test_a_version_of_another_family_is_not_found_here(kring: KringUnderTest, sanne: Browser) -> None:
    async with kring.unit() as uow:
        who = manager_of(kring.cast, "Maan")
        other = await plans.save(
            uow,
            who,
            family=family_id(kring, "Maan"),
            version=None,
            revision=0,
            text=plan_text(kring.cast, ()),
        )
    await is_given(kring)
    await sanne.get(f"{here(kring)}/plan")
    await sanne.post(f"{here(kring)}/plan/geef", {"versie": str(other.id), "revisie": "1"})
    assert sanne.status == 404
