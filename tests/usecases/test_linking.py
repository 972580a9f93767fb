"""Linking: invitation, code by voice, two words typed by the other side; every failure sounds the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.actions import Action
from domain.buttons import Awaiting
from domain.errors import NotAllowed, NotFound
from domain.linking import CODE_TRIES, INVITATION_LIVES, WORD_TRIES, InvitationState, Recipient
from domain.notices import ControlWordsAsked, Welcome
from domain.people import ProfessionalId
from domain.work_items import WorkKind
from tests.usecases.telephones import Telephone, confirm, invitation, invite, wrong
from tests.usecases.world import ADMINISTRATOR, World
from usecases import linking


@pytest.fixture
def phone(world: World) -> Telephone:
    return Telephone(world, 7001)


@pytest.fixture
def other(world: World) -> Telephone:
    return Telephone(world, 7002)


async def test_the_whole_way_from_invitation_to_consent(world: World, phone: Telephone) -> None:
    await world.unlink("wil")
    issued = await invite(world)
    words = await phone.reads_out(issued)
    assert await phone.holder() is None
    assert await confirm(world, words)

    wil = world.cast.recipient("wil")
    assert await phone.holder() == wil
    assert (await world.link("wil")).consented_at is None
    (welcome,) = [d for d in await world.dispatches("wil") if isinstance(d.notice, Welcome)]
    assert welcome.urgent
    await world.do(linking.consent, world.who("wil"))
    assert (await world.link("wil")).consented_at == world.clock.now


async def test_link_and_code_are_unguessable_and_kept_as_hashes_only(world: World) -> None:
    issued = await invite(world)
    token, code = issued.token.reveal(), issued.code.reveal()
    assert len(token) == 22
    assert len(code) == 6
    assert "•" in repr(issued)
    await world.archive.checkpoint()
    for file in world.files.folder.iterdir():
        assert token.encode() not in file.read_bytes()


async def test_a_welcome_comes_at_once_also_in_quiet_hours(world: World, phone: Telephone) -> None:
    world.clock.now += timedelta(hours=13)
    await confirm(world, await phone.reads_out(await invite(world)))
    await world.tick()
    assert world.kinds_said_to("wil") == ["Welcome"]


async def test_the_gezinsmanager_is_asked_for_the_words_and_never_shown_them(
    world: World, phone: Telephone
) -> None:
    issued = await invite(world)
    await phone.reads_out(issued)
    (asked,) = [d for d in await world.dispatches("sanne") if isinstance(d.notice, ControlWordsAsked)]
    assert asked.notice == ControlWordsAsked(issued.invitation, world.cast.families["Ster"].id)
    assert asked.valid_until == (await invitation(world, issued)).expires_at
    async with world.archive.reading() as uow:
        expectation = await uow.expectations.get((await world.link("sanne")).account)
    assert expectation is not None
    assert expectation.awaiting is Awaiting.CONTROL_WORDS


@pytest.mark.parametrize("spoken", [str.upper, lambda w: w.replace(" ", ",  "), lambda w: f" {w}."])
async def test_words_are_heard_as_people_type_them(
    world: World, phone: Telephone, spoken: Callable[[str], str]
) -> None:
    words = await phone.reads_out(await invite(world))
    assert await confirm(world, spoken(words))


async def test_a_code_is_read_with_spaces_and_dashes(world: World, phone: Telephone) -> None:
    issued = await invite(world)
    await phone.opens(issued)
    code = issued.code.reveal()
    assert await phone.types(f"{code[:3]} - {code[3:]}") is not None


async def test_an_invitation_works_once(world: World, phone: Telephone, other: Telephone) -> None:
    issued = await invite(world)
    words = await phone.reads_out(issued)
    await confirm(world, words)
    assert not await other.opens(issued)
    assert not await phone.opens(issued)
    assert await phone.types(issued.code.reveal()) is None
    assert not await confirm(world, words)
    assert (await invitation(world, issued)).state is InvitationState.USED


@pytest.mark.parametrize("step", ["open", "code", "words"])
async def test_nothing_goes_on_after_three_days(world: World, phone: Telephone, step: str) -> None:
    issued = await invite(world)
    words = ""
    if step != "open":
        await phone.opens(issued)
    if step == "words":
        words = " ".join(await phone.types(issued.code.reveal()) or ())
    world.clock.now += INVITATION_LIVES
    match step:
        case "open":
            assert not await phone.opens(issued)
        case "code":
            assert await phone.types(issued.code.reveal()) is None
        case _:
            assert not await confirm(world, words)
    assert await phone.holder() is None


async def test_up_to_the_last_second_of_three_days_it_works(world: World, phone: Telephone) -> None:
    issued = await invite(world)
    world.clock.now += INVITATION_LIVES - timedelta(seconds=1)
    assert await confirm(world, await phone.reads_out(issued))


async def test_an_unknown_link_and_a_code_without_a_link_fail_in_the_same_way(phone: Telephone) -> None:
    assert not await phone.opens_token("x" * 22)
    assert await phone.types("123456") is None


async def test_the_fifth_wrong_code_ends_the_invitation(world: World, phone: Telephone) -> None:
    issued = await invite(world)
    await phone.opens(issued)
    for _ in range(CODE_TRIES):
        assert await phone.types(wrong(issued)) is None
    assert (await invitation(world, issued)).state is InvitationState.REVOKED
    assert await phone.types(issued.code.reveal()) is None
    assert not await phone.opens(issued)


async def test_the_fifth_try_may_still_be_right(world: World, phone: Telephone) -> None:
    issued = await invite(world)
    await phone.opens(issued)
    for _ in range(CODE_TRIES - 1):
        await phone.types(wrong(issued))
    assert await phone.types(issued.code.reveal()) is not None


async def test_the_third_wrong_words_end_the_invitation(world: World, phone: Telephone) -> None:
    issued = await invite(world)
    words = await phone.reads_out(issued)
    for _ in range(WORD_TRIES):
        assert not await confirm(world, "onzin praat")
    assert not await confirm(world, words)
    assert (await invitation(world, issued)).state is InvitationState.REVOKED


async def test_the_words_of_one_cost_no_try_of_another(
    world: World, phone: Telephone, other: Telephone
) -> None:
    """Mother and grandmother on one sofa: whoever is confirmed first must not wear the other's tries down."""
    hers = await phone.reads_out(await invite(world, "fatima"))
    second = await invite(world, "wil")
    his = await other.reads_out(second)
    assert await confirm(world, hers)
    assert (await invitation(world, second)).word_tries == 0
    assert await confirm(world, his)


async def test_ten_tries_of_an_account_a_day_and_not_one_more(world: World, phone: Telephone) -> None:
    issued = await invite(world)
    for _ in range(10):
        assert not await phone.opens_token("y" * 22)
    assert not await phone.opens(issued)
    world.clock.now += timedelta(days=1)
    assert not await phone.opens_token("y" * 22)
    world.clock.now += timedelta(seconds=1)
    assert await phone.opens(issued)


async def test_tries_are_counted_over_links_and_codes_together(world: World, phone: Telephone) -> None:
    issued = await invite(world)
    for _ in range(8):
        await phone.opens_token("y" * 22)
    assert await phone.opens(issued)
    assert await phone.types(wrong(issued)) is None
    assert await phone.types(issued.code.reveal()) is None
    assert (await invitation(world, issued)).code_tries == 1


async def test_tries_of_one_account_do_not_count_for_another(
    world: World, phone: Telephone, other: Telephone
) -> None:
    for _ in range(11):
        await phone.opens_token("y" * 22)
    assert await other.opens(await invite(world))


async def test_a_new_invitation_ends_the_earlier_ones(world: World, phone: Telephone) -> None:
    first = await invite(world)
    words = await phone.reads_out(first)
    second = await invite(world)
    assert not await confirm(world, words)
    assert not await phone.opens(first)
    assert await confirm(world, await phone.reads_out(second))


async def test_whoever_opens_it_second_gets_nowhere(world: World, phone: Telephone, other: Telephone) -> None:
    issued = await invite(world)
    assert await phone.opens(issued)
    assert not await other.opens(issued)
    assert await other.types(issued.code.reveal()) is None
    assert await phone.types(issued.code.reveal()) is not None


async def test_a_new_telephone_lets_the_old_one_go(world: World, phone: Telephone, other: Telephone) -> None:
    await confirm(world, await phone.reads_out(await invite(world)))
    await world.do(linking.consent, world.who("wil"))
    await confirm(world, await other.reads_out(await invite(world)))
    assert await phone.holder() is None
    assert await other.holder() == world.cast.recipient("wil")
    assert (await world.link("wil")).consented_at is None


async def test_the_account_of_somebody_else_cannot_be_taken(world: World, phone: Telephone) -> None:
    await confirm(world, await phone.reads_out(await invite(world, "wil")))
    assert not await phone.opens(await invite(world, "noor"))
    assert await phone.holder() == world.cast.recipient("wil")


async def test_nor_when_both_links_were_opened_before_the_first_was_confirmed(
    world: World, phone: Telephone
) -> None:
    """One telephone opens Noor's link and then grandmother's; after that it is grandmother's."""
    noors = await invite(world, "noor")
    assert await phone.opens(noors)
    assert await confirm(world, await phone.reads_out(await invite(world, "wil")))
    assert await phone.types(noors.code.reveal()) is None
    assert await phone.holder() == world.cast.recipient("wil")


async def test_nor_when_the_words_of_both_were_shown(world: World, phone: Telephone) -> None:
    first = await phone.reads_out(await invite(world, "noor"))
    second = await phone.reads_out(await invite(world, "wil"))
    assert await confirm(world, first)
    assert not await confirm(world, second)
    assert await phone.holder() == world.cast.recipient("noor")


async def test_a_colleague_of_another_family_neither_invites_nor_confirms(
    world: World, phone: Telephone
) -> None:
    with pytest.raises(NotAllowed):
        await invite(world, "wil", world.mehmet)
    words = await phone.reads_out(await invite(world))
    for _ in range(WORD_TRIES + 1):
        assert not await confirm(world, words, world.mehmet)
    refused = world.rows("SELECT result FROM audit WHERE event = ? AND result = '8'", Action.CONFIRM_PERSON)
    assert len(refused) == WORD_TRIES + 1
    assert await confirm(world, words)


async def test_a_gezinsmanager_does_not_confirm_a_colleague(world: World, phone: Telephone) -> None:
    words = await phone.reads_out(await invite(world, "mehmet", ADMINISTRATOR))
    assert not await confirm(world, words, professionals=True)
    assert not await confirm(world, words, ADMINISTRATOR)
    assert await confirm(world, words, ADMINISTRATOR, professionals=True)
    assert await phone.holder() == world.cast.recipient("mehmet")
    assert (await world.link("mehmet")).consented_at == world.clock.now


async def test_nobody_can_be_invited_who_is_not_there(world: World) -> None:
    nobody = Recipient(professional=ProfessionalId(world.id("wil")))
    with pytest.raises(NotFound):
        await world.do(linking.invite, ADMINISTRATOR, invitee=nobody)


async def test_consent_without_a_link_is_no_consent(world: World) -> None:
    await world.unlink("wil")
    with pytest.raises(NotFound):
        await world.do(linking.consent, world.who("wil"))


async def test_until_consent_appointments_are_for_the_list(world: World, phone: Telephone) -> None:
    await confirm(world, await phone.reads_out(await invite(world)))
    await world.plan("wil", at="2026-12-03 14:00")
    await world.at(timedelta(hours=1))
    assert world.kinds_said_to("wil") == ["Welcome"]
    assert [i.kind for i in await world.items()] == [WorkKind.CALL_OR_WRITE]
