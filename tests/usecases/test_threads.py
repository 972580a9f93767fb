"""What a person tells: kept once, sealed, wiped from the chat, and read by their own gezinsmanager only."""

from datetime import timedelta

import pytest

from domain.delivery import WIPE_WITHIN
from domain.errors import NotAllowed
from domain.linking import Recipient
from domain.secret import Secret
from domain.threads import Message, MessageKind
from domain.work_items import WorkKind
from tests.usecases.world import CLOCKWORK, World
from usecases import answers, threads, wiping
from usecases.threads import Incoming

TOLD = "Kanarie: hij stond gisteren weer voor de deur"


async def _tell(
    world: World,
    text: str = TOLD,
    *,
    by: str = "fatima",
    update: int = 1,
    message: int = 71,
    is_edit: bool = False,
) -> None:
    incoming = Incoming(MessageKind.TEXT, Secret(text), update, message, is_edit=is_edit)
    account = (await world.link(by)).account
    await world.do(threads.keep, world.who(by), incoming=incoming, account=account, chat=601)


async def _read(world: World, of: str = "fatima") -> tuple[Message, ...]:
    return await world.do(answers.read, world.sanne, person=world.id(of))


async def test_what_is_told_is_kept_and_stands_on_the_list(world: World) -> None:
    await _tell(world)
    (item,) = await world.items()
    assert (item.kind, item.person, item.urgent) == (WorkKind.READ_THREAD, world.id("fatima"), False)
    (message,) = await _read(world)
    assert message.body == Secret(TOLD)
    assert message.received_at == world.clock.now


async def test_an_update_that_comes_twice_is_kept_once(world: World) -> None:
    await _tell(world)
    await _tell(world)
    assert len(await _read(world)) == 1
    async with world.archive.reading() as uow:
        assert len(await uow.wipes.due(uow.now, 10)) == 1


async def test_more_that_is_told_is_one_thing_on_the_list_until_it_is_read(world: World) -> None:
    await _tell(world)
    await _tell(world, "en nog iets", update=2, message=72)
    (item,) = await world.items()
    assert item.count == 2
    await _read(world)
    assert await world.items() == ()
    await _tell(world, "en weer iets", update=3, message=73)
    assert len(await world.items()) == 1


async def test_an_edit_is_kept_as_a_second_version_and_the_first_stays(world: World) -> None:
    await _tell(world)
    await _tell(world, "vergeet het maar", update=2, is_edit=True)
    first, second = await _read(world)
    assert (first.body, first.version_of) == (Secret(TOLD), None)
    assert (second.body, second.version_of) == (Secret("vergeet het maar"), first.id)


async def test_an_edit_of_what_we_never_got_is_kept_all_the_same(world: World) -> None:
    await _tell(world, is_edit=True)
    (message,) = await _read(world)
    assert message.version_of is None


async def test_a_thread_belongs_to_one_person(world: World) -> None:
    await _tell(world)
    await _tell(world, "wat Jan zegt", by="jan", update=2)
    assert [m.body for m in await _read(world)] == [Secret(TOLD)]
    assert [m.body for m in await _read(world, "jan")] == [Secret("wat Jan zegt")]
    assert await _read(world, "noor") == ()


async def test_reading_marks_what_was_read_and_is_logged_under_the_readers_name(world: World) -> None:
    await _tell(world)
    await _read(world)
    (again,) = await _read(world)
    assert again.read_at == world.clock.now
    reads = world.rows(
        "SELECT actor, person, mode, result, ground FROM audit WHERE event = 'thread.read' ORDER BY n"
    )
    who = world.sanne.professional.bytes
    assert reads == [(who, world.id("fatima").bytes, "R", "0", "assigned")] * 2


async def test_a_read_that_opens_nothing_is_logged_too(world: World) -> None:
    assert await _read(world) == ()
    assert len(world.rows("SELECT * FROM audit WHERE event = 'thread.read'")) == 1


async def test_a_colleague_of_another_family_reads_nothing_and_that_is_logged(world: World) -> None:
    await _tell(world)
    with pytest.raises(NotAllowed):
        await world.do(answers.read, world.mehmet, person=world.id("fatima"))
    assert world.rows("SELECT actor, result FROM audit WHERE event = 'thread.read'") == [
        (world.mehmet.professional.bytes, "8")
    ]
    (item,) = await world.items()
    assert item.kind is WorkKind.READ_THREAD


async def test_nothing_that_was_told_stands_in_the_file_or_in_the_log(world: World) -> None:
    await _tell(world)
    await _read(world)
    await world.archive.checkpoint()
    for file in world.files.folder.iterdir():
        assert b"Kanarie" not in file.read_bytes()


async def test_it_disappears_from_the_chat_at_once_and_within_two_days_whatever_happens(world: World) -> None:
    await _tell(world)
    ((wipe, chat),) = await world.do(wiping.due, CLOCKWORK)
    assert (chat, wipe.message) == (601, 71)
    assert wipe.due_at == world.clock.now
    assert wipe.deadline == world.clock.now + WIPE_WITHIN < world.clock.now + timedelta(hours=48)
    await world.do(wiping.done, CLOCKWORK, wipe=wipe)
    assert await world.do(wiping.due, CLOCKWORK) == ()


async def test_a_wipe_that_is_put_off_comes_back(world: World) -> None:
    await _tell(world)
    ((wipe, _),) = await world.do(wiping.due, CLOCKWORK)
    assert await world.do(wiping.put_off, CLOCKWORK, wipe=wipe, until=world.clock.now + timedelta(minutes=5))
    assert await world.do(wiping.due, CLOCKWORK) == ()
    world.clock.now += timedelta(minutes=5)
    ((again, _),) = await world.do(wiping.due, CLOCKWORK)
    assert (again.id, again.attempts) == (wipe.id, 1)


async def test_a_wipe_that_telegram_no_longer_allows_becomes_work_for_a_person(world: World) -> None:
    await _tell(world)
    ((wipe, _),) = await world.do(wiping.due, CLOCKWORK)
    assert not await world.do(wiping.put_off, CLOCKWORK, wipe=wipe, until=wipe.deadline)
    assert await world.do(wiping.due, CLOCKWORK) == ()
    (item,) = await world.items(WorkKind.DELETE_BY_HAND)
    assert (item.person, item.case_manager) == (world.id("fatima"), world.sanne.professional)


@pytest.mark.parametrize("whose", ["sanne", "ria", None])
async def test_a_message_in_a_professionals_or_strangers_chat_stands_on_a_list_too(
    world: World, whose: str | None
) -> None:
    holder = world.cast.recipient(whose) if whose else None
    async with world.unit() as uow:
        await threads.wipe(uow, account=b"a" * 32, chat=501, message=9, of=holder)
    ((wipe, _),) = await world.do(wiping.due, CLOCKWORK)
    await world.do(wiping.give_up, CLOCKWORK, wipe=wipe)
    (item,) = await world.items(WorkKind.DELETE_BY_HAND)
    assert item.on.value == ("case_manager" if whose == "sanne" else "team")


async def test_what_stands_in_a_professionals_chat_disappears_after_a_working_day(world: World) -> None:
    """Monday 09.00 → Tuesday 09.00; over a weekend it must go before Telegram's two days are over."""
    to = Recipient(professional=world.sanne.professional)
    await world.do(wiping.plan, CLOCKWORK, recipient=to, account=b"a" * 32, chat=501, message=9)
    world.clock.now += timedelta(hours=24)
    assert len(await world.do(wiping.due, CLOCKWORK)) == 1
    world.clock.now += timedelta(days=3)
    await world.do(wiping.plan, CLOCKWORK, recipient=to, account=b"a" * 32, chat=501, message=10)
    world.clock.now += timedelta(hours=46)
    assert [w.message for w, _ in await world.do(wiping.due, CLOCKWORK)] == [9, 10]
