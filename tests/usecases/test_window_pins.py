"""The PIN under attack: five tries for a person over all browsers, kept whatever happens, opened again by a person."""

import asyncio
from datetime import timedelta

import pytest

from domain.actors import Parent
from domain.errors import Unsuitable
from domain.keyrings import DELAYS, PIN_TRIES, PinLocked, PinTooSoon
from domain.pins import SALT_BYTES
from domain.window import Needs, Session, SessionOver
from domain.work_items import WorkKind
from tests.usecases.browsers import (
    OTHER_PIN,
    PIN,
    Browser,
    enrolled,
    give_link,
    opened_by_link,
    pause_for_tries,
    verifier,
)
from tests.usecases.world import World
from usecases import attendance, keyrings, pins, window, work_items
from usecases.sessions import who_of


async def at_the_door(world: World, key: str = "fatima") -> Browser:
    """A browser that was launched in Telegram, of somebody who has a PIN and nothing open."""
    opener = await opened_by_link(world, key)
    session = await opener.here()
    async with world.unit() as uow:
        await uow.sessions.end(session.id, uow.now)
    browser = Browser(world)
    await browser.launches(key)
    return browser


async def lock(world: World, browser: Browser) -> None:
    for _ in range(PIN_TRIES):
        await pause_for_tries(world)
        assert not await browser.types(OTHER_PIN)


async def restore(world: World, *, spoken: bool = True) -> str:
    code = await world.do(keyrings.restore, world.sanne, person=world.id("fatima"), spoken=spoken)
    return str(code.reveal())


async def test_each_wrong_try_leaves_one_less_and_the_fifth_locks(world: World) -> None:
    browser = await at_the_door(world)
    for left in (4, 3, 2, 1):
        await pause_for_tries(world)
        assert not await browser.types(OTHER_PIN)
        assert (await browser.door()).left == left
    await pause_for_tries(world)
    assert not await browser.types(OTHER_PIN)
    assert await browser.needs() is Needs.LOCKED
    with pytest.raises(PinLocked):
        await browser.types(PIN)
    (item,) = await world.items(WorkKind.RESTORE_PIN)
    assert (item.person, item.case_manager) == (world.id("fatima"), world.sanne.professional)
    assert not item.urgent


async def test_the_fifth_try_may_still_be_right(world: World) -> None:
    browser = await at_the_door(world)
    for _ in range(PIN_TRIES - 1):
        await pause_for_tries(world)
        assert not await browser.types(OTHER_PIN)
    await pause_for_tries(world)
    assert await browser.types(PIN)
    assert await browser.needs() is Needs.NOTHING
    assert await world.items(WorkKind.RESTORE_PIN) == ()
    assert (await browser.door()).left == PIN_TRIES


async def test_the_next_try_has_to_wait_as_long_as_told(world: World) -> None:
    browser = await at_the_door(world)
    for delay in DELAYS:
        if delay:
            with pytest.raises(PinTooSoon) as refused:
                await browser.types(PIN)
            assert refused.value.seconds == delay == (await browser.door()).wait
            world.clock.now += timedelta(seconds=delay) - timedelta(microseconds=1)
            with pytest.raises(PinTooSoon):
                await browser.types(PIN)
            world.clock.now += timedelta(microseconds=1)
        assert not await browser.types(OTHER_PIN)


async def test_tries_count_for_the_person_in_whatever_browser(world: World) -> None:
    browser = await at_the_door(world)
    for _ in range(PIN_TRIES):
        await pause_for_tries(world)
        await browser.launches("fatima")
        assert not await browser.types(OTHER_PIN)
    by_letter = Browser(world)
    await by_letter.follows(await give_link(world))
    for another in (browser, by_letter):
        with pytest.raises(PinLocked):
            await another.types(PIN)


async def test_those_of_one_cost_nobody_else_a_try(world: World) -> None:
    jan = await at_the_door(world, "jan")
    await lock(world, await at_the_door(world))
    await jan.launches("jan")
    assert (await jan.door()).left == PIN_TRIES
    assert await jan.types(PIN)


async def test_six_at_a_time_never_get_more_than_five_judged(world: World) -> None:
    """The delays alone would stop them; here the attacker waits them out before hashing, which changes nothing."""
    browser = await at_the_door(world)
    claimed: list[Session] = []

    async def attack() -> None:
        try:
            claimed.append(await browser.claims())
        except (PinTooSoon, PinLocked):
            return

    for _ in range(6):
        await asyncio.gather(*(attack() for _ in range(6)))
        await pause_for_tries(world)
    assert len(claimed) == PIN_TRIES
    judged = [await browser.judged(session, OTHER_PIN) for session in claimed + claimed]
    assert not any(judged)
    assert not await browser.judged(claimed[0], PIN)


async def test_six_wrong_pins_at_once_count_each_try_once(world: World) -> None:
    browser = await at_the_door(world)
    done = await asyncio.gather(*(browser.types(OTHER_PIN) for _ in range(6)), return_exceptions=True)
    refused = [one for one in done if isinstance(one, PinTooSoon)]
    assert len(refused) == 4
    assert (await browser.door()).left == PIN_TRIES - 2


async def test_a_try_counts_although_its_outcome_is_never_heard(world: World) -> None:
    browser = await at_the_door(world)
    for _ in range(PIN_TRIES):
        await pause_for_tries(world)
        await browser.launches("fatima")
        await browser.claims()
    assert await browser.needs() is Needs.LOCKED
    assert len(await world.items(WorkKind.RESTORE_PIN)) == 1


async def test_without_a_claim_the_right_pin_opens_nothing(world: World) -> None:
    browser = await at_the_door(world)
    session = await browser.here()
    assert not await browser.judged(session, PIN)
    await browser.claims()
    assert await browser.judged(session, PIN)
    await browser.launches("fatima")
    assert await browser.needs() is Needs.PIN


async def test_one_claim_is_judged_once(world: World) -> None:
    browser = await at_the_door(world)
    session = await browser.claims()
    assert not await browser.judged(session, OTHER_PIN)
    assert not await browser.judged(session, PIN)


async def test_where_there_is_no_pin_there_is_a_salt_all_the_same_and_no_try(world: World) -> None:
    browser = Browser(world)
    await browser.follows(await give_link(world))
    session = await browser.here()
    async with world.unit() as uow:
        salt = await pins.begin_try(uow, session=session)
    async with world.unit() as uow:
        assert await pins.begin_try(uow, session=session) == salt
    assert len(salt) == SALT_BYTES
    for guess in (verifier(PIN), pins.NOBODYS, b""):
        async with world.unit() as uow:
            assert await pins.finish_try(uow, session=session, verifier=guess) is None
    assert (await browser.door()).left == PIN_TRIES


async def test_the_lock_closes_every_other_browser_and_the_own_window(world: World) -> None:
    other = await opened_by_link(world)
    browser = Browser(world)
    await browser.launches("fatima")
    assert await browser.types(PIN)
    await lock(world, browser)
    assert await other.session() is None
    assert await browser.needs() is Needs.LOCKED


async def test_who_is_locked_out_can_still_ask_to_be_called(world: World) -> None:
    browser = await at_the_door(world)
    await lock(world, browser)
    session = await browser.here()
    async with world.unit() as uow:
        who = await who_of(uow, session)
        assert isinstance(who, Parent)
        await attendance.ask_call(uow, who)
    assert [item.kind for item in await world.items(WorkKind.CALL_BACK)] == [WorkKind.CALL_BACK]
    await browser.launches("fatima")
    assert await browser.needs() is Needs.LOCKED


async def test_only_after_meeting_or_calling_it_is_restored_and_then_with_a_code(world: World) -> None:
    browser = await at_the_door(world)
    await lock(world, browser)
    with pytest.raises(Unsuitable):
        await restore(world, spoken=False)
    assert await browser.needs() is Needs.LOCKED
    code = await restore(world)
    assert await world.items(WorkKind.RESTORE_PIN) == ()
    assert await browser.session() is None
    await browser.launches("fatima")
    assert await browser.needs() is Needs.CODE
    with pytest.raises(SessionOver):
        await browser.chooses()
    assert await browser.gives(code)
    await browser.chooses(OTHER_PIN)
    await browser.launches("fatima")
    assert await browser.types(OTHER_PIN)


async def test_a_restored_person_needs_the_code_by_every_way(world: World) -> None:
    await opened_by_link(world)
    code = await restore(world)
    browser = Browser(world)
    given = await give_link(world)
    await browser.launches("fatima")
    assert await browser.needs() is Needs.CODE
    if code != given.code.reveal():
        assert not await browser.gives(code)
    assert await browser.gives(given.code.reveal())
    await world.do(keyrings.end_access, world.sanne, person=world.id("fatima"))
    await browser.launches("fatima")
    assert await browser.needs() is Needs.CODE


async def test_a_try_that_was_claimed_before_a_restore_opens_nothing_after_it(world: World) -> None:
    browser = await at_the_door(world)
    session = await browser.claims()
    await restore(world)
    with pytest.raises(SessionOver):
        await browser.judged(session, PIN)


async def test_closing_the_item_by_hand_unlocks_nothing(world: World) -> None:
    browser = await at_the_door(world)
    await lock(world, browser)
    (item,) = await world.items(WorkKind.RESTORE_PIN)
    await world.do(work_items.close, world.sanne, item_id=item.id)
    assert await browser.needs() is Needs.LOCKED


async def test_the_log_says_who_came_in_and_who_did_not(world: World) -> None:
    browser = await at_the_door(world)
    before = len(world.audit())
    await browser.types(OTHER_PIN)
    await browser.types(PIN)
    assert world.audit(after=before) == [("window.open", "8", "Parent"), ("window.open", "0", "Parent")]


async def test_a_clock_put_back_does_not_lock_anybody_out(world: World) -> None:
    browser = await at_the_door(world)
    for _ in range(2):
        assert not await browser.types(OTHER_PIN)
    world.clock.now -= timedelta(hours=3)
    fresh = Browser(world)
    await fresh.launches("fatima")
    assert (await fresh.door()).wait == 0
    assert await fresh.types(PIN)


async def test_a_right_pin_gives_every_try_back(world: World) -> None:
    browser = await at_the_door(world)
    for _ in range(3):
        assert not await browser.types(OTHER_PIN)
        assert not await browser.types(OTHER_PIN)
        world.clock.now += timedelta(seconds=5)
        assert await browser.types(PIN)


async def test_the_door_of_a_colleague_knows_no_pin(world: World) -> None:
    sanne = await enrolled(world)
    session = await sanne.here()
    async with world.unit() as uow:
        assert await window.needs(uow, session=session) is Needs.NOTHING
        with pytest.raises(SessionOver):
            await pins.begin_try(uow, session=session)


async def test_a_try_that_came_too_soon_or_too_late_is_in_the_log(world: World) -> None:
    browser = await at_the_door(world)
    for _ in range(2):
        await pause_for_tries(world)
        await browser.types(OTHER_PIN)
    before = len(world.audit())
    with pytest.raises(PinTooSoon):
        await browser.types(OTHER_PIN)
    assert world.audit()[before:] == [("window.open", "8", "Parent")]
    await lock_rest(world, browser)
    before = len(world.audit())
    with pytest.raises(PinLocked):
        await browser.types(OTHER_PIN)
    assert world.audit()[before:] == [("window.open", "8", "Parent")]


async def lock_rest(world: World, browser: Browser) -> None:
    for _ in range(PIN_TRIES - 2):
        await pause_for_tries(world)
        assert not await browser.types(OTHER_PIN)
