"""What did not arrive about a task: others are asked in time, and a person calls where one has to."""

from collections.abc import Callable
from datetime import date, time

import pytest

from domain.calendar import QuietHours
from domain.circle import Membership
from domain.delivery import Failure
from domain.linking import Reachability
from domain.tasks import TurnState
from domain.turn_answers import ask_help, cannot, drop
from domain.work_items import WorkKind
from tests.usecases.circle_made import about_tasks, answer, give_task, surround, turn_of, turns_of, weekly
from tests.usecases.world import Fate, World, wall
from usecases.delivery import Outgoing
from usecases.turns_told import undelivered_tasks_key


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


def blocked(world: World, *who: str) -> Callable[[Outgoing], Fate]:
    """These blocked the bot."""
    gone = {world.id(key) for key in who}
    return lambda out: Failure.BLOCKED if out.dispatch.recipient.person in gone else None


async def kinds(world: World) -> list[WorkKind]:
    """What stands on the open list."""
    return [item.kind for item in await world.items()]


async def test_an_offer_that_cannot_arrive_asks_the_next_and_is_nobodys_work(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    turn = (await turns_of(world, task))[0]
    world.clock.now = wall("2026-11-25 10:00")
    await answer(world, cannot, turn.id, "wil")
    await world.tick(blocked(world, "buur"))
    assert (await turn_of(world, turn.id)).asked == frozenset({world.id("tante")})
    assert about_tasks(world, "tante") == [("TurnOffered", "11-25 10:00")]
    assert await kinds(world) == []


async def test_who_blocked_the_bot_is_not_asked_at_all(world: World) -> None:
    task = await give_task(world, weekly(times=2))
    first, second = await turns_of(world, task)
    world.clock.now = wall("2026-11-25 10:00")
    await answer(world, cannot, first.id, "wil")
    await world.tick(blocked(world, "buur"))
    offered = await answer(world, cannot, second.id, "wil")
    assert offered.asked == frozenset({world.id("tante")})


async def test_a_reminder_of_a_day_that_is_over_asks_nobody_to_call(world: World) -> None:
    await give_task(world, weekly(times=1))
    await world.at("2026-11-29 16:59")
    world.clock.now = wall("2026-11-29 17:00")
    await world.look()
    world.clock.now = wall("2026-11-30 16:30")
    await world.deliver()
    assert await kinds(world) == []
    await world.tick()
    assert about_tasks(world, "wil") == [("TurnAsked", "11-30 16:30")]


async def test_a_reminder_that_may_have_arrived_is_called_about_and_the_turn_stays_theirs(
    world: World,
) -> None:
    task = await give_task(world, weekly(times=1))
    await world.at("2026-11-29 16:59")
    await world.at("2026-11-29 17:10", lambda _: Failure.UNKNOWN)
    (turn,) = await turns_of(world, task)
    assert (turn.state, turn.holder) == (TurnState.PLANNED, world.id("wil"))
    assert await kinds(world) == [WorkKind.CALL_MAYBE_ARRIVED]


async def test_that_it_is_off_is_called_about_when_it_cannot_arrive_and_no_more_when_the_next_arrives(
    world: World,
) -> None:
    task = await give_task(world, weekly(times=2))
    first = (await turns_of(world, task))[0]
    await world.at("2026-11-29 18:00")
    await answer(world, drop, first.id, None)
    await world.tick(blocked(world, "wil"))
    (item,) = await world.items()
    assert (item.kind, item.person) == (WorkKind.CALL_NOT_REACHED, world.id("wil"))
    assert item.key == undelivered_tasks_key(world.id("wil"))
    async with world.unit() as uow:
        link = await uow.links.of(world.cast.recipient("wil"))
        await uow.links.set_reachability(link.id, Reachability.LINKED)
    await world.at("2026-12-06 17:00")
    assert await kinds(world) == []


async def test_who_stepped_back_is_not_called_about_what_they_do_no_more(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    (turn,) = await turns_of(world, task)
    await world.at("2026-11-29 18:00")
    await answer(world, drop, turn.id, None)
    async with world.unit() as uow:
        taking_part = Membership(world.id("wil"), task.family, uow.now).joined(now=uow.now)
        await uow.circle.save(taking_part.stepped_back(date(2027, 1, 4)))
    await world.tick(blocked(world, "wil"))
    assert await kinds(world) == []


async def test_every_trouble_that_the_contact_cannot_hear_comes_on_the_list(world: World) -> None:
    task = await give_task(world, weekly(times=2), reserve=None, others=())
    first, second = await turns_of(world, task)
    await world.at("2026-11-30 10:00")
    away = blocked(world, "fatima")
    await answer(world, ask_help, first.id, "wil")
    await answer(world, cannot, second.id, "wil")
    await world.tick(away)
    assert set(await kinds(world)) == {WorkKind.TASK_HELP, WorkKind.TASK_NOBODY}
    await world.at("2026-11-30 18:30", away)
    assert WorkKind.TASK_UNANSWERED in await kinds(world)


async def test_a_reminder_that_quiet_hours_hold_back_too_long_is_called_about(world: World) -> None:
    await world.prefer("wil", quiet_hours=QuietHours(time(16), time(10)))
    await give_task(world, weekly(times=1, at=time(8)))
    await world.at("2026-11-29 18:00")
    (item,) = await world.items(WorkKind.CALL_TOO_LATE)
    assert item.person == world.id("wil")
