"""A year of a weekly rota for many families is kept and found again at no more than it may cost.

Processor time, so that a busy machine does not fail it; the limit leaves room for the use case that comes on top.
"""

from dataclasses import replace
from time import process_time

from domain.people import Family, FamilyId
from domain.tasks import Task, TaskId
from storage.archive import Archive
from tests.storage.circle_world import WEEK, bare_task, joined, turn_of
from tests.storage.world import START, Cast, new_id

FAMILIES, WEEKS = 100, 52
LONGEST_KEEPING = 0.5
"""Seconds for a fifth of five hundred families, measured at 0.2; with everything on top, all of them may take five."""

LONGEST_FINDING = 0.1


async def _tasks(archive: Archive, cast: Cast) -> tuple[Task, ...]:
    families = [FamilyId(new_id()) for _ in range(FAMILIES)]
    tasks = tuple(replace(bare_task(cast), id=TaskId(new_id()), family=family) for family in families)
    async with archive.unit() as unit:
        for family, task in zip(families, tasks, strict=True):
            await unit.families.add_family(Family(family, "Ster", "⭐", cast.team.id, cast.sanne.id))
            await unit.tasks.keep(task)
    return tasks


async def test_a_year_of_turns_of_many_families_is_kept_in_time(archive: Archive, cast: Cast) -> None:
    oma, _ = await joined(archive, cast)
    tasks = await _tasks(archive, cast)
    turns = {task.id: [turn_of(task, oma.id, week=week) for week in range(WEEKS)] for task in tasks}

    began = process_time()
    for _ in range(2):
        # The second time nothing is new, and nothing is kept twice.
        async with archive.unit() as unit:
            for made in turns.values():
                await unit.tasks.add_turns(made)
    assert process_time() - began <= 2 * LONGEST_KEEPING

    began = process_time()
    async with archive.reading() as unit:
        due = await unit.tasks.due(START + 100 * WEEK, 1)
        week = await unit.tasks.turns_between(tasks[0].family, START, START + 2 * WEEK)
        mine = await unit.tasks.turns_for(oma.id, START, START + 2 * WEEK)
    assert process_time() - began <= LONGEST_FINDING
    assert len(due) == 1
    assert len(week) == 2
    assert len(mine) == 2 * FAMILIES
    async with archive.reading() as unit:
        found = [turn for task in tasks for turn in await unit.tasks.turns_of(task.id, START)]
    assert len(found) == FAMILIES * WEEKS
