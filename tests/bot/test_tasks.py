"""The tick of tasks: it makes turns, takes steps, wakes the sender, and one that fails holds up no other."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from bot.tasks import Tasks
from domain.tasks import Task, TurnState
from domain.work_items import WorkKind
from tests.support.cast import Cast, Files
from tests.usecases.circle_made import about_tasks, give_task, surround, turns_of, weekly
from tests.usecases.world import World, opened, wall


@pytest.fixture
async def world(files: Files, cast: Cast) -> AsyncIterator[World]:
    """The cast with a neighbour and an aunt."""
    async with opened(files, cast) as made:
        await surround(made)
        yield made


def _run(world: World, statement: str, *values: object) -> None:
    """Change the file behind the back of the bot."""
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        assert raw.execute(statement, values).rowcount >= 1


async def test_it_takes_what_is_due_and_wakes_the_sender_only_then(world: World) -> None:
    await give_task(world, weekly(times=1))
    woken: list[str] = []
    tick = Tasks(world.archive, lambda: woken.append("sender")).tick
    for moment, expected in (
        ("2026-11-29 16:59", 0),
        ("2026-11-29 17:00", 1),
        ("2026-11-30 16:29", 1),
        ("2026-11-30 16:30", 2),
        ("2026-11-30 18:30", 3),
        ("2026-12-01 10:00", 4),
        ("2026-12-02 10:00", 4),
    ):
        world.clock.now = wall(moment)
        await tick()
        await tick()
        assert len(woken) == expected, moment


async def test_every_day_one_more_day_of_turns_is_made(world: World) -> None:
    task = await give_task(world, weekly(date(2026, 11, 24), times=12))
    tick = Tasks(world.archive, lambda: None).tick
    for days in range(15):
        world.clock.now = wall("2026-11-23 09:00") + timedelta(days=days)
        await tick()
    assert len(await turns_of(world, task)) == 10


async def test_a_task_that_fails_holds_up_no_other_and_comes_on_a_list_once(world: World) -> None:
    tasks = [await give_task(world, weekly(date(2026, 11, 24), times=12)) for _ in range(3)]
    world.clock.now = wall("2026-12-01 08:00")
    tick = _failing(world, tasks[1])
    for _ in range(6):
        await tick.tick()
    assert [len(await turns_of(world, task)) for task in tasks] == [10, 8, 10]
    (item,) = await world.items()
    assert (item.kind, item.family, item.count) == (WorkKind.CHECK_NOTICE, tasks[1].family, 1)
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        raw.execute("DROP TRIGGER fails")
    world.clock.now += timedelta(minutes=59)
    await tick.tick()
    assert len(await turns_of(world, tasks[1])) == 8
    world.clock.now += timedelta(minutes=1)
    await tick.tick()
    assert len(await turns_of(world, tasks[1])) == 10


async def test_a_turn_that_was_changed_behind_our_back_is_left_alone_and_the_others_go_on(
    world: World,
) -> None:
    task, other = (
        await give_task(world, weekly(times=1)),
        await give_task(world, weekly(times=1), owner="noor"),
    )
    _run(world, "UPDATE task_turns SET starts_at = starts_at + 1 WHERE holder = ?", world.id("wil").bytes)
    await world.at("2026-12-01 10:00")
    assert about_tasks(world, "wil") == []
    assert about_tasks(world, "noor")[0] == ("TurnsAhead", "11-29 17:00")
    assert [turn.state for turn in await turns_of(world, other)] == [TurnState.UNANSWERED]
    assert await turns_of(world, task) == ()


def _failing(world: World, task: Task) -> Tasks:
    """A tick for which no new turn of this task can be kept."""
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        is_new = "NOT EXISTS (SELECT 1 FROM task_turns WHERE id = NEW.id)"
        when = f"BEFORE INSERT ON task_turns WHEN NEW.task = x'{task.id.hex}' AND {is_new}"
        raw.execute(f"CREATE TRIGGER fails {when} BEGIN SELECT RAISE(ABORT, 'no'); END")
    return Tasks(world.archive, lambda: None)
