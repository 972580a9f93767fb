"""The circle at the desk: proposals settled, members added, changed, stepped back, brought back and stopped."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from domain.circle import Membership, MemberState
from domain.people import Called, PersonId
from domain.secret import Secret
from tests.support.desk import hidden, sends, signed_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.plan_pages import talker
from usecases import circle

NEW = {
    "naam": "Bep Visser",
    "woord": "aunt",
    "soort": "own",
    "waarvoor": "op maandag ophalen",
    "tot": "2027-05-01",
}


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


def here(kring: KringUnderTest) -> str:
    return f"/werk/gezin/{kring.cast.families['Ster'].id}/kring"


async def part_of(kring: KringUnderTest, which: PersonId) -> Membership | None:
    async with kring.reading() as uow:
        return await uow.circle.membership(which)


async def adds(kring: KringUnderTest, sanne: Browser, **more: str) -> None:
    await sanne.get(f"{here(kring)}/nieuw")
    await sends(sanne, f"{here(kring)}/nieuw", 0, **{**NEW, **more})


async def test_the_page_shows_who_takes_part(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(f"/werk/gezin/{kring.cast.families['Ster'].id}")
    assert f'href="{here(kring)}"' in sanne.page
    await sanne.get(here(kring))
    assert sanne.status == 200
    assert "Wil Jansen (oma)" in sanne.page
    assert "doet mee" in sanne.page
    assert "Fatima el Amrani" not in sanne.page


async def test_somebody_new_is_made_once_and_invited_next(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(f"{here(kring)}/nieuw")
    form = hidden(sanne, f"{here(kring)}/nieuw")
    await sends(sanne, f"{here(kring)}/nieuw", 0, **NEW)
    made = sanne.path
    assert made.startswith("/werk/persoon/")
    assert "Bep Visser (tante)" in sanne.page
    await sanne.post(f"{here(kring)}/nieuw", {**form, **NEW})
    assert sanne.path == here(kring)
    assert sanne.page.count("Bep Visser (tante)") <= 3  # her line, the label of its button, the history
    part = await part_of(kring, PersonId(_id(made)))
    assert part is not None
    assert (part.state, part.until) == (MemberState.INVITED, date(2027, 5, 1))
    assert "Heeft nog geen ja gezegd." in sanne.page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"naam": ""}, "Vul een naam in."),
        ({"woord": "mother"}, "Kies een woord uit de lijst."),
        ({"soort": "vriend"}, "Kies: eigen netwerk of andere organisatie."),
        ({"waarvoor": ""}, "Vul in waarvoor"),
        ({"waarvoor": "Noor ophalen"}, ""),
        ({"tot": "2026-11-23"}, "Kies een dag na vandaag, binnen een jaar."),
        ({"tot": "2028-11-23"}, "Kies een dag na vandaag, binnen een jaar."),
        ({"tot": "ooit"}, "Kies een dag na vandaag, binnen een jaar."),
    ],
)
async def test_what_cannot_be_is_said_beside_the_form(
    kring: KringUnderTest, sanne: Browser, more: dict[str, str], said: str
) -> None:
    await adds(kring, sanne, **more)
    assert sanne.status == 422
    assert said in sanne.page
    assert 'class="error"' in sanne.page
    async with kring.reading() as uow:
        assert len(await uow.families.people_of(kring.cast.families["Ster"].id)) == 4


async def _proposes(kring: KringUnderTest, key: str = "noor") -> None:
    async with kring.unit() as uow:
        await circle.propose(
            uow,
            talker(kring, key),
            name=Secret("Bep Visser"),
            called=Called.AUNT,
            purpose=Secret("voor de maandagen"),
            once="a",
        )


async def test_a_proposal_waits_on_top_and_becomes_a_member(kring: KringUnderTest, sanne: Browser) -> None:
    await _proposes(kring)
    await sanne.get("/werk/vandaag")
    assert f'href="{here(kring)}"' in sanne.page
    await sanne.get(here(kring))
    assert "Bep Visser (tante)" in sanne.page
    assert "Voorgesteld door Noor de Wit" in sanne.page
    form = re.findall(rf'href="({here(kring)}/voorstel/[^"]+)"', sanne.page)[0]
    await sanne.get(form)
    assert "voor de maandagen" in sanne.page
    filled = {name: NEW[name] for name in ("woord", "soort", "waarvoor", "tot")}
    await sends(sanne, form, 0, **filled)
    assert sanne.path.startswith("/werk/persoon/")
    await sanne.post(form, filled)
    assert sanne.path == here(kring)
    async with kring.reading() as uow:
        (proposal,) = await uow.circle.proposals(kring.cast.families["Ster"].id)
        assert len(await uow.families.people_of(proposal.family)) == 5
    assert proposal.person is not None


async def test_a_proposal_can_be_answered_with_no(kring: KringUnderTest, sanne: Browser) -> None:
    await _proposes(kring)
    await sanne.get(here(kring))
    form = re.findall(rf'href="({here(kring)}/voorstel/[^"]+)"', sanne.page)[0]
    await sanne.get(form)
    await sends(sanne, f"{form}/nee", antwoord="x" * 300)
    assert sanne.status == 422
    assert "Dit is te lang." in sanne.page
    await sends(sanne, f"{form}/nee", antwoord="Laten we eerst bellen.")
    assert sanne.path == here(kring)
    assert "Uw antwoord: Laten we eerst bellen." in sanne.page
    await sanne.get(form)
    assert "Over dit voorstel is al beslist." in sanne.page


async def test_purpose_and_last_day_change(kring: KringUnderTest, sanne: Browser) -> None:
    which = kring.cast.people["wil"].id
    one = f"{here(kring)}/{which}"
    await sanne.get(one)
    await sends(sanne, one, waarvoor="samen koken", tot="2027-03-01")
    assert "samen koken" in sanne.page
    assert "Doet mee tot en met maandag 1 maart 2027" in sanne.page
    await sanne.get(one)
    await sends(sanne, one, half_jaar="ja")
    part = await part_of(kring, which)
    assert part is not None
    assert part.until == date(2027, 5, 24)
    await sanne.get(one)
    await sends(sanne, one, tot="gisteren", waarvoor="samen koken")
    assert sanne.status == 422


async def test_stepping_back_and_coming_back(kring: KringUnderTest, sanne: Browser) -> None:
    which = kring.cast.people["wil"].id
    one = f"{here(kring)}/{which}"
    await sanne.get(one)
    await sends(sanne, f"{one}/terug", terug_op="2026-12-21")
    part = await part_of(kring, which)
    assert part is not None
    assert part.state is MemberState.STEPPED_BACK
    assert "even niet" in sanne.page
    await sends(sanne, f"{one}/weer")
    await sanne.post(f"{one}/weer")
    assert sanne.path == here(kring)
    back = await part_of(kring, which)
    assert back is not None
    assert back.takes_part
    assert "Wil Jansen (oma) doet weer mee." in sanne.page


async def test_stopping_asks_first_and_can_be_asked_anew(kring: KringUnderTest, sanne: Browser) -> None:
    which = kring.cast.people["wil"].id
    one = f"{here(kring)}/{which}"
    await sanne.get(f"{one}/stop")
    assert "Stopt deze persoon met meedoen?" in sanne.page
    await sends(sanne, f"{one}/stop")
    assert "Deden eerder mee" in sanne.page
    assert "gestopt door de gezinsmanager" in sanne.page
    await sanne.get(one)
    await sends(sanne, f"{one}/weer", tot="2027-02-01")
    assert sanne.path == f"/werk/persoon/{which}"
    part = await part_of(kring, which)
    assert part is not None
    assert part.state is MemberState.INVITED


async def test_nobody_of_another_family_is_found_here(kring: KringUnderTest, sanne: Browser) -> None:
    maan, ster = kring.cast.families["Maan"].id, here(kring)
    for path in (
        f"/werk/gezin/{maan}/kring",
        f"/werk/gezin/{maan}/kring/nieuw",
        f"{ster}/{kring.cast.people['lotte'].id}",
        f"{ster}/{kring.cast.people['fatima'].id}",
        f"{ster}/voorstel/{maan}",
    ):
        await sanne.get(path)
        assert sanne.status == 404, path
        assert "Lotte" not in sanne.page


def _id(path: str) -> UUID:
    return UUID(path.rpartition("/")[2])
