"""Every page of the desk in every state, pictured narrow and wide: sound for everybody, and nothing too wide."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from domain.appointments import Answer
from domain.people import FlagKind
from tests.storage.file_samples import photo
from tests.support.cast import Cast, Files
from tests.support.desk import case_manager, planned
from tests.support.plans import plan_visit
from tests.web import desk_circle_screens, plan_screens
from tests.web.family_pages import does
from tests.web.screens import Gallery, Stage, Visitor, on_stage
from tests.web.talk_desk import answers_as, is_away, talk, writes
from usecases import answers, attendance
from usecases.families import set_flag
from usecases.keyrings import give_link
from web.app import DESK

pytestmark = [pytest.mark.browser, pytest.mark.timeout(480), pytest.mark.asyncio(loop_scope="module")]

NO_PAGES = frozenset({
    "/werk/bestand/{person}/{file}", "/werk/gezin/{id}/plan.pdf", "/werk/gezin/{id}/cijfers.png",
    "/werk/gezin/{id}/cijfers.pdf", "/werk/gezin/{id}/cijfers.csv", "/werk/levend",
})  # fmt: skip
"""What answers with a file, or with nothing."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        yield made


async def test_every_page_in_every_state(stage: Stage) -> None:
    gallery = Gallery("desk", DESK)
    await _before_the_door(stage, gallery)
    sanne = await stage.signs_in(await stage.visitor())
    await _nothing_yet(gallery, sanne)
    await _families(stage, gallery, sanne)
    await _one_person(stage, gallery, sanne)
    await _planning(stage, gallery, sanne)
    await _an_appointment(stage, gallery, sanne)
    await _conversations(stage, gallery, sanne)
    await _an_answer(stage, gallery, sanne)
    await _absence(gallery, sanne)
    await _a_full_day(stage, gallery, sanne)
    await _somebody_else(stage, gallery)
    await plan_screens.everything(stage, gallery)
    await desk_circle_screens.everything(stage, gallery)
    wrong = [*gallery.complaints, *(f"no picture of {one}" for one in gallery.forgotten(NO_PAGES))]
    assert not wrong, "\n".join(wrong)
    assert gallery.count > 300


async def _before_the_door(stage: Stage, gallery: Gallery) -> None:
    visitor = await stage.visitor()
    for path, page, state in (
        ("/werk", "aanmelden", ""), ("/werk/begin", "begin", "zonder"), ("/werk/begin#abc", "begin", "met"),
        ("/werk/bestaat-niet", "melding", "geen-pagina"),
    ):  # fmt: skip
        await visitor.page.goto("about:blank")
        await visitor.opens(path)
        await gallery.show(visitor, page, state, dark=page == "aanmelden")


async def _nothing_yet(gallery: Gallery, sanne: Visitor) -> None:
    for path, page in (
        ("/werk/vandaag", "vandaag"), ("/werk/berichten", "berichten"), ("/werk/afspraken", "agenda"),
        ("/werk/afwezig", "afwezig"), ("/werk/sessies", "toegang"),
    ):  # fmt: skip
        await sanne.opens(path)
        await gallery.show(sanne, page, "leeg")


async def _families(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    page = sanne.page
    await sanne.opens("/werk/gezinnen")
    await gallery.show(sanne, "gezinnen", "vol", dark=True, tiny=True)
    await page.get_by_label("Zoek een gezin").fill("pannenkoek")
    await sanne.presses("Zoek")
    await gallery.show(sanne, "gezinnen", "niet-gevonden")
    await sanne.opens("/werk/gezinnen/nieuw")
    await gallery.show(sanne, "gezin-nieuw", "leeg")
    await page.get_by_label("Naam voor dit gezin").fill("De Wit")
    await page.get_by_label("Teken", exact=True).fill("AB")
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "gezin-nieuw", "fout")
    await page.get_by_label("Naam voor dit gezin").fill("Roos")
    await page.get_by_label("Teken", exact=True).fill("🌹")
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "gezin", "leeg")
    family = stage.kring.cast.families["Ster"].id
    for path, name in (("", "gezin"), ("/wijzig", "gezin-wijzig"), ("/persoon", "persoon-nieuw")):
        await sanne.opens(f"/werk/gezin/{family}{path}")
        await gallery.show(sanne, name, "vol", tiny=not path)
    await page.get_by_label("Naam", exact=True).fill("Tante Bep")
    await page.get_by_text("jongere vanaf 12 jaar").click()
    await page.get_by_label("Deze persoon heeft gezag").check()
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "persoon-nieuw", "fout")


async def _one_person(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    kring = stage.kring
    fatima, noor = kring.cast.people["fatima"].id, kring.cast.people["noor"].id
    for path, name, state in (
        (f"{noor}", "persoon", "nieuw"), (f"{fatima}/wijzig", "persoon-wijzig", ""),
        (f"{fatima}/bijzonder/no_contact", "bijzonder", "geen-contact"),
        (f"{fatima}/bijzonder/paused", "bijzonder", "pauze"),
    ):  # fmt: skip
        await sanne.opens(f"/werk/persoon/{path}")
        await gallery.show(sanne, name, state)
    await sanne.presses("Zet aan")
    await gallery.show(sanne, "bijzonder", "niet-aangevinkt")
    await sanne.opens(f"/werk/persoon/{noor}")
    await sanne.presses("Maak een uitnodiging")
    await gallery.show(sanne, "brief-uitnodiging", tiny=True)
    await sanne.opens(f"/werk/persoon/{noor}")
    await sanne.presses("Maak een brief met het adres")
    await gallery.show(sanne, "brief-adres", dark=True)
    async with sanne.page.expect_navigation():
        await sanne.page.reload()
    await gallery.show(sanne, "brief-al-gemaakt")
    await sanne.opens(f"/werk/persoon/{noor}")
    await sanne.presses("Herstel de pincode")
    await gallery.show(sanne, "persoon", "niet-gesproken")
    await sanne.page.get_by_label("gesproken, gebeld of gezien").check()
    await sanne.presses("Herstel de pincode")
    await gallery.show(sanne, "persoon", "hersteld")
    async with kring.unit() as uow:
        await set_flag(uow, case_manager(kring), kind=FlagKind.SECRET_ADDRESS, person=fatima)
        await set_flag(
            uow,
            case_manager(kring),
            kind=FlagKind.NO_CONTACT,
            person=fatima,
            other=kring.cast.people["jan"].id,
        )
        await give_link(uow, case_manager(kring), person=fatima)
    await sanne.opens(f"/werk/persoon/{fatima}")
    await gallery.show(sanne, "persoon", "vol", dark=True, tiny=True)
    await sanne.opens(f"/werk/persoon/{fatima}/bijzonder/no_contact")
    await gallery.show(sanne, "bijzonder", "geen-contact-aan")


async def _planning(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    page, family = sanne.page, stage.kring.cast.families["Ster"].id
    await sanne.opens(f"/werk/gezin/{family}/afspraak")
    await gallery.show(sanne, "afspraak-maken", "leeg", tiny=True)
    await sanne.presses("Bekijk en bevestig")
    await gallery.show(sanne, "afspraak-maken", "fout")
    await page.get_by_label("Wanneer", exact=True).fill("maandag half drie")
    await page.get_by_text("huisbezoek", exact=True).click()
    for name in ("Fatima", "Jan"):
        await page.get_by_text(f"{name} ", exact=False).last.click()
    await sanne.presses("Bekijk en bevestig")
    await gallery.show(sanne, "afspraak-maken", "welke-maandag")
    await page.locator("input[name=moment]").last.check()
    await sanne.presses("Bekijk en bevestig")
    await gallery.show(sanne, "afspraak-bevestigen", "los-van-elkaar")
    draft = page.url
    await page.get_by_role("link", name="Wijzig").click()
    await gallery.show(sanne, "afspraak-wijzigen")
    await page.goto(draft)
    await sanne.presses("Gooi weg")
    await page.goto(draft)
    await gallery.show(sanne, "afspraak-al-weg")


async def _an_appointment(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    kring, page = stage.kring, sanne.page
    async with kring.unit() as uow:
        (made,) = await plan_visit(uow, kring.cast, "fatima", "noor", "wil", at="2026-11-26 14:00")
    for key, said in (("fatima", Answer.CANNOT), ("noor", Answer.COMING)):
        await does(
            kring,
            attendance.answer,
            kring.cast.participant(key),
            appointment_id=made.id,
            version=0,
            said=said,
        )
    moment = made.starts_at + timedelta(days=1)
    await does(
        kring,
        attendance.propose,
        kring.cast.participant("wil"),
        appointment_id=made.id,
        version=0,
        moment=moment,
    )
    here = f"/werk/afspraak/{made.id}"
    await sanne.opens(here)
    await gallery.show(sanne, "afspraak", "beantwoord", dark=True, tiny=True)
    await sanne.opens(f"{here}/brief/{kring.cast.people['wil'].id}")
    await gallery.show(sanne, "brief-afspraak", dark=True)
    await sanne.opens(f"{here}/afzeggen")
    await gallery.show(sanne, "afspraak-afzeggen")
    await sanne.opens(here)
    await page.get_by_label("Wanneer", exact=True).fill("pannenkoek")
    await sanne.presses("Bekijk de nieuwe tijd")
    await gallery.show(sanne, "afspraak", "tijd-fout")
    await page.get_by_label("Wanneer", exact=True).fill("vrijdag drie uur")
    await sanne.presses("Bekijk de nieuwe tijd")
    await gallery.show(sanne, "afspraak-verzetten")
    await sanne.presses("Ja, verzet")
    await gallery.show(sanne, "afspraak", "verzet")
    await sanne.opens(f"{here}/afzeggen")
    await sanne.presses("Ja, zeg af")
    await gallery.show(sanne, "afspraak", "afgezegd")
    today = await planned(kring, "fatima", at="2026-11-23 09:30")
    await sanne.opens(today)
    await gallery.show(sanne, "afspraak", "vandaag")
    await stage.later(timedelta(minutes=100))
    await stage.signs_in(sanne)
    await sanne.opens(today)
    await gallery.show(sanne, "afspraak", "voorbij")


async def _conversations(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    kring = stage.kring
    await sanne.opens(talk(kring, "jan"))
    await gallery.show(sanne, "gesprek", "leeg")
    await writes(kring, "Ik ben bang. Hij staat voor de deur.", alarming=True)
    await writes(kring, "Mag Noor vrijdag bij oma slapen?\n\nZe vraagt er al een week om.", by="jan")
    await answers_as(kring, "sanne", "Dat is goed.", to="jan")
    await writes(kring, "Kan het ook om 4 uur?", by="noor")
    await stage.later(timedelta(seconds=30))
    await sanne.opens("/werk/berichten")
    await gallery.show(sanne, "berichten", "vol", dark=True, tiny=True)
    await sanne.page.get_by_label("Zoek op gezin of naam").fill("pannenkoek")
    await sanne.presses("Zoek")
    await gallery.show(sanne, "berichten", "niet-gevonden")
    await sanne.opens(talk(kring))
    await gallery.show(sanne, "gesprek", "spoed", dark=True, tiny=True)
    await sanne.opens(talk(kring, "jan"))
    await gallery.show(sanne, "gesprek", "onderweg")
    await sanne.opens(f"{talk(kring, 'jan')}?sjabloon=heavy")
    await gallery.show(sanne, "gesprek", "voorbeeldtekst")
    await sanne.opens(talk(kring, "wil"))
    await gallery.show(sanne, "gesprek", "netwerk")
    await sanne.page.keyboard.press("?")
    await gallery.show(sanne, "sneltoetsen", whole=False)


async def _an_answer(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    kring, page = stage.kring, sanne.page
    await sanne.opens(talk(kring, "noor"))
    await page.get_by_label("Antwoord aan").fill("Dat kan. Jan de Wit woont Dorpsstraat 12, bel 06 12345678.")
    await page.get_by_label("Foto of document erbij").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    await page.get_by_role("button", name="Kijk na en verstuur").click()
    await expect(page.get_by_role("button", name="Klopt, verstuur")).to_be_visible()
    await gallery.show(sanne, "antwoord-nakijken", "let-op", dark=True, tiny=True)
    await sanne.presses("Klopt, verstuur")
    await gallery.show(sanne, "gesprek", "terug-te-halen")
    await page.get_by_label("Antwoord aan").fill("a" * 10_050)
    await gallery.show(sanne, "gesprek", "te-lang", whole=False)
    await sanne.opens(talk(kring))
    await page.get_by_label("Antwoord aan").fill("Ik bel u nu.")
    await page.get_by_role("button", name="Kijk na en verstuur").click()
    await expect(page.get_by_role("button", name="Klopt, verstuur")).to_be_visible()
    await is_away(kring)
    await answers_as(kring, "mehmet", "Ik heb u net gebeld.")
    await sanne.presses("Klopt, verstuur")
    await gallery.show(sanne, "antwoord-nakijken", "intussen-beantwoord")
    await sanne.opens(talk(kring))
    await gallery.show(sanne, "gesprek", "met-invaller")
    await does(kring, answers.close, case_manager(kring), person=kring.cast.people["jan"].id)
    await sanne.opens(talk(kring, "jan"))
    await gallery.show(sanne, "gesprek", "gesloten")


async def _absence(gallery: Gallery, sanne: Visitor) -> None:
    page = sanne.page
    await sanne.opens("/werk/afwezig")
    await gallery.show(sanne, "afwezig", "vol", dark=True, tiny=True)
    await page.get_by_label("Eerste dag").fill("1 december")
    await page.get_by_label("Laatste dag").fill("pannenkoek")
    await sanne.presses("Kijk na")
    await gallery.show(sanne, "afwezig", "fout")
    await page.get_by_label("Laatste dag").fill("3 december")
    await page.get_by_label("Wie leest mee?").select_option(label="Mehmet Demir")
    await sanne.presses("Kijk na")
    await gallery.show(sanne, "afwezig-nakijken")


async def _a_full_day(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    kring = stage.kring
    await planned(kring, "fatima", "noor", at="2026-11-23 14:00")
    await planned(kring, "jan", at="2026-11-24 10:00")
    await does(kring, attendance.ask_call, kring.cast.participant("fatima"))
    await sanne.opens("/werk/vandaag")
    await gallery.show(sanne, "vandaag", "vol", dark=True, tiny=True)
    await sanne.page.get_by_label("Snel een afspraak maken").fill("pannenkoek")
    await sanne.presses("Maak de afspraak")
    await gallery.show(sanne, "vandaag", "fout")
    await sanne.opens("/werk/afspraken")
    await gallery.show(sanne, "agenda", "vol")
    await stage.signs_in(await stage.visitor())
    await sanne.opens("/werk/sessies")
    await gallery.show(sanne, "toegang", "twee-schermen", dark=True)


async def _somebody_else(stage: Stage, gallery: Gallery) -> None:
    """A colleague who stands in, and the leader of the team."""
    kring = stage.kring
    mehmet = await stage.signs_in(await stage.visitor(), "Mehmet Demir")
    await gallery.show(mehmet, "vandaag", "invaller")
    for path, page in (
        ("/werk/berichten", "berichten"),
        ("/werk/gezinnen", "gezinnen"),
        (talk(kring), "gesprek"),
    ):
        await mehmet.opens(path)
        await gallery.show(mehmet, page, "invaller")
    ria = await stage.signs_in(await stage.visitor(), "Ria Postma")
    await gallery.show(ria, "team", "leeg")
    await writes(kring, "Hij staat weer voor de deur.", alarming=True)
    for minutes in (16, 16, 60):
        await stage.later(timedelta(minutes=minutes))
    await stage.signs_in(ria, "Ria Postma")
    await gallery.show(ria, "team", "vol", dark=True)
    await ria.opens("/werk/afwezig")
    await gallery.show(ria, "afwezig", "teamleider")
    await ria.opens("/werk/berichten")
    await gallery.show(ria, "melding", "niet-voor-u")
