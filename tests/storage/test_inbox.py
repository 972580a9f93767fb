"""Updates are kept once, in order, and let go of when they are done."""

from datetime import timedelta

from storage.archive import Archive
from storage.inbox import KeptUpdate
from storage.tables.inbox import UpdateState
from tests.storage.world import START, Place

DAY = timedelta(days=1)


async def test_updates_come_back_in_order_with_everything(archive: Archive) -> None:
    await archive.inbox.keep([(12, b"lane b", '{"text":"é🌻"}'.encode()), (11, b"lane a", b"{}")])
    assert await archive.inbox.pending() == (
        KeptUpdate(11, b"lane a", b"{}", UpdateState.RECEIVED, 2),
        KeptUpdate(12, b"lane b", '{"text":"é🌻"}'.encode(), UpdateState.RECEIVED, 2),
    )


async def test_an_update_that_comes_again_is_kept_once(archive: Archive) -> None:
    await archive.inbox.keep([(11, b"a", b"first")])
    await archive.inbox.keep([(11, b"b", b"second"), (12, b"c", b"third"), (12, b"d", b"fourth")])
    assert [(u.update_id, u.payload) for u in await archive.inbox.pending()] == [
        (11, b"first"),
        (12, b"third"),
    ]


async def test_keeping_nothing_is_possible(archive: Archive) -> None:
    await archive.inbox.keep([])
    assert await archive.inbox.pending() == ()
    assert await archive.inbox.highest() is None


async def test_what_is_done_or_failed_is_not_handed_out_again(archive: Archive) -> None:
    await archive.inbox.keep([(n, b"", b"kanarie in de bak") for n in range(1, 6)])
    async with archive.unit(update=1):
        pass
    await archive.inbox.mark(2, UpdateState.DONE)
    await archive.inbox.mark(3, UpdateState.FAILED)
    await archive.inbox.mark_all((4, 2), UpdateState.DONE)
    assert [(u.update_id, u.state) for u in await archive.inbox.pending()] == [
        (1, UpdateState.APPLIED),
        (5, UpdateState.RECEIVED),
    ]


async def test_a_done_update_leaves_no_payload(archive: Archive) -> None:
    await archive.inbox.keep([(1, b"", b"x"), (2, b"", b"y")])
    await archive.inbox.mark(1, UpdateState.DONE)
    left = await archive._database._writer.do(
        lambda raw: raw.execute("SELECT update_id FROM inbox WHERE payload IS NOT NULL").fetchall()
    )
    assert left == [(2,)]


async def test_attempts_are_counted(archive: Archive) -> None:
    await archive.inbox.keep([(1, b"", b"x")])
    assert (await archive.inbox.pending())[0].attempts == 2
    await archive.inbox.mark(1, UpdateState.RECEIVED)
    assert (await archive.inbox.pending())[0].attempts == 4


async def test_sweeping_forgets_what_is_old_and_finished_but_not_the_highest(
    archive: Archive, place: Place
) -> None:
    await archive.inbox.keep([(n, b"", b"x") for n in (1, 2, 3, 4)])
    for done in (1, 2, 4):
        await archive.inbox.mark(done, UpdateState.DONE)
    assert await archive.inbox.sweep(START) == 0
    place.clock.move(DAY)
    assert await archive.inbox.sweep(START + DAY) == 2
    assert await archive.inbox.highest() == 4
    assert [u.update_id for u in await archive.inbox.pending()] == [3]


async def test_after_a_quiet_week_any_number_may_come(archive: Archive, place: Place) -> None:
    await archive.inbox.keep([(900, b"", b"x")])
    place.clock.move(5 * DAY)
    assert await archive.inbox.highest() == 900
    place.clock.move(2 * DAY)
    assert await archive.inbox.highest() is None


async def test_kept_updates_survive_the_process(archive: Archive, place: Place) -> None:
    await archive.inbox.keep([(1, b"lane", b"x")])
    again = await place.open(seed=2)
    try:
        assert [u.update_id for u in await again.inbox.pending()] == [1]
    finally:
        await again.close()


async def test_what_failed_is_kept_from_its_failing_on_and_counted(archive: Archive, place: Place) -> None:
    await archive.inbox.keep([(1, b"", b"wat bedoelde u?"), (2, b"", b"x")])
    place.clock.move(40 * DAY)
    await archive.inbox.mark(1, UpdateState.FAILED)
    assert await archive.inbox.sweep(START + 39 * DAY) == 0
    assert await archive.inbox.failed() == 1
    assert await archive.inbox.sweep(START + 41 * DAY) == 1
    assert await archive.inbox.failed() == 0
