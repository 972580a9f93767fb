"""What goes into the drawer of tasks comes out the same; a turn is found by task, family, person and time."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from domain.linking import Recipient
from domain.people import PersonId
from domain.tasks import Task, TaskId, TaskTurn, TaskTurnId, TurnEvent, TurnState
from storage.archive import Archive
from tests.storage.circle_world import (
    DAY,
    HOUR,
    MONDAY,
    WEEK,
    bare_task,
    joined,
    offered,
    task_of,
    turn_of,
)
from tests.storage.world import START, Cast, new_id

EVER = START + 100 * WEEK


async def _planned(archive: Archive, cast: Cast) -> tuple[Task, PersonId, PersonId]:
    """A task that was kept, with its owner and reserve."""
    oma, ben = await joined(archive, cast)
    task = replace(task_of(cast, oma.id, ben.id), ended_at=None)
    async with archive.unit() as unit:
        await unit.tasks.keep(task)
    return task, oma.id, ben.id


async def test_a_task_comes_back_with_everything(archive: Archive, cast: Cast) -> None:
    oma, ben = await joined(archive, cast)
    full, bare = task_of(cast, oma.id, ben.id), replace(bare_task(cast), made_at=START - HOUR)
    assert all(getattr(full, field.name) for field in fields(Task))
    async with archive.unit() as unit:
        await unit.tasks.keep(bare)
        await unit.tasks.keep(replace(full, ended_at=None, others=frozenset()))
        assert [one.id for one in await unit.tasks.of_family(cast.family.id)] == [bare.id, full.id]
        await unit.tasks.keep(full)

    async with archive.reading() as unit:
        assert await unit.tasks.get(full.id) == full
        assert await unit.tasks.get(TaskId(new_id())) is None
        assert await unit.tasks.several((bare.id, full.id, bare.id)) == {bare.id: bare, full.id: full}
        assert await unit.tasks.several(()) == {}
        assert await unit.tasks.of_family(cast.family.id) == (bare,)
        assert await unit.tasks.of_family(cast.family.id, ended=True) == (bare, full)
        assert await unit.tasks.of_family(cast.other_family.id, ended=True) == ()


async def test_tasks_wait_for_their_turns_to_be_made(archive: Archive, cast: Cast) -> None:
    never, early, late, over = (bare_task(cast) for _ in range(4))
    early, late = replace(early, planned_until=MONDAY), replace(late, planned_until=MONDAY + DAY)
    async with archive.unit() as unit:
        for task in (late, early, never, replace(over, ended_at=START)):
            await unit.tasks.keep(task)
        assert await unit.tasks.to_plan(MONDAY, 9) == (never.id,)
        assert await unit.tasks.to_plan(MONDAY + DAY, 9) == (never.id, early.id)
        assert await unit.tasks.to_plan(date.max, 9) == (never.id, early.id, late.id)
        assert await unit.tasks.to_plan(date.max, 2) == (never.id, early.id)


async def test_a_turn_comes_back_with_everything(archive: Archive, cast: Cast) -> None:
    task, oma, ben = await _planned(archive, cast)
    before = turn_of(task, oma)
    full = TaskTurn(
        id=TaskTurnId(new_id()),
        task=task.id,
        family=task.family,
        slot=MONDAY + WEEK,
        starts_at=START + WEEK,
        ends_at=START + WEEK + HOUR,
        holder=oma,
        state=TurnState.LATER,
        put_off_from=before.id,
        asked=frozenset({ben, cast.jan.id}),
        refused=frozenset({cast.jan.id}),
        by=ben,
        reminded_at=START + HOUR,
        help_at=START + 2 * HOUR,
        ended_at=START + 3 * HOUR,
        rung=2,
        look_at=START + 4 * HOUR,
        sequence=5,
    )
    assert all(getattr(full, field.name) for field in fields(TaskTurn))
    async with archive.unit() as unit:
        await unit.tasks.add_turns((before,))
        await unit.tasks.keep_turn(replace(full, state=TurnState.PLANNED, sequence=4))
        await unit.tasks.keep_turn(full)

    async with archive.reading() as unit:
        assert await unit.tasks.turn(before.id) == before
        assert await unit.tasks.turn(full.id) == full
        assert await unit.tasks.turn(TaskTurnId(new_id())) is None
        assert await unit.tasks.turns_of(task.id, START) == (before, full)
        assert await unit.tasks.turns_of(task.id, full.starts_at) == (full,)
        assert await unit.tasks.turns_of(task.id, full.starts_at + HOUR) == ()
        assert await unit.tasks.turns_between(task.family, before.starts_at, full.starts_at) == (before,)
        assert await unit.tasks.turns_between(task.family, START, EVER) == (before, full)
        assert await unit.tasks.turns_between(cast.other_family.id, START, EVER) == ()


async def test_a_slot_has_one_turn_and_the_one_that_is_there_stays(archive: Archive, cast: Cast) -> None:
    task, oma, ben = await _planned(archive, cast)
    first = turn_of(task, oma)
    again, next_one = offered(turn_of(task, ben), ben), turn_of(task, oma, week=1)
    put_off = [replace(turn_of(task, oma), slot=None, put_off_from=first.id) for _ in range(2)]
    async with archive.unit() as unit:
        await unit.tasks.add_turns((first,))
        done = replace(first, state=TurnState.DONE, sequence=1)
        await unit.tasks.keep_turn(done)
        await unit.tasks.add_turns((again, next_one, *put_off))
        found = await unit.tasks.turns_of(task.id, START)
        assert set(found) == {done, *put_off, next_one}
        assert await unit.tasks.turns_for(ben, START, EVER) == ()


async def test_somebody_finds_what_they_have_and_what_is_offered_to_them(
    archive: Archive, cast: Cast
) -> None:
    task, oma, ben = await _planned(archive, cast)
    held, open_one = turn_of(task, oma, week=1), offered(turn_of(task, None), oma, ben, refused=ben)
    of_ben = replace(turn_of(task, ben, week=2), state=TurnState.DONE)
    async with archive.unit() as unit:
        await unit.tasks.add_turns((held, open_one, of_ben))
        assert await unit.tasks.turns_for(oma, START, EVER) == (open_one, held)
        assert await unit.tasks.turns_for(oma, START, held.starts_at) == (open_one,)
        assert await unit.tasks.turns_for(oma, held.starts_at, EVER) == (held,)
        assert await unit.tasks.turns_for(ben, START, EVER) == (of_ben,)

        to_ben = offered(open_one, ben)
        await unit.tasks.keep_turn(to_ben)
        assert await unit.tasks.turns_for(oma, START, EVER) == (held,)
        assert await unit.tasks.turns_for(ben, START, EVER) == (to_ben, of_ben)

        taken = replace(to_ben, state=TurnState.PLANNED, holder=cast.jan.id)
        await unit.tasks.keep_turn(taken)
        assert await unit.tasks.turns_for(ben, START, EVER) == (of_ben,)
        assert await unit.tasks.turns_for(cast.jan.id, START, EVER) == (taken,)


@pytest.mark.parametrize("state", TurnState)
async def test_only_open_turns_fall_due(archive: Archive, cast: Cast, state: TurnState) -> None:
    task, oma, _ = await _planned(archive, cast)
    later, sooner = turn_of(task, oma, week=1), replace(turn_of(task, oma), state=state)
    assert sooner.look_at is not None
    is_open = sooner.is_open
    async with archive.unit() as unit:
        assert await unit.tasks.next_look() is None
        await unit.tasks.add_turns((later, sooner))
        assert await unit.tasks.next_look() == (sooner.look_at if is_open else later.look_at)
        assert await unit.tasks.due(sooner.look_at - timedelta(microseconds=1), 9) == ()
        assert await unit.tasks.due(sooner.look_at, 9) == ((sooner.id,) if is_open else ())
        assert await unit.tasks.due(EVER, 9) == ((sooner.id, later.id) if is_open else (later.id,))
        assert await unit.tasks.due(EVER, 1) == ((sooner.id,) if is_open else (later.id,))
        await unit.tasks.keep_turn(replace(later, look_at=None))
        assert await unit.tasks.due(EVER, 9) == ((sooner.id,) if is_open else ())


async def test_the_history_of_a_task_is_added_to(archive: Archive, cast: Cast) -> None:
    task, oma, ben = await _planned(archive, cast)
    other = bare_task(cast)
    first, second, elsewhere = turn_of(task, oma), turn_of(task, oma, week=1), turn_of(other, None)
    lines = (
        TurnEvent(second.id, TurnState.OFFERED, None, START + DAY, Recipient(person=oma)),
        TurnEvent(first.id, TurnState.PLANNED, oma, START, Recipient(professional=cast.sanne.id), help=True),
        TurnEvent(second.id, TurnState.UNANSWERED, ben, START + DAY),
    )
    async with archive.unit() as unit:
        await unit.tasks.keep(other)
        await unit.tasks.add_turns((first, second, elsewhere))
        await unit.tasks.note(*lines[:2])
        await unit.tasks.note()
        await unit.tasks.note(TurnEvent(elsewhere.id, TurnState.DONE, None, START), lines[2])
        assert await unit.tasks.history(task.id) == lines
        assert await unit.tasks.history(TaskId(new_id())) == ()
