"""The family's tasks, week, circle and meetings in every state, for the camera; and everything a member has."""

from datetime import date, time, timedelta
from types import ModuleType
from urllib.parse import quote

from playwright.async_api import expect

from domain.circle import MemberKind
from domain.meetings import MeetingKind
from domain.people import Called
from domain.secret import Secret
from domain.series import Every, Series
from tests.support.members import joins
from tests.support.window import launch_data
from tests.web.circle_pages import polled, task, turn, turns_of
from tests.web.family_pages import FATIMA, JAN, NOOR, WIL, does, sanne
from tests.web.screens import Gallery, Stage, Visitor
from usecases import circle, meeting_outcomes, meetings, own_turns
from web.family import circle as family_circle
from web.family import meeting, remark, task_form, turns, week
from web.family import task as family_task

DOORS: tuple[ModuleType, ...] = (
    turns,
    family_task,
    task_form,
    week,
    family_circle,
    meeting,
    remark,
)
TEMPLATES = frozenset(
    f"family/{name}.html"
    for name in (
        "turns",
        "turn",
        "turn_parts",
        "tasks",
        "task",
        "task_form",
        "task_stop",
        "week",
        "circle",
        "propose_member",
        "part",
        "leave",
        "left",
        "meetings",
        "meeting",
        "remark",
        "remark_left",
        "which",
    )
)
"""What these doors show; everything else of a family is pictured in `test_screens_family`."""

UNTIL = date(2027, 2, 1)
DANGER = "Hij slaat mij en ik ben bang voor vanavond"


async def the_circle_helps(stage: Stage, gallery: Gallery) -> None:
    """From nobody who helps to a week in which much is arranged, on the Monday after New Year."""
    kring = stage.kring
    await kring.move_to("2027-01-04 09:30")
    fatima = await stage.comes_in(await stage.visitor(), FATIMA)
    noor = await stage.comes_in(await stage.visitor(), NOOR)
    wil = await stage.comes_in(await stage.visitor(), WIL)
    await _nothing_yet(gallery, fatima, noor, wil)
    await _proposing(stage, gallery, noor)
    await _giving(gallery, fatima)
    await _doing(stage, gallery, wil, noor)
    await _the_week(gallery, fatima)
    await _asked(stage, gallery, wil)
    await _polled(stage, gallery, fatima, wil)
    await _remarks(gallery, wil)
    await _held(stage, gallery, fatima, wil)
    await _part(stage, gallery, wil)
    await _in_which(stage, gallery)


async def _nothing_yet(gallery: Gallery, fatima: Visitor, noor: Visitor, wil: Visitor) -> None:
    for visitor, je, paths in (
        (fatima, "", ("taken", "taken/taak", "week", "kring", "overleg")),
        (noor, "-je", ("taken", "week", "kring", "overleg")),
        (wil, "-netwerk", ("taken", "kring", "overleg", "doorgeven")),
    ):
        for path in paths:
            await visitor.opens(f"/{path}")
            await gallery.show(visitor, path.replace("/", "-"), f"leeg{je}")


async def _proposing(stage: Stage, gallery: Gallery, noor: Visitor) -> None:
    kring = stage.kring
    await does(
        kring,
        circle.change_member,
        sanne(kring),
        person=kring.cast.people["wil"].id,
        purpose=Secret("Helpen met halen en brengen"),
        until=UNTIL,
    )
    await noor.opens("/kring/voorstel")
    await gallery.show(noor, "kring-voorstel", "leeg-je", tiny=True)
    await noor.presses("Verstuur mijn voorstel")
    await gallery.show(noor, "kring-voorstel", "fout-je")
    await noor.page.get_by_label("Hoe heet die persoon?").fill("Samira")
    await noor.page.get_by_label("Wie is het van jou?").select_option("aunt")
    await noor.page.get_by_label("Waar kan die persoon bij helpen?").fill("Mijn zusje ophalen op maandag.")
    await noor.presses("Verstuur mijn voorstel")
    await gallery.show(noor, "kring", "voorgesteld-je", dark=True, tiny=True)
    (proposal,) = await does(kring, circle.own_proposals, kring.cast.participant("noor"))
    agreed = {"kind": MemberKind.PROFESSIONAL, "until": UNTIL, "purpose": Secret("Meedenken en ophalen")}
    await does(kring, circle.agree, sanne(kring), proposal=proposal.id, called=Called.AUNT, **agreed)
    await does(
        kring,
        circle.propose,
        kring.cast.participant("noor"),
        name=Secret("Bram"),
        called=Called.FRIEND,
        purpose=Secret("Samen sporten"),
        once="a" * 22,
    )
    (fresh, _) = await does(kring, circle.own_proposals, kring.cast.participant("noor"))
    reply = Secret("Bram heeft het nu te druk, zei hij.")
    await does(kring, circle.refuse, sanne(kring), proposal=fresh.id, reply=reply)
    await noor.opens("/kring")
    await gallery.show(noor, "kring", "vol-je")


async def _giving(gallery: Gallery, fatima: Visitor) -> None:
    await fatima.opens("/taken/nieuw")
    await gallery.show(fatima, "taak-nieuw", "leeg", dark=True, tiny=True)
    page = fatima.page
    await page.get_by_label("Wat is er te doen?").fill("Ophalen van school")
    await page.get_by_label("Op welke dag voor het eerst?").fill("2027-01-04")
    await page.get_by_label("Van", exact=True).fill("15:00")
    await page.get_by_label("Tot", exact=True).fill("14:00")
    await page.get_by_label("Hoe vaak").select_option("week")
    await gallery.show(fatima, "taak-nieuw", "ingevuld", tiny=True)
    await fatima.presses("Bewaar")
    await gallery.show(fatima, "taak-nieuw", "fout")
    await page.get_by_label("Tot", exact=True).fill("15:30")
    await page.get_by_label("Of hoeveel keer").fill("12")
    await page.get_by_label("Wie doet het?").select_option(label="Wil (oma)")
    await fatima.presses("Bewaar")
    await gallery.show(fatima, "taak", "nieuw", dark=True, tiny=True)
    await page.get_by_role("link", name="Taak veranderen").click()
    await gallery.show(fatima, "taak-nieuw", "veranderen")
    await page.get_by_role("link", name="Terug", exact=True).click()
    await page.get_by_role("button", name="Deze keer niet: maandag 11 januari").click()
    await expect(page.get_by_text("Die keer gaat niet door.")).to_be_visible()
    await gallery.show(fatima, "taak", "een-keer-niet")
    await page.get_by_role("link", name="Stop deze taak").click()
    await gallery.show(fatima, "taak-stop")
    await fatima.opens("/taken/taak")
    await gallery.show(fatima, "taken-taak", "vol")


async def _doing(stage: Stage, gallery: Gallery, wil: Visitor, noor: Visitor) -> None:
    kring = stage.kring
    days = Series(date(2027, 1, 4), time(19), Every.DAY, times=10)
    dog = await task(
        kring, words="De hond uitlaten", owner="wil", others=("noor",), contact="fatima", series=days
    )
    await wil.opens("/thuis")
    await gallery.show(wil, "thuis", "netwerk-taken", dark=True, tiny=True)
    await wil.opens("/taken")
    await gallery.show(wil, "taken", "gevraagd-en-vol", dark=True, tiny=True)
    async with kring.reading() as uow:
        (fetch, _) = await uow.tasks.of_family(kring.cast.families["Ster"].id)
    await wil.page.get_by_role("button", name="Ja, dat is goed").first.click()
    await gallery.show(wil, "taken", "ja")
    first = await turn(kring, fetch)
    await wil.opens(f"/taken/{first.id}")
    await gallery.show(wil, "taak-keer", "komt", dark=True, tiny=True)
    await wil.page.get_by_role("link", name="Later").click()
    await gallery.show(wil, "tijd", "taak-later")
    await wil.opens(f"/taken/{first.id}")
    await wil.presses("Hulp nodig")
    await gallery.show(wil, "taak-keer", "hulp")
    await wil.presses("Gedaan")
    await gallery.show(wil, "taak-keer", "gedaan", dark=True, tiny=True)
    walk = await turn(kring, dog)
    await wil.opens(f"/taken/{walk.id}")
    await wil.presses("Lukt niet")
    await gallery.show(wil, "taak-keer", "lukt-niet")
    await noor.opens("/taken")
    await gallery.show(noor, "taken", "open-je", tiny=True)
    await noor.opens(f"/taken/{walk.id}")
    await gallery.show(noor, "taak-keer", "kun-je-je")
    await wil.presses("Toch niet")
    await noor.presses("Ja, ik doe het")
    await expect(noor.page.get_by_text("Iemand anders doet dit nu al.")).to_be_visible()
    await gallery.show(noor, "taken", "iemand-was-eerder-je")


async def _the_week(gallery: Gallery, fatima: Visitor) -> None:
    await fatima.opens("/week")
    await gallery.show(fatima, "week", "vol", dark=True, tiny=True)
    await fatima.opens("/thuis")
    await gallery.show(fatima, "thuis", "met-kring", dark=True, tiny=True)


async def _asked(stage: Stage, gallery: Gallery, wil: Visitor) -> None:
    """Help is asked of the mother, who sees to it; and a turn that is off."""
    kring = stage.kring
    who = kring.cast.participant("wil")
    async with kring.reading() as uow:
        (_, dog) = await uow.tasks.of_family(kring.cast.families["Ster"].id)
    (_, second, third, *_) = await turns_of(kring, dog)
    await does(kring, own_turns.ask_help, who, turn=second.id, sequence=second.sequence)
    await does(kring, own_turns.cannot, who, turn=third.id, sequence=third.sequence)
    fatima = await stage.comes_in(await stage.visitor(), FATIMA)
    await fatima.opens("/week")
    await gallery.show(fatima, "week", "hulp-gevraagd")
    await fatima.opens(f"/taken/{second.id}")
    await gallery.show(fatima, "taak-keer", "ik-regel-het")
    await fatima.presses("Ik regel het")
    await gallery.show(fatima, "taak-keer", "geregeld")
    await wil.opens("/instellingen")
    await gallery.show(wil, "instellingen", "netwerk", tiny=True)


async def _polled(stage: Stage, gallery: Gallery, fatima: Visitor, wil: Visitor) -> None:
    kring = stage.kring
    made = await polled(kring, "fatima", "noor", "wil", kind=MeetingKind.TEAM)
    await fatima.opens("/overleg")
    await gallery.show(fatima, "overleg", "gevraagd", dark=True)
    for visitor, who in ((fatima, ""), (wil, "-netwerk")):
        await visitor.opens(f"/overleg/{made.id}")
        await gallery.show(visitor, "overleg-een", f"wanneer{who}", dark=not who, tiny=not who)
    await fatima.page.locator("label.choice").nth(0).click()
    await fatima.page.locator("label.choice").nth(2).click()
    await fatima.page.locator("#wanneer").get_by_role("button", name="Bewaar").click()
    await expect(fatima.page.get_by_text("uw antwoord is bewaard")).to_be_visible()
    await gallery.show(fatima, "overleg-een", "gekozen")
    await fatima.page.get_by_label("Waar wilt u het over hebben?").fill("Wie haalt er op vrijdag op?")
    await fatima.page.locator("#punten").get_by_role("button", name="Bewaar").click()
    await expect(fatima.page.get_by_text("Alleen de gezinsmanager ziet dit")).to_be_visible()
    await gallery.show(fatima, "overleg-een", "punt", dark=True, tiny=True)
    await fatima.presses("Deel met iedereen die komt")
    await gallery.show(fatima, "overleg-een", "gedeeld")
    await fatima.page.get_by_label("Waar wilt u het over hebben?").fill(DANGER)
    await fatima.page.locator("#punten").get_by_role("button", name="Bewaar").click()
    await expect(fatima.page.get_by_text("112")).to_be_visible()
    await gallery.show(fatima, "overleg-een", "gevaar")
    await does(kring, meetings.choose, sanne(kring), meeting=made.id, option=1)
    await stage.later(timedelta(minutes=12))
    for visitor, user in ((fatima, FATIMA), (wil, WIL)):
        await stage.comes_in(visitor, user)
    await fatima.opens(f"/overleg/{made.id}")
    await gallery.show(fatima, "overleg-een", "staat-vast", tiny=True)
    await wil.opens(f"/overleg/{made.id}")
    await wil.presses("Ik stuur iets mee")
    await gallery.show(wil, "overleg-een", "stuurt-iets-mee-netwerk")


async def _remarks(gallery: Gallery, wil: Visitor) -> None:
    await wil.opens("/doorgeven?over=veiligheid")
    await gallery.show(wil, "doorgeven", "veiligheid", dark=True, tiny=True)
    await wil.opens("/doorgeven?over=iets")
    await gallery.show(wil, "doorgeven", "iets", tiny=True)
    await wil.presses("Geef het door")
    await gallery.show(wil, "doorgeven", "fout")
    await wil.page.get_by_label("Wat wilt u doorgeven?").fill("Zondag was het gezellig.")
    await wil.presses("Geef het door")
    await gallery.show(wil, "doorgegeven", dark=True)
    await wil.opens("/doorgeven?over=iets")
    await wil.page.get_by_label("Wat wilt u doorgeven?").fill(DANGER)
    await wil.presses("Geef het door")
    await gallery.show(wil, "doorgegeven", "gevaar")


async def _held(stage: Stage, gallery: Gallery, fatima: Visitor, wil: Visitor) -> None:
    kring = stage.kring
    await kring.move_to("2027-01-12 17:00")
    async with kring.reading() as uow:
        (met, *_) = await uow.meetings.of_family(kring.cast.families["Ster"].id)
        (fetch, _) = await uow.tasks.of_family(kring.cast.families["Ster"].id)
    people = kring.cast.people
    both = frozenset(people[one].id for one in ("fatima", "wil"))
    await does(kring, meeting_outcomes.held, sanne(kring), meeting=met.id, present=both)
    said = Secret("Oma haalt op maandag op van school.")
    await does(
        kring, meeting_outcomes.decide, sanne(kring), meeting=met.id, words=said, people=both, task=fetch.id
    )
    talk = Secret("Wij praten samen met de leraar.")
    alone = frozenset({people["fatima"].id})
    await does(kring, meeting_outcomes.decide, sanne(kring), meeting=met.id, words=talk, people=alone)
    await does(kring, meeting_outcomes.ask_agreement, sanne(kring), meeting=met.id)
    for visitor, user, who in ((fatima, FATIMA, ""), (wil, WIL, "-netwerk")):
        await stage.comes_in(visitor, user)
        await visitor.opens(f"/overleg/{met.id}")
        await gallery.show(visitor, "overleg-een", f"klopt-dit{who}", dark=not who, tiny=not who)
    await fatima.page.get_by_text("Nee, dit klopt niet").click()
    await fatima.page.get_by_label("Wat is er anders?").fill("Het was dinsdag, niet maandag.")
    await gallery.show(fatima, "overleg-een", "klopt-niet-open")
    await fatima.presses("Verstuur")
    await gallery.show(fatima, "overleg-een", "klopt-niet")
    await wil.presses("Ja, dit klopt")
    await gallery.show(wil, "overleg-een", "klopt-netwerk")
    await fatima.opens("/overleg")
    await gallery.show(fatima, "overleg", "geweest")


async def _part(stage: Stage, gallery: Gallery, wil: Visitor) -> None:
    kring = stage.kring
    await wil.opens("/kring")
    await gallery.show(wil, "kring", "deel", dark=True, tiny=True)
    await kring.move_to("2027-01-25 11:00")
    await stage.comes_in(wil, WIL)
    await wil.opens("/kring")
    await gallery.show(wil, "kring", "verder", tiny=True)
    await wil.presses("Ja, ik ga door")
    await gallery.show(wil, "kring", "verder-ja")
    person = kring.cast.people["wil"].id
    await does(kring, circle.step_back, sanne(kring), person=person, back_on=date(2027, 1, 27))
    await wil.opens("/kring")
    await gallery.show(wil, "kring", "even-niet")
    await kring.move_to("2027-01-27 11:00")
    await stage.comes_in(wil, WIL)
    await wil.opens("/kring")
    await gallery.show(wil, "kring", "weer-meedoen")
    await wil.opens("/kring/stop")
    await gallery.show(wil, "kring-stop", tiny=True)
    await wil.presses("Ja, ik stop")
    await gallery.show(wil, "kring-gestopt", dark=True)


async def _in_which(stage: Stage, gallery: Gallery) -> None:
    """Jan helps in another family too, so that his window asks in which he comes."""
    await joins(stage.kring, stage.kring.jan, "Jan de Wit", "Maan")
    visitor = await stage.visitor()
    data = quote(launch_data(JAN, stage.kring.now.timestamp()), safe="")
    await visitor.page.goto(f"{stage.url}/#tgWebAppData={data}")
    await expect(visitor.page.get_by_role("button", name="Kring ⭐")).to_be_visible()
    await gallery.show(visitor, "welke-kring", dark=True, tiny=True)
