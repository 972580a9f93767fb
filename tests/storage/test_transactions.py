"""The traps of SQLite under several tasks and processes (tech §1.3 and §1.4)."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import BigInteger

from storage.archive import Archive
from storage.columns import to_micros
from storage.database import DIALECT, WRITER_SETTINGS, Database
from storage.errors import StorageBusy, StorageDamaged, StorageFull, StorageGone, UnsafeKeyFile
from storage.migrate import migrate
from storage.tables import METADATA
from tests.storage.world import START, Cast, Place, appointment, event, keep, new_cast, new_id

TASKS, ROUNDS = 10, 30


async def test_no_update_is_lost_among_ten_tasks_of_bot_and_command_line(
    archive: Archive, cast: Cast, place: Place
) -> None:
    """Each reads, thinks and writes; half of them through the connection of another program."""
    command_line = await place.open(writer="command_line", seed=2)
    about = appointment(cast)
    async with archive.unit() as unit:
        await unit.appointments.add(about)

    async def count(through: Archive) -> None:
        for _ in range(ROUNDS):
            async with through.unit() as unit:
                found = await unit.appointments.get(about.id)
                assert found is not None
                await asyncio.sleep(0)
                await unit.appointments.save(replace(found, sequence=found.sequence + 1))
                await unit.audit.append(event())

    try:
        async with asyncio.TaskGroup() as group:
            for n in range(TASKS):
                group.create_task(count(command_line if n % 2 else archive))
        async with archive.reading() as unit:
            found = await unit.appointments.get(about.id)
        assert found is not None
        assert found.sequence == TASKS * ROUNDS
        for writer in ("bot", "command_line"):
            assert (await archive.audit_head(writer)).n == TASKS * ROUNDS / 2
            assert await archive.verify_audit(writer) is None
    finally:
        await command_line.close()


async def test_reading_does_not_wait_for_the_writer(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as writing:
        await writing.appointments.add(appointment(cast))
        assert await writing.families.families()
        async with archive.reading() as first, archive.reading() as second:
            assert await first.families.family(cast.family.id) == cast.family
            assert await second.appointments.of_person(cast.jan.id, START) == ()


@pytest.mark.parametrize("naive", [datetime(2026, 3, 2, 9, 30)])  # noqa: DTZ001 - this is the mistake that is refused
async def test_an_instant_without_a_zone_is_refused(archive: Archive, naive: datetime) -> None:
    with pytest.raises(ValueError, match="time zone"):
        async with archive.unit() as unit:
            await unit.leases.take("sender", new_id(), START, naive)
    with pytest.raises(ValueError, match="time zone"):
        to_micros(naive)


async def test_an_instant_comes_back_aware_and_exact(archive: Archive, cast: Cast) -> None:
    summer = datetime.fromisoformat("2026-10-25T02:30:00.000001+02:00")
    winter = datetime.fromisoformat("2026-10-25T02:30:00.000001+01:00")
    async with archive.unit() as unit:
        for moment in (summer, winter):
            await unit.invitations.note_try(b"a", moment)
        assert await unit.invitations.tries_since(b"a", winter) == 1
        made = replace(appointment(cast), starts_at=summer)
        await unit.appointments.add(made)
    async with archive.reading() as unit:
        found = await unit.appointments.get(made.id)
    assert found is not None
    assert found.starts_at == summer
    assert found.starts_at.utcoffset() == timedelta(0)


def test_every_key_that_counts_by_itself_counts_in_sqlite() -> None:
    """A plain BigInteger key is NOT NULL there and never filled in (tech §1.4)."""
    numbers = [c for t in METADATA.sorted_tables for c in t.primary_key if isinstance(c.type, BigInteger)]
    alone = [c for c in numbers if len(c.table.primary_key) == 1]
    assert {c.table.name for c in alone} == {"inbox", "tries", "circle_events", "turn_events"}
    assert {str(c.type.dialect_impl(DIALECT).compile(DIALECT)) for c in alone} == {"INTEGER"}


async def test_a_lock_held_by_another_process_is_waited_for(place: Place) -> None:
    migrate(place.data)
    database = await Database.open(place.data, busy_ms=100, tries=100)
    other = _holding_the_lock(place.data, seconds=1)
    try:
        began = time.monotonic()
        async with database.writing() as tx:
            await tx.several()
        assert time.monotonic() - began < 30
    finally:
        other.wait(timeout=30)
        await database.close()


async def test_a_lock_held_too_long_is_a_clean_error_and_nothing_is_left(place: Place) -> None:
    archive = await place.open()
    made = new_cast()
    try:
        archive._database._tries = 2
        await archive._database._writer.do(lambda raw: raw.execute("PRAGMA busy_timeout=100"))
        other = _holding_the_lock(place.data, seconds=30)
        with pytest.raises(StorageBusy):
            async with archive.unit() as unit:
                await keep(unit, made)
        async with archive.reading() as unit:
            assert await unit.organisation.organisation() is None
        other.kill()
        other.wait(timeout=30)
        async with archive.unit() as unit:
            await keep(unit, made)
    finally:
        await archive.close()


def _holding_the_lock(path: Path, *, seconds: float) -> subprocess.Popen[bytes]:
    script = (
        "import sqlite3, sys, time\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "print('held', flush=True)\n"
        "time.sleep(float(sys.argv[2]))\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(path), str(seconds)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    holder.stdout.close()
    return holder


async def test_a_full_disk_is_a_clean_error_nothing_half_is_kept_and_it_recovers(
    archive: Archive, cast: Cast
) -> None:
    writer = archive._database._writer
    pages = await writer.do(lambda raw: raw.execute("PRAGMA page_count").fetchone()[0])
    await writer.do(lambda raw: raw.execute(f"PRAGMA max_page_count={pages + 2}"))
    made = [appointment(cast) for _ in range(200)]

    async def add_all() -> None:
        async with archive.unit(update=9) as unit:
            for one in made:
                await unit.appointments.add(one)

    with pytest.raises(StorageFull):
        await add_all()
    async with archive.reading() as unit:
        assert await unit.appointments.get(made[0].id) is None
    assert await archive.is_sound()

    await writer.do(lambda raw: raw.execute("PRAGMA max_page_count=1073741823"))
    await add_all()
    async with archive.reading() as unit:
        assert await unit.appointments.get(made[-1].id) == made[-1]


async def test_the_settings_are_what_was_decided(archive: Archive) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "journal_size_limit": 0,
        "busy_timeout": 5000,
        "auto_vacuum": 2,
    }

    def read(raw: sqlite3.Connection) -> dict[str, object]:
        return {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}

    assert await archive._database._writer.do(read) == expected
    # Debian's SQLite has it on anyhow, others do not.
    assert "PRAGMA secure_delete=ON" in WRITER_SETTINGS
    for reader in archive._database._readers:
        assert await reader.do(lambda raw: raw.execute("PRAGMA query_only").fetchone()) == (1,)


@pytest.mark.usefixtures("cast")
async def test_files_are_for_their_owner_alone(place: Place) -> None:
    assert {path.name for path in place.files()} >= {"kring.db", "kring.db-wal", "kring.keys.db"}
    assert [oct(path.stat().st_mode & 0o777) for path in place.files()] == ["0o600"] * len(place.files())


async def test_a_missing_file_or_something_else_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(StorageGone):
        await Database.open(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("not a database, but long enough to look at " * 50)
    with pytest.raises(StorageDamaged):
        await Database.open(tmp_path / "text.db")


def test_the_process_ends_after_an_exception_at_the_start(tmp_path: Path) -> None:
    """A connection left open keeps a process alive for ever (tech §1.3)."""
    script = (
        "import asyncio, sys\n"
        "from tests.storage.world import Place\n"
        "from pathlib import Path\n"
        "async def main():\n"
        "    archive = await Place(Path(sys.argv[1])).open()\n"
        "    globals()['kept'] = archive\n"
        "    raise SystemExit(3)\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert ended.returncode == 3


async def test_a_wrong_key_length_leaves_nothing_open(place: Place) -> None:
    with pytest.raises(UnsafeKeyFile):
        await place.open(master=b"short")
