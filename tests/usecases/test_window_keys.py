"""What a gezinsmanager gives, sees and takes of the keys to a family's window."""

import pytest

from domain.errors import NotAllowed
from domain.keyrings import CODE_LIVES
from domain.window import EntryFailed, Needs
from tests.usecases.browsers import Browser, give_link, opened_by_link
from tests.usecases.world import World
from usecases import keyrings


async def test_ending_access_ends_link_and_sessions_and_keeps_the_pin(world: World) -> None:
    given, browser = await give_link(world), Browser(world)
    await browser.follows(given)
    await browser.gives(given.code.reveal())
    await browser.chooses()
    await world.do(keyrings.end_access, world.sanne, person=world.id("fatima"))
    assert await browser.session() is None
    with pytest.raises(EntryFailed):
        await browser.follows(given)
    await browser.launches("fatima")
    assert await browser.needs() is Needs.PIN


async def test_the_gezinsmanager_sees_how_somebody_can_get_in_and_nothing_to_get_in_with(
    world: World,
) -> None:
    async def look() -> keyrings.KeyringView:
        return await world.do(keyrings.see, world.sanne, person=world.id("fatima"))

    assert await look() == keyrings.KeyringView(
        has_link=False, has_pin=False, code_until=None, locked_at=None, last_seen=None
    )
    await give_link(world)
    assert (await look()).code_until == world.clock.now + CODE_LIVES
    await opened_by_link(world)
    now = world.clock.now
    assert await look() == keyrings.KeyringView(
        has_link=True, has_pin=True, code_until=None, locked_at=None, last_seen=now
    )


async def test_another_familys_gezinsmanager_gives_no_key(world: World) -> None:
    for verb in (keyrings.give_link, keyrings.end_access, keyrings.see):
        with pytest.raises(NotAllowed):
            await world.do(verb, world.mehmet, person=world.id("fatima"))
    with pytest.raises(NotAllowed):
        await world.do(keyrings.restore, world.mehmet, person=world.id("fatima"), spoken=True)
