"""The pages of the circle at the desk, pictured in every state; `test_screens_desk` plays them."""

from datetime import date, time, timedelta
from uuid import UUID

from domain.calendar import local
from domain.meetings import MeetingId, Says
from domain.people import Called
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import Task
from tests.support.desk import case_manager
from tests.web import circle_pages
from tests.web.family_pages import does
from tests.web.plan_pages import talker
from tests.web.screens import Gallery, Stage, Visitor
from usecases import circle, own_meetings, tasks
from usecases.meetings import of_family


async def everything(stage: Stage, gallery: Gallery) -> None:
    """The whole story: somebody joins, tasks are planned, a week with gaps, a meeting that is held, a series."""
    sanne = await stage.signs_in(await stage.visitor())
    await the_circle(stage, gallery, sanne)
    await a_proposal(stage, gallery, sanne)
    task = await a_task(stage, gallery, sanne)
    await the_week(stage, gallery, sanne, task)
    await a_turn(stage, gallery, sanne)
    one = await a_poll(stage, gallery, sanne)
    await afterwards(stage, gallery, sanne, one)
    await a_series(stage, gallery, sanne)


def family(stage: Stage) -> str:
    """The address of the family."""
    return f"/werk/gezin/{stage.kring.cast.families['Ster'].id}"


def day(stage: Stage, ahead: int) -> str:
    """A day so many days from now, as a field holds it."""
    return _day(stage, ahead).isoformat()


async def the_circle(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    """Members in every state, with a proposal on top."""
    kring, page, here = stage.kring, sanne.page, f"{family(stage)}/kring"
    await sanne.opens(here)
    await gallery.show(sanne, "kring", "weinig")
    await sanne.opens(f"{here}/nieuw")
    await gallery.show(sanne, "kring-nieuw", "leeg", tiny=True)
    await page.get_by_label("Naam", exact=True).fill("Bep Visser")
    await page.get_by_label("Waarvoor").fill("Noor de Wit ophalen")
    await sanne.presses("Bewaar en maak een uitnodiging")
    await gallery.show(sanne, "kring-nieuw", "fout")
    await page.get_by_label("Waarvoor").fill("op maandag ophalen")
    await sanne.presses("Bewaar en maak een uitnodiging")
    await does(
        kring,
        circle.propose,
        talker(kring, "noor"),
        name=Secret("Karel Mulder"),
        called=Called.NEIGHBOUR,
        purpose=Secret("Hij kan helpen met fietsen maken en voetbal."),
        once="karel",
    )
    wil = kring.cast.people["wil"].id
    await sanne.opens(f"{here}/{wil}")
    await gallery.show(sanne, "kring-iemand", "doet-mee", dark=True, tiny=True)
    await page.get_by_label("Weer terug op").fill("2020-01-01")
    await sanne.presses("Doet even niet mee")
    await gallery.show(sanne, "kring-iemand", "fout")
    await page.get_by_label("Weer terug op").fill(day(stage, 28))
    await sanne.presses("Doet even niet mee")
    await gallery.show(sanne, "kring", "vol", dark=True, tiny=True)
    await sanne.opens(f"{here}/{wil}")
    await gallery.show(sanne, "kring-iemand", "even-niet")


async def a_proposal(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    """Somebody whom the family proposed, and somebody who stops."""
    page, here = sanne.page, f"{family(stage)}/kring"
    await sanne.opens(here)
    await page.get_by_role("link", name="Bekijk en beslis").click()
    await page.wait_for_url("**/voorstel/**")
    await gallery.show(sanne, "kring-voorstel", tiny=True)
    proposal = page.url.removeprefix(stage.url)
    await page.get_by_label("Waarvoor").fill("helpen met fietsen")
    await sanne.presses("Goed, maak een uitnodiging")
    await sanne.opens(proposal)
    await gallery.show(sanne, "kring-voorstel", "beslist")
    await sanne.opens(here)
    await sanne.presses("Wil Jansen (oma) doet weer mee")
    await page.get_by_role("link", name="Bep Visser").click()
    await page.get_by_role("link", name="Stop met meedoen").click()
    await page.wait_for_url("**/stop")
    await gallery.show(sanne, "kring-stop")
    await sanne.presses("Ja, stop")
    for more in await page.locator("main summary").all():
        await more.click()
    await gallery.show(sanne, "kring", "eerder")
    await page.get_by_role("link", name="Bep Visser").click()
    await gallery.show(sanne, "kring-iemand", "gestopt")


async def a_task(stage: Stage, gallery: Gallery, sanne: Visitor) -> str:
    """A task that repeats, with what can be wrong about it; its address."""
    kring, page, here = stage.kring, sanne.page, f"{family(stage)}/taken"
    for path, name in ((here, "taken"), (f"{family(stage)}/week", "week"), (f"{here}/nieuw", "taak-nieuw")):
        await sanne.opens(path)
        await gallery.show(sanne, name, "leeg", tiny=True)
    await page.get_by_label("Wat er te doen is").fill("Ophalen van school")
    await page.get_by_label("Eerste keer").fill(day(stage, 1))
    await page.get_by_label("Van", exact=True).fill("15:00")
    await page.get_by_label("Tot", exact=True).fill("15:30")
    await page.get_by_label("Hoe vaak").select_option("week")
    await page.get_by_label("Wie doet het").select_option(label="Wil Jansen (oma)")
    await page.get_by_label("Reserve").select_option(label="Wil Jansen (oma)")
    await page.locator("[name=weekdag][value='0']").check()
    await page.locator("[name=weekdag][value='3']").check()
    await gallery.show(sanne, "taak-nieuw", "herhaalt", dark=True)
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "taak-nieuw", "fout")
    await page.get_by_label("Reserve").select_option("")
    await page.get_by_label("Tot en met").fill(day(stage, 120))
    # Fatima and Jan may have no contact.
    await page.locator(f"[name=week][value='{kring.cast.people['jan'].id}']").uncheck()
    await sanne.presses("Bewaar")
    await gallery.show(sanne, "taak", "nieuw", dark=True, tiny=True)
    return page.url.removeprefix(stage.url)


async def the_week(stage: Stage, gallery: Gallery, sanne: Visitor, task: str) -> None:
    """Tasks that are fine and tasks that nobody does, in the week, on the page of the family and on today."""
    kring, here = stage.kring, f"{family(stage)}/taken"
    await _weekly(stage, None, "Brengen naar voetbal", 1)
    made = await _weekly(stage, "fatima", "Medicijnen halen", 2)
    await sanne.opens(f"{task}/wijzig")
    await gallery.show(sanne, "taak-wijzigen")
    await sanne.opens(here)
    await gallery.show(sanne, "taken", "vol", dark=True, tiny=True)
    for path, name in (
        (f"{family(stage)}/week", "week"),
        (family(stage), "gezin"),
        ("/werk/vandaag", "vandaag"),
    ):
        await sanne.opens(path)
        await gallery.show(sanne, name, "met-taken", dark=True, tiny=True)
    await sanne.opens(f"{family(stage)}/week?van={day(stage, -7)}")
    await gallery.show(sanne, "week", "eerder")
    await sanne.opens(f"{family(stage)}/week?van={day(stage, 7)}")
    await gallery.show(sanne, "week", "volgende")
    await sanne.opens(f"{here}/{made.id}/stop")
    await gallery.show(sanne, "taak-stop")
    await does(kring, tasks.end, case_manager(kring), task=made.id)
    await sanne.opens(f"{here}/{made.id}")
    await gallery.show(sanne, "taak", "gestopt")


async def a_turn(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    """A turn that nobody does, given to somebody, and called off."""
    page = sanne.page
    await sanne.opens("/werk/vandaag")
    await page.get_by_role("link", name="Brengen naar voetbal").first.click()
    await page.wait_for_url("**/beurt/**")
    await gallery.show(sanne, "beurt", "niemand", dark=True, tiny=True)
    turn = page.url.removeprefix(stage.url)
    await page.get_by_label("Wanneer", exact=True).fill("pannenkoek")
    await sanne.presses("Verplaats deze keer")
    await gallery.show(sanne, "beurt", "fout")
    await page.get_by_label("Wie doet het deze keer").select_option(label="Wil Jansen (oma)")
    await sanne.presses("Deze persoon doet het")
    await gallery.show(sanne, "beurt", "gegeven")
    await sanne.opens(f"{turn}/vanaf")
    await gallery.show(sanne, "taak-vanaf")
    await sanne.opens(turn)
    await sanne.presses("Laat vervallen")
    await gallery.show(sanne, "beurt", "vervalt")


async def a_poll(stage: Stage, gallery: Gallery, sanne: Visitor) -> str:
    """A poll, a moment that is chosen, and points; its address."""
    kring, page, here = stage.kring, sanne.page, f"{family(stage)}/overleg"
    await sanne.opens(here)
    await gallery.show(sanne, "overleg", "leeg")
    await sanne.opens(f"{here}/nieuw")
    await gallery.show(sanne, "overleg-nieuw", "leeg", tiny=True)
    await page.get_by_label("Wanneer", exact=True).fill("overmorgen 7 uur\npannenkoek")
    await sanne.presses("Maak het overleg")
    await gallery.show(sanne, "overleg-nieuw", "fout")
    await page.locator(f"[name=wie][value='{kring.cast.people['jan'].id}']").uncheck()
    await page.locator(f"[name=wie][value='{kring.cast.people['wil'].id}']").check()
    await page.get_by_label("Wanneer", exact=True).fill(
        "overmorgen 14 uur\novermorgen 16 uur\nover een week 14 uur"
    )
    await sanne.presses("Maak het overleg")
    await gallery.show(sanne, "overleg-een", "prikken")
    one = page.url.removeprefix(stage.url)
    (row, *_) = await does(kring, of_family, case_manager(kring), family=kring.cast.families["Ster"].id)
    for key, options in (("fatima", {0, 1}), ("noor", {1}), ("wil", {1, 2})):
        await does(
            kring,
            own_meetings.vote,
            kring.cast.participant(key),
            meeting=row.meeting.id,
            revision=row.meeting.revision,
            options=frozenset(options),
        )
    await does(
        kring,
        own_meetings.point,
        kring.cast.participant("wil"),
        meeting=row.meeting.id,
        body=Secret("De maandagen worden wat veel."),
        once="p",
    )
    await sanne.opens(one)
    await gallery.show(sanne, "overleg-een", "gekozen", dark=True, tiny=True)
    await page.get_by_role("button", name="Kies").nth(1).click()
    await page.wait_for_load_state()
    for more in await page.locator("main summary").all():
        await more.click()
    await gallery.show(sanne, "overleg-een", "gepland")
    await sanne.opens(here)
    await gallery.show(sanne, "overleg", "vol", tiny=True)
    return one


async def afterwards(stage: Stage, gallery: Gallery, sanne: Visitor, one: str) -> None:
    """Who was there, what was decided, and somebody for whom it is not right."""
    kring, page = stage.kring, sanne.page
    await stage.later(timedelta(days=3))
    await stage.signs_in(sanne)
    await sanne.opens(one)
    await gallery.show(sanne, "overleg-een", "geweest")
    await sanne.presses("Ja, het is geweest")
    await page.get_by_label("Wat is het besluit").fill("De maandag gaat om en om.")
    await page.locator(f"[name=met][value='{kring.cast.people['fatima'].id}']").check()
    await page.get_by_text("Maak er een taak van").click()
    await page.get_by_label("Wat er te doen is").fill("Ophalen op maandag")
    await sanne.presses("Bewaar het besluit")
    await gallery.show(sanne, "overleg-een", "fout", tiny=True)
    await page.get_by_label("Wat er te doen is").fill("")
    await sanne.presses("Bewaar het besluit")
    await sanne.presses("Vraag iedereen of dit klopt")
    await does(
        kring,
        own_meetings.say,
        kring.cast.participant("fatima"),
        meeting=MeetingId(UUID(one.rpartition("/")[2])),
        says=Says.WRONG,
        note=Secret("Ik zou alleen de eerste maandag doen."),
    )
    await sanne.opens(one)
    await gallery.show(sanne, "overleg-een", "klopt-niet", dark=True, tiny=True)


async def a_series(stage: Stage, gallery: Gallery, sanne: Visitor) -> None:
    """Appointments that repeat: said back in full, all of them, and this one with those after it."""
    page = sanne.page
    await sanne.opens(f"{family(stage)}/afspraak?wie={stage.kring.cast.people['fatima'].id}")
    await page.get_by_label("Dag", exact=True).fill(day(stage, 2))
    await page.get_by_label("Tijd", exact=True).fill("10:00")
    await page.get_by_label("Hoe vaak").select_option("two_weeks")
    await page.get_by_text("huisbezoek").click()
    await sanne.presses("Bekijk en bevestig")
    await gallery.show(sanne, "afspraak-maken", "herhaalt-fout")
    await page.get_by_label("Of hoeveel keer").fill("6")
    await sanne.presses("Bekijk en bevestig")
    await gallery.show(sanne, "reeks-nakijken", tiny=True)
    await sanne.presses("Ja, maak de afspraak")
    await gallery.show(sanne, "reeks", dark=True, tiny=True)
    await page.get_by_role("link", name="Deze en volgende wijzigen").click()
    await page.wait_for_url("**/vanaf")
    await gallery.show(sanne, "reeks-vanaf")


async def _weekly(stage: Stage, owner: str | None, words: str, ahead: int) -> Task:
    """A task of every week, for the first time so many days from now."""
    series = Series(_day(stage, ahead), time(16, 30), Every.WEEK, times=8)
    return await circle_pages.task(
        stage.kring, owner=owner, words=words, series=series, people=("fatima", "noor")
    )


def _day(stage: Stage, ahead: int) -> date:
    return local(stage.kring.now).date() + timedelta(days=ahead)
