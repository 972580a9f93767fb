"""The week of a family's tasks: who sees which part of it, where nobody does anything, and what is written down."""

from datetime import date, time

import pytest

from domain.errors import NotAllowed, Unsuitable
from domain.people import FlagKind
from domain.series import Every, Series
from domain.tasks import Task, TurnEnded, TurnEvent, TurnState
from domain.week import Week
from domain.work_items import WorkKind
from tests.usecases.circle_made import MONDAY, surround, turns_of, weekly
from tests.usecases.tasking import first_turn, plan, refused
from tests.usecases.world import World, wall
from usecases import own_turns, tasks, week


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


async def see(world: World, key: str | None = None, first: date = MONDAY) -> Week:
    """The week as Sanne sees it, or somebody of the family."""
    who = world.sanne if key is None else world.who(key)
    return await world.do(week.see, who, family=world.cast.families["Ster"].id, first=first)


def told(shown: Week) -> list[tuple[int, str, str, bool]]:
    """Which day, what, whose, and whether it is a gap."""
    return [
        (day.day.day, one.words.reveal(), one.holder.called.value if one.holder else "-", one.is_gap)
        for day in shown.days
        for one in day.turns
    ]


async def test_the_week_says_who_brings_and_who_collects(world: World) -> None:
    await plan(world, series=weekly())
    await plan(world, series=weekly(date(2026, 12, 3)), owner="tante", others=(), words="koken")
    await plan(
        world, series=weekly(at=time(8)), owner="noor", people=("noor",), contact=None, words="brengen"
    )
    assert told(await see(world)) == [
        (30, "brengen", "young_person", False),
        (30, "van school halen", "grandmother", False),
        (3, "koken", "aunt", False),
    ]
    assert told(await see(world, "fatima")) == told(await see(world))[1:]
    assert told(await see(world, "noor")) == told(await see(world))[:1]
    assert told(await see(world, "jan")) == []
    assert [day.day for day in (await see(world)).days][::6] == [MONDAY, date(2026, 12, 6)]


async def test_who_is_kept_apart_is_not_in_the_week_of_the_other(world: World) -> None:
    task = await plan(world, owner="noor", others=(), people=("fatima", "noor"), series=weekly(times=2))
    first, second = await turns_of(world, task)
    await world.do(tasks.give_turn, world.sanne, turn=first.id, to=world.id("jan"))
    await world.do(tasks.drop_turn, world.sanne, turn=second.id)
    assert len(told(await see(world, "fatima"))) == 1
    await world.flag(FlagKind.NO_CONTACT, "jan", "fatima")
    async with world.unit() as uow:
        # As it would be if something had been overlooked when they were parted.
        held = (await uow.tasks.turn(first.id)).changed(holder=world.id("jan"))
        await uow.tasks.keep_turn(held)
    assert told(await see(world, "fatima")) == []
    assert len(told(await see(world))) == 1


async def test_what_is_off_or_put_off_stands_where_it_is_now(world: World) -> None:
    task = await plan(world, series=Series(MONDAY, time(15), Every.DAY, times=3))
    first, second, _ = await turns_of(world, task)
    await world.do(tasks.drop_turn, world.sanne, turn=first.id)
    later = {"turn": second.id, "sequence": 0, "starts_at": wall("2026-12-04 10:00")}
    await world.do(own_turns.later, world.who("wil"), **later)
    assert [day for day, *_ in told(await see(world))] == [2, 4]


async def test_a_gap_is_what_nobody_has_and_is_near_within_two_days(world: World) -> None:
    task = await plan(world, owner=None, others=(), series=weekly(times=2))
    helped = await plan(world, series=weekly(at=time(18), times=1), words="koken")
    await world.do(
        own_turns.ask_help, world.who("wil"), turn=(await first_turn(world, helped)).id, sequence=0
    )
    shown = await see(world)
    assert [gap for *_, gap in told(shown)] == [True, True]
    assert shown.gaps_soon == ()
    assert await world.do(week.gaps, world.sanne) == ()
    await world.at("2026-11-28 18:30")
    shown = await see(world, "fatima")
    assert [one.words.reveal() for one in shown.gaps_soon] == ["van school halen", "koken"]
    found = await world.do(week.gaps, world.sanne)
    assert [gap.turn.words.reveal() for gap in found] == ["van school halen", "koken"]
    assert {gap.family.alias for gap in found} == {"Ster"}
    assert await world.do(week.gaps, world.mehmet) == ()
    await world.do(tasks.give_turn, world.sanne, turn=(await first_turn(world, task)).id, to=world.id("buur"))
    assert len(await world.do(week.gaps, world.sanne)) == 1


async def test_a_gap_that_is_over_is_none(world: World) -> None:
    task = await plan(world, contact=None, series=weekly(times=1))
    turn = await first_turn(world, task)
    await world.do(own_turns.ask_help, world.who("wil"), turn=turn.id, sequence=turn.sequence)
    await world.at("2026-11-30 15:59")
    assert [gap for *_, gap in told(await see(world))] == [True]
    await world.at("2026-11-30 16:00")
    assert [gap for *_, gap in told(await see(world))] == [False]
    assert await world.do(week.gaps, world.sanne) == ()


async def test_the_gezinsmanager_writes_down_how_it_went(world: World) -> None:
    task = await plan(world, series=weekly(times=2))
    first, second = await turns_of(world, task)
    await world.at("2026-12-01 12:00")
    assert len(await world.items(WorkKind.TASK_UNANSWERED)) == 1
    done = await world.do(week.record, world.sanne, turn=first.id, state=TurnState.DONE)
    assert (done.state, done.by) == (TurnState.DONE, None)
    assert await world.items(WorkKind.TASK_UNANSWERED) == ()
    (event,) = (e for e in await _history(world, task) if e.state is TurnState.DONE)
    assert event.by == world.cast.recipient("sanne")
    undone = await world.do(week.record, world.sanne, turn=first.id, state=TurnState.NOT_DONE)
    assert undone.state is TurnState.NOT_DONE
    assert await world.items(WorkKind.TASK_NOT_DONE) == ()
    odd = world.do(week.record, world.sanne, turn=second.id, state=TurnState.LATER)
    assert await refused(odd) == (Unsuitable, "state")
    await world.do(tasks.drop_turn, world.sanne, turn=second.id)
    off = world.do(week.record, world.sanne, turn=second.id, state=TurnState.DONE)
    assert (await refused(off))[0] is TurnEnded


async def test_another_family_sees_nothing_of_it(world: World) -> None:
    assert (await refused(see(world, "lotte")))[0] is NotAllowed


async def _history(world: World, task: Task) -> tuple[TurnEvent, ...]:
    async with world.archive.reading() as uow:
        return await uow.tasks.history(task.id)
