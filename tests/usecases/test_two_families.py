"""One Telegram account in two families: two persons, two links, and nothing of the one ever ends up in the other."""

import pytest

from domain.actors import NetworkMember, participant
from domain.delivery import Failure
from domain.errors import Outdated
from domain.held_words import HELD_FOR
from domain.letters import ParticipantLetter
from domain.linking import Reachability, Recipient
from domain.people import PersonId, Role
from domain.secret import Secret
from domain.threads import MessageKind
from domain.window import EntryFailed
from domain.work_items import WorkKind
from tests.usecases.browsers import KEY, launch_data
from tests.usecases.circles import added, joined, linked
from tests.usecases.telephones import STRANGER, Telephone, invite
from tests.usecases.world import ADMINISTRATOR, World
from usecases import circle, hiding, linking, preferences, roles, threads, window
from usecases.circle_people import circle_mark
from usecases.families import add_person
from usecases.sessions import who_of
from usecases.threads import Incoming

WIL = 604


@pytest.fixture
async def twin(world: World) -> NetworkMember:
    """Wil, who takes part in ⭐ already, also takes part in 🌙."""
    return await joined(world, "Wil Jansen", "Maan", user=WIL)


async def account(world: World) -> bytes:
    return await Telephone(world, WIL).account()


async def people_of(world: World) -> list[PersonId | None]:
    async with world.archive.reading() as uow:
        return [link.holder.person for link in await uow.links.all_of(await account(world))]


async def told_to(world: World, person: PersonId) -> list[str]:
    async with world.archive.reading() as uow:
        thread = await uow.threads.of_person(person)
        return [] if thread is None else [m.body.reveal() for m in await uow.messages.all_of(thread)]


async def own_roles(world: World) -> tuple[roles.Role, ...]:
    async with world.archive.reading() as uow:
        of = await account(world)
        return await roles.roles_of(uow, await uow.links.all_of(of), await uow.links.by_account(of))


async def types(world: World, words: str, *, alarming: bool = False, source: int = 1) -> None:
    incoming = Incoming(MessageKind.TEXT, Secret(words), source, 9, alarming=alarming)
    mine, of = await own_roles(world), await account(world)
    async with world.unit() as uow:
        await roles.hold(uow, mine, incoming=incoming, account=of, chat=WIL, of=world.cast.recipient("wil"))


async def chooses(world: World, person: PersonId) -> int:
    """What was held is for this one; how much that was."""
    of = await account(world)
    async with world.unit() as uow:
        who = await roles.choose(uow, account=of, person=person)
        waiting = await roles.release(uow, account=of, person=person)
        for incoming in waiting:
            await threads.keep(uow, who, incoming=incoming, account=of, chat=WIL)
    return len(waiting)


async def test_a_second_link_lets_the_first_one_be(world: World, twin: NetworkMember) -> None:
    assert await people_of(world) == [world.id("wil"), twin.person]
    assert [(role.symbol, role.chosen) for role in await own_roles(world)] == [("⭐", False), ("🌙", True)]


async def test_what_arrives_says_of_which_family_it_is(world: World, twin: NetworkMember) -> None:
    await world.plan("wil", at="2026-12-03 14:00")
    await world.at("2026-11-23 10:00")
    (letter,) = [
        s.outgoing.letter for s in world.sendings if isinstance(s.outgoing.letter.contents, ParticipantLetter)
    ]
    assert letter.circle == "⭐"
    async with world.archive.reading() as uow:
        assert await circle_mark(uow, world.cast.people["fatima"]) == ""
    await world.do(circle.leave, twin)
    async with world.archive.reading() as uow:
        assert await circle_mark(uow, world.cast.people["wil"]) == ""


async def test_an_account_is_never_two_people_of_one_family(world: World) -> None:
    person = await added(world)
    issued = await world.do(linking.invite, world.sanne, invitee=Recipient(person=person.id))
    assert not await Telephone(world, WIL).opens(issued)
    assert not await Telephone(world, 601).opens(issued)


@pytest.mark.parametrize("user", [501, 502, 503])
async def test_the_account_of_a_colleague_never_takes_part(world: World, user: int) -> None:
    person = await added(world, family="Maan")
    issued = await world.do(linking.invite, world.mehmet, invitee=Recipient(person=person.id))
    assert not await Telephone(world, user).opens(issued)


async def test_who_takes_part_never_becomes_a_colleague_with_that_account(world: World) -> None:
    issued = await world.do(linking.invite, ADMINISTRATOR, invitee=world.cast.recipient("ria"))
    assert not await Telephone(world, WIL).opens(issued)


async def test_an_account_that_came_into_the_family_meanwhile_cannot_be_confirmed(world: World) -> None:
    phone, bob, els = Telephone(world, 7001), await added(world), await added(world, "Els Mol")
    first = await world.do(linking.invite, world.sanne, invitee=Recipient(person=bob.id))
    second = await world.do(linking.invite, world.sanne, invitee=Recipient(person=els.id))
    words = await phone.reads_out(first)
    others = await phone.reads_out(second)
    assert await world.do(linking.confirm_words, world.sanne, words=words, professionals=False)
    assert not await world.do(linking.confirm_words, world.sanne, words=others, professionals=False)


async def test_a_new_telephone_takes_over_one_family_only(world: World, twin: NetworkMember) -> None:
    await linked(world, world.cast.people["wil"], user=7002)
    assert await people_of(world) == [twin.person]
    assert await Telephone(world, 7002).holder() == world.cast.recipient("wil")


async def test_leaving_the_one_leaves_the_other_alone(world: World, twin: NetworkMember) -> None:
    await world.do(circle.leave, twin)
    assert await people_of(world) == [world.id("wil")]
    assert await own_roles(world) == ()


async def test_blocking_the_bot_is_blocking_it_for_both(world: World, twin: NetworkMember) -> None:
    await world.do(preferences.blocked, twin)
    items = await world.items(WorkKind.CALL_NOT_REACHED)
    assert {item.person for item in items} == {world.id("wil"), twin.person}
    assert len({item.case_manager for item in items}) == 2
    await world.do(preferences.unblocked, world.who("wil"))
    assert not await world.items(WorkKind.CALL_NOT_REACHED)
    async with world.archive.reading() as uow:
        reach = {link.reachability for link in await uow.links.all_of(await account(world))}
    assert reach == {Reachability.LINKED}


async def test_a_message_that_meets_a_block_tells_of_both_links(world: World, twin: NetworkMember) -> None:
    await world.plan("wil", at="2026-12-03 14:00")
    await world.at("2026-11-23 10:00", lambda _: Failure.BLOCKED)
    async with world.archive.reading() as uow:
        reach = {link.reachability for link in await uow.links.all_of(await account(world))}
    assert reach == {Reachability.BLOCKED}
    assert twin.person not in {item.person for item in await world.items() if item.appointment}


async def test_nobodys_words_enter_a_file_on_a_guess(world: World, twin: NetworkMember) -> None:
    await types(world, "opa is gevallen")
    assert await told_to(world, world.id("wil")) == []
    assert await told_to(world, twin.person) == []
    assert await chooses(world, world.id("wil")) == 1
    assert await told_to(world, world.id("wil")) == ["opa is gevallen"]
    assert await told_to(world, twin.person) == []


async def test_what_was_filed_is_not_filed_again(world: World, twin: NetworkMember) -> None:
    await types(world, "opa is gevallen")
    await types(world, "opa is gevallen")
    assert await chooses(world, world.id("wil")) == 1
    assert await chooses(world, twin.person) == 0
    assert await told_to(world, twin.person) == []


async def test_what_nobody_chose_for_is_gone_after_a_day(world: World, twin: NetworkMember) -> None:
    await types(world, "opa is gevallen")
    world.clock.now += HELD_FOR
    assert await chooses(world, twin.person) == 0


async def test_words_of_danger_do_not_wait_for_a_choice(world: World, twin: NetworkMember) -> None:
    await types(world, "hij slaat", alarming=True)
    urgent = await world.items(WorkKind.POSSIBLY_URGENT)
    assert {item.person for item in urgent} == {world.id("wil"), twin.person}
    assert all(item.urgent for item in urgent)
    await chooses(world, twin.person)
    left = {item.person for item in await world.items(WorkKind.POSSIBLY_URGENT)}
    assert left == {twin.person}


async def test_somebody_elses_person_cannot_be_chosen(world: World, twin: NetworkMember) -> None:
    for person in (world.id("fatima"), world.id("lotte")):
        with pytest.raises(Outdated):
            await chooses(world, person)
    await world.do(circle.leave, twin)
    with pytest.raises(Outdated):
        await chooses(world, twin.person)


async def test_who_chose_a_family_speaks_as_that_one_until_they_choose_another(
    world: World, twin: NetworkMember
) -> None:
    assert await Telephone(world, WIL).holder() == Recipient(person=twin.person)
    world.clock.now += HELD_FOR
    await chooses(world, world.id("wil"))
    assert await Telephone(world, WIL).holder() == world.cast.recipient("wil")


async def test_verberg_wipes_the_one_chat_of_both(world: World, twin: NetworkMember) -> None:
    async with world.unit() as uow:
        await hiding.note_trace(uow, world.id("wil"), 11)
        await hiding.note_trace(uow, twin.person, 12)
    assert await world.do(hiding.hide, twin) >= 2
    async with world.archive.reading() as uow:
        wiped = {wipe.message for wipe, _ in await uow.wipes.due(uow.now, 50)}
    assert {11, 12} <= wiped


async def test_the_window_asks_as_whom_and_never_guesses(world: World, twin: NetworkMember) -> None:
    data = launch_data(WIL, world.clock.now)
    choices = await world.do(window.choices_of_launch, STRANGER, init_data=data, key=KEY)
    assert [role.person for role in choices] == [world.id("wil"), twin.person]
    with pytest.raises(EntryFailed):
        await world.do(window.choices_of_launch, STRANGER, init_data=data, key=KEY)
    with pytest.raises(EntryFailed):
        await world.do(window.enter_by_launch, STRANGER, init_data=data, key=KEY)
    with pytest.raises(EntryFailed):
        await world.do(window.enter_by_launch, STRANGER, init_data=data, key=KEY, person=world.id("lotte"))
    token = await world.do(window.enter_by_launch, STRANGER, init_data=data, key=KEY, person=twin.person)
    async with world.archive.reading() as uow:
        session = await uow.sessions.by_token(uow.index("session", token))
        assert session is not None
        assert await who_of(uow, session) == twin


async def test_who_takes_part_in_one_family_is_not_asked(world: World) -> None:
    data = launch_data(WIL, world.clock.now)
    assert await world.do(window.choices_of_launch, STRANGER, init_data=data, key=KEY) == ()
    assert await world.do(window.enter_by_launch, STRANGER, init_data=data, key=KEY)


async def test_a_parent_can_help_in_another_family(world: World) -> None:
    family = world.cast.families["Maan"].id
    person = await world.do(
        add_person, world.mehmet, family=family, role=Role.NETWORK_MEMBER, name=Secret("Fatima el Amrani")
    )
    await linked(world, person, user=601)
    await world.do(linking.consent, participant(person))
    async with world.archive.reading() as uow:
        of = await Telephone(world, 601).account()
        assert len(await uow.links.all_of(of)) == 2
    issued = await invite(world, "jan")
    assert not await Telephone(world, 601).opens(issued)
