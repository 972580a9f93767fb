"""A unit is kept whole or not at all; refusals are kept in any case; an update has its effect once."""

import asyncio
from datetime import timedelta

import pytest

from domain.errors import NotAllowed
from domain.linking import Recipient
from storage.archive import Archive
from storage.errors import AlreadyApplied, Conflict, ReadOnly, StorageError, StorageGone
from storage.tables.inbox import UpdateState
from tests.storage.world import START, WORDS, Cast, Place, appointment, dispatch, event, keep, new_cast
from usecases import ports


def _as_the_use_cases_see_it(archive: Archive) -> ports.Archive:
    """The type checker proves here that the archive fits."""
    return archive


async def test_the_archive_fits_what_the_use_cases_ask(archive: Archive) -> None:
    seen = _as_the_use_cases_see_it(archive)
    async with seen.unit() as unit:
        fits: ports.Unit = unit
        assert fits.now == START


async def test_an_exception_keeps_nothing(archive: Archive, cast: Cast) -> None:
    made = appointment(cast)

    async def fail() -> None:
        async with archive.unit() as unit:
            await unit.appointments.add(made)
            assert await unit.appointments.get(made.id) == made
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with archive.reading() as unit:
        assert await unit.appointments.get(made.id) is None


async def test_a_cancelled_task_keeps_nothing_and_the_next_unit_works(archive: Archive) -> None:
    inside = asyncio.Event()

    async def hangs() -> None:
        async with archive.unit() as unit:
            await keep(unit, new_cast())
            assert await unit.organisation.organisation() is not None
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.get_running_loop().create_task(hangs())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with archive.unit() as unit:
        assert await unit.organisation.organisation() is None


async def test_after_a_failed_statement_nothing_is_kept_even_when_the_failure_was_swallowed(
    archive: Archive, cast: Cast
) -> None:
    made = appointment(cast)

    async def swallow() -> None:
        async with archive.unit() as unit:
            await unit.appointments.add(made)
            await unit.families.add_family(cast.family)
            with pytest.raises(Conflict):
                await unit.families.families()

    with pytest.raises(StorageError):
        await swallow()
    async with archive.reading() as unit:
        assert await unit.appointments.get(made.id) is None


async def test_a_failed_write_that_was_swallowed_takes_the_rest_with_it(archive: Archive, cast: Cast) -> None:
    made, unknown = appointment(cast), appointment(cast)

    async def swallow() -> None:
        async with archive.unit() as unit:
            await unit.appointments.add(made)
            with pytest.raises(Conflict):
                await unit.dispatches.add(dispatch(made, Recipient(person=cast.jan.id), key="1"), unknown.id)

    with pytest.raises(StorageError):
        await swallow()
    async with archive.reading() as unit:
        assert await unit.appointments.get(made.id) is None


async def test_a_refusal_is_logged_although_all_else_is_rolled_back(archive: Archive, cast: Cast) -> None:
    before = (await archive.audit_head()).n
    made = appointment(cast)

    async def refuse() -> None:
        async with archive.unit() as unit:
            await unit.appointments.add(made)
            await unit.audit.append(event(name="appointment.plan"))
            unit.refused(event(name="family.see"))
            raise NotAllowed

    with pytest.raises(NotAllowed):
        await refuse()
    async with archive.reading() as unit:
        assert await unit.appointments.get(made.id) is None
    assert (await archive.audit_head()).n == before + 1
    assert await archive.verify_audit() is None


async def test_a_refusal_while_reading_or_in_a_unit_that_went_on_is_logged_too(archive: Archive) -> None:
    async def refuse() -> None:
        async with archive.reading() as reading:
            reading.refused(event())
            raise NotAllowed

    with pytest.raises(NotAllowed):
        await refuse()
    async with archive.unit() as unit:
        unit.refused(event())
    async with archive.reading() as reading:
        reading.refused(event())
    assert (await archive.audit_head()).n == 3


async def test_an_update_has_its_effect_once(archive: Archive, cast: Cast) -> None:
    await archive.inbox.keep([(501, b"lane", b"{}")])
    made = appointment(cast)
    async with archive.unit(update=501) as unit:
        await unit.appointments.add(made)

    for state in (None, UpdateState.DONE):
        if state is not None:
            await archive.inbox.mark(501, state)
        with pytest.raises(AlreadyApplied):
            async with archive.unit(update=501):
                pytest.fail("it would have had its effect twice")


async def test_a_failed_update_may_be_tried_again(archive: Archive, cast: Cast) -> None:
    await archive.inbox.keep([(501, b"lane", b"{}")])

    async def fail() -> None:
        async with archive.unit(update=501) as unit:
            await unit.appointments.add(appointment(cast))
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with archive.unit(update=501) as unit:
        assert await unit.appointments.of_person(cast.jan.id, START) == ()


async def test_an_update_that_was_never_kept_still_counts_once(archive: Archive) -> None:
    async with archive.unit(update=7):
        pass
    with pytest.raises(AlreadyApplied):
        async with archive.unit(update=7):
            pytest.fail("it would have had its effect twice")
    assert await archive.inbox.pending() == ()


async def test_a_database_that_was_removed_or_replaced_is_noticed(archive: Archive, place: Place) -> None:
    assert archive.is_present()
    aside = place.data.with_suffix(".aside")
    place.data.rename(aside)
    assert not archive.is_present()
    for opening in (archive.unit, archive.reading):
        with pytest.raises(StorageGone):
            async with opening():
                pytest.fail("what is written now would be lost")
    with pytest.raises(StorageGone):
        await archive.inbox.keep([(1, b"", b"{}")])

    place.data.write_bytes(aside.read_bytes())
    assert not archive.is_present()
    place.data.unlink()
    aside.rename(place.data)
    assert archive.is_present()
    async with archive.unit() as unit:
        assert await unit.organisation.organisation() is None


async def test_now_is_one_instant_and_the_next_unit_has_its_own(archive: Archive, place: Place) -> None:
    async with archive.unit() as unit:
        place.clock.move(timedelta(hours=1))
        assert unit.now == START
    async with archive.reading() as unit:
        assert unit.now == START + timedelta(hours=1)


async def test_what_is_made_up_in_a_unit_has_the_promised_form(archive: Archive) -> None:
    async with archive.unit() as unit:
        tokens = [unit.new_token() for _ in range(200)]
        codes = [unit.new_code() for _ in range(200)]
        pairs = [unit.new_words() for _ in range(200)]
        ids = [unit.new_id() for _ in range(200)]
    assert all(len(token) == 22 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert all(one != other and {one, other} <= set(WORDS) for one, other in pairs)
    assert {word for pair in pairs for word in pair} == set(WORDS)
    assert len(set(tokens)) == 200
    assert ids == sorted(set(ids))


async def test_equal_texts_have_equal_indices_for_one_purpose_and_one_master_key(
    archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = Place(tmp_path_factory.mktemp("elsewhere"))
    other = await elsewhere.open(master=bytes(32))
    try:
        async with archive.reading() as unit, other.reading() as stranger:
            assert unit.index("account", "5550001111") == unit.index("account", "5550001111")
            assert unit.index("account", "5550001111") != unit.index("token", "5550001111")
            assert unit.index("account", "5550001111") != stranger.index("account", "5550001111")
    finally:
        await other.close()


async def test_writing_while_reading_is_refused_by_the_database_too(archive: Archive) -> None:
    async with archive.reading() as unit:
        unit._desk.tx.writing = True
        await keep(unit, new_cast())
        with pytest.raises(ReadOnly):
            await unit.organisation.teams()
