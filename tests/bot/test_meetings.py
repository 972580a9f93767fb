"""The tick of meetings: series are made further, polls end, and one that fails holds up no other."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.meetings import Meetings
from domain.repeating import AppointmentSeries
from domain.series import Every, Series
from domain.work_items import WorkKind
from tests.support.cast import Cast, Files
from tests.usecases.meeting import polled
from tests.usecases.test_repeating import LONG, kept, plan, rows
from tests.usecases.world import World, opened, wall


@pytest.fixture
async def world(files: Files, cast: Cast) -> AsyncIterator[World]:
    """The cast."""
    async with opened(files, cast) as made:
        yield made


async def test_it_looks_when_something_is_due_and_wakes_the_sender_only_then(world: World) -> None:
    await polled(world)
    woken: list[str] = []
    tick = Meetings(world.archive, lambda: woken.append("sender")).tick
    for moment, expected in (("2026-11-30 08:59", 0), ("2026-11-30 09:00", 1), ("2026-12-01 10:00", 1)):
        world.clock.now = wall(moment)
        await tick()
        await tick()
        assert len(woken) == expected, moment
    assert len(await world.items(WorkKind.MEETING_CHOOSE)) == 1


async def test_after_a_long_standstill_all_that_is_ahead_is_made(world: World) -> None:
    made = await plan(world, series=LONG)
    world.clock.now = wall("2027-02-20 12:00")
    await Meetings(world.archive, lambda: None).tick()
    found = [row.slot for row in await rows(world, made)]
    assert found == [date(2027, 2, 23) + timedelta(days=7) * number for number in range(8)]


async def test_a_series_that_fails_holds_up_no_other_and_comes_on_a_list_once(world: World) -> None:
    series = [await plan(world, series=replace(LONG, at=time(hour))) for hour in (10, 11, 12)]
    world.clock.now = wall("2027-01-05 08:00")
    tick = _failing(world, series[1])
    for _ in range(6):
        await tick.tick()
    assert [len(await rows(world, one)) for one in series] == [9, 2, 9]
    (item,) = await world.items(WorkKind.CHECK_NOTICE)
    assert (item.family, item.count) == (series[1].family, 1)
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        raw.execute("DROP TRIGGER fails")
    world.clock.now += timedelta(minutes=59)
    await tick.tick()
    assert len(await rows(world, series[1])) == 2
    world.clock.now += timedelta(minutes=1)
    await tick.tick()
    assert len(await rows(world, series[1])) == 9


async def test_a_series_that_was_changed_behind_our_back_is_left_alone(world: World) -> None:
    broken, sound = await plan(world, series=LONG), await plan(world, series=replace(LONG, at=time(16)))
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        done = raw.execute("UPDATE appointment_series SET minutes = 5 WHERE id = ?", (broken.id.bytes,))
        assert done.rowcount == 1
    world.clock.now = wall("2027-01-05 08:00")
    woken: list[str] = []
    tick = Meetings(world.archive, lambda: woken.append("sender")).tick
    for _ in range(3):
        await tick()
    assert len(await rows(world, sound)) == 9
    assert len(woken) == 2


async def test_a_short_series_is_over_by_itself(world: World) -> None:
    made = await plan(world, series=Series(date(2026, 11, 24), time(10), Every.DAY, times=3))
    await world.at("2026-11-28 12:00")
    assert (await kept(world, made)).ended_at is not None
    assert await world.items(WorkKind.SERIES_ENDS) == ()


def _failing(world: World, series: AppointmentSeries) -> Meetings:
    """A tick for which no new appointment of this series can be kept."""
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        when = f"BEFORE INSERT ON appointments WHEN NEW.series = x'{series.id.hex}'"
        raw.execute(f"CREATE TRIGGER fails {when} BEGIN SELECT RAISE(ABORT, 'no'); END")
    return Meetings(world.archive, lambda: None)
