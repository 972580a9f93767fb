"""The access log can only grow, and shows when somebody changed, left out or cut off anything."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from domain.audit import AuditEvent, Mode, Result
from storage.archive import Archive
from storage.audit import Head
from tests.storage.world import START, Place, event

TRIGGERS = ("audit_is_never_changed", "audit_is_never_cut")

FULL = AuditEvent(
    START, "thread.read", Mode.READ, Result.REFUSED, "TeamLeader", UUID(int=1), "team",
    UUID(int=2), UUID(int=3), "thread", UUID(int=4), "detail",
)  # fmt: skip


@pytest.fixture
async def written(archive: Archive) -> Archive:
    """Ten lines, in units of one, two and three."""
    events = [replace(FULL, at=START + timedelta(seconds=n)) for n in range(10)]
    for part in (events[:1], events[1:3], events[3:6], events[6:]):
        async with archive.unit() as unit:
            for one in part:
                await unit.audit.append(one)
    return archive


def _by_force(place: Place, sql: str) -> None:
    """Somebody who can write to the file drops the triggers first."""
    with closing(sqlite3.connect(place.data)) as raw, raw:
        for trigger in TRIGGERS:
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute(sql)


async def test_a_chain_that_nobody_touched_is_whole(written: Archive) -> None:
    head = await written.audit_head()
    assert head.n == 10
    assert await written.verify_audit() is None
    assert await written.verify_audit(anchor=head) is None
    assert await written.verify_audit("nobody") is None
    assert await written.audit_head("nobody") == Head(0, b"")


@pytest.mark.parametrize(
    "sql", ["UPDATE audit SET detail = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE n = 10"]
)
async def test_the_database_itself_refuses_changes(written: Archive, place: Place, sql: str) -> None:
    with (
        closing(sqlite3.connect(place.data)) as raw,
        raw,
        pytest.raises(sqlite3.IntegrityError, match="never"),
    ):
        raw.execute(sql)
    assert await written.verify_audit() is None


@pytest.mark.parametrize(
    "change",
    [
        "at = at + 1",
        "actor = family",
        "family = person",
        "person = actor",
        "object_id = NULL",
        *(f"{name} = 'x'" for name in ("event", "mode", "result", "role", "ground", "object_kind", "detail")),
    ],
)
async def test_a_changed_line_is_found(written: Archive, place: Place, change: str) -> None:
    _by_force(place, f"UPDATE audit SET {change} WHERE n = 4")  # noqa: S608 - nothing from outside
    assert await written.verify_audit() == 4


@pytest.mark.parametrize(
    ("sql", "first_bad"),
    [
        ("DELETE FROM audit WHERE n = 5", 5),
        ("DELETE FROM audit WHERE n = 1", 1),
        ("UPDATE audit SET mac = zeroblob(32) WHERE n = 10", 10),
        ("UPDATE audit SET writer = 'command_line' WHERE n >= 3 ", None),
    ],
)
async def test_a_line_left_out_or_a_mark_made_up_is_found(
    written: Archive, place: Place, sql: str, first_bad: int | None
) -> None:
    head = await written.audit_head()
    _by_force(place, sql)
    assert await written.verify_audit() == first_bad
    assert await written.verify_audit(anchor=head) is not None
    if first_bad is None:
        assert await written.verify_audit("command_line") == 1


async def test_a_cut_off_end_is_only_found_with_a_head_kept_elsewhere(written: Archive, place: Place) -> None:
    head = await written.audit_head()
    _by_force(place, "DELETE FROM audit WHERE n > 7")
    assert await written.verify_audit() is None
    assert await written.verify_audit(anchor=head) == 8

    async with written.unit() as unit:
        for _ in range(5):
            await unit.audit.append(event())
    assert await written.verify_audit() is None
    assert await written.verify_audit(anchor=head) == 10


async def test_each_writer_has_a_chain_of_its_own(written: Archive, place: Place) -> None:
    command_line = await place.open(writer="command_line", seed=2)
    try:
        async with command_line.unit() as unit:
            await unit.audit.append(event())
        assert (await command_line.audit_head()).n == 1
        assert (await written.audit_head()).n == 10
        assert await written.verify_audit("command_line") is None
    finally:
        await command_line.close()


async def test_without_the_master_key_no_line_can_be_made_up(written: Archive, place: Place) -> None:
    stranger = await place.open(master=bytes(32), seed=2)
    try:
        assert await stranger.verify_audit() == 1
    finally:
        await stranger.close()
    assert await written.verify_audit() is None
