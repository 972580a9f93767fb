"""Every page of a family in every state, pictured narrow and wide: sound for everybody, and Verberg in its place."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import quote

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, expect

from domain.threads import LONGEST
from tests.storage.file_samples import document, ogg, photo
from tests.support.cast import Cast, Files
from tests.support.plans import plan_visit
from tests.support.window import launch_data
from tests.web.family_pages import FATIMA, JAN, NOOR, WIL, does, sanne, writes
from tests.web.screens import Gallery, Stage, Visitor, on_stage
from tests.web.screens_circle import DOORS, TEMPLATES
from tests.web.screens_plan import plan_and_check_ins
from tests.web.talk_desk import answers_as, is_away
from tests.web.talk_desk import writes as said_by
from usecases import answers, preferences
from usecases.appointments import cancel
from usecases.keyrings import give_link
from web.app import FAMILY

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

NO_PAGES = frozenset({"/levend", "/bestand/{id}", "/afspraken/{id}/agenda", "/plan.pdf", "/verloop.png"})
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
    doors = [one for one in FAMILY if one not in DOORS]
    gallery = Gallery("family", doors, without_hide=frozenset({"rust"}))
    await _before_the_door(stage, gallery)
    fatima = await _for_the_first_time(stage, gallery, FATIMA, "")
    noor = await _by_letter(stage, gallery)
    await _while_writing(gallery, fatima)
    await _appointments(stage, gallery, fatima)
    await _a_full_conversation(stage, gallery, fatima)
    await _young(stage, gallery, noor)
    await _settings(stage, gallery, fatima)
    await _from_the_network(stage, gallery)
    await _locked_out(stage, gallery)
    await _in_the_evening_and_afterwards(stage, gallery)
    await plan_and_check_ins(stage, gallery)
    forgotten = gallery.forgotten(NO_PAGES | TEMPLATES)
    wrong = [*gallery.complaints, *(f"no picture of {one}" for one in forgotten)]
    assert not wrong, "\n".join(wrong)
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
        ("/afspraken/vraag", "afspraak-vragen"), ("/plan", "plan"), ("/plan/voorstel", "plan-voorstel"),
        ("/hoe-gaat-het", "hoe-gaat-het"), ("/verloop", "verloop"),
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


async def _while_writing(gallery: Gallery, fatima: Visitor) -> None:
    """Everything that can happen to a message before and just after it is sent."""
    page = fatima.page

    async def write(words: str, topic: str = "", file: FilePayload | None = None) -> None:
        await fatima.opens("/schrijven")
        await page.get_by_label("Uw bericht").fill(words)
        if topic:
            await page.get_by_text(topic, exact=True).click()
        if file:
            await page.get_by_label("Foto of document erbij").set_input_files(file)

    async def send(shows: str) -> None:
        await page.get_by_role("button", name="Verstuur").click()
        await expect(page.get_by_text(shows).first).to_be_visible()

    await write("Ik wil het zo graag vertellen. " * (LONGEST // 30))
    await expect(page.get_by_text("tekens te veel")).to_be_visible()
    await page.get_by_text("tekens te veel").scroll_into_view_if_needed()
    await gallery.show(fatima, "schrijven", "te-lang", whole=False)
    await write(QUESTION)
    await send("Kies eerst waar het over gaat")
    await gallery.show(fatima, "schrijven", "zonder-keuze", tiny=True)
    await write(QUESTION, "Iets praktisch", {"name": "x.svg", "mimeType": "image/png", "buffer": b"<svg/>"})
    await send("Er is nog niets verstuurd")
    await gallery.show(fatima, "schrijven", "bestand-kan-niet")
    await write(f"{DANGER}\n{'Ik weet het niet meer. ' * (LONGEST // 20)}", "Iets bespreken")
    await send("nog niet verstuurd")
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
    await stage.later(timedelta(minutes=12))
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
    for typed, state in (
        ("pannenkoek", "onduidelijk"),
        ("maandag half drie", "twijfel"),
        ("vrijdag half drie", "zeker"),
    ):
        await fatima.page.get_by_label("Typ een dag en een tijd").fill(typed)
        await fatima.presses("Ga verder")
        await gallery.show(fatima, "tijd", state)
    await does(kring, cancel, sanne(kring), appointment_id=off.id, version=off.sequence)
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


async def _a_full_conversation(stage: Stage, gallery: Gallery, fatima: Visitor) -> None:
    """Words, a picture, a document, a voice; read, answered, taken back; and a colleague who reads along."""
    kring = stage.kring
    arranging = stage.browser()
    await arranging.comes_in(kring, FATIMA)
    await arranging.types()
    picture = ("file", ("a.jpg", photo((640, 480), colour="teal"), "image/jpeg"))
    paper, spoken = (
        ("file", ("b.pdf", document(), "application/pdf")),
        ("voice", ("c.ogg", ogg(), "audio/ogg")),
    )
    await writes(arranging, "Dit is de brief van school.", picture, paper, spoken)
    await answers_as(kring, "sanne", "Dank u. Vrijdag bij oma slapen is goed.\n\nIk bel oma ook even.")
    await answers_as(kring, "sanne", "Dit was voor iemand anders.")
    await stage.later(timedelta(seconds=30))
    async with kring.unit() as uow:
        (*_, wrong) = await answers.read(uow, sanne(kring), person=kring.cast.people["fatima"].id)
        await answers.withdraw(uow, sanne(kring), message_id=wrong.id)
    await fatima.opens("/thuis")
    await gallery.show(fatima, "thuis", "nieuw-bericht", dark=True, tiny=True)
    await fatima.opens("/berichten")
    await gallery.show(fatima, "berichten", "vol", dark=True, tiny=True)
    await is_away(kring)
    await answers_as(kring, "mehmet", "Ik lees mee voor Sanne. Het formulier ligt klaar.")
    await said_by(kring, "Fijn, dank u.")
    await stage.later(timedelta(seconds=30))
    for path, page in (("/berichten", "berichten"), ("/wie-leest", "wie-leest"), ("/schrijven", "schrijven")):
        await fatima.opens(path)
        await gallery.show(fatima, page, "met-invaller")


async def _young(stage: Stage, gallery: Gallery, noor: Visitor) -> None:
    """The same in another form of address, with a long conversation that ends."""
    kring = stage.kring
    for number in range(1, 104):
        await said_by(kring, f"Bericht {number}: kan ik morgen later komen?", by="noor")
    await answers_as(kring, "mehmet", "Dat kan. Tot morgen!", to="noor")
    await stage.later(timedelta(seconds=30))
    await stage.comes_in(noor, NOOR)
    await gallery.show(noor, "thuis", "vol-je")
    await noor.opens("/berichten#laatste")
    await gallery.show(noor, "berichten", "lang-je", whole=False)
    await noor.page.get_by_role("link", name="Oudere berichten").click()
    await gallery.show(noor, "berichten", "ouder-je")
    await noor.opens("/afspraken")
    await gallery.show(noor, "afspraken", "vol-je")
    await noor.page.locator("main .list a").first.click()
    await gallery.show(noor, "afspraak", "je")
    await noor.opens("/schrijven")
    await noor.page.get_by_label("Je bericht").fill(DANGER)
    await noor.page.get_by_text("Iets bespreken", exact=True).click()
    await noor.page.get_by_role("button", name="Verstuur").click()
    await expect(noor.page.get_by_text("Kindertelefoon")).to_be_visible()
    await gallery.show(noor, "verstuurd", "gevaar-je")
    await noor.opens("/bel")
    await noor.page.get_by_text("Maakt niet uit").click()
    await noor.presses("Bel mij terug")
    await gallery.show(noor, "gebeld", "je")
    await noor.opens("/schrijven")
    await noor.page.get_by_label("Je bericht").fill("Ik wilde nog zeggen")
    await does(kring, answers.close, sanne(kring), person=kring.cast.people["noor"].id)
    await noor.page.get_by_text("Iets bespreken", exact=True).click()
    await noor.page.get_by_role("button", name="Verstuur").click()
    await expect(noor.page.get_by_text("is afgesloten")).to_be_visible()
    await gallery.show(noor, "schrijven", "gesloten-je")
    await noor.opens("/berichten#laatste")
    await gallery.show(noor, "berichten", "gesloten-je", whole=False)


async def _settings(stage: Stage, gallery: Gallery, fatima: Visitor) -> None:
    """Changed, mistaken, and with the messages off."""
    await stage.comes_in(fatima, FATIMA)
    await fatima.opens("/instellingen")
    await fatima.presses("Bewaar")
    await gallery.show(fatima, "instellingen", "bewaard", dark=True, tiny=True)
    await fatima.page.get_by_label("Van", exact=True).fill("")
    await fatima.presses("Bewaar")
    await gallery.show(fatima, "instellingen", "fout")
    await does(stage.kring, preferences.pause, stage.kring.cast.participant("fatima"))
    await fatima.opens("/instellingen")
    await gallery.show(fatima, "instellingen", "uit")
    await fatima.opens("/pin")
    await gallery.show(fatima, "pin", "nog-eens")


async def _from_the_network(stage: Stage, gallery: Gallery) -> None:
    """A grandmother has appointments, and no conversation."""
    wil = await stage.comes_in(await stage.visitor(), WIL, first=True)
    await gallery.show(wil, "thuis", "netwerk")
    await wil.opens("/wie-leest")
    await gallery.show(wil, "wie-leest", "netwerk")
    await wil.opens("/berichten")
    await gallery.show(wil, "melding", "niet-voor-u")


async def _locked_out(stage: Stage, gallery: Gallery) -> None:
    """Five times wrong; asking to be called still works."""
    jan = await stage.comes_in(await stage.visitor(), JAN, first=True)
    await stage.later(timedelta(minutes=6))
    await jan.opens("/thuis")
    await gallery.show(jan, "slot", "na-vijf-minuten")
    await stage.comes_in(jan, JAN, settle=False)
    for _ in range(12):
        await jan.types_pin("111222")
        if "seconden" in await jan.page.content():
            await gallery.show(jan, "pin", "even-wachten")
            await stage.later(timedelta(seconds=125))
        if jan.page.url.endswith("/slot"):
            break
    await gallery.show(jan, "slot", "op-slot", dark=True)
    await jan.opens("/bel")
    await gallery.show(jan, "bel", "op-slot")


async def _in_the_evening_and_afterwards(stage: Stage, gallery: Gallery) -> None:
    """Nobody reads now; and later the answer is late."""
    kring = stage.kring
    await kring.move_to("2026-11-26 13:30")
    fatima = await stage.comes_in(await stage.visitor(), FATIMA)
    await fatima.opens("/berichten#laatste")
    await gallery.show(fatima, "berichten", "te-laat", whole=False)
    await kring.move_to("2026-11-26 20:30")
    await stage.comes_in(fatima, FATIMA)
    await fatima.opens("/schrijven")
    await fatima.page.get_by_label("Uw bericht").fill("Hoe laat is het morgen?")
    await fatima.page.get_by_text("Iets praktisch", exact=True).click()
    await gallery.show(fatima, "schrijven", "avond")
    await fatima.page.get_by_role("button", name="Verstuur").click()
    await expect(fatima.page.get_by_text("Er leest nu niemand mee").first).to_be_visible()
    await gallery.show(fatima, "verstuurd", "avond")
    await fatima.opens("/berichten#laatste")
    await gallery.show(fatima, "berichten", "avond", whole=False)
    await fatima.opens("/bel")
    await fatima.page.evaluate(
        "for (const one of document.querySelectorAll('[name=csrf]')) one.value = 'oud'"
    )
    await fatima.presses("Bel mij terug")
    await gallery.show(fatima, "melding", "te-oud")
