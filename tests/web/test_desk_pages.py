"""Every page of the desk opens for who may see it, for nobody else, and shows what people typed as text only."""

import re
from collections.abc import Callable

import pytest

from domain.people import Called, FlagKind, Role
from domain.secret import Secret
from tests.support.desk import case_manager, planned, signed_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from usecases.attendance import ask_call
from usecases.families import add_person, set_flag

NAMELESS = ("gezinnen", "wijzig", "persoon", "afzeggen", "vandaag")
NASTY = "<script>alert('x')</script>"


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


def pages_of(kring: KringUnderTest, appointment: str) -> list[str]:
    """Every page about family ⭐ that can be opened with an address alone."""
    family, fatima = kring.cast.families["Ster"].id, kring.cast.people["fatima"].id
    return [
        f"/werk/gezin/{family}",
        f"/werk/gezin/{family}/wijzig",
        f"/werk/gezin/{family}/persoon",
        f"/werk/gezin/{family}/afspraak",
        f"/werk/persoon/{fatima}",
        f"/werk/persoon/{fatima}/wijzig",
        *(f"/werk/persoon/{fatima}/bijzonder/{kind.value}" for kind in FlagKind),
        appointment,
        f"{appointment}/afzeggen",
        f"{appointment}/brief/{fatima}",
    ]


async def test_every_page_opens_for_its_own_gezinsmanager(kring: KringUnderTest, sanne: Browser) -> None:
    appointment = await planned(kring, "fatima", "noor")
    for path in (*pages_of(kring, appointment), "/werk/vandaag", "/werk/afspraken", "/werk/gezinnen"):
        await sanne.get(path)
        assert (sanne.status, sanne.path) == (200, path)
        assert "Fatima el Amrani" in sanne.page or path.endswith(NAMELESS)
        assert "style=" not in sanne.page
        assert " onclick" not in sanne.page


async def test_a_colleague_finds_nothing_there(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    appointment = await planned(kring, "fatima", "noor")
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    for path in pages_of(kring, appointment):
        await mehmet.get(path)
        assert mehmet.status == 404, path
        assert "Fatima" not in mehmet.page
        assert "Ster" not in mehmet.page
    await mehmet.get("/werk/gezinnen")
    assert "Maan" in mehmet.page
    assert "Ster" not in mehmet.page


async def test_a_team_leader_sees_the_list_by_alias_and_nothing_else(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    appointment = await planned(kring, "fatima", "noor")
    async with kring.unit() as uow:
        await ask_call(uow, kring.cast.participant("noor"))
        (item,) = await uow.work_items.all_open()
        await uow.work_items.move_to_team(item.id)
    ria = await signed_in(kring, a_browser(), "ria")
    await ria.get("/werk/vandaag")
    assert ria.status == 200
    assert "⭐ Ster" in ria.page
    assert "Noor" not in ria.page
    for path in (*pages_of(kring, appointment), "/werk/afspraken", "/werk/gezinnen"):
        await ria.get(path)
        assert ria.status == 404, path
    await ria.get("/werk/vandaag")
    await ria.post(f"/werk/taak/{item.id}")
    assert ria.path == "/werk/vandaag"
    assert "De lijst is leeg." in ria.page


async def test_what_people_typed_is_text_and_never_markup(kring: KringUnderTest, sanne: Browser) -> None:
    family = kring.cast.families["Ster"].id
    async with kring.unit() as uow:
        who = case_manager(kring)
        nasty = await add_person(
            uow, who, family=family, role=Role.NETWORK_MEMBER, name=Secret(NASTY), called=Called.AUNT
        )
        other = kring.cast.people["jan"].id
        await set_flag(uow, who, kind=FlagKind.NO_CONTACT, person=nasty.id, other=other)
    for path in (
        f"/werk/gezin/{family}",
        f"/werk/persoon/{nasty.id}",
        f"/werk/persoon/{nasty.id}/wijzig",
        f"/werk/persoon/{nasty.id}/bijzonder/no_contact",
        f"/werk/gezin/{family}/afspraak",
    ):
        await sanne.get(path)
        assert sanne.status == 200
        assert NASTY not in sanne.page
        assert "&lt;script&gt;" in sanne.page


async def test_nothing_private_stands_in_the_title_or_an_address(
    kring: KringUnderTest, sanne: Browser
) -> None:
    appointment = await planned(kring, "fatima")
    for path in pages_of(kring, appointment):
        await sanne.get(path)
        title = sanne.page.partition("<title>")[2].partition("</title>")[0]
        assert title == "Kring"
        assert not any("Fatima" in link for link in re.findall('(?:href|action)="([^"]*)"', sanne.page))
