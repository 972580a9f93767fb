"""A letter about an appointment: plain, in the reader's own form of address, and of nobody else who takes part."""

import html
import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from bot.clock import parse_instant
from domain.appointments import AppointmentId, Kind, Told
from domain.drafts import DraftChange
from domain.people import FlagKind
from domain.secret import Secret
from tests.support.desk import case_manager, planned, sends, signed_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from usecases import absence, planning
from usecases.families import set_flag

PLACE = "Kanariestraat 12"


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


async def somewhere(kring: KringUnderTest, *people: str) -> AppointmentId:
    """A home visit at a place, with these people."""
    who = case_manager(kring)
    async with kring.unit() as uow:
        family, at = kring.cast.families["Ster"].id, parse_instant("2026-11-26 14:00")
        drafted = await planning.start_draft(uow, who, family=family, kind=Kind.HOME_VISIT, starts_at=at)
        which = drafted.draft.id
        for key in people:
            await planning.change_draft(
                uow, who, draft_id=which, change=DraftChange(toggle=kring.cast.people[key].id)
            )
        await planning.change_draft(uow, who, draft_id=which, change=DraftChange(place=Secret(PLACE)))
        made = await planning.confirm_draft(uow, who, draft_id=which)
    return made.appointments[0].id


async def letter(kring: KringUnderTest, browser: Browser, which: AppointmentId | str, key: str) -> str:
    """What comes out of the printer."""
    path = which if isinstance(which, str) else f"/werk/afspraak/{which}"
    await browser.get(f"{path}/brief/{kring.cast.people[key].id}")
    assert browser.status == 200
    found = re.search(r'<article class="letter">(.*?)</article>', browser.page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


async def test_a_letter_says_when_where_and_whom_to_call(kring: KringUnderTest, sanne: Browser) -> None:
    said = await letter(kring, sanne, await somewhere(kring, "fatima", "jan"), "fatima")
    for part in (
        "Beste Fatima el Amrani,",
        "donderdag 26 november om 14.00 uur",
        "Soort afspraak: huisbezoek.",
        PLACE,
        "60 minuten",
        "Kunt u niet",
        "0800-0000000",
        "Vraag naar Sanne Vermeulen.",
    ):
        assert part in said


async def test_a_letter_names_nobody_else_who_comes(kring: KringUnderTest, sanne: Browser) -> None:
    which = await somewhere(kring, "fatima", "jan", "noor")
    for reader, others in (("fatima", ("Jan", "Noor")), ("jan", ("Fatima", "Noor"))):
        said = await letter(kring, sanne, which, reader)
        assert not [name for name in (*others, "Ster", "⭐") if name in said]


async def test_a_young_person_is_addressed_as_je(kring: KringUnderTest, sanne: Browser) -> None:
    said = await letter(kring, sanne, await somewhere(kring, "noor"), "noor")
    assert "Kun je niet" in said
    assert not re.search(r"\b(u|uw)\b", re.sub("<[^>]+>", " ", said), re.IGNORECASE)


async def test_a_secret_address_stays_out_of_every_letter(kring: KringUnderTest, sanne: Browser) -> None:
    which = await somewhere(kring, "fatima", "jan")
    async with kring.unit() as uow:
        fatima = kring.cast.people["fatima"].id
        await set_flag(uow, case_manager(kring), kind=FlagKind.SECRET_ADDRESS, person=fatima)
    said = await letter(kring, sanne, which, "jan")
    assert PLACE not in said
    assert "Wilt u weten waar? Bel ons" in said
    await sanne.get(f"/werk/afspraak/{which}")
    assert "er is een geheim adres in dit gezin" in sanne.page


async def test_a_letter_tells_of_a_move_and_of_a_cancellation(kring: KringUnderTest, sanne: Browser) -> None:
    path, fatima = await planned(kring, "fatima"), kring.cast.people["fatima"].id
    which = AppointmentId(UUID(path.rpartition("/")[2]))
    async with kring.unit() as uow:
        made = await uow.appointments.get(which)
        assert made is not None
        await uow.appointments.save(made.announced(fatima, Told(made.starts_at)))
    await sanne.get(path)
    await sends(sanne, f"{path}/verzet", wanneer="vrijdag 11 uur")
    await sends(sanne, f"{path}/naar")
    assert "Uw afspraak van donderdag 26 november om 14.00 uur krijgt een nieuwe tijd." in await letter(
        kring, sanne, path, "fatima"
    )
    await sanne.get(f"{path}/afzeggen")
    await sends(sanne, f"{path}/afzeggen")
    said = await letter(kring, sanne, path, "fatima")
    assert "gaat niet door" in said
    assert "Kunt u niet" not in said


async def test_there_is_no_letter_for_who_does_not_come(kring: KringUnderTest, sanne: Browser) -> None:
    path = await planned(kring, "fatima")
    for key in ("jan", "lotte"):
        await sanne.get(f"{path}/brief/{kring.cast.people[key].id}")
        assert sanne.status == 404


async def test_who_stands_in_sees_the_families_of_a_colleague_until_it_ends(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    path = await planned(kring, "fatima", at="2026-11-23 14:00")
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    ids = {key: kring.cast.professionals[key].id for key in ("sanne", "mehmet")}
    async with kring.unit() as uow:
        made = await absence.record(
            uow,
            case_manager(kring),
            professional=ids["sanne"],
            first=date(2026, 11, 23),
            last=date(2026, 11, 27),
            substitute=ids["mehmet"],
        )
    await mehmet.get("/werk/vandaag")
    assert "U neemt waar voor Sanne Vermeulen, tot en met vrijdag 27 november." in mehmet.page
    assert "Fatima el Amrani" in mehmet.page
    await mehmet.get("/werk/gezinnen")
    assert "Voor Sanne Vermeulen" in mehmet.page
    await mehmet.get(path)
    assert mehmet.status == 200
    async with kring.unit() as uow:
        await absence.end(uow, case_manager(kring), absence_id=made.id)
    await mehmet.get(path)
    assert mehmet.status == 404
    await mehmet.get("/werk/vandaag")
    assert "Fatima" not in mehmet.page
