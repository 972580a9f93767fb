"""A task, turn, meeting or series that was changed behind our back is never acted on, and the rest goes on (F13)."""

import logging
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.tasks import Task
from storage.archive import Archive
from storage.desk import of_family
from tests.storage.circle_world import (
    DAY,
    MONDAY,
    bare_task,
    joined,
    meeting_of,
    offered,
    series_of,
    turn_of,
)
from tests.storage.plan_world import change
from tests.storage.world import START, Cast, Place, appointment

EVER = START + 1000 * DAY


def _reported(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    found = [record for record in caplog.records if record.msg == "storage.tampered"]
    return [(record.__dict__["table"], record.__dict__["row"]) for record in found]


async def _kept(archive: Archive, cast: Cast) -> tuple[Task, Task]:
    """Two tasks."""
    tasks = bare_task(cast), replace(bare_task(cast), planned_until=date(2026, 3, 9))
    async with archive.unit() as unit:
        for task in tasks:
            await unit.tasks.keep(task)
    return tasks


@pytest.mark.parametrize(
    "how",
    [
        "series = replace(series, '09:00', '21:00')",
        "people = '[]'||''||' '",
        "owner = (SELECT id FROM persons LIMIT 1)",
        "contact = (SELECT id FROM persons LIMIT 1)",
        "revision = 9",
        "minutes = minutes | 512",
        "family = zeroblob(16)",
        "words = zeroblob(80)",
        "mark = zeroblob(16)",
    ],
)
async def test_a_changed_task_is_as_good_as_gone(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    bad, good = await _kept(archive, cast)
    change(place, "tasks", how, bad.id)
    async with archive.unit() as unit:
        assert await unit.tasks.of_family(cast.family.id) == (good,)
        assert await unit.tasks.several((bad.id, good.id)) == {good.id: good}
        assert await unit.tasks.to_plan(date(2026, 4, 1), 9) == (bad.id, good.id)
        assert await unit.tasks.get(bad.id) is None
        assert await unit.tasks.to_plan(date(2026, 4, 1), 9) == (good.id,)
    assert set(_reported(caplog)) <= {("tasks", bad.id.hex)}
    assert _reported(caplog) or "family" in how


async def test_a_task_of_an_erased_family_rests(archive: Archive, cast: Cast) -> None:
    tasks = await _kept(archive, cast)
    await archive.destroy_key(of_family(cast.family.id))
    async with archive.reading() as unit:
        assert await unit.tasks.get(tasks[0].id) is None
        assert await unit.tasks.of_family(cast.family.id) == ()
    async with archive.unit() as unit:
        for task in tasks:
            assert await unit.tasks.get(task.id) is None
        assert await unit.tasks.to_plan(date(2026, 4, 1), 9) == ()


@pytest.mark.parametrize(
    "how",
    [
        "starts_at = starts_at + 86400000000",
        "ends_at = 'text'",
        "holder = (SELECT id FROM persons LIMIT 1)",
        "state = 'done', look_at = look_at",
        "state = 'planned'",
        "asked = '[]'",
        "refused = asked",
        "help_at = starts_at",
        "slot = '2026-03-03'",
        "slot = NULL",
        "sequence = 8",
        "rung = 1",
        "look_at = look_at - 1",
    ],
)
async def test_a_changed_turn_is_as_good_as_gone(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    oma, ben = await joined(archive, cast)
    task, _ = await _kept(archive, cast)
    bad, good = offered(turn_of(task, None), oma.id, ben.id), turn_of(task, oma.id, week=1)
    async with archive.unit() as unit:
        await unit.tasks.add_turns((bad, good))
    change(place, "task_turns", how, bad.id)
    async with archive.unit() as unit:
        assert await unit.tasks.turns_of(task.id, START) == (good,)
        assert await unit.tasks.turns_between(task.family, START, EVER) == (good,)
        assert await unit.tasks.turns_for(oma.id, START, EVER) == (good,)
        assert await unit.tasks.turn(bad.id) is None
        assert await unit.tasks.due(EVER, 9) == (good.id,)
    assert set(_reported(caplog)) == {("task_turns", bad.id.hex)}


async def test_a_reading_leaves_a_changed_turn_as_it_is(archive: Archive, cast: Cast, place: Place) -> None:
    oma, _ = await joined(archive, cast)
    task, _ = await _kept(archive, cast)
    bad = turn_of(task, oma.id)
    async with archive.unit() as unit:
        await unit.tasks.add_turns((bad,))
    change(place, "task_turns", "sequence = 8", bad.id)
    async with archive.reading() as unit:
        assert await unit.tasks.turn(bad.id) is None
        assert await unit.tasks.due(EVER, 9) == (bad.id,)


@pytest.mark.parametrize(
    "how", ["people = '[]'", "options = '[]'", "kind = 'team'", "state = 'held'", "place = zeroblob(80)"]
)
async def test_a_changed_meeting_is_as_good_as_gone(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    bad, good = (meeting_of(cast, cast.fatima.id) for _ in range(2))
    async with archive.unit() as unit:
        for meeting in (bad, good):
            await unit.meetings.keep(meeting)
    change(place, "meetings", how, bad.id)
    async with archive.unit() as unit:
        assert await unit.meetings.of_family(cast.family.id) == (good,)
        assert await unit.meetings.get(bad.id) is None
        assert await unit.meetings.due(EVER, 9) == (good.id,)
    _all_about(caplog, "meetings", bad.id)


@pytest.mark.parametrize(
    "how",
    [
        "series = replace(series, '15:00', '05:00')",
        "people = '[]'",
        "obligatory = 0",
        "number = place",
        "meeting = NULL",
    ],
)
async def test_a_changed_series_is_as_good_as_gone(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    bad, good = (replace(series_of(cast), ended_at=None) for _ in range(2))
    async with archive.unit() as unit:
        for one in (bad, good):
            await unit.series.keep(one)
    change(place, "appointment_series", how, bad.id)
    async with archive.unit() as unit:
        assert await unit.series.of_family(cast.family.id) == (good,)
        assert await unit.series.get(bad.id) is None
        assert await unit.series.due(EVER, 9) == (good.id,)
    _all_about(caplog, "appointment_series", bad.id)


@pytest.mark.parametrize("how", ["slot = '2026-03-03'", "slot = NULL", "series = NULL, slot = NULL"])
async def test_an_appointment_taken_from_its_series_is_noticed(
    archive: Archive, cast: Cast, place: Place, how: str
) -> None:
    weekly = series_of(cast)
    one = replace(appointment(cast), series=weekly.id, slot=MONDAY)
    async with archive.unit() as unit:
        await unit.series.keep(weekly)
        await unit.appointments.add(one)
    assert not await archive.inspect()
    change(place, "appointments", how, one.id)
    assert (await archive.inspect()).appointments == (one.id,)


def _all_about(caplog: pytest.LogCaptureFixture, table: str, which: UUID) -> None:
    assert set(_reported(caplog)) == {(table, which.hex)}


async def test_words_of_another_row_are_not_taken_for_its_own(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = await _kept(archive, cast)
    change(place, "tasks", "words = (SELECT words FROM tasks ORDER BY id DESC LIMIT 1)", bad.id)
    async with archive.reading() as unit:
        assert await unit.tasks.of_family(cast.family.id) == (good,)
    with caplog.at_level(logging.ERROR):
        _all_about(caplog, "tasks", bad.id)
