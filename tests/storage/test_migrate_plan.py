"""The step that brings the plan keeps everything that an older data file holds."""

from datetime import timedelta
from pathlib import Path

from domain.linking import Link, LinkId, Recipient
from domain.plans import PlanState
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, Thread, ThreadId
from storage.archive import Archive
from tests.storage.older import lost, make_older, rows_of
from tests.storage.plan_world import round_of, turn_of, version_of
from tests.storage.world import START, Cast, Place, appointment, keep, new_cast, new_id

BEFORE = "0003"
NEW_TABLES = {
    "plans",
    "plan_versions",
    "goal_stands",
    "steps_taken",
    "plan_copies",
    "proposals",
    "plan_questions",
    "rhythms",
    "rounds",
    "turns",
    "signals",
    "pushes",
}


async def _fill(archive: Archive, cast: Cast) -> tuple[Thread, Message]:
    fatima = Recipient(person=cast.fatima.id)
    thread = Thread(ThreadId(new_id()), cast.fatima.id, waiting_since=START)
    said = Message(
        MessageId(new_id()), thread.id, fatima, MessageKind.TEXT, Secret("hallo"), START, "update:1"
    )
    async with archive.unit() as unit:
        await keep(unit, cast)
        await unit.links.add(Link(LinkId(new_id()), fatima, b"a" * 32, Secret("5550007777"), START))
        await unit.appointments.add(appointment(cast))
        await unit.threads.add(thread)
        await unit.messages.keep(said)
    return thread, said


async def test_an_older_data_file_gets_the_plan_and_loses_nothing(place: Place, tmp_path: Path) -> None:
    cast = new_cast()
    archive = await place.open()
    try:
        thread, said = await _fill(archive, cast)
    finally:
        await archive.close()
    make_older(place, tmp_path / "history", BEFORE)
    before = rows_of(place.data)
    assert not NEW_TABLES & set(before)

    newer = await place.open(seed=2)
    try:
        after = rows_of(place.data)
        assert {name: len(after[name]) for name in before} == {
            name: len(rows) for name, rows in before.items()
        }
        assert lost(before, after) == {}
        assert {name: after[name] for name in NEW_TABLES} == {name: [] for name in NEW_TABLES}
        (copy,) = place.folder.glob(f"kring.db-backup-{BEFORE}-*")
        assert rows_of(copy) == before
        await _goes_on(newer, cast, thread, said)
    finally:
        await newer.close()


async def _goes_on(archive: Archive, cast: Cast, thread: Thread, said: Message) -> None:
    """What was there can be read, and a plan can be made beside it."""
    version = version_of(cast, state=PlanState.ESTABLISHED)
    one = round_of(cast.family.id)
    turn = turn_of(one, Recipient(person=cast.fatima.id))
    async with archive.unit() as unit:
        assert await unit.messages.all_of(thread) == (said,)
        assert await unit.families.people_of(cast.family.id) == (cast.fatima, cast.jan)
        assert len(await unit.appointments.of_person(cast.fatima.id, START - timedelta(days=1))) == 1
        assert await unit.plans.of(cast.family.id) is None
        await unit.plans.keep_version(version)
        await unit.check_ins.add_round(one)
        await unit.check_ins.keep_turn(turn)
    async with archive.reading() as unit:
        plan = await unit.plans.of(cast.family.id)
        assert plan is not None
        assert plan.established == version
        assert (await unit.check_ins.history(cast.family.id)).turns == {one.id: (turn,)}
