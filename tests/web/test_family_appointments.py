"""Appointments and choices in the window: in full, answered by button or in typed words, and nobody else's."""

import re
from dataclasses import replace
from datetime import date, time

import pytest

from domain.appointments import Answer, Appointment, Kind
from domain.calendar import at_local, local
from domain.people import Form
from domain.secret import Secret
from domain.series import Every, Series
from domain.work_items import WorkKind
from tests.support.agenda_files import moments_in
from tests.support.plans import plan_visit
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import JAN, WIL, comes_inside, does, on_lists, sanne
from usecases import appointments, repeating
from usecases.planning import Filled

MOMENT = re.compile(r'name="moment" value="([^"]+)"')
PLACE = "Kanariestraat 12"


@pytest.fixture
async def fatima(kring: KringUnderTest, browser: Browser) -> Browser:
    return await comes_inside(kring, browser)


async def _planned(kring: KringUnderTest, browser: Browser, *people: str, **more: object) -> Appointment:
    """An appointment of which everybody has heard; the window was opened again after that."""
    async with kring.unit() as uow:
        (made,) = await plan_visit(uow, kring.cast, *people)
        await uow.appointments.save(replace(made, **more))  # type: ignore[arg-type] # a test fills in what it likes
    await kring.move_to("2026-11-23 09:11")
    await browser.comes_in(kring, 601)
    await browser.types()
    return made


async def _now(kring: KringUnderTest, made: Appointment) -> Appointment:
    async with kring.reading() as uow:
        found = await uow.appointments.get(made.id)
        assert found is not None
        return found


async def test_an_appointment_is_told_in_full(kring: KringUnderTest, fatima: Browser) -> None:
    made = await _planned(kring, fatima, "fatima", kind=Kind.HEARING, place=Secret(PLACE))
    await fatima.get("/thuis")
    assert "De eerste is donderdag 26 november om 14.00 uur." in fatima.page
    await fatima.get("/afspraken")
    assert "zitting bij de rechter, nog geen antwoord" in fatima.page
    await fatima.get(f"/afspraken/{made.id}")
    for told in ("donderdag 26 november om 14.00 uur", "Sanne Vermeulen", PLACE, "60 minuten"):
        assert told in fatima.page


async def test_a_place_that_must_not_leave_stays_hidden(kring: KringUnderTest, fatima: Browser) -> None:
    made = await _planned(kring, fatima, "fatima", place=Secret(PLACE), place_may_be_shown=False)
    await fatima.get(f"/afspraken/{made.id}")
    assert PLACE not in fatima.page
    assert "Vraag de plaats aan de gezinsmanager." in fatima.page


@pytest.mark.parametrize(("said", "answer"), [("coming", Answer.COMING), ("cannot", Answer.CANNOT)])
async def test_an_answer_is_kept(kring: KringUnderTest, fatima: Browser, said: str, answer: Answer) -> None:
    made = await _planned(kring, fatima, "fatima")
    await fatima.get(f"/afspraken/{made.id}")
    await fatima.post(f"/afspraken/{made.id}", {"said": said, "version": "0"})
    assert "Bewaard." in fatima.page
    assert (await _now(kring, made)).of(kring.cast.people["fatima"].id).answer is answer


async def test_another_time_is_typed_said_back_and_only_then_kept(
    kring: KringUnderTest, fatima: Browser
) -> None:
    made = await _planned(kring, fatima, "fatima")
    person = kring.cast.people["fatima"].id
    await fatima.get(f"/afspraken/{made.id}")
    await fatima.post(f"/afspraken/{made.id}", {"said": "other_time", "version": "0"})
    assert len(MOMENT.findall(fatima.page)) == 3
    await fatima.post(f"/afspraken/{made.id}/tijd", {"typed": "vrijdag half drie", "version": "0"})
    assert "vrijdag 27 november om 14.30 uur" in fatima.page
    assert (await _now(kring, made)).of(person).proposal is None
    (moment,) = MOMENT.findall(fatima.page)
    await fatima.post(f"/afspraken/{made.id}/tijd", {"moment": moment, "version": "0"})
    proposal = (await _now(kring, made)).of(person).proposal
    assert proposal is not None
    assert f"{local(proposal):%d %H:%M}" == "27 14:30"


async def test_what_is_no_time_is_asked_again_with_what_was_typed(
    kring: KringUnderTest, fatima: Browser
) -> None:
    made = await _planned(kring, fatima, "fatima")
    await fatima.get(f"/afspraken/{made.id}")
    for typed in ("<b>later een keer</b>", "", "x" * 100_000):
        await fatima.post(f"/afspraken/{made.id}/tijd", {"typed": typed, "version": "0"})
        assert fatima.status == 422
        assert "<b>later" not in fatima.page
    for moment in ("x", "2026-11-27T14:30:00", "0001-01-01T00:00:00+14:00"):
        await fatima.get(f"/afspraken/{made.id}")
        await fatima.post(f"/afspraken/{made.id}/tijd", {"moment": moment, "version": "0"})
        assert fatima.status in (409, 422)


async def test_an_answer_to_a_moved_appointment_is_not_kept(kring: KringUnderTest, fatima: Browser) -> None:
    made = await _planned(kring, fatima, "fatima")
    await fatima.get(f"/afspraken/{made.id}")
    to = made.starts_at.replace(hour=9)
    await does(kring, appointments.move, sanne(kring), appointment_id=made.id, version=0, to=to)
    await fatima.post(f"/afspraken/{made.id}", {"said": "coming", "version": "0"})
    assert fatima.status == 409
    assert "uw antwoord is nog niet bewaard" in fatima.page
    assert "om 10.00 uur" in fatima.page
    assert (await _now(kring, made)).of(kring.cast.people["fatima"].id).answer is Answer.NONE


async def test_the_file_for_an_agenda_tells_a_household_nothing(
    kring: KringUnderTest, fatima: Browser
) -> None:
    made = await _planned(kring, fatima, "fatima", place=Secret(PLACE))
    answer = await fatima.get(f"/afspraken/{made.id}/agenda")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Afspraak" in answer.text
    assert "Kanarie" not in answer.text
    assert "Sanne" not in answer.text


async def test_the_file_of_one_that_repeats_holds_the_whole_series(
    kring: KringUnderTest, browser: Browser
) -> None:
    weekly = Series(date(2027, 3, 8), time(14), Every.WEEK, times=4)
    people, family = (kring.cast.people["fatima"].id,), kring.cast.families["Ster"].id
    filled = Filled(Kind.HOME_VISIT, None, 60, False, people, Secret(PLACE), None)
    await does(kring, repeating.plan_series, sanne(kring), family=family, filled=filled, series=weekly)
    await kring.move_to("2027-03-01 09:11")
    fatima = await comes_inside(kring, browser)
    async with kring.reading() as uow:
        first, second, *_ = await uow.appointments.of_person(people[0], uow.now)
    to = at_local(date(2027, 3, 28), time(12))
    await does(kring, appointments.move, sanne(kring), appointment_id=second.id, version=0, to=to)
    await fatima.get(f"/afspraken/{first.id}")
    assert "De hele reeks komt in uw agenda." in fatima.page
    answer = await fatima.get(f"/afspraken/{first.id}/agenda")
    assert moments_in(answer.content) == [
        at_local(date(2027, 3, 8), time(14)),
        at_local(date(2027, 3, 22), time(14)),
        to,
        at_local(date(2027, 3, 29), time(14)),
    ]
    for told in ("Kanarie", "Sanne", "Fatima", "LOCATION"):
        assert told not in answer.text
    await fatima.get(f"/afspraken/{second.id}")
    assert "hele reeks" in fatima.page


async def test_nobody_elses_appointment_is_found(kring: KringUnderTest, fatima: Browser) -> None:
    made = await _planned(kring, fatima, "fatima", "wil")
    jan = await comes_inside(kring, Browser(fatima.client, fatima.url), JAN)
    for path in (f"/afspraken/{made.id}", f"/afspraken/{made.id}/agenda", "/afspraken/x"):
        await jan.get(path)
        assert jan.status == 404
    await jan.get("/afspraken")
    await jan.post(f"/afspraken/{made.id}", {"said": "coming", "version": "0"})
    assert jan.status == 404
    wil = await comes_inside(kring, Browser(fatima.client, fatima.url), WIL)
    await wil.get(f"/afspraken/{made.id}")
    assert wil.status == 200
    assert "Fatima" not in wil.page


async def test_an_appointment_is_asked_for_with_a_wish_or_none(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.get("/afspraken/vraag")
    await fatima.post("/afspraken/vraag", {"typed": "donderdag half drie"})
    (moment, *_) = MOMENT.findall(fatima.page)
    await fatima.post("/afspraken/vraag", {"moment": moment})
    assert "Bewaard" in fatima.page
    (item,) = [item for item in await on_lists(kring) if item.kind is WorkKind.PLAN_ASKED]
    assert item.wish is not None
    assert f"{local(item.wish):%d %H:%M}" == "26 14:30"


async def test_choices_are_kept_and_the_page_speaks_accordingly(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.get("/instellingen")
    chosen = {
        "form": "nl@je",
        "quiet_from": "21:30",
        "quiet_until": "8.00",
        "morning": "yes",
        "shared": "yes",
    }
    await fatima.post("/instellingen", chosen)
    assert "Kijkt er soms iemand mee op je telefoon?" in fatima.page
    async with kring.reading() as uow:
        person = await uow.families.person(kring.cast.people["fatima"].id)
        assert person is not None
        made = person.preferences
    assert (made.form, made.morning_reminder, made.shared_phone) == (Form.JE, True, True)
    assert f"{made.quiet_hours.start:%H:%M} {made.quiet_hours.end:%H:%M}" == "21:30 08:00"
    for wrong in ("25:00", "x", "", "٢١:٣٠"):
        await fatima.post("/instellingen", {**chosen, "quiet_from": wrong})
        assert fatima.status == 422


async def test_messages_can_be_stopped_and_started(kring: KringUnderTest, fatima: Browser) -> None:
    await fatima.get("/instellingen")
    await fatima.post("/instellingen/berichten", {"messages": "off"})
    assert "Start berichten" in fatima.page
    assert WorkKind.CALL_PAUSED in {item.kind for item in await on_lists(kring)}
    await fatima.post("/instellingen/berichten", {"messages": "on"})
    assert "Stop berichten" in fatima.page
