"""Tasks that change while something is on its way: nothing is lost, said twice, or given to who said no."""

from datetime import date, timedelta

import pytest

from domain.errors import NotAllowed
from domain.series import Every
from domain.tasks import Task, TaskTurn, TurnState
from domain.work_items import WorkKind
from tests.usecases.circle_made import about_tasks, surround, task_of, turn_of, turns_of, weekly
from tests.usecases.tasking import change, first_turn, held, plan, refused
from tests.usecases.world import World, wall
from usecases import circle, own_turns, tasks
from usecases.own_turns import OwnTurn

GIVEN = ("TaskGiven", "11-24 09:00")


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


async def say(world: World, verb: str, key: str, turn: TaskTurn) -> TaskTurn:
    use_case = getattr(own_turns, verb)
    shown: OwnTurn = await world.do(use_case, world.who(key), turn=turn.id, sequence=turn.sequence)
    return shown.turn


async def ahead(world: World, task: Task) -> list[tuple[str, str]]:
    return [(when, who) for when, who, state in await held(world, task) if state != "dropped"]


async def test_a_day_that_comes_back_has_its_turn_back(world: World) -> None:
    task = await plan(world, series=weekly(times=3))
    tuesdays = await change(world, task, series=weekly(date(2026, 12, 1), times=3))
    assert [when[:5] for when, _ in await ahead(world, task)] == ["12-01", "12-08", "12-15"]
    await change(world, tuesdays, series=weekly(times=3))
    assert await ahead(world, task) == [(f"{day} 15:00", "wil") for day in ("11-30", "12-07", "12-14")]


async def test_a_series_that_was_shortened_can_be_prolonged_and_what_was_called_off_stays_off(
    world: World,
) -> None:
    task = await plan(world, series=weekly(times=6))
    second, last = (await turns_of(world, task))[1], (await turns_of(world, task))[5]
    await world.do(tasks.drop_turn, world.sanne, turn=second.id)
    shorter = await change(world, task, series=weekly(times=3))
    assert (await turn_of(world, last.id)).state is TurnState.DROPPED
    await change(world, shorter, series=weekly(times=6))
    assert len(await ahead(world, task)) == 5
    back = await turn_of(world, last.id)
    assert (back.state, back.ended_at, back.look_at is None) == (TurnState.PLANNED, None, False)
    assert (await turn_of(world, second.id)).state is TurnState.DROPPED


async def test_a_question_on_its_way_is_not_lost_when_the_words_change(world: World) -> None:
    await world.at("2026-11-23 21:00")
    task = await plan(world)
    await change(world, task, words="uit school halen")
    await world.at("2026-11-24 12:00")
    assert about_tasks(world, "wil") == [GIVEN]


async def test_a_question_on_its_way_is_not_lost_when_somebody_else_leaves(world: World) -> None:
    await world.at("2026-11-23 21:00")
    await plan(world)
    await world.do(circle.leave, world.who("buur"))
    await world.at("2026-11-24 12:00")
    assert about_tasks(world, "wil") == [GIVEN]


async def test_who_gets_a_turn_back_that_went_through_other_hands_is_reminded_again(world: World) -> None:
    task = await plan(world, reserve=None, others=("buur",), series=weekly(times=1))
    await world.at("2026-11-29 18:00")
    turn = await first_turn(world, task)
    await say(world, "take", "buur", await say(world, "cannot", "wil", turn))
    await world.do(tasks.give_turn, world.sanne, turn=turn.id, to=world.id("wil"))
    await world.at("2026-11-29 19:00")
    told = [when for kind, when in about_tasks(world, "wil") if kind == "TurnsAhead"]
    assert told == ["11-29 17:00", "11-29 18:00"]


async def test_who_was_taken_out_of_a_task_does_not_take_its_turn_by_an_old_button(world: World) -> None:
    task = await plan(world, reserve=None, others=("buur", "tante"), series=weekly(times=1))
    offered = await say(world, "cannot", "wil", await first_turn(world, task))
    await change(world, await task_of(world, task), reserve=None, others=("buur",), series=weekly(times=1))
    assert (await refused(say(world, "take", "tante", offered)))[0] is NotAllowed


async def test_who_cannot_do_a_turn_is_not_given_it_again(world: World) -> None:
    task = await plan(world, series=weekly(times=1))
    turn = await first_turn(world, task)
    await say(world, "take", "buur", await say(world, "cannot", "wil", turn))
    await change(world, await task_of(world, task), reserve=None, series=weekly(times=1))
    await world.tick()
    found = await turn_of(world, turn.id)
    assert (found.state, found.asked) == (TurnState.OFFERED, frozenset({world.id("tante")}))


async def test_what_is_offered_is_offered_once_when_it_moves_meanwhile(world: World) -> None:
    task = await plan(world, series=weekly(times=1))
    await world.at("2026-11-28 21:00")
    turn = await say(world, "cannot", "wil", await first_turn(world, task))
    await world.do(tasks.move_turn, world.sanne, turn=turn.id, starts_at=wall("2026-11-30 16:00"))
    await world.at("2026-11-29 09:30")
    assert about_tasks(world, "buur") == [("TurnOffered", "11-29 09:00")]


async def test_a_turn_that_moves_after_the_question_is_asked_about_at_its_new_time(world: World) -> None:
    task = await plan(world, series=weekly(times=1))
    await world.at("2026-11-30 17:00")
    turn = await first_turn(world, task)
    await world.do(tasks.move_turn, world.sanne, turn=turn.id, starts_at=wall("2026-12-01 16:00"))
    await world.at("2026-12-01 18:00")
    # That it moved is said when it would have been announced: one message, not two.
    assert about_tasks(world, "wil")[2:] == [
        ("TurnAsked", "11-30 16:30"),
        ("TurnChanged", "11-30 17:00"),
        ("TurnAsked", "12-01 17:30"),
    ]


async def test_that_it_has_nobody_is_no_work_any_more_when_it_ends(world: World) -> None:
    task = await plan(world, series=weekly(times=3))
    await world.do(own_turns.decline_task, world.who("wil"), task=task.id, revision=1)
    assert await world.items(WorkKind.TASK_NOBODY)
    await world.do(tasks.end, world.sanne, task=task.id)
    assert not await world.items(WorkKind.TASK_NOBODY)


async def test_after_weeks_of_standstill_nobody_is_asked_about_all_of_them(world: World) -> None:
    task = await plan(world, series=weekly(date(2026, 11, 24), every=Every.DAY, times=20))
    world.clock.now += timedelta(days=25)
    await world.at(timedelta(days=4))
    asked = [kind for kind, _ in about_tasks(world, "wil") if kind == "TurnAsked"]
    assert 0 < len(asked) <= 7
    assert {turn.state for turn in await turns_of(world, task)} == {TurnState.UNANSWERED}
    assert len(await world.items(WorkKind.TASK_UNANSWERED)) == 20
