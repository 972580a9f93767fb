"""What goes into the drawers of organisation, families, links and invitations comes out the same."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from domain.calendar import QuietHours
from domain.linking import Invitation, InvitationId, InvitationState, Link, LinkId, Reachability, Recipient
from domain.people import FamilyId, Flag, FlagKind, Form, PersonId, Preferences, ProfessionalId
from domain.secret import Secret
from storage.archive import Archive
from storage.errors import Conflict, ReadOnly
from tests.storage.world import START, Cast, new_id


async def test_an_empty_archive_has_nothing(archive: Archive) -> None:
    async with archive.reading() as unit:
        assert await unit.organisation.organisation() is None
        assert await unit.organisation.teams() == ()
        assert await unit.organisation.professional(ProfessionalId(new_id())) is None
        assert await unit.families.families() == ()
        assert await unit.families.family(FamilyId(new_id())) is None
        assert await unit.families.person(PersonId(new_id())) is None


async def test_organisation_teams_and_professionals_come_back(archive: Archive, cast: Cast) -> None:
    async with archive.reading() as unit:
        assert await unit.organisation.organisation() == cast.organisation
        assert await unit.organisation.teams() == (cast.team,)
        assert await unit.organisation.professional(cast.sanne.id) == cast.sanne
        assert await unit.organisation.professionals() == (cast.sanne, cast.mehmet)


async def test_families_and_people_come_back(archive: Archive, cast: Cast) -> None:
    async with archive.reading() as unit:
        assert await unit.families.family(cast.family.id) == cast.family
        assert await unit.families.families() == (cast.family, cast.other_family)
        assert await unit.families.families(cast.mehmet.id) == (cast.other_family,)
        assert await unit.families.person(cast.fatima.id) == cast.fatima
        assert await unit.families.people_of(cast.family.id) == (cast.fatima, cast.jan)
        assert await unit.families.people_of(cast.other_family.id) == ()


async def test_preferences_are_kept_to_the_minute(archive: Archive, cast: Cast) -> None:
    chosen = Preferences(Form.JE, QuietHours(time(21, 30), time(8, 15)), True, True, paused_since=START)

    async with archive.unit() as unit:
        await unit.families.save_preferences(cast.jan.id, chosen)

    async with archive.reading() as unit:
        assert await unit.families.person(cast.jan.id) == replace(cast.jan, preferences=chosen)
        assert await unit.families.person(cast.fatima.id) == cast.fatima


async def test_an_ended_flag_is_kept_but_not_in_force(archive: Archive, cast: Cast) -> None:
    apart = Flag(new_id(), cast.family.id, FlagKind.NO_CONTACT, cast.fatima.id, cast.jan.id, START)
    address = Flag(new_id(), cast.family.id, FlagKind.SECRET_ADDRESS, cast.fatima.id, None, START)

    async with archive.unit() as unit:
        await unit.families.add_flag(apart)
        await unit.families.add_flag(address)
        assert await unit.families.flags_of(cast.family.id) == (apart, address)
        await unit.families.end_flag(apart.id, START + timedelta(hours=1))
        assert await unit.families.flags_of(cast.family.id) == (address,)
        assert await unit.families.flags_of(cast.other_family.id) == ()


def _link(cast: Cast, account: bytes) -> Link:
    return Link(LinkId(new_id()), Recipient(person=cast.fatima.id), account, Secret("5550001111"), START)


async def test_a_link_is_found_by_account_and_by_holder_until_it_ends(archive: Archive, cast: Cast) -> None:
    link = _link(cast, b"a" * 32)
    async with archive.unit() as unit:
        await unit.links.add(link)
        await unit.links.set_reachability(link.id, Reachability.BLOCKED)
        await unit.links.consent(link.id, START)

    expected = replace(link, reachability=Reachability.BLOCKED, consented_at=START)
    async with archive.unit() as unit:
        assert await unit.links.by_account(b"a" * 32) == expected
        assert await unit.links.of(link.holder) == expected
        assert await unit.links.by_account(b"b" * 32) is None
        assert await unit.links.of(Recipient(professional=cast.sanne.id)) is None
        await unit.links.end(link.id, START)
        assert await unit.links.by_account(b"a" * 32) is None
        assert await unit.links.of(link.holder) is None


async def test_a_new_phone_may_be_linked_after_the_old_one_ended_but_not_before(
    archive: Archive, cast: Cast
) -> None:
    old, new = _link(cast, b"a" * 32), _link(cast, b"b" * 32)
    async with archive.unit() as unit:
        await unit.links.add(old)

    with pytest.raises(Conflict):
        async with archive.unit() as unit:
            await unit.links.add(new)

    async with archive.unit() as unit:
        await unit.links.end(old.id, START)
        await unit.links.add(new)
    async with archive.reading() as unit:
        assert await unit.links.of(new.holder) == new


def _invitation(cast: Cast, token: bytes) -> Invitation:
    return Invitation(
        InvitationId(new_id()),
        Recipient(person=cast.fatima.id),
        token,
        b"code",
        START,
        START + timedelta(hours=72),
    )


async def test_an_invitation_is_found_at_each_step(archive: Archive, cast: Cast) -> None:
    made = _invitation(cast, b"t1")
    given = replace(
        made,
        state=InvitationState.CODE_GIVEN,
        account=b"a" * 32,
        chat=Secret("5550001111"),
        words_hash=b"words",
        code_tries=2,
        word_tries=1,
    )
    async with archive.unit() as unit:
        await unit.invitations.add(made)
        assert await unit.invitations.get(made.id) == made
        assert await unit.invitations.by_token(b"t1") == made
        assert await unit.invitations.by_token(b"t2") is None
        assert await unit.invitations.open_for(made.invitee) == (made,)
        assert await unit.invitations.awaiting_words() == ()
        await unit.invitations.save(given)

    async with archive.unit() as unit:
        assert await unit.invitations.by_account(b"a" * 32) == given
        assert await unit.invitations.awaiting_words() == (given,)
        await unit.invitations.save(replace(given, state=InvitationState.USED))
        assert await unit.invitations.by_account(b"a" * 32) is None
        assert await unit.invitations.open_for(made.invitee) == ()
        assert await unit.invitations.by_token(b"t1") == replace(given, state=InvitationState.USED)


async def test_of_two_opened_invitations_the_newest_counts(archive: Archive, cast: Cast) -> None:
    opened = [
        replace(_invitation(cast, token), state=InvitationState.OPENED, account=b"a" * 32)
        for token in (b"t1", b"t2")
    ]
    async with archive.unit() as unit:
        for invitation in opened:
            await unit.invitations.add(invitation)
        assert await unit.invitations.by_account(b"a" * 32) == opened[1]
        assert await unit.invitations.open_for(opened[0].invitee) == tuple(opened)


async def test_tries_are_counted_per_account_from_an_instant_on(archive: Archive) -> None:
    async with archive.unit() as unit:
        for hours in (0, 5, 10):
            await unit.invitations.note_try(b"a" * 32, START + timedelta(hours=hours))
        await unit.invitations.note_try(b"b" * 32, START)

    async with archive.reading() as unit:
        assert await unit.invitations.tries_since(b"a" * 32, START + timedelta(hours=5)) == 2
        assert await unit.invitations.tries_since(b"b" * 32, START + timedelta(hours=5)) == 0


async def test_nothing_is_written_in_a_reading_transaction(archive: Archive, cast: Cast) -> None:
    async with archive.reading() as unit:
        with pytest.raises(ReadOnly):
            await unit.families.add_family(cast.family)
