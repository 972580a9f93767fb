"""What nobody needs any more is forgotten, and nothing else."""

from datetime import timedelta

from domain.buttons import Awaiting, Expectation
from domain.drafts import Draft, DraftId
from domain.held_words import HELD_FOR
from storage.archive import Archive
from tests.storage.circle_world import held_of
from tests.storage.world import START, Cast, new_id

DAY = timedelta(days=1)


async def test_expectations_drafts_and_tries_are_forgotten_when_they_are_old(
    archive: Archive, cast: Cast
) -> None:
    old, fresh = (
        Draft(DraftId(new_id()), cast.sanne.id, cast.family.id, made_at) for made_at in (START - DAY, START)
    )
    async with archive.unit() as unit:
        for draft in (old, fresh):
            await unit.drafts.keep(draft)
        for holder, ends in ((b"old", START - DAY), (b"fresh", START)):
            await unit.expectations.set(Expectation(holder, next(iter(Awaiting)), ends))
        for number, after in enumerate((-HELD_FOR, timedelta(0))):
            await unit.held.keep(held_of(b"account", source=number, after=after))
        for at in (START - DAY, START):
            await unit.invitations.note_try(b"account", at)

    async with archive.unit() as unit:
        assert await unit.drafts.sweep(START) == 1
        assert await unit.expectations.sweep(START) == 1
        assert await unit.held.sweep(START) == 1
        assert [words.source for words in await unit.held.get(b"account")] == [1]
        assert await unit.invitations.sweep_tries(START) == 1
        assert await unit.drafts.get(old.id) is None
        assert await unit.drafts.get(fresh.id) == fresh
        assert await unit.expectations.get(b"old") is None
        assert await unit.expectations.get(b"fresh") is not None
        assert await unit.invitations.tries_since(b"account", START - 2 * DAY) == 1
