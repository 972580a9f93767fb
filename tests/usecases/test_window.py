"""Coming to the window: by link and code, from Telegram, and what never lets anybody in."""

from datetime import timedelta

import pytest

from domain.actors import YoungPerson
from domain.errors import Unsuitable
from domain.keyrings import CODE_LIVES, CODE_TRIES, PICTURES
from domain.linking import Recipient
from domain.secret import Secret
from domain.window import (
    IDLE_PERSON,
    LONGEST_SESSION,
    UNOPENED_KEPT,
    EntryFailed,
    Needs,
    NotFresh,
    SessionOver,
    Via,
)
from domain.work_items import WorkKind
from tests.usecases.browsers import (
    KEY,
    OTHER_PIN,
    PIN,
    STRANGER,
    Browser,
    give_link,
    launch_data,
    opened_by_link,
)
from tests.usecases.telephones import Telephone, confirm, invite
from tests.usecases.world import World
from usecases import attendance, pins, preferences, window
from usecases.sessions import end, form_of, session_of, who_of


@pytest.fixture
def browser(world: World) -> Browser:
    return Browser(world)


def wrong(code: Secret) -> str:
    return f"{(int(code.reveal()) + 1) % 10**6:06}"


async def test_the_whole_way_by_link_code_and_pin(world: World, browser: Browser) -> None:
    given = await give_link(world)
    await browser.follows(given)
    assert await browser.needs() is Needs.CODE
    code = given.code.reveal()
    assert await browser.gives(f" {code[:3]} {code[3:]}")
    assert await browser.needs() is Needs.NEW_PIN
    await browser.chooses()
    assert await browser.needs() is Needs.NOTHING

    again = Browser(world)
    await again.follows(given)
    assert await again.needs() is Needs.PIN
    assert await again.types(PIN)
    assert await again.needs() is Needs.NOTHING


async def test_the_whole_way_from_telegram(world: World, browser: Browser) -> None:
    await browser.launches("fatima")
    assert await browser.needs() is Needs.NEW_PIN
    await browser.chooses()
    again = Browser(world)
    await again.launches("fatima")
    assert await again.needs() is Needs.PIN
    assert await again.types(PIN)


async def test_tokens_keys_codes_and_pictures_are_nowhere_in_the_files(
    world: World, browser: Browser
) -> None:
    given = await give_link(world)
    await browser.follows(given)
    first = browser.token
    await browser.gives(given.code.reveal())
    await browser.chooses(picture="butterfly")
    await world.archive.checkpoint()
    kept = world.files.database.read_bytes()
    for text in (first, browser.token, given.key.reveal(), "butterfly"):
        assert text.encode() not in kept
    assert "•" in repr(given)


async def test_what_is_no_launch_of_somebody_of_a_family_fails_in_one_way(world: World) -> None:
    now = world.clock.now
    await world.unconsent("jan")
    data = (
        launch_data(901, now),
        launch_data(501, now),
        launch_data(602, now),
        launch_data(601, now, token="123456:another"),
        launch_data(601, now - timedelta(seconds=301)),
        "",
    )
    said = set()
    for one in data:
        with pytest.raises(EntryFailed) as failed:
            await world.do(window.enter_by_launch, STRANGER, init_data=one, key=KEY)
        said.add((str(failed.value), failed.value.detail))
    assert len(said) == 1
    assert world.rows("SELECT count(*) FROM sessions") == [(0,)]


async def test_launch_data_works_once_also_written_otherwise(world: World) -> None:
    data = launch_data(601, world.clock.now, query_id="a b")
    assert await world.do(window.enter_by_launch, STRANGER, init_data=data, key=KEY)
    for again in (data, data.replace("+", "%20"), "&".join(reversed(data.split("&")))):
        with pytest.raises(EntryFailed):
            await world.do(window.enter_by_launch, STRANGER, init_data=again, key=KEY)
    assert await world.do(
        window.enter_by_launch, STRANGER, init_data=launch_data(601, world.clock.now), key=KEY
    )


async def test_a_refused_launch_of_a_known_account_is_logged(world: World) -> None:
    with pytest.raises(EntryFailed):
        await world.do(window.enter_by_launch, STRANGER, init_data=launch_data(501, world.clock.now), key=KEY)
    assert world.audit()[-1] == ("window.open", "8", "Stranger")


async def test_an_unknown_and_an_earlier_link_fail_in_the_same_way(world: World, browser: Browser) -> None:
    first = await give_link(world)
    await browser.follows(first)
    await give_link(world)
    assert await browser.session() is None
    for key in (first.key, Secret("x" * 22), Secret("")):
        with pytest.raises(EntryFailed):
            await world.do(window.enter_by_link, STRANGER, key=key)
        assert world.audit()[-1] == ("window.open", "8", "Stranger")


async def test_the_code_of_an_earlier_link_is_worth_nothing(world: World, browser: Browser) -> None:
    first, second = await give_link(world), await give_link(world)
    await browser.follows(second)
    if first.code.reveal() != second.code.reveal():
        assert not await browser.gives(first.code.reveal())
    assert await browser.gives(second.code.reveal())


async def test_the_same_digits_are_another_code_for_another_person(world: World) -> None:
    async with world.archive.reading() as uow:
        first, second = (pins.code_hash(uow, world.id(key), "384017") for key in ("fatima", "jan"))
    assert first != second


async def test_the_fifth_wrong_code_ends_it_and_the_gezinsmanager_is_told(
    world: World, browser: Browser
) -> None:
    given = await give_link(world)
    for _ in range(CODE_TRIES):
        await browser.follows(given)
        assert not await browser.gives(wrong(given.code))
    assert not await browser.gives(given.code.reveal())
    (item,) = await world.items(WorkKind.RESTORE_PIN)
    assert not item.urgent
    assert await browser.needs() is Needs.CODE


async def test_the_code_works_for_three_days(world: World, browser: Browser) -> None:
    given = await give_link(world)
    world.clock.now += CODE_LIVES - timedelta(seconds=1)
    await browser.follows(given)
    assert await browser.gives(given.code.reveal())
    world.clock.now += timedelta(seconds=1)
    await browser.follows(given)
    assert not await browser.gives(given.code.reveal())


async def test_only_the_browser_that_gave_the_code_may_choose_the_pin(world: World, browser: Browser) -> None:
    given, thief = await give_link(world), Browser(world)
    await thief.follows(given)
    await browser.follows(given)
    assert await browser.gives(given.code.reveal())
    assert await thief.needs() is Needs.CODE
    with pytest.raises(SessionOver):
        await thief.chooses("975310")
    await browser.chooses()
    assert await thief.session() is None


async def test_a_new_link_asks_the_code_before_the_pin_that_there_is(world: World) -> None:
    await opened_by_link(world)
    given, browser = await give_link(world), Browser(world)
    await browser.follows(given)
    assert await browser.needs() is Needs.CODE
    session = await browser.claims()
    assert not await browser.judged(session, PIN)
    assert (await browser.door()).left == 5
    assert await browser.gives(given.code.reveal())
    assert await browser.needs() is Needs.PIN
    assert await browser.types(PIN)
    later = Browser(world)
    await later.follows(given)
    assert await later.needs() is Needs.PIN


async def test_a_link_on_its_way_asks_no_code_in_telegram(world: World, browser: Browser) -> None:
    given = await give_link(world)
    await browser.launches("fatima")
    assert await browser.needs() is Needs.NEW_PIN
    assert not await browser.gives(given.code.reveal())
    await browser.chooses()
    await browser.launches("fatima")
    assert await browser.types(PIN)
    by_link = Browser(world)
    await by_link.follows(given)
    assert await by_link.needs() is Needs.CODE


async def test_a_token_from_before_the_pin_is_worth_nothing_afterwards(
    world: World, browser: Browser
) -> None:
    given = await give_link(world)
    await browser.follows(given)
    tokens = [browser.token]
    await browser.gives(given.code.reveal())
    tokens.append(browser.token)
    await browser.chooses()
    for planted in tokens:
        assert await Browser(world, planted).session() is None
    assert await browser.session() is not None


async def test_the_picture_word_shows_where_the_pin_is_asked_and_nowhere_else(
    world: World, browser: Browser
) -> None:
    await browser.launches("fatima")
    assert (await browser.door()).picture is None
    await browser.chooses(picture="snail")
    again = Browser(world)
    await again.launches("fatima")
    assert (await again.door()).picture == "snail"
    by_letter = Browser(world)
    await by_letter.follows(await give_link(world))
    assert (await by_letter.door()).picture is None


async def test_a_picture_that_is_none_of_ours_is_refused(browser: Browser) -> None:
    await browser.launches("fatima")
    with pytest.raises(Unsuitable):
        await browser.chooses(picture="<b>")
    assert await browser.needs() is Needs.NEW_PIN
    assert len(set(PICTURES)) == 24


async def test_five_minutes_without_a_sign_of_life_close_it(world: World) -> None:
    browser = await opened_by_link(world)
    for _ in range(3):
        world.clock.now += IDLE_PERSON - timedelta(seconds=1)
        async with world.unit() as uow:
            assert await session_of(uow, token=browser.token) is not None
    world.clock.now += IDLE_PERSON
    assert await browser.session() is None


async def test_twelve_hours_close_it_whatever_happens(world: World) -> None:
    browser = await opened_by_link(world)
    began = world.clock.now
    while world.clock.now < began + LONGEST_SESSION:
        async with world.unit() as uow:
            assert await session_of(uow, token=browser.token) is not None
        world.clock.now += timedelta(minutes=4)
    assert await browser.session() is None


async def test_a_sign_of_life_is_noted_at_most_every_twenty_seconds(world: World) -> None:
    browser = await opened_by_link(world)
    seen = []
    for _ in range(5):
        async with world.unit() as uow:
            assert await session_of(uow, token=browser.token) is not None
        seen.append((await browser.here()).seen_at)
        world.clock.now += timedelta(seconds=10)
    assert len(set(seen)) == 3


async def test_hiding_ends_it_once_and_for_all(world: World) -> None:
    browser = await opened_by_link(world)
    session = await browser.here()
    for _ in range(2):
        async with world.unit() as uow:
            await end(uow, session=session)
        world.clock.now += timedelta(seconds=5)
    assert await browser.session() is None
    with pytest.raises(SessionOver):
        async with world.unit() as uow:
            await pins.begin_try(uow, session=session)


async def test_a_session_from_telegram_ends_with_the_link_of_that_account(
    world: World, browser: Browser
) -> None:
    await browser.launches("wil")
    await browser.chooses()
    phone = Telephone(world, 7001)
    assert await confirm(world, await phone.reads_out(await invite(world, "wil")))
    assert await browser.session() is None
    by_link = await opened_by_link(world, "fatima")
    await world.unlink("fatima")
    assert await by_link.session() is not None


async def test_and_also_when_the_link_was_only_ended(world: World, browser: Browser) -> None:
    await browser.launches("fatima")
    await browser.chooses()
    session = await browser.here()
    await world.unlink("fatima")
    assert await browser.session() is None
    with pytest.raises(SessionOver):
        async with world.unit() as uow:
            await pins.begin_try(uow, session=session)


async def test_who_paused_can_still_read(world: World, browser: Browser) -> None:
    await browser.launches("fatima")
    await browser.chooses()
    await world.do(preferences.pause, world.who("fatima"))
    assert await browser.needs() is Needs.NOTHING


async def test_many_unopened_sessions_make_room_but_never_close_an_open_one(world: World) -> None:
    opened = await opened_by_link(world)
    given_again = [Browser(world) for _ in range(UNOPENED_KEPT + 2)]
    for browser in given_again:
        await browser.launches("fatima")
        world.clock.now += timedelta(seconds=1)
    alive = [await browser.session() is not None for browser in given_again]
    assert alive == [False, False] + [True] * UNOPENED_KEPT
    assert await opened.session() is not None


async def test_before_the_pin_one_is_known_well_enough_to_be_called_back(
    world: World, browser: Browser
) -> None:
    await browser.follows(await give_link(world, "noor"))
    session = await browser.here()
    async with world.unit() as uow:
        who = await who_of(uow, session)
        assert isinstance(who, YoungPerson)
        assert who == world.who("noor")
        assert await form_of(uow, session) is world.cast.people["noor"].preferences.form
        await attendance.ask_call(uow, who)
    (item,) = await world.items(WorkKind.CALL_BACK)
    assert item.urgent


async def test_the_pin_is_changed_while_it_is_fresh_and_closes_every_other_browser(world: World) -> None:
    browser, other = await opened_by_link(world), Browser(world)
    await other.launches("fatima")
    assert await other.types(PIN)
    before = browser.token
    await browser.changes(OTHER_PIN, picture="cow")
    assert await Browser(world, before).session() is None
    assert await other.session() is None
    await other.launches("fatima")
    assert (await other.door()).picture == "cow"
    assert not await other.types(PIN)
    assert await other.types(OTHER_PIN)
    world.clock.now += timedelta(seconds=121)
    with pytest.raises(NotFresh):
        await other.changes(PIN)


async def test_without_an_open_window_no_pin_is_changed(world: World) -> None:
    await opened_by_link(world)
    browser = Browser(world)
    await browser.launches("fatima")
    with pytest.raises(SessionOver):
        await browser.changes(OTHER_PIN)


async def test_a_session_says_by_which_way_it_came(world: World, browser: Browser) -> None:
    await browser.launches("fatima")
    session = await browser.here()
    assert (session.via, session.holder) == (Via.TELEGRAM, Recipient(person=world.id("fatima")))
