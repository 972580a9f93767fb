"""Stepping back for a while: nothing is theirs meanwhile, their tasks stay theirs, and what nobody took comes back."""

from datetime import date

import pytest

from domain.calendar import local
from domain.errors import NotAllowed, Unsuitable
from domain.notices_circle import TaskGiven, TurnsAhead
from domain.people import FlagKind
from domain.tasks import Task, TurnState
from tests.usecases.circle_made import about_tasks, surround, task_of, turn_of, turns_of, weekly
from tests.usecases.tasking import change, filled, first_turn, held, plan, refused
from tests.usecases.world import World
from usecases import circle, own_turns, taking_part, tasks

AWAY = date(2027, 3, 8)


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


async def step_back(world: World, key: str, back_on: date = AWAY) -> None:
    await world.do(circle.step_back, world.sanne, person=world.id(key), back_on=back_on)


async def holders(world: World, task: Task) -> list[str]:
    """Whose the turns are that are still ahead."""
    return [who for _, who, state in await held(world, task) if state in ("planned", "offered")]


async def test_no_turn_that_is_made_meanwhile_is_theirs(world: World) -> None:
    task = await plan(world, series=weekly(times=30))
    await step_back(world, "wil")
    await world.at("2027-02-01 12:00")
    ahead = [turn for turn in await turns_of(world, task) if turn.is_open]
    early = [turn for turn in ahead if local(turn.starts_at).date() < AWAY]
    assert early
    assert {turn.holder for turn in early} == {None}
    assert {turn.holder for turn in ahead if turn not in early} == {world.id("wil")}
    assert not [one for one in world.said_to("wil") if isinstance(one, TurnsAhead)]


async def test_who_was_asked_back_and_did_not_say_yes_has_no_turns(world: World) -> None:
    task = await plan(world, series=weekly(times=12))
    await step_back(world, "wil", date(2026, 12, 13))
    await world.at("2026-12-13 09:59")
    assert set((await holders(world, task))[1:]) == {"wil"}
    await world.at("2026-12-22 12:00")
    assert set(await holders(world, task)) == {"-"}
    assert (await turns_of(world, task))[-1].slot == date(2027, 2, 15)
    assert not [one for one in world.said_to("wil") if isinstance(one, TurnsAhead)]


@pytest.mark.parametrize("by", ["wil", "sanne"])
async def test_who_comes_back_has_what_nobody_else_took(world: World, by: str) -> None:
    task = await plan(world, series=weekly(times=4))
    await step_back(world, "wil", date(2026, 11, 29))
    first = await first_turn(world, task)
    await world.at("2026-11-29 12:00")
    open_turn = await turn_of(world, first.id)
    await world.do(own_turns.take, world.who("buur"), turn=first.id, sequence=open_turn.sequence)
    if by == "wil":
        await world.do(taking_part.answer_return, world.who("wil"), comes_back=True)
    else:
        await world.do(circle.bring_back, world.sanne, person=world.id("wil"))
    assert await holders(world, task) == ["buur", "wil", "wil", "wil"]


async def test_an_old_button_gives_them_nothing_to_do(world: World) -> None:
    task = await plan(world, reserve=None, others=("buur", "tante"), series=weekly(times=1))
    turn = await first_turn(world, task)
    shown = await world.do(own_turns.cannot, world.who("wil"), turn=turn.id, sequence=turn.sequence)
    await step_back(world, "tante")
    await step_back(world, "wil")
    take = world.do(own_turns.take, world.who("tante"), turn=turn.id, sequence=shown.turn.sequence)
    assert (await refused(take))[0] is NotAllowed
    assert (await refused(world.do(own_turns.correct, world.who("wil"), turn=turn.id)))[0] is NotAllowed


async def test_their_task_can_be_changed_and_stays_theirs(world: World) -> None:
    task = await plan(world, series=weekly(times=6))
    await step_back(world, "wil", date(2026, 12, 20))
    assert world.id("wil") not in {p.id for p in (await _choices(world, None)).people}
    assert world.id("wil") in {p.id for p in (await _choices(world, task)).people}
    changed = await change(world, task, series=weekly(times=7), words="koken")
    assert (changed.owner, changed.words.reveal()) == (world.id("wil"), "koken")
    assert await holders(world, task) == ["-", "-", "-", "wil", "wil", "wil", "wil"]
    assert [kind for kind, _ in about_tasks(world, "wil")] == []
    other = await refused(change(world, changed, owner="tante", reserve="wil", others=()))
    assert other == (Unsuitable, "reserve")
    assert (await refused(plan(world)))[0] is Unsuitable


async def test_a_flag_gives_no_turn_to_who_stepped_back(world: World) -> None:
    task = await plan(world, series=weekly(times=1))
    turn = await first_turn(world, task)
    await world.do(tasks.give_turn, world.sanne, turn=turn.id, to=world.id("tante"))
    await step_back(world, "wil")
    await world.flag(FlagKind.NO_CONTACT, "tante", "buur")
    found, kept = await turn_of(world, turn.id), await task_of(world, task)
    assert (found.state, found.holder, kept.owner) == (TurnState.OFFERED, None, world.id("wil"))


async def test_who_is_away_is_not_asked_for_a_task_that_changes(world: World) -> None:
    task = await plan(world, series=weekly(times=6))
    await step_back(world, "wil")
    await world.tick()
    before = [one for one in world.said_to("wil") if isinstance(one, TaskGiven)]
    await world.do(
        tasks.change, world.sanne, task=task.id, revision=1, filled=filled(world, series=weekly(times=5))
    )
    await world.tick()
    assert [one for one in world.said_to("wil") if isinstance(one, TaskGiven)] == before


async def _choices(world: World, changing: Task | None) -> tasks.TaskChoices:
    family = world.cast.families["Ster"].id
    return await world.do(tasks.choices, world.sanne, family=family, changing=changing)
