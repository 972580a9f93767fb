"""Appointments that repeat at the desk: said back in full, made once, and changed or ended from one of them on."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.clock import parse_instant
from domain.appointments import Appointment
from domain.repeating import AppointmentSeries
from domain.series import Every
from tests.support.desk import planned, sends, signed_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


def family(kring: KringUnderTest) -> str:
    return f"/werk/gezin/{kring.cast.families['Ster'].id}"


def filled(kring: KringUnderTest, **more: str) -> dict[str, str]:
    return {
        "wanneer": "donderdag half drie",
        "soort": "home_visit",
        "wie": str(kring.cast.people["fatima"].id),
        "plaats": "Kanariestraat 12",
        "herhaal": "week",
        "keer": "5",
        **more,
    }


async def appointments(kring: KringUnderTest) -> list[Appointment]:
    async with kring.reading() as uow:
        found = await uow.appointments.of_family(
            kring.cast.families["Ster"].id, uow.now - timedelta(days=9), uow.now + timedelta(days=99)
        )
    return [one for one in found if not one.is_cancelled]


async def the_series(kring: KringUnderTest) -> tuple[AppointmentSeries, ...]:
    async with kring.reading() as uow:
        return await uow.series.of_family(kring.cast.families["Ster"].id)


async def asks(kring: KringUnderTest, sanne: Browser, **more: str) -> None:
    await sanne.get(f"{family(kring)}/afspraak")
    await sanne.post(f"{family(kring)}/afspraak", filled(kring, **more))


def carried(sanne: Browser) -> dict[str, str]:
    """What goes along with the question whether it is right."""
    return dict(HIDDEN.findall(sanne.page))


async def makes(kring: KringUnderTest, sanne: Browser, **more: str) -> None:
    await asks(kring, sanne, **more)
    if sanne.status == 200:
        await sanne.post(f"{family(kring)}/reeks", {**carried(sanne), "zeker": "ja"})


async def test_a_series_is_said_back_in_full_and_made_once(kring: KringUnderTest, sanne: Browser) -> None:
    await asks(kring, sanne)
    for said in (
        "Elke week op donderdag om 14.30 uur",
        "5 keer",
        "donderdag 26 november om 14.30 uur",
        "donderdag 17 december om 14.30 uur",
        "Fatima el Amrani (moeder)",
        "Kanariestraat 12",
        "60 minuten",
    ):
        assert said in sanne.page, said
    assert await the_series(kring) == ()
    fields = {**carried(sanne), "zeker": "ja"}
    await sanne.post(f"{family(kring)}/reeks", fields)
    assert re.fullmatch(r"/werk/afspraak/[0-9a-f-]+/reeks", sanne.path)
    await sanne.post(f"{family(kring)}/reeks", {**fields, "csrf": sanne.csrf})
    (series,) = await the_series(kring)
    assert (series.series.every, series.series.times) == (Every.WEEK, 5)
    assert len(await appointments(kring)) == 5


async def test_going_back_keeps_what_was_filled_in(kring: KringUnderTest, sanne: Browser) -> None:
    await asks(kring, sanne)
    await sanne.post(f"{family(kring)}/reeks", {**carried(sanne), "terug": "ja"})
    assert sanne.status == 200
    assert 'value="Kanariestraat 12"' in sanne.page
    assert 'value="week" selected' in sanne.page
    assert 'value="2026-11-26"' in sanne.page
    assert await the_series(kring) == ()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"keer": ""}, "Kies een laatste dag of een aantal keer."),
        ({"keer": "", "tot_en_met": "2026-11-01"}, "Kies een dag na de eerste keer"),
        ({"soort": "feest"}, "Kies een soort afspraak."),
        ({"duur": "9999"}, "Dit past hier niet."),
    ],
)
async def test_what_cannot_be_is_said_beside_the_form(
    kring: KringUnderTest, sanne: Browser, more: dict[str, str], said: str
) -> None:
    await makes(kring, sanne, **more)
    assert sanne.status == 422
    assert said in sanne.page
    assert await the_series(kring) == ()


async def test_an_appointment_of_a_series_shows_it(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne)
    third = (await appointments(kring))[2]
    await sanne.get(f"/werk/afspraak/{third.id}")
    assert f'href="/werk/afspraak/{third.id}/reeks"' in sanne.page
    await sanne.get(f"/werk/afspraak/{third.id}/reeks")
    assert sanne.page.count("14.30") >= 5
    alone = await planned(kring, "fatima", at="2026-11-27 10:00")
    await sanne.get(alone)
    assert "/reeks" not in sanne.page
    for path in (f"{alone}/reeks", f"{alone}/vanaf"):
        await sanne.get(path)
        assert sanne.status == 404


async def test_this_and_the_following_are_another_series(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne)
    third = (await appointments(kring))[2]
    here = f"/werk/afspraak/{third.id}/vanaf"
    await sanne.get(here)
    assert 'value="2026-12-10"' in sanne.page
    assert 'name="keer" type="text" value="3"' in sanne.page
    await sanne.post(here, filled(kring, wanneer="", dag="2026-12-10", tijd="16:00", keer="3"))
    assert "Elke week op donderdag om 16.00 uur" in sanne.page
    assert {one.starts_at.hour for one in await appointments(kring)} == {13}
    await sanne.post(here, {**carried(sanne), "zeker": "ja"})
    assert sanne.path == family(kring)
    times = [one.starts_at for one in await appointments(kring)]
    assert times[1:3] == [parse_instant("2026-12-03 14:30"), parse_instant("2026-12-10 16:00")]
    assert len(times) == 5


async def test_this_and_the_following_can_be_off(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne)
    third = (await appointments(kring))[2]
    await sanne.get(f"/werk/afspraak/{third.id}/reeks")
    await sends(sanne, f"/werk/afspraak/{third.id}/reeks/stop")
    assert sanne.path == family(kring)
    assert len(await appointments(kring)) == 2


async def test_nobody_elses_series_is_seen(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne)
    first = (await appointments(kring))[0]
    mehmet = await signed_in(kring, Browser(sanne.client, sanne.url), "mehmet")
    for path in ("reeks", "vanaf"):
        await mehmet.get(f"/werk/afspraak/{first.id}/{path}")
        assert mehmet.status == 404
