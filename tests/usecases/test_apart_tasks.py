"""Two people who turn out to be kept apart: no task has both any more, pair by pair, and nobody learns why."""

from itertools import permutations

import pytest

from domain.circle import are_apart
from domain.notices_circle import AboutTask, TurnChanged
from domain.people import FlagKind
from domain.tasks import TurnState
from domain.work_items import WorkKind
from tests.usecases.circle_made import surround, task_of, turn_of, turns_of, weekly
from tests.usecases.tasking import first_turn, plan
from tests.usecases.world import World, wall
from usecases import own_turns, tasks

EVERYBODY = {"owner": "wil", "reserve": "buur", "others": "tante", "people": "fatima", "contact": "noor"}


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


@pytest.mark.parametrize(("one", "other"), list(permutations(EVERYBODY, 2)))
async def test_of_each_two_one_leaves_the_task(world: World, one: str, other: str) -> None:
    task = await plan(world, people=("fatima", "noor"), contact="noor", series=weekly(times=3))
    alone = await plan(
        world, reserve=None, others=(), people=("noor",), contact="noor", series=weekly(times=1)
    )
    first, second, _ = await turns_of(world, task)
    opened = await world.do(own_turns.cannot, world.who("wil"), turn=first.id, sequence=0)
    await world.do(own_turns.take, world.who("buur"), turn=first.id, sequence=opened.turn.sequence)
    await world.do(own_turns.cannot, world.who("wil"), turn=second.id, sequence=0)
    await world.flag(FlagKind.NO_CONTACT, EVERYBODY[one], EVERYBODY[other])
    async with world.archive.reading() as uow:
        flags = await uow.families.flags_of(task.family)
    after = await task_of(world, task)
    assert not are_apart(flags, after.everybody)
    assert after.owner == task.owner
    assert len(task.everybody - after.everybody) == 1
    for turn in await turns_of(world, task):
        people = {one for one in (turn.holder, *turn.asked, *turn.refused) if one is not None}
        assert not are_apart(flags, people | after.everybody)
        assert turn.is_open
    both_in_alone = {EVERYBODY[one], EVERYBODY[other]} == {"wil", "noor"}
    listed = await world.items(WorkKind.TASK_APART)
    assert len(listed) == (2 if both_in_alone else 1)
    assert ((await task_of(world, alone)) == alone) is not both_in_alone


async def test_a_turn_that_was_taken_over_goes_back_to_whose_task_it_is(world: World) -> None:
    task = await plan(world, series=weekly(times=1))
    await world.at("2026-11-29 18:00")
    (turn,) = await turns_of(world, task)
    await world.do(tasks.give_turn, world.sanne, turn=turn.id, to=world.id("noor"))
    await world.tick()
    await world.flag(FlagKind.NO_CONTACT, "noor", "fatima")
    assert (await turn_of(world, turn.id)).holder == world.id("wil")
    await world.at("2026-11-30 10:00")
    heard = [notice for notice in world.said_to("noor") if isinstance(notice, AboutTask)]
    assert TurnChanged(turn.id, wall("2026-11-30 15:00")) in heard


async def test_of_what_is_past_nobody_says_how_it_went(world: World) -> None:
    task = await plan(world, series=weekly(times=1))
    (turn,) = await turns_of(world, task)
    await world.do(tasks.give_turn, world.sanne, turn=turn.id, to=world.id("buur"))
    await world.at("2026-11-30 16:05")
    await world.flag(FlagKind.NO_CONTACT, "buur", "fatima")
    assert (await turn_of(world, turn.id)).state is TurnState.UNANSWERED


async def test_without_an_owner_the_first_of_the_two_leaves(world: World) -> None:
    task = await plan(world, owner=None)
    await world.flag(FlagKind.NO_CONTACT, "tante", "fatima")
    after = await task_of(world, task)
    assert world.id("tante") not in after.everybody
    assert after.people == task.people
    assert after.revision == task.revision + 1


async def test_people_who_share_no_task_keep_theirs(world: World) -> None:
    task = await plan(world)
    await world.flag(FlagKind.NO_CONTACT, "jan", "fatima")
    assert await task_of(world, task) == task
    assert await world.items(WorkKind.TASK_APART) == ()


async def test_who_said_no_to_a_turn_does_not_get_it_back(world: World) -> None:
    task = await plan(world, series=weekly(times=1))
    turn = await first_turn(world, task)
    offered = await world.do(own_turns.cannot, world.who("wil"), turn=turn.id, sequence=turn.sequence)
    await world.do(own_turns.take, world.who("buur"), turn=turn.id, sequence=offered.turn.sequence)
    await world.flag(FlagKind.NO_CONTACT, "buur", "wil")
    await world.tick()
    found = await turn_of(world, turn.id)
    assert (found.state, found.asked) == (TurnState.OFFERED, frozenset({world.id("tante")}))


async def test_whose_week_it_is_stays_and_the_helper_leaves(world: World) -> None:
    task = await plan(world, series=weekly(times=1))
    await world.flag(FlagKind.NO_CONTACT, "fatima", "buur")
    left = await task_of(world, task)
    assert left.people == {world.id("fatima")}
    assert (left.contact, left.reserve) == (world.id("fatima"), None)
