"""The circle: proposed by the family, agreed by the gezinsmanager, seen by both as far as it is theirs to see."""

from datetime import date

import pytest

from domain.actors import NetworkMember
from domain.circle import CircleStep, MemberKind, MemberProposal, MemberState
from domain.errors import NotFound, Outdated, Unsuitable
from domain.linking import Recipient
from domain.neutral import NotNeutral
from domain.people import Called, FlagKind, PersonId, Preferences
from domain.secret import Secret
from domain.work_items import WorkKind
from tests.usecases.circles import PURPOSE, UNTIL, added, history, joined, linked, membership
from tests.usecases.world import World
from usecases import circle, linking
from usecases.circle_people import can_hear, circle_mark, takes_part


async def proposed(world: World, by: str = "fatima", once: str = "een") -> MemberProposal:
    wish = {"name": Secret(" Anouk Prins "), "called": Called.AUNT, "purpose": Secret("mijn zus, maandag")}
    return await world.do(circle.propose, world.who(by), once=once, **wish)


async def seen_by(world: World, key: str) -> circle.Circle:
    return await world.do(circle.see, world.who(key), family=world.cast.families["Ster"].id)


async def desk(world: World) -> circle.Circle:
    return await world.do(circle.see, world.sanne, family=world.cast.families["Ster"].id)


async def takes(world: World) -> frozenset[PersonId]:
    async with world.archive.reading() as uow:
        return await takes_part(uow, world.cast.families["Ster"].id)


async def test_a_proposal_comes_on_the_list_once_however_often_the_form_is_sent(world: World) -> None:
    first = await proposed(world)
    assert (await proposed(world)).id == first.id
    assert (await proposed(world, "noor")).id != first.id
    assert [item.count for item in await world.items(WorkKind.MEMBER_PROPOSED)] == [1, 1]
    (own,) = await world.do(circle.own_proposals, world.who("fatima"))
    assert own.name == Secret("Anouk Prins")
    assert own.settled_at is None


async def test_who_is_agreed_to_can_be_invited_and_takes_part_when_they_agree(world: World) -> None:
    proposal = await proposed(world)
    person = await world.do(
        circle.agree, world.sanne, proposal=proposal.id, kind=MemberKind.OWN, until=UNTIL, purpose=PURPOSE
    )
    assert person.called is Called.AUNT
    assert not await world.items(WorkKind.MEMBER_PROPOSED)
    assert person.id not in await takes(world)
    await linked(world, person, user=7001)
    assert person.id not in await takes(world)
    await world.do(linking.consent, NetworkMember(person.id, person.family))
    assert person.id in await takes(world)
    assert [event.step for event in await history(world, person.id)] == [
        CircleStep.INVITED,
        CircleStep.JOINED,
    ]
    (own,) = await world.do(circle.own_proposals, world.who("fatima"))
    assert own.person == person.id
    with pytest.raises(Outdated):
        await world.do(circle.refuse, world.sanne, proposal=proposal.id)


async def test_agreeing_twice_is_joining_once(world: World) -> None:
    who = await joined(world)
    await world.do(linking.consent, who)
    assert [event.step for event in await history(world, who.person)].count(CircleStep.JOINED) == 1


async def test_a_refusal_reaches_who_proposed_and_nobody_else(world: World) -> None:
    proposal = await proposed(world)
    await world.do(circle.refuse, world.sanne, proposal=proposal.id, reply=Secret("Liever later."))
    (own,) = (await seen_by(world, "fatima")).proposals
    assert own.reply == Secret("Liever later.")
    assert own.person is None
    assert not (await seen_by(world, "noor")).proposals
    assert not await world.items(WorkKind.MEMBER_PROPOSED)


@pytest.mark.parametrize(
    "purpose", ["Anouk op maandag", "Bel 0612345678", "Voor de jeugdbescherming", "Met Sanne mee"]
)
async def test_what_somebody_takes_part_for_tells_a_stranger_nothing(world: World, purpose: str) -> None:
    with pytest.raises(NotNeutral):
        await added(world, "Anouk Prins", purpose=Secret(purpose))


@pytest.mark.parametrize("until", [date(2026, 11, 23), date(2027, 11, 25)])
async def test_taking_part_lasts_until_a_day_within_a_year(world: World, until: date) -> None:
    with pytest.raises(Unsuitable, match="unsuitable"):
        await added(world, until=until)


@pytest.mark.parametrize(
    ("name", "called", "purpose", "field"),
    [
        (" ", Called.AUNT, "x", "name"),
        ("An", Called.MOTHER, "x", "called"),
        ("An", Called.AUNT, " ", "purpose"),
        ("An", Called.AUNT, "x" * 201, "purpose"),
    ],
)
async def test_what_cannot_be_a_proposal_says_where(
    world: World, name: str, called: Called, purpose: str, field: str
) -> None:
    wish = {"name": Secret(name), "called": called, "purpose": Secret(purpose), "once": "x"}
    with pytest.raises(Unsuitable) as refused:
        await world.do(circle.propose, world.who("noor"), **wish)
    assert refused.value.detail == field


async def test_the_family_sees_a_first_name_and_nothing_of_how_they_are_reached(world: World) -> None:
    who = await joined(world, "Bob van den Berg")
    (bob,) = [m for m in (await seen_by(world, "noor")).members if m.person.id == who.person]
    assert bob.person.name == Secret("Bob")
    assert bob.person.preferences == Preferences()
    assert bob.reach is None
    assert bob.membership.purpose == PURPOSE
    assert not (await seen_by(world, "noor")).history
    (known,) = [m for m in (await desk(world)).members if m.person.id == who.person]
    assert known.person.name == Secret("Bob van den Berg")
    assert known.reach is not None


async def test_somebody_who_may_have_no_contact_with_a_member_does_not_see_them(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "jan", "wil")
    assert world.id("wil") not in {m.person.id for m in (await seen_by(world, "jan")).members}
    assert world.id("wil") in {m.person.id for m in (await seen_by(world, "fatima")).members}


async def test_who_left_is_in_the_history_of_the_gezinsmanager_only(world: World) -> None:
    who = await joined(world)
    await world.do(circle.leave, who)
    assert who.person not in {m.person.id for m in (await seen_by(world, "fatima")).members}
    (gone,) = [m for m in (await desk(world)).members if m.person.id == who.person]
    assert gone.membership.state is MemberState.ENDED
    assert (await desk(world)).history[-1].by == Recipient(person=who.person)


async def test_a_change_by_the_gezinsmanager_keeps_what_was_agreed(world: World) -> None:
    who = await joined(world)
    words, until = Secret("Op dinsdag brengen"), date(2027, 4, 1)
    await world.do(circle.change_member, world.sanne, person=who.person, purpose=words, until=until)
    now = await membership(world, who.person)
    assert (now.purpose, now.until, now.state) == (words, until, MemberState.MEMBER)
    part = await world.do(circle.part, who)
    assert (part.purpose, part.until, part.tasks) == (words, until, ())


async def test_a_parent_is_no_member_to_be_changed(world: World) -> None:
    with pytest.raises(NotFound):
        await world.do(circle.remove, world.sanne, person=world.id("jan"))


async def test_who_can_hear_has_agreed_and_nobody_stopped_the_messages(world: World) -> None:
    async def hears(key: str) -> bool:
        async with world.archive.reading() as uow:
            return await can_hear(uow, world.id(key))

    assert await hears("wil")
    await world.flag(FlagKind.PAUSED, "wil")
    assert not await hears("wil")
    await world.block("fatima")
    assert not await hears("fatima")
    await world.unconsent("noor")
    assert not await hears("noor")


async def test_a_member_of_before_takes_part_without_an_end(world: World) -> None:
    assert world.id("wil") in await takes(world)
    part = await world.do(circle.part, world.who("wil"))
    assert (part.purpose, part.until) == (None, None)
    async with world.archive.reading() as uow:
        assert await circle_mark(uow, world.cast.people["wil"]) == ""
