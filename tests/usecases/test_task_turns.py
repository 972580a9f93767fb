"""Turns of tasks by the clock: reminded once, asked, offered in turn, and never silently undone."""

from datetime import date, time, timedelta

import pytest

from domain.delivery import Failure
from domain.notices_circle import TurnNews, TurnTrouble
from domain.series import Every, Series
from domain.tasks import PLANNED_AHEAD, TurnState
from domain.turn_answers import ask_help, cannot, decline, done, drop, later, moved, seen_to, take
from domain.work_items import WorkKind
from tests.usecases.circle_made import (
    about_tasks,
    answer,
    give_task,
    surround,
    task_of,
    turn_of,
    turns_of,
    weekly,
)
from tests.usecases.world import World, of_families, wall
from usecases.delivery import Outgoing
from usecases.turn_changes import give_turn
from usecases.turn_effects import settle


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


async def kinds(world: World) -> list[WorkKind]:
    """What stands on the open list."""
    return [item.kind for item in await world.items()]


def troubles(world: World, who: str) -> list[TurnTrouble]:
    """Of what somebody heard as a contact."""
    return [one.notice.trouble for one in world.heard if one.who == who and isinstance(one.notice, TurnNews)]


async def test_turns_are_made_for_eight_weeks_and_every_day_one_more(world: World) -> None:
    task = await give_task(world, weekly(date(2026, 11, 24), at=time(15), times=20))
    turns = await turns_of(world, task)
    assert [turn.slot for turn in turns] == [date(2026, 11, 24) + timedelta(days=7 * n) for n in range(8)]
    assert (await task_of(world, task)).planned_until == date(2026, 11, 23) + PLANNED_AHEAD
    await world.at("2026-11-24 08:00")
    assert len(await turns_of(world, task)) == 9
    await world.at("2026-11-24 09:00")
    assert len(await turns_of(world, task)) == 9


async def test_what_lies_before_the_task_was_made_is_not_made(world: World) -> None:
    task = await give_task(world, Series(date(2026, 11, 20), time(15), Every.DAY, times=6))
    assert [turn.slot for turn in await turns_of(world, task)] == [
        date(2026, 11, 23),
        date(2026, 11, 24),
        date(2026, 11, 25),
    ]


async def test_one_reminder_the_evening_before_then_asked_then_the_contact_then_the_list(
    world: World,
) -> None:
    task = await give_task(world)
    await world.at("2026-12-01 11:00")
    assert about_tasks(world, "wil") == [("TurnsAhead", "11-29 17:00"), ("TurnAsked", "11-30 16:30")]
    assert about_tasks(world, "fatima") == [("TurnNews", "11-30 18:30")]
    assert troubles(world, "fatima") == [TurnTrouble.UNANSWERED]
    assert (await turns_of(world, task))[0].state is TurnState.UNANSWERED
    assert await kinds(world) == [WorkKind.TASK_UNANSWERED]


async def test_who_prefers_the_morning_hears_at_nine_and_of_an_early_window_the_evening_before(
    world: World,
) -> None:
    async with world.unit() as uow:
        wil = await uow.families.person(world.id("wil"))
        fresh = wil.preferences.__class__(tasks_day_before=False)
        await uow.families.save_preferences(wil.id, fresh)
    await give_task(world, weekly(times=1))
    await give_task(world, weekly(date(2026, 12, 2), at=time(8), times=1))
    await world.at("2026-12-02 07:00")
    heard = [one for one in about_tasks(world, "wil") if one[0] == "TurnsAhead"]
    assert heard == [("TurnsAhead", "11-30 09:00"), ("TurnsAhead", "12-01 17:00")]


async def test_all_of_a_day_is_one_message_and_what_comes_later_is_one_more(world: World) -> None:
    await give_task(world, weekly(times=1))
    await give_task(world, weekly(at=time(18), times=1), words="Koken")
    await world.at("2026-11-29 17:00")
    assert about_tasks(world, "wil") == [("TurnsAhead", "11-29 17:00")]
    await world.at("2026-11-29 18:00")
    await give_task(world, weekly(at=time(19), times=1), words="Voorlezen")
    await world.at("2026-11-29 18:05")
    assert about_tasks(world, "wil")[1:] == [("TurnsAhead", "11-29 18:00")]
    await world.at("2026-11-30 14:00")
    assert len(about_tasks(world, "wil")) == 2


async def test_done_is_the_end_of_it(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    await world.at("2026-11-30 16:00")
    (turn,) = await turns_of(world, task)
    ended = await answer(world, done, turn.id, "wil")
    again = await answer(world, done, turn.id, "wil")
    await world.at("2026-12-05 16:00")
    assert (ended.state, ended.by, ended.look_at) == (TurnState.DONE, world.id("wil"), None)
    assert again == ended
    assert about_tasks(world, "fatima") == []
    assert await kinds(world) == []


async def test_the_reserve_is_asked_first_then_the_others_and_the_first_taker_wins(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    turn = (await turns_of(world, task))[0]
    world.clock.now = wall("2026-11-25 10:00")
    offered = await answer(world, cannot, turn.id, "wil")
    await world.tick()
    assert (offered.state, offered.holder, offered.asked) == (
        TurnState.OFFERED,
        None,
        frozenset({world.id("buur")}),
    )
    assert about_tasks(world, "buur") == [("TurnOffered", "11-25 10:00")]
    assert about_tasks(world, "tante") == []
    await world.at("2026-11-25 13:00")
    assert about_tasks(world, "tante") == [("TurnOffered", "11-25 13:00")]
    taken = await answer(world, take, turn.id, "buur")
    await world.tick()
    assert (taken.state, taken.holder) == (TurnState.PLANNED, world.id("buur"))
    assert about_tasks(world, "tante")[1:] == [("TurnArranged", "11-25 13:00")]
    await world.at("2026-11-29 17:00")
    assert about_tasks(world, "buur")[1:] == [("TurnsAhead", "11-29 17:00")]
    assert about_tasks(world, "fatima") == []


async def test_a_no_of_the_reserve_asks_the_others_at_once_and_a_no_of_one_other_leaves_the_rest(
    world: World,
) -> None:
    task = await give_task(world, weekly(times=1), others=("tante", "noor"))
    turn = (await turns_of(world, task))[0]
    world.clock.now = wall("2026-11-25 10:00")
    await answer(world, cannot, turn.id, "wil")
    offered = await answer(world, decline, turn.id, "buur")
    await world.tick()
    assert about_tasks(world, "tante") == about_tasks(world, "noor") == [("TurnOffered", "11-25 10:00")]
    left = await answer(world, decline, turn.id, "noor")
    await world.tick()
    assert (left.sequence, left.look_at) == (offered.sequence, offered.look_at)
    assert len(about_tasks(world, "tante")) == 1


async def test_when_nobody_is_left_the_contact_hears_then_the_list_and_in_the_end_it_is_not_done(
    world: World,
) -> None:
    task = await give_task(world, weekly(times=1))
    turn = (await turns_of(world, task))[0]
    world.clock.now = wall("2026-11-29 10:00")
    for verb, who in ((cannot, "wil"), (decline, "buur"), (decline, "tante")):
        await answer(world, verb, turn.id, who)
    await world.at("2026-11-29 10:01")
    assert troubles(world, "fatima") == [TurnTrouble.NOBODY]
    assert await kinds(world) == []
    await world.at("2026-11-29 13:00")
    assert await kinds(world) == [WorkKind.TASK_NOBODY]
    await world.at("2026-11-30 16:00")
    assert (await turn_of(world, turn.id)).state is TurnState.NOT_DONE
    assert troubles(world, "fatima") == [TurnTrouble.NOBODY, TurnTrouble.NOT_DONE]
    assert await kinds(world) == [WorkKind.TASK_NOT_DONE]


async def test_without_a_contact_the_list_is_told_at_once(world: World) -> None:
    task = await give_task(world, weekly(times=1), contact=None, reserve=None, others=())
    turn = (await turns_of(world, task))[0]
    world.clock.now = wall("2026-11-30 10:00")
    await answer(world, cannot, turn.id, "wil")
    await world.tick()
    (item,) = await world.items()
    assert (item.kind, item.urgent) == (WorkKind.TASK_NOBODY, True)
    for _ in range(3):
        await world.tick()
    assert (await world.items())[0].count == 1


async def test_silence_of_those_who_are_asked_becomes_news_a_day_before_it_begins(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    turn = (await turns_of(world, task))[0]
    world.clock.now = wall("2026-11-25 10:00")
    await answer(world, cannot, turn.id, "wil")
    await world.at("2026-11-29 14:59")
    assert about_tasks(world, "fatima") == []
    await world.at("2026-11-29 15:00")
    assert troubles(world, "fatima") == [TurnTrouble.NOBODY]


async def test_the_contact_who_sees_to_it_has_it_and_the_list_is_empty_again(world: World) -> None:
    task = await give_task(world, weekly(times=1), reserve=None, others=())
    turn = (await turns_of(world, task))[0]
    world.clock.now = wall("2026-11-29 10:00")
    await answer(world, cannot, turn.id, "wil")
    await world.at("2026-11-29 14:00")
    assert await kinds(world) == [WorkKind.TASK_NOBODY]
    seen = await answer(world, seen_to, turn.id, "fatima")
    assert (seen.state, seen.holder) == (TurnState.PLANNED, world.id("fatima"))
    assert await kinds(world) == []


async def test_help_goes_to_the_contact_at_once_and_to_the_list_when_nobody_sees_to_it(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    turn = (await turns_of(world, task))[0]
    world.clock.now = wall("2026-11-30 10:00")
    await answer(world, ask_help, turn.id, "wil")
    await world.tick()
    assert troubles(world, "fatima") == [TurnTrouble.HELP]
    await world.at("2026-11-30 13:00")
    assert await kinds(world) == [WorkKind.TASK_HELP]
    await answer(world, seen_to, turn.id, "fatima")
    assert await kinds(world) == []
    await world.at("2026-11-30 16:30")
    assert about_tasks(world, "wil")[-1] == ("TurnAsked", "11-30 16:30")


async def test_help_without_a_contact_is_urgent_work(world: World) -> None:
    task = await give_task(world, weekly(times=1), contact=None)
    world.clock.now = wall("2026-11-30 10:00")
    await answer(world, ask_help, (await turns_of(world, task))[0].id, "wil")
    (item,) = await world.items()
    assert (item.kind, item.urgent, item.person) == (WorkKind.TASK_HELP, True, world.id("wil"))


async def test_later_is_a_new_turn_and_the_series_stays_as_it_is(world: World) -> None:
    task = await give_task(world, weekly(times=2))
    first, second = await turns_of(world, task)
    await world.at("2026-11-30 10:00")
    async with world.archive.reading() as uow:
        new_id = uow.new_id()
    ended = await answer(world, later, first.id, "wil", wall("2026-12-01 11:00"), new_id)
    await world.at("2026-11-30 17:00")
    turns = await turns_of(world, task)
    assert ended.state is TurnState.LATER
    fresh = next(turn for turn in turns if turn.put_off_from == first.id)
    assert (fresh.slot, fresh.holder, fresh.starts_at) == (None, world.id("wil"), wall("2026-12-01 11:00"))
    assert fresh.ends_at - fresh.starts_at == first.ends_at - first.starts_at
    assert second in turns
    assert (await task_of(world, task)).series == task.series
    assert troubles(world, "fatima") == [TurnTrouble.LATER]
    assert await kinds(world) == []


async def test_a_late_answer_still_counts_and_takes_it_from_the_list(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    await world.at("2026-12-02 11:00")
    turn = (await turns_of(world, task))[0]
    assert await kinds(world) == [WorkKind.TASK_UNANSWERED]
    assert (await answer(world, done, turn.id, "wil")).state is TurnState.DONE
    assert await kinds(world) == []


async def test_what_is_called_off_or_moved_is_told_to_who_knew_of_it(world: World) -> None:
    task = await give_task(world, weekly(times=3))
    first, second, third = await turns_of(world, task)
    await world.at("2026-11-29 18:00")
    async with world.unit() as uow:
        now = await uow.tasks.turn(first.id)
        elsewhere = moved(now, wall("2026-11-30 17:00"), wall("2026-11-30 18:00"))
        await settle(uow, task, now, elsewhere, by=None)
    await answer(world, drop, third.id, None)
    await world.tick()
    changes = [one for one in about_tasks(world, "wil") if one[0] == "TurnChanged"]
    assert changes == [("TurnChanged", "11-29 18:00")]
    assert (await turn_of(world, third.id)).state is TurnState.DROPPED
    assert (await turn_of(world, second.id)) == second


async def test_who_gets_a_turn_in_place_of_another_hears_of_it_and_the_other_too(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    (turn,) = await turns_of(world, task)
    await world.at("2026-11-29 18:00")
    await world.do(give_turn, world.sanne, turn=turn.id, to=world.id("buur"))
    await world.tick()
    assert about_tasks(world, "wil")[1:] == [("TurnChanged", "11-29 18:00")]
    assert about_tasks(world, "buur") == [("TurnsAhead", "11-29 18:00")]


async def test_who_cannot_be_reached_is_never_waited_for_in_silence(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    blocks = of_families(Failure.BLOCKED)
    await world.at("2026-11-29 16:59")
    await world.at("2026-11-29 17:00", lambda out: blocks(out) if _is_for(world, out, "wil") else None)
    await world.tick()
    turn = (await turns_of(world, task))[0]
    assert (turn.state, turn.asked) == (TurnState.OFFERED, frozenset({world.id("buur")}))
    assert about_tasks(world, "buur") == [("TurnOffered", "11-29 17:00")]
    assert await kinds(world) == [WorkKind.CALL_NOT_REACHED]


async def test_a_contact_who_cannot_be_reached_is_replaced_by_the_list(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    await world.at("2026-11-30 10:00")
    await answer(world, ask_help, (await turns_of(world, task))[0].id, "wil")
    blocks = of_families(Failure.BLOCKED)
    await world.tick(lambda out: blocks(out) if _is_for(world, out, "fatima") else None)
    assert await kinds(world) == [WorkKind.TASK_HELP]


async def test_a_turn_that_is_nobodys_is_offered_in_the_week_before(world: World) -> None:
    await give_task(world, weekly(date(2026, 12, 14), times=1), owner=None)
    await world.at("2026-12-07 14:59")
    assert about_tasks(world, "buur") == []
    await world.at("2026-12-07 15:00")
    assert about_tasks(world, "buur") == [("TurnOffered", "12-07 15:00")]


async def test_that_a_series_ends_is_asked_about_once(world: World) -> None:
    await give_task(world, weekly(times=4), owner=None, reserve=None, others=())
    await world.at("2026-12-07 09:00")
    assert WorkKind.TASK_ENDS not in await kinds(world)
    await world.at("2026-12-08 09:00")
    assert (await kinds(world)).count(WorkKind.TASK_ENDS) == 1
    (item,) = [one for one in await world.items() if one.kind is WorkKind.TASK_ENDS]
    async with world.unit() as uow:
        await uow.work_items.close(item.id, uow.now)
    await world.at("2026-12-10 09:00")
    assert WorkKind.TASK_ENDS not in await kinds(world)


async def test_after_a_standstill_there_is_as_much_time_between_the_steps_as_ever(world: World) -> None:
    task = await give_task(world, weekly(times=1))
    world.clock.now = wall("2026-12-03 12:00")
    await world.tick()
    assert about_tasks(world, "wil") == [("TurnAsked", "12-03 12:00")]
    await world.at("2026-12-03 13:59")
    assert about_tasks(world, "fatima") == []
    await world.at("2026-12-04 09:59")
    assert troubles(world, "fatima") == [TurnTrouble.UNANSWERED]
    assert (await turns_of(world, task))[0].state is TurnState.PLANNED
    await world.at("2026-12-04 10:00")
    assert (await turns_of(world, task))[0].state is TurnState.UNANSWERED


async def test_the_skipped_hour_of_march_shifts_forward(world: World) -> None:
    world.clock.now = wall("2027-03-20 09:00")
    task = await give_task(world, Series(date(2027, 3, 28), time(2, 30)))
    (turn,) = await turns_of(world, task)
    assert turn.starts_at == wall("2027-03-28 03:30")


def _is_for(world: World, out: Outgoing, who: str) -> bool:
    return out.dispatch.recipient.person == world.id(who)
