"""Appointments at the desk: planned in typed Dutch or by clock, once, and changed as in the chat."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from bot.clock import parse_instant
from domain.appointments import Answer, Appointment, AppointmentId, Outcome
from domain.people import FlagKind
from tests.support.desk import case_manager, hidden, planned, sends, signed_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from usecases.attendance import propose
from usecases.families import set_flag

PLACE = "Kanariestraat 12"


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


def form_of(kring: KringUnderTest) -> str:
    return f"/werk/gezin/{kring.cast.families['Ster'].id}/afspraak"


def person(kring: KringUnderTest, key: str) -> str:
    return str(kring.cast.people[key].id)


async def appointments(kring: KringUnderTest) -> tuple[Appointment, ...]:
    async with kring.reading() as uow:
        family = kring.cast.families["Ster"].id
        return await uow.appointments.of_family(
            family, uow.now - timedelta(days=9), uow.now + timedelta(days=99)
        )


async def the_one(kring: KringUnderTest, path: str) -> Appointment:
    async with kring.reading() as uow:
        found = await uow.appointments.get(AppointmentId(UUID(path.rpartition("/")[2])))
    assert found is not None
    return found


async def fills_in(kring: KringUnderTest, sanne: Browser, **more: object) -> None:
    await sanne.get(form_of(kring))
    fields = {"wanneer": "donderdag half drie", "soort": "home_visit", "wie": person(kring, "fatima")}
    await sanne.post(form_of(kring), {**fields, "plaats": PLACE, **more})  # type: ignore[dict-item] # several ticks are a list


async def test_typed_dutch_is_said_back_in_full_before_anything_exists(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await fills_in(kring, sanne)
    assert sanne.path.startswith(form_of(kring) + "/")
    for said in ("op donderdag 26 november om 14.30 uur", "Fatima el Amrani", PLACE, "60 minuten"):
        assert said in sanne.page
    assert await appointments(kring) == ()
    draft = sanne.path
    await sends(sanne, draft)
    (made,) = await appointments(kring)
    assert made.starts_at == parse_instant("2026-11-26 14:30")
    assert sanne.path == f"/werk/afspraak/{made.id}"
    assert "Vanaf 9.10 uur gaat het bericht weg." in sanne.page


async def test_the_same_form_twice_is_one_appointment(kring: KringUnderTest, sanne: Browser) -> None:
    await fills_in(kring, sanne)
    draft, fields = sanne.path, {"csrf": sanne.csrf}
    await sanne.post(draft, fields)
    await sanne.post(draft, fields)
    assert sanne.status == 409
    assert "Deze afspraak is al gemaakt of weggegooid." in sanne.page
    assert "donderdag 26 november 14.30" in sanne.page
    assert len(await appointments(kring)) == 1


async def test_a_day_and_a_time_do_as_well(kring: KringUnderTest, sanne: Browser) -> None:
    await fills_in(kring, sanne, wanneer="", dag="2026-12-03", tijd="09:15")
    assert "op donderdag 3 december om 9.15 uur" in sanne.page


async def test_a_doubt_is_a_choice_and_what_was_typed_stays(kring: KringUnderTest, sanne: Browser) -> None:
    await fills_in(kring, sanne, wanneer="donderdag 7 uur")
    assert sanne.status == 422
    assert PLACE in sanne.page
    choices = [part.partition('"')[0] for part in sanne.page.split('name="moment" value="')[1:]]
    assert len(choices) == 2
    await fills_in(kring, sanne, wanneer="donderdag 7 uur", moment=choices[1])
    assert "op donderdag 26 november om 19.00 uur" in sanne.page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"wanneer": "gisteren 10 uur"}, "Die tijd is al voorbij."),
        ({"wanneer": ""}, "Vul een dag en een tijd in."),
        ({"wanneer": "ooit"}, "Deze tijd is niet duidelijk."),
        ({"wanneer": "", "dag": "9999-12-31", "tijd": "10:00"}, "Die dag is te ver weg."),
        ({"moment": "9999-12-31T23:59:59+00:00", "wanneer": ""}, "Vul een dag en een tijd in."),
        ({"wanneer": "", "dag": "2026-12-03"}, "Kies een dag en ook een tijd."),
        ({"wanneer": "", "dag": "2027-03-28", "tijd": "02:30"}, "bestaat niet"),
        ({"soort": "feest"}, "Kies een soort afspraak."),
        ({"wie": ""}, ""),
        ({"duur": "lang"}, "Typ alleen een aantal minuten."),
        ({"duur": "9999"}, "Dit past hier niet."),
        ({"plaats": "x" * 201}, "Dit past hier niet."),
    ],
)
async def test_what_cannot_be_is_said_beside_the_form(
    kring: KringUnderTest, sanne: Browser, more: dict[str, str], said: str
) -> None:
    await fills_in(kring, sanne, **more)
    assert sanne.status in (404, 422)
    assert said in sanne.page
    assert await appointments(kring) == ()


async def test_somebody_of_another_family_cannot_be_put_in(kring: KringUnderTest, sanne: Browser) -> None:
    await fills_in(kring, sanne, wie=person(kring, "lotte"))
    assert sanne.status == 422
    assert "Lotte" not in sanne.page


async def test_two_people_without_contact_each_get_their_own(kring: KringUnderTest, sanne: Browser) -> None:
    fatima, jan = kring.cast.people["fatima"].id, kring.cast.people["jan"].id
    async with kring.unit() as uow:
        await set_flag(uow, case_manager(kring), kind=FlagKind.NO_CONTACT, person=fatima, other=jan)
    await fills_in(kring, sanne, wie=[str(fatima), str(jan)])
    assert "Kring maakt daarom losse afspraken" in sanne.page
    await sends(sanne, sanne.path)
    assert sanne.path == f"/werk/gezin/{kring.cast.families['Ster'].id}"
    assert sorted(len(a.people) for a in await appointments(kring)) == [1, 1]


async def test_a_draft_can_be_changed_and_thrown_away(kring: KringUnderTest, sanne: Browser) -> None:
    await fills_in(kring, sanne)
    draft = sanne.path
    await sanne.get(f"{draft}/wijzig")
    assert PLACE in sanne.page
    await sends(sanne, form_of(kring), wanneer="vrijdag 11 uur", soort="phone", wie=person(kring, "noor"))
    assert sanne.path == draft
    assert "vrijdag 27 november om 11.00 uur" in sanne.page
    await sends(sanne, f"{draft}/weg")
    assert await appointments(kring) == ()
    await sanne.get(draft)
    assert sanne.status == 409


async def test_one_line_on_today_fills_in_the_form(sanne: Browser) -> None:
    await sanne.get("/werk/vandaag")
    await sends(sanne, "/werk/plannen", regel="⭐ donderdag half drie huisbezoek")
    assert 'value="2026-11-26"' in sanne.page
    assert 'value="14:30"' in sanne.page
    await sanne.get("/werk/vandaag")
    await sends(sanne, "/werk/plannen", regel="🌙 donderdag half drie")
    assert sanne.status == 422
    assert "Welk gezin bedoelt u?" in sanne.page


async def test_moved_with_a_way_back_until_anybody_hears(kring: KringUnderTest, sanne: Browser) -> None:
    path = await planned(kring, "fatima")
    await sanne.get(path)
    await sends(sanne, f"{path}/verzet", wanneer="vrijdag 11 uur")
    assert "vrijdag 27 november om 11.00 uur" in sanne.page
    assert (await the_one(kring, path)).sequence == 0
    again = hidden(sanne, f"{path}/naar")
    await sends(sanne, f"{path}/naar")
    assert (await the_one(kring, path)).starts_at == parse_instant("2026-11-27 11:00")
    back = hidden(sanne, f"{path}/naar")
    await sanne.post(f"{path}/naar", again)
    assert sanne.status == 409
    assert "Deze afspraak is intussen veranderd. Zo staat het nu." in sanne.page
    assert "vrijdag 27 november om 11.00 uur" in sanne.page
    await sanne.post(f"{path}/naar", back)
    assert (await the_one(kring, path)).starts_at == parse_instant("2026-11-26 14:00")


async def test_called_off_and_on_again(kring: KringUnderTest, sanne: Browser) -> None:
    path = await planned(kring, "fatima")
    await sanne.get(f"{path}/afzeggen")
    await sends(sanne, f"{path}/afzeggen")
    assert (await the_one(kring, path)).is_cancelled
    await sends(sanne, f"{path}/toch")
    assert not (await the_one(kring, path)).is_cancelled
    await sanne.post(f"{path}/toch", {"versie": "2"})
    assert sanne.status == 409


async def test_a_proposal_is_taken_over_with_one_press(kring: KringUnderTest, sanne: Browser) -> None:
    path = await planned(kring, "fatima")
    wish = parse_instant("2026-11-27 16:00")
    made = await the_one(kring, path)
    async with kring.unit() as uow:
        who = kring.cast.participant("fatima")
        await propose(uow, who, appointment_id=made.id, version=made.sequence, moment=wish)
    await sanne.get(path)
    assert "vraagt om vrijdag 27 november om 16.00 uur" in sanne.page
    await sends(sanne, f"{path}/naar")
    moved = await the_one(kring, path)
    assert moved.starts_at == wish
    assert moved.attendances[0].answer is Answer.NONE


async def test_later_is_told_once_and_only_today(kring: KringUnderTest, sanne: Browser) -> None:
    path = await planned(kring, "fatima", at="2026-11-23 14:00")
    await kring.move_to("2026-11-23 13:30")
    await signed_in(kring, sanne)
    await sanne.get(path)
    fields = {**hidden(sanne, f"{path}/later"), "minuten": "20"}
    await sanne.post(f"{path}/later", fields)
    assert "Het bericht gaat nu weg: 20 minuten later." in sanne.page
    await sanne.post(f"{path}/later", fields)
    await kring.idle()
    assert len([said for said in kring.fatima.screen() if "20 minuten later" in said]) == 1
    await sends(sanne, f"{path}/later", 1, minuten="heel lang")
    assert sanne.status == 422
    assert "van 1 tot 180" in sanne.page


async def test_afterwards_it_is_said_whether_it_took_place(kring: KringUnderTest, sanne: Browser) -> None:
    path = await planned(kring, "fatima", at="2026-11-23 14:00")
    await sanne.post(f"{path}/uitkomst", {"csrf": sanne.csrf, "uitkomst": "held"})
    assert (await the_one(kring, path)).outcome is None
    await kring.move_to("2026-11-23 15:30")
    await signed_in(kring, sanne)
    await sanne.get(path)
    await sends(sanne, f"{path}/uitkomst", uitkomst="held")
    assert (await the_one(kring, path)).outcome is Outcome.HELD
    await sends(sanne, f"{path}/uitkomst", uitkomst="not_held")
    assert (await the_one(kring, path)).outcome is Outcome.NOT_HELD
    assert "Die is niet doorgegaan." in sanne.page


async def test_a_colleague_changes_nothing(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> None:
    path = await planned(kring, "fatima")
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    await mehmet.get("/werk/vandaag")
    for verb, fields in {
        "verzet": {"wanneer": "vrijdag 11 uur"},
        "naar": {"naar": "2026-11-27T10:00:00+00:00"},
        "afzeggen": {},
        "toch": {},
        "later": {"minuten": "5", "once": "x"},
        "uitkomst": {"uitkomst": "held"},
    }.items():
        await mehmet.get("/werk/vandaag")
        await mehmet.post(f"{path}/{verb}", {"versie": "0", **fields})
        assert mehmet.status == 404, verb
    await mehmet.get("/werk/vandaag")
    await mehmet.post(
        form_of(kring), {"wanneer": "vrijdag 11 uur", "soort": "phone", "wie": person(kring, "noor")}
    )
    assert mehmet.status == 404
    made = await the_one(kring, path)
    assert (made.sequence, made.is_cancelled) == (0, False)
    assert len(await appointments(kring)) == 1
