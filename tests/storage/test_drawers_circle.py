"""What goes into the drawers of the circle and of held words comes out the same; an account can have two families."""

from dataclasses import fields, replace
from datetime import timedelta

from domain.buttons import Awaiting, ButtonSheet, Expectation, Press, Pressed
from domain.circle import CircleEvent, CircleStep, Membership, MemberState
from domain.held_words import HELD_FOR, HeldWordsId
from domain.linking import Link, LinkId, Recipient
from domain.people import Called, Person, PersonId, Preferences, Role
from domain.secret import Secret
from storage.archive import Archive
from storage.desk import of_person
from tests.storage.circle_world import (
    DAY,
    HOUR,
    REPLY,
    held_of,
    joined,
    membership_of,
    proposal_of,
)
from tests.storage.world import START, Cast, Place, new_id

ACCOUNT, OTHER_ACCOUNT = b"a" * 32, b"b" * 32


async def test_a_membership_comes_back_with_everything(archive: Archive, cast: Cast) -> None:
    oma, ben = await joined(archive, cast)
    full = membership_of(oma)
    assert all(getattr(full, field.name) is not None for field in fields(Membership))
    bare = Membership(ben.id, ben.family, START + HOUR)
    async with archive.unit() as unit:
        assert await unit.circle.membership(oma.id) is None
        await unit.circle.save(bare)
        await unit.circle.save(replace(full, state=MemberState.INVITED))
        await unit.circle.save(full)

    async with archive.reading() as unit:
        assert await unit.circle.membership(oma.id) == full
        assert await unit.circle.memberships(cast.family.id) == {oma.id: full, ben.id: bare}
        assert list(await unit.circle.memberships(cast.family.id)) == [oma.id, ben.id]
        assert await unit.circle.memberships(cast.other_family.id) == {}


async def test_who_was_erased_keeps_a_place_without_a_purpose(archive: Archive, cast: Cast) -> None:
    oma, _ = await joined(archive, cast)
    full = membership_of(oma)
    async with archive.unit() as unit:
        await unit.circle.save(full)
    await archive.destroy_key(of_person(oma.id))
    async with archive.reading() as unit:
        assert await unit.circle.memberships(cast.family.id) == {oma.id: replace(full, purpose=None)}


async def test_memberships_fall_due_earliest_first_until_they_rest(archive: Archive, cast: Cast) -> None:
    oma, ben = await joined(archive, cast)
    later, sooner = membership_of(oma), replace(membership_of(ben), look_at=START + HOUR)
    async with archive.unit() as unit:
        assert await unit.circle.next_look() is None
        for one in (later, sooner):
            await unit.circle.save(one)
        assert await unit.circle.next_look() == START + HOUR
        assert await unit.circle.due(START, 9) == ()
        assert await unit.circle.due(START + DAY, 9) == (ben.id, oma.id)
        assert await unit.circle.due(START + DAY, 1) == (ben.id,)
        await unit.circle.save(replace(sooner, look_at=None))
        assert await unit.circle.due(START + DAY, 9) == (oma.id,)


async def test_the_history_of_the_circle_is_added_to(archive: Archive, cast: Cast) -> None:
    oma, _ = await joined(archive, cast)
    sanne, family = Recipient(professional=cast.sanne.id), cast.family.id
    lines = (
        CircleEvent(oma.id, family, CircleStep.INVITED, START + DAY, sanne),
        CircleEvent(oma.id, family, CircleStep.JOINED, START, Recipient(person=oma.id)),
        CircleEvent(oma.id, family, CircleStep.ENDED, START + DAY),
    )
    async with archive.unit() as unit:
        for line in lines:
            await unit.circle.note(line)
        assert await unit.circle.history(family) == lines
        assert await unit.circle.history(cast.other_family.id) == ()


async def test_a_proposal_is_kept_once_and_settled(archive: Archive, cast: Cast) -> None:
    oma, _ = await joined(archive, cast)
    first, again = proposal_of(cast), proposal_of(cast)
    of_jan = replace(proposal_of(cast, by=cast.jan.id), made_at=START + HOUR)
    async with archive.unit() as unit:
        assert await unit.circle.propose(first)
        assert not await unit.circle.propose(again)
        assert await unit.circle.propose(of_jan)
        assert await unit.circle.proposal(first.id) == first
        assert await unit.circle.proposal(again.id) is None
        assert await unit.circle.proposals(cast.family.id) == (of_jan, first)

        settled = replace(first, settled_at=START + DAY, person=oma.id, reply=Secret(REPLY))
        await unit.circle.settle(settled)
        assert await unit.circle.proposals(cast.family.id) == (of_jan, settled)
        assert await unit.circle.proposals(cast.other_family.id) == ()


async def test_held_words_are_handed_over_once(archive: Archive, place: Place) -> None:
    second, first = held_of(ACCOUNT, source=2, after=HOUR), held_of(ACCOUNT)
    theirs = held_of(OTHER_ACCOUNT, source=3)
    async with archive.unit() as unit:
        for words in (second, first, theirs):
            assert await unit.held.keep(words)
        assert not await unit.held.keep(held_of(ACCOUNT, source=1))
        assert await unit.held.get(ACCOUNT) == (first, second)
        assert await unit.held.take(first.id) == first
        assert await unit.held.take(first.id) is None
        assert await unit.held.take(HeldWordsId(new_id())) is None
        assert await unit.held.get(ACCOUNT) == (second,)

    place.clock.move(HELD_FOR)
    async with archive.unit() as unit:
        assert await unit.held.get(ACCOUNT) == (second,)
        assert await unit.held.get(OTHER_ACCOUNT) == ()
        assert await unit.held.take(theirs.id) is None
        assert await unit.held.sweep(unit.now) == 1
        assert await unit.held.take(second.id) == second


async def _in_two_families(archive: Archive, cast: Cast) -> tuple[Link, Link]:
    """Oma takes part in one family, and with the same telephone in another."""
    oma, _ = await joined(archive, cast)
    there = Person(
        PersonId(new_id()), cast.other_family.id, Role.NETWORK_MEMBER, Called.GRANDMOTHER, Secret("Oma")
    )
    links = tuple(
        Link(LinkId(new_id()), Recipient(person=who), ACCOUNT, Secret("55"), START + n * HOUR)
        for n, who in enumerate((oma.id, there.id))
    )
    async with archive.unit() as unit:
        await unit.families.add_person(there)
        for link in links:
            await unit.links.add(link)
    return links[0], links[1]


async def test_an_account_speaks_as_whom_was_chosen_last(archive: Archive, cast: Cast) -> None:
    first, second = await _in_two_families(archive, cast)
    async with archive.unit() as unit:
        assert await unit.links.all_of(ACCOUNT) == (first, second)
        assert await unit.links.all_of(OTHER_ACCOUNT) == ()
        assert await unit.links.by_account(ACCOUNT) == second

        await unit.links.choose(first.id, START + 2 * HOUR)
        chosen = replace(first, chosen_at=START + 2 * HOUR)
        assert await unit.links.by_account(ACCOUNT) == chosen
        assert await unit.links.of(first.holder) == chosen
        await unit.links.choose(second.id, START + 3 * HOUR)
        chosen_too = replace(second, chosen_at=START + 3 * HOUR)
        assert await unit.links.by_account(ACCOUNT) == chosen_too
        assert await unit.links.all_of(ACCOUNT) == (chosen, chosen_too)

        await unit.links.end(second.id, START + 4 * HOUR)
        assert await unit.links.by_account(ACCOUNT) == chosen
        assert await unit.links.all_of(ACCOUNT) == (chosen,)


async def test_buttons_and_expectations_know_as_whom(archive: Archive, cast: Cast) -> None:
    soon = START + timedelta(minutes=5)
    for who in (Recipient(person=cast.fatima.id), Recipient(professional=cast.sanne.id), None):
        sheet = ButtonSheet(f"handle of {who}", ACCOUNT, (Pressed(Press.HIDE),), soon, who)
        expected = Expectation(ACCOUNT, Awaiting.REMARK, soon, new_id(), 2, who)
        async with archive.unit() as unit:
            await unit.sheets.keep(sheet)
            await unit.expectations.set(expected)
            assert await unit.sheets.get(sheet.id) == sheet
            assert await unit.expectations.get(ACCOUNT) == expected


async def test_when_somebody_hears_of_tasks_is_kept(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as unit:
        for chosen in (False, True):
            preferences = Preferences(tasks_day_before=chosen)
            await unit.families.save_preferences(cast.jan.id, preferences)
            found = await unit.families.person(cast.jan.id)
            assert found is not None
            assert found.preferences == preferences
