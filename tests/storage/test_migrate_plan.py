"""The step that brings the plan keeps everything that an older data file holds."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from domain.linking import Link, LinkId, Recipient
from domain.plans import PlanState
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, Thread, ThreadId
from storage.archive import Archive
from storage.database import Database
from storage.keystore import KeyStore
from storage.migrate import SCRIPTS, migrate
from storage.vault import Vault
from tests.storage.plan_world import round_of, turn_of, version_of
from tests.storage.world import (
    MASTER,
    START,
    WORDS,
    Cast,
    Place,
    appointment,
    entropy,
    keep,
    new_cast,
    new_id,
)

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


def _history_until_then(folder: Path) -> Path:
    """The migrations as they were before the plan came."""
    shutil.copytree(SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for step in (folder / "versions").glob("*.py"):
        if step.name.split("_")[0] > BEFORE:
            step.unlink()
    return folder


async def _open_as_it_is(place: Place) -> Archive:
    """The archive without bringing its file up to date first."""
    database, store = await Database.open(place.data), await KeyStore.open(place.keys)
    return Archive(
        database, Vault(MASTER, store), clock=place.clock, writer="bot", entropy=entropy(1), words=WORDS
    )


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: raw.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - names of our own tables
            for name in names
            if name != "alembic_version"
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
    migrate(place.data, scripts=_history_until_then(tmp_path / "history"), head=BEFORE)
    cast = new_cast()
    older = await _open_as_it_is(place)
    try:
        thread, said = await _fill(older, cast)
    finally:
        await older.close()
    before = _rows(place.data)
    assert not NEW_TABLES & set(before)

    newer = await place.open(seed=2)
    try:
        after = _rows(place.data)
        assert {name: after[name] for name in before} == before
        assert {name: rows for name, rows in after.items() if name not in before} == {
            name: [] for name in NEW_TABLES
        }
        (copy,) = place.folder.glob(f"kring.db-backup-{BEFORE}-*")
        assert _rows(copy) == before
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
