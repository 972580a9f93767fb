"""Families and people at the desk: made, put right, flagged with open eyes, invited, let in, and found."""

import html
import re
from collections.abc import Callable

import pytest

from domain.actors import Stranger
from domain.linking import InvitationState, Recipient
from domain.people import Called, Family, FlagKind, Person, Role
from domain.secret import Secret
from tests.support.desk import case_manager, hidden, sends, signed_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from usecases.attendance import ask_appointment, ask_call
from usecases.linking import give_code, invite, open_invitation

CODE = re.compile(r'<p class="code[^"]*">(?:<b>)?(\d{6})')


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


async def families(kring: KringUnderTest) -> dict[str, Family]:
    async with kring.reading() as uow:
        return {family.alias: family for family in await uow.families.families()}


async def people(kring: KringUnderTest, alias: str = "Ster") -> dict[str, Person]:
    async with kring.reading() as uow:
        found = await uow.families.people_of((await families(kring))[alias].id)
    return {person.name.reveal(): person for person in found}


def page_of(kring: KringUnderTest, key: str) -> str:
    return f"/werk/persoon/{kring.cast.people[key].id}"


def letter_on(page: str) -> str:
    """What comes out of the printer."""
    found = re.search(r'<article class="letter">(.*?)</article>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


async def test_a_new_family_is_ones_own(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get("/werk/gezinnen/nieuw")
    await sends(sanne, "/werk/gezinnen/nieuw", naam="Zon", teken="🌞")
    made = (await families(kring))["Zon"]
    assert sanne.path == f"/werk/gezin/{made.id}"
    assert made.case_manager == kring.cast.professionals["sanne"].id


@pytest.mark.parametrize(
    ("alias", "symbol", "said"),
    [
        ("Ster", "🌞", "Die naam of dat teken is al in gebruik."),
        ("De Wit", "🌞", "Kies één woord van twee tot twintig letters."),
        ("Zon", "x", "Kies precies één plaatje."),
        ("", "", "Kies één woord van twee tot twintig letters."),
    ],
)
async def test_a_family_that_cannot_be_is_explained(
    kring: KringUnderTest, sanne: Browser, alias: str, symbol: str, said: str
) -> None:
    for path in ("/werk/gezinnen/nieuw", f"/werk/gezin/{kring.cast.families['Ster'].id}/wijzig"):
        if alias == "Ster" and path.endswith("wijzig"):
            alias = "Maan"
        await sanne.get(path)
        await sends(sanne, path, naam=alias, teken=symbol)
        assert sanne.status == 422
        assert said in html.unescape(sanne.page)
    assert set(await families(kring)) == {"Ster", "Maan"}


async def test_a_family_gets_another_sign(kring: KringUnderTest, sanne: Browser) -> None:
    path = f"/werk/gezin/{kring.cast.families['Ster'].id}/wijzig"
    await sanne.get(path)
    await sends(sanne, path, naam="Ster", teken="🌻")
    assert (await families(kring))["Ster"].symbol == "🌻"


async def test_somebody_new_and_put_right(kring: KringUnderTest, sanne: Browser) -> None:
    path = f"/werk/gezin/{kring.cast.families['Ster'].id}/persoon"
    await sanne.get(path)
    fields = {**hidden(sanne, path), "naam": "Truus de Vries", "rol": "network_member", "woord": "neighbour"}
    await sanne.post(path, fields)
    made = (await people(kring))["Truus de Vries"]
    assert (made.role, made.called) == (Role.NETWORK_MEMBER, Called.NEIGHBOUR)
    await sanne.get(path)
    await sanne.post(path, fields)
    assert len(await people(kring)) == 5
    await sanne.get(f"/werk/persoon/{made.id}/wijzig")
    await sends(
        sanne, f"/werk/persoon/{made.id}/wijzig", naam="Truus Vries", rol="network_member", woord="aunt"
    )
    assert (await people(kring))["Truus Vries"].called is Called.AUNT
    await sanne.get(f"/werk/persoon/{made.id}/wijzig")
    await sends(sanne, f"/werk/persoon/{made.id}/wijzig", naam="Truus", rol="parent", woord="aunt")
    assert sanne.status == 422
    assert "Deze rol past niet bij het gesprek dat er al is." in sanne.page


async def test_authority_and_a_name_are_looked_at(kring: KringUnderTest, sanne: Browser) -> None:
    path = f"/werk/gezin/{kring.cast.families['Ster'].id}/persoon"
    for fields, said in (
        ({"naam": "Oom Henk", "rol": "network_member", "gezag": "ja"}, "Deze rol kan geen gezag hebben."),
        ({"naam": "", "rol": "parent"}, "Vul een naam in."),
        ({"naam": "x" * 121, "rol": "parent"}, "Vul een naam in."),
    ):
        await sanne.get(path)
        await sends(sanne, path, 0, woord="uncle", **fields)
        assert sanne.status == 422
        assert said in sanne.page
    await sanne.get(path)
    await sends(sanne, path, naam="Iemand", rol="koning")
    assert sanne.status == 404
    assert len(await people(kring)) == 4


async def test_a_flag_is_set_and_lifted_only_by_who_says_to_know_what_it_does(
    kring: KringUnderTest, sanne: Browser
) -> None:
    path = f"{page_of(kring, 'fatima')}/bijzonder/secret_address"
    await sanne.get(path)
    assert "Niemand van dit gezin ziet nog een plaats in Telegram of in een brief." in sanne.page
    await sends(sanne, path)
    assert sanne.status == 422
    assert await _flags(kring) == set()
    for _ in range(2):
        await sends(sanne, path, weet="ja") if sanne.path == path else await sanne.post(path, {"weet": "ja"})
    assert await _flags(kring) == {FlagKind.SECRET_ADDRESS}
    await sanne.get(path)
    await sends(sanne, path, weet="ja")
    assert await _flags(kring) == set()


async def test_no_contact_is_between_two(kring: KringUnderTest, sanne: Browser) -> None:
    path, jan = f"{page_of(kring, 'fatima')}/bijzonder/no_contact", kring.cast.people["jan"].id
    await sanne.get(path)
    await sends(sanne, path, weet="ja")
    assert sanne.status == 422
    assert "Kies de andere persoon." in sanne.page
    await sends(sanne, path, weet="ja", ander=str(jan))
    assert "Geen contact met Jan de Wit (vader)" in sanne.page
    await sanne.get(page_of(kring, "jan"))
    assert "Geen contact met Fatima el Amrani (moeder)" in sanne.page
    await sanne.get(path)
    await sanne.post(path, {"weet": "ja", "ander": str(kring.cast.people["lotte"].id)})
    assert sanne.status == 404
    await sanne.get(path)
    await sends(sanne, path, 1, weet="ja")
    assert await _flags(kring) == set()


async def test_an_invitation_is_on_the_letter_and_the_code_is_not(
    kring: KringUnderTest, sanne: Browser
) -> None:
    path = page_of(kring, "noor")
    await sanne.get(path)
    fields = hidden(sanne, f"{path}/uitnodiging")
    await sanne.post(f"{path}/uitnodiging", fields)
    letter, code = letter_on(sanne.page), CODE.search(sanne.page)
    assert code is not None
    assert code[1] not in letter
    assert "https://t.me/" in letter
    assert '<svg viewBox="0 0 ' in letter
    assert "Je ziet twee woorden." in letter
    async with kring.reading() as uow:
        (made,) = await uow.invitations.open_for(Recipient(person=kring.cast.people["noor"].id))
    assert made.state is InvitationState.MADE
    await sanne.get(path)
    await sanne.post(f"{path}/uitnodiging", fields)
    assert sanne.status == 409
    async with kring.reading() as uow:
        assert len(await uow.invitations.open_for(Recipient(person=kring.cast.people["noor"].id))) == 1


async def test_the_personal_link_lets_its_owner_in_with_the_code(
    kring: KringUnderTest, sanne: Browser, a_browser: Callable[[], Browser]
) -> None:
    path = page_of(kring, "wil")
    await sanne.get(path)
    await sends(sanne, f"{path}/toegang")
    letter, code = letter_on(sanne.page), CODE.search(sanne.page)
    address = re.search(r"/sleutel#([\w-]{22})", letter)
    assert code is not None
    assert address is not None
    assert code[1] not in letter
    wil = a_browser()
    await wil.get("/sleutel")
    await wil.post("/sleutel", {"key": address[1]})
    assert wil.path == "/code"
    await wil.post("/code", {"code": code[1]})
    assert wil.path == "/pin/nieuw"


async def test_a_pin_is_restored_only_after_speaking(kring: KringUnderTest, sanne: Browser) -> None:
    path = page_of(kring, "fatima")
    await sanne.get(path)
    await sends(sanne, f"{path}/herstel")
    assert sanne.status == 422
    assert "Bel of bezoek deze persoon eerst" in sanne.page
    assert CODE.search(sanne.page) is None
    await sends(sanne, f"{path}/herstel", gesproken="ja")
    assert CODE.search(sanne.page) is not None
    async with kring.reading() as uow:
        keyring = await uow.keyrings.of(kring.cast.people["fatima"].id)
    assert keyring is not None
    assert keyring.code is not None
    assert keyring.code.for_all


async def test_a_search_finds_by_name_and_keeps_it_out_of_the_address(sanne: Browser) -> None:
    await sanne.get("/werk/gezinnen")
    for words, found in (("fatima", True), ("⭐", True), ("ster", True), ("lotte", False), ("%", False)):
        await sends(sanne, "/werk/gezinnen/zoek", zoek=words)
        assert sanne.status == 200
        assert ("/werk/gezin/" in sanne.page) is found, words
    assert sanne.path == "/werk/gezinnen/zoek"
    assert sanne.answer is not None
    assert not sanne.answer.request.url.query


async def test_today_tells_by_full_name_what_to_do_and_it_is_done_with_one_press(
    kring: KringUnderTest, sanne: Browser
) -> None:
    async with kring.unit() as uow:
        await ask_call(uow, kring.cast.participant("fatima"))
        await ask_appointment(uow, kring.cast.participant("noor"))
    await sanne.get("/werk/vandaag")
    for said in (
        "Fatima el Amrani (moeder)",
        "bel terug",
        "Noor de Wit (jongere)",
        "vraagt om een afspraak",
        "Dringend",
    ):
        assert said in sanne.page
    async with kring.reading() as uow:
        items = await uow.work_items.all_open()
    for item in items:
        await sends(sanne, f"/werk/taak/{item.id}")
        assert sanne.path == "/werk/vandaag"
    assert "De lijst is leeg." in sanne.page
    await sanne.post(f"/werk/taak/{items[0].id}")
    assert sanne.path == "/werk/vandaag"


async def test_a_work_item_of_a_colleague_stays_open(kring: KringUnderTest, sanne: Browser) -> None:
    async with kring.unit() as uow:
        await ask_call(uow, kring.cast.participant("lotte"))
        (item,) = await uow.work_items.all_open()
    await sanne.get("/werk/vandaag")
    assert "Lotte" not in sanne.page
    await sanne.post(f"/werk/taak/{item.id}")
    assert sanne.status == 404


async def test_two_words_link_somebody_and_others_do_not(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get("/werk/vandaag")
    await sends(sanne, "/werk/koppelen", woorden="zomaar iets")
    assert "Typ precies de twee woorden die u hoort." in sanne.page
    async with kring.unit() as uow:
        issued = await invite(uow, case_manager(kring), invitee=Recipient(person=kring.cast.people["wil"].id))
        account, chat = uow.index("account", "7001"), Secret("7001")
        token, code = issued.token.reveal(), issued.code.reveal()
        assert await open_invitation(uow, Stranger(), account=account, chat=chat, token=token)
        words = await give_code(uow, Stranger(), account=account, code=code)
    assert words is not None
    await sends(sanne, "/werk/koppelen", woorden=f"{words[1]} {words[0]}")
    assert "Deze woorden kloppen niet." in sanne.page
    await sends(sanne, "/werk/koppelen", woorden=" ".join(words))
    assert "de koppeling is klaar" in sanne.page
    async with kring.reading() as uow:
        link = await uow.links.of(Recipient(person=kring.cast.people["wil"].id))
    assert link is not None
    assert link.account == account


async def _flags(kring: KringUnderTest) -> set[FlagKind]:
    async with kring.reading() as uow:
        return {flag.kind for flag in await uow.families.flags_of(kring.cast.families["Ster"].id)}
