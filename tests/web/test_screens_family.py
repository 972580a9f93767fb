"""Every page of a family in every state, pictured on a phone and on a desk: sound for everybody, and Verberg in its place."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import quote

import pytest
import pytest_asyncio
from playwright.async_api import expect

from domain.appointments import Answer
from tests.storage.file_samples import document, ogg, photo
from tests.support.cast import Cast, Files
from tests.support.plans import plan_visit
from tests.support.window import launch_data
from tests.web.family_pages import FATIMA, JAN, NOOR, WIL, does, sanne, writes
from tests.web.screens import Gallery, Stage, Visitor, on_stage
from tests.web.talk_desk import answers_as, is_away
from tests.web.talk_desk import writes as said_by
from usecases import answers, attendance, planning, preferences
from usecases.keyrings import give_link
from web.app import FAMILY

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

NO_PAGES = frozenset({"/levend", "/bestand/{id}", "/afspraken/{id}/agenda"})
"""What answers with nothing, or with a file."""

DANGER = "Hij slaat mij en ik ben bang voor vanavond"
QUESTION = "Mag Noor vrijdag bij oma slapen?\n\nZe vraagt er al een week om."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        yield made


async def test_every_page_in_every_state(stage: Stage) -> None:
    gallery = Gallery("family", FAMILY, without_hide=frozenset({"rust"}))
    await _before_the_door(stage, gallery)
    fatima = await _for_the_first_time(stage, gallery, FATIMA, "")
    noor = await _by_letter(stage, gallery)
    await _while_writing(stage, gallery, fatima)
    await _appointments(stage, gallery, fatima)
    await _a_full_conversation(stage, gallery, fatima)
    await _young(stage, gallery, noor)
    await _settings(stage, gallery, fatima)
    await _from_the_network(stage, gallery)
    await _locked_out(stage, gallery)
    await _in_the_evening_and_afterwards(stage, gallery)
    assert not gallery.complaints, "\n".join(gallery.complaints)
    assert not gallery.forgotten(NO_PAGES)
    assert gallery.count > 150


async def _before_the_door(stage: Stage, gallery: Gallery) -> None:
    """Whoever finds the address, and knows nothing else."""
    visitor = await stage.visitor()
    for path, page, state in (
        ("/", "binnen", "onbekend"), ("/hulp", "hulp", ""), ("/bel", "bel", "onbekend"), ("/slot", "slot", "dicht"),
        ("/rust", "rust", ""), ("/sleutel", "sleutel", "zonder"), ("/bestaat-niet", "melding", "geen-pagina"),
    ):  # fmt: skip
        await visitor.opens(path)
        await gallery.show(visitor, page, state, dark=page in ("hulp", "binnen"))
    old = quote(launch_data(FATIMA, stage.kring.now.timestamp() - 900), safe="")
    await visitor.page.goto(f"{stage.url}/#tgWebAppData={old}")
    await expect(visitor.page.get_by_text("Zo lukt het niet")).to_be_visible()
    await gallery.show(visitor, "binnen", "mislukt")


async def _for_the_first_time(stage: Stage, gallery: Gallery, user: int, je: str) -> Visitor:
    """A PIN is chosen, and nothing is there yet."""
    visitor = await stage.comes_in(await stage.visitor(), user, first=True, settle=False)
    page = visitor.page
    await gallery.show(visitor, "pin-nieuw", f"leeg{je}", dark=not je)
    await page.get_by_label("nieuwe pincode").fill("123456")
    await page.get_by_label("Nog een keer").fill("123456")
    await visitor.presses("Bewaar")
    await gallery.show(visitor, "pin-nieuw", f"te-makkelijk{je}")
    await visitor.chooses_pin()
    await _nothing_yet(gallery, visitor, je)
    return visitor


async def _nothing_yet(gallery: Gallery, visitor: Visitor, je: str) -> None:
    for path, name in (
        ("/thuis", "thuis"), ("/berichten", "berichten"), ("/schrijven", "schrijven"), ("/afspraken", "afspraken"),
        ("/bel", "bel"), ("/klacht", "klacht"), ("/instellingen", "instellingen"), ("/wie-leest", "wie-leest"),
        ("/afspraken/vraag", "afspraak-vragen"),
    ):  # fmt: skip
        await visitor.opens(path)
        await gallery.show(visitor, name, f"leeg{je}")


async def _by_letter(stage: Stage, gallery: Gallery) -> Visitor:
    """Noor comes with a letter and the code that was told by voice."""
    kring = stage.kring
    async with kring.unit() as uow:
        given = await give_link(uow, sanne(kring), person=kring.cast.people["noor"].id)
    noor = await stage.visitor()
    await noor.opens(f"/sleutel#{given.key.reveal()}")
    await gallery.show(noor, "sleutel", "met")
    await noor.presses("Ga verder")
    await gallery.show(noor, "code", "leeg-je")
    await noor.page.get_by_label("De code").fill("000000")
    await noor.presses("Ga verder")
    await gallery.show(noor, "code", "fout-je")
    await noor.page.get_by_label("De code").fill(given.code.reveal())
    await noor.presses("Ga verder")
    await gallery.show(noor, "pin-nieuw", "leeg-je")
    await noor.chooses_pin()
    await _nothing_yet(gallery, noor, "-je")
    return noor


async def _while_writing(stage: Stage, gallery: Gallery, fatima: Visitor) -> None:
    """Everything that can happen to a message before and just after it is sent."""
    page = fatima.page

    async def write(words: str, topic: str = "", **file: object) -> None:
        await fatima.opens("/schrijven")
        await page.get_by_label("Uw bericht").fill(words)
        if topic:
            await page.get_by_text(topic, exact=True).click()
        if file:
            await page.get_by_label("Foto of document erbij").set_input_files([file])  # type: ignore[list-item]

    async def send(shows: str) -> None:
        await page.get_by_role("button", name="Verstuur").click()
        await expect(page.get_by_text(shows).first).to_be_visible()

    await write("a" * 4050)
    await gallery.show(fatima, "schrijven", "te-lang", whole=False)
    await write(QUESTION)
    await send("Kies eerst waar het over gaat")
    await gallery.show(fatima, "schrijven", "zonder-keuze", tiny=True)
    await write(QUESTION, "Iets praktisch", name="x.svg", mimeType="image/png", buffer=b"<svg/>")
    await send("Er is nog niets verstuurd")
    await gallery.show(fatima, "schrijven", "bestand-kan-niet")
    await write(f"{DANGER} {'a' * 4001}", "Iets bespreken")
    await send("Wacht niet op een antwoord hier")
    await gallery.show(fatima, "schrijven", "gevaar", whole=False)
    await write("Ik ben niet tevreden.", "Een klacht")
    await send("is niet verstuurd")
    await gallery.show(fatima, "klacht", "getypt", dark=True)
    await write(QUESTION, "Iets bespreken")
    await send("U krijgt antwoord vóór")
    await gallery.show(fatima, "verstuurd", dark=True, tiny=True)
    await write(DANGER, "Iets bespreken")
    await send("112")
    await gallery.show(fatima, "verstuurd", "gevaar")


async def _appointments(stage: Stage, gallery: Gallery, fatima: Visitor) -> None:
    """A full agenda, and everything that can be said about one appointment."""
    kring = stage.kring
    async with kring.unit() as uow:
        (first,) = await plan_visit(uow, kring.cast, "fatima", "noor", at="2026-11-26 14:00")
        (today,) = await plan_visit(uow, kring.cast, "fatima", at="2026-11-23 14:00")
        (off,) = await plan_visit(uow, kring.cast, "fatima", "jan", at="2026-12-01 09:30")
    await stage.later(timedelta(minutes=4))
    await stage.later(timedelta(minutes=4))
    await stage.later(timedelta(minutes=4))
    await stage.comes_in(fatima, FATIMA, settle=False)
    await gallery.show(fatima, "pin", "leeg", dark=True, tiny=True)
    await fatima.types_pin("111222")
    await gallery.show(fatima, "pin", "fout")
    await fatima.types_pin()
    await fatima.opens("/afspraken")
    await gallery.show(fatima, "afspraken", "vol", tiny=True)
    for which, state in ((first, "nieuw"), (today, "vandaag")):
        await fatima.opens(f"/afspraken/{which.id}")
        await gallery.show(fatima, "afspraak", state, dark=state == "nieuw")
    await fatima.opens(f"/afspraken/{first.id}")
    for says, state in (("Ik kom", "ik-kom"), ("Ik kan niet", "ik-kan-niet")):
        await fatima.presses(says)
        await gallery.show(fatima, "afspraak", state)
    await fatima.presses("Andere tijd")
    await gallery.show(fatima, "tijd", "keuze")
    for typed, state in (("pannenkoek", "onduidelijk"), ("maandag half drie", "zeker")):
        await fatima.page.get_by_label("Typ een dag en een tijd").fill(typed)
        await fatima.presses("Ga verder")
        await gallery.show(fatima, "tijd", state)
    await does(kring, planning_cancel, sanne(kring), appointment=off)
    await fatima.opens(f"/afspraken/{off.id}")
    await gallery.show(fatima, "afspraak", "gaat-niet-door")
    await fatima.opens("/afspraken/vraag")
    await fatima.presses("Maakt niet uit")
    await gallery.show(fatima, "gevraagd")
    await fatima.opens("/bel")
    await fatima.presses("Bel mij terug")
    await gallery.show(fatima, "bel", "zonder-keuze")
    await fatima.page.locator("label.choice").first.click()
    await fatima.presses("Bel mij terug")
    await gallery.show(fatima, "gebeld")


