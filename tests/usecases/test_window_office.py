"""Professionals at the window: a one-time link, passkeys, and sessions that one can see and end."""

from datetime import timedelta

import pytest

from domain.errors import NotAllowed, NotFound
from domain.passkeys import ENROLMENT_LIVES, Passkey
from domain.people import ProfessionalId
from domain.secret import Secret
from domain.window import IDLE_PROFESSIONAL, EntryFailed, Session, SessionId, Via
from tests.usecases.browsers import STRANGER, Browser, enrolled, opened_by_link
from tests.usecases.world import ADMINISTRATOR, World
from usecases import passkeys, sessions


async def link_for(world: World, key: str = "sanne") -> Secret:
    return await world.do(passkeys.enrol, ADMINISTRATOR, professional=world.cast.professionals[key].id)


async def make(world: World, token: Secret, credential: bytes = b"credential", counter: int = 0) -> Browser:
    made = await world.do(
        passkeys.register,
        STRANGER,
        token=token,
        credential=credential,
        public_key=b"public",
        counter=counter,
    )
    return Browser(world, made)


async def known(world: World, credential: bytes = b"credential") -> Passkey | None:
    async with world.archive.reading() as uow:
        return await passkeys.passkey_of(uow, credential=credential)


async def sign_in(world: World, counter: int, credential: bytes = b"credential") -> Browser:
    passkey = await known(world, credential)
    assert passkey is not None
    return Browser(world, await world.do(passkeys.sign_in, STRANGER, passkey=passkey, counter=counter))


async def test_from_the_one_time_link_to_an_open_window(world: World) -> None:
    token = await link_for(world)
    somebody = await world.do(passkeys.enrolment_of, STRANGER, token=token)
    assert somebody == world.cast.professionals["sanne"]
    session = await (await make(world, token)).here()
    assert session.is_open
    assert (session.via, session.holder) == (Via.PASSKEY, world.cast.recipient("sanne"))
    async with world.archive.reading() as uow:
        assert await sessions.who_of(uow, session) == world.sanne
    assert await (await sign_in(world, 0)).session() is not None


async def test_the_link_works_once_for_a_day_and_a_new_one_ends_it(world: World) -> None:
    used, replaced, old = await link_for(world, "mehmet"), await link_for(world), await link_for(world)
    await make(world, used, b"mehmets")
    for token in (used, replaced):
        with pytest.raises(EntryFailed):
            await world.do(passkeys.enrolment_of, STRANGER, token=token)
        assert world.audit()[-1] == ("window.sign_in", "8", "Stranger")
    world.clock.now += ENROLMENT_LIVES - timedelta(seconds=1)
    assert await world.do(passkeys.enrolment_of, STRANGER, token=old) is not None
    world.clock.now += timedelta(seconds=1)
    for token in (used, replaced, old, Secret("x" * 22), Secret("")):
        with pytest.raises(EntryFailed):
            await world.do(passkeys.enrolment_of, STRANGER, token=token)
        with pytest.raises(EntryFailed):
            await make(world, token, b"another")
        assert [row[1] for row in world.audit()[-2:]] == ["8", "8"]
    assert await known(world, b"another") is None


async def test_a_passkey_that_is_known_is_not_given_to_somebody_else(world: World) -> None:
    await enrolled(world, "sanne", b"credential")
    token = await link_for(world, "mehmet")
    with pytest.raises(EntryFailed):
        await make(world, token, b"credential")
    assert await world.do(passkeys.enrolment_of, STRANGER, token=token) is not None


async def test_nobody_is_enrolled_who_is_not_there(world: World) -> None:
    nobody = ProfessionalId(world.id("fatima"))
    with pytest.raises(NotFound):
        await world.do(passkeys.enrol, ADMINISTRATOR, professional=nobody)
    with pytest.raises(NotFound):
        await world.do(passkeys.demo_sign_in, STRANGER, professional=nobody)


async def test_the_count_of_a_passkey_goes_on_or_nobody_comes_in(world: World) -> None:
    await make(world, await link_for(world), counter=3)
    await sign_in(world, 4)
    before = await known(world)
    for counter in (4, 3, 0):
        with pytest.raises(EntryFailed):
            await sign_in(world, counter)
    assert await known(world) == before
    assert world.audit()[-1] == ("window.sign_in", "8", "Stranger")
    await sign_in(world, 5)


async def test_a_passkey_that_nobody_knows_or_that_signed_badly_is_in_the_log(world: World) -> None:
    await make(world, await link_for(world))
    for passkey, counter in ((None, None), (await known(world), None)):
        before = len(world.audit())
        with pytest.raises(EntryFailed):
            await world.do(passkeys.sign_in, STRANGER, passkey=passkey, counter=counter)
        assert ("window.sign_in", "8", "Stranger") in world.audit()[before:]


async def test_the_same_signature_twice_at_once_counts_once(world: World) -> None:
    """Both verified it against the passkey as it was; whoever comes second finds the count gone on."""
    await make(world, await link_for(world), counter=3)
    passkey = await known(world)
    await world.do(passkeys.sign_in, STRANGER, passkey=passkey, counter=4)
    with pytest.raises(EntryFailed):
        await world.do(passkeys.sign_in, STRANGER, passkey=passkey, counter=4)


async def test_an_ended_passkey_signs_nobody_in_and_closes_the_other_windows(world: World) -> None:
    first, second = await enrolled(world), await sign_in(world, 0)
    passkey = await known(world)
    assert passkey is not None
    session = await second.here()
    await world.do(passkeys.end_passkey, world.sanne, passkey_id=passkey.id, session=session)
    assert await known(world) is None
    assert await first.session() is None
    assert await second.session() is not None
    assert await world.do(passkeys.passkeys_of, world.sanne) == ()
    with pytest.raises(EntryFailed):
        await world.do(passkeys.sign_in, STRANGER, passkey=passkey, counter=1)


async def test_a_colleagues_passkey_is_not_ours_to_end(world: World) -> None:
    sanne, mehmet = await enrolled(world), await enrolled(world, "mehmet", b"mehmets")
    passkey = await known(world)
    assert passkey is not None
    session = await mehmet.here()
    for who in (world.mehmet, world.ria):
        with pytest.raises(NotAllowed):
            await world.do(passkeys.end_passkey, who, passkey_id=passkey.id, session=session)
    assert await sanne.session() is not None
    assert await world.do(passkeys.passkeys_of, world.mehmet) != (passkey,)


async def test_a_quarter_of_an_hour_without_a_sign_of_life_closes_it(world: World) -> None:
    browser = await enrolled(world)
    world.clock.now += IDLE_PROFESSIONAL - timedelta(seconds=1)
    assert await browser.session() is not None
    world.clock.now += timedelta(seconds=1)
    assert await browser.session() is None


async def own(world: World) -> tuple[Session, ...]:
    return await world.do(sessions.sessions_of, world.sanne)


async def test_one_sees_and_ends_ones_own_sessions(world: World) -> None:
    first = await enrolled(world)
    world.clock.now += timedelta(seconds=1)
    second = await sign_in(world, 0)
    await enrolled(world, "mehmet", b"mehmets")
    one, two = await first.here(), await second.here()
    assert {s.id for s in await own(world)} == {one.id, two.id}
    await world.do(sessions.end_session, world.sanne, session_id=one.id)
    assert [s.id for s in await own(world)] == [two.id]
    third = await sign_in(world, 0)
    await world.do(sessions.end_others, world.sanne, session=await third.here())
    assert [s.id for s in await own(world)] == [(await third.here()).id]
    world.clock.now += IDLE_PROFESSIONAL
    assert await own(world) == ()


async def test_the_administrator_ends_all_of_a_colleague_whose_telephone_was_stolen(world: World) -> None:
    sanne, mehmet = await enrolled(world), await enrolled(world, "mehmet", b"mehmets")
    await world.do(sessions.end_all, ADMINISTRATOR, professional=world.sanne.professional)
    assert await sanne.session() is None
    assert await mehmet.session() is not None


async def test_a_familys_session_and_one_that_is_nowhere_are_not_to_be_ended(world: World) -> None:
    browser = await opened_by_link(world)
    session = await browser.here()
    for which in (session.id, SessionId(world.id("fatima"))):
        with pytest.raises(NotFound):
            await world.do(sessions.end_session, world.sanne, session_id=which)
    assert await browser.session() is not None


async def test_a_click_in_the_demo_is_a_session_like_another(world: World) -> None:
    token = await world.do(passkeys.demo_sign_in, STRANGER, professional=world.sanne.professional)
    session = await Browser(world, token).here()
    assert session.is_open
    assert session.via is Via.DEMO
