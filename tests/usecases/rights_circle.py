"""The circle's part of the grid in `rights`: who gives tasks, who answers for a turn, and who sees the week."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from domain.notices_circle import TurnTrouble
from domain.people import PersonId
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import Task, TaskTurn, TurnState
from tests.usecases.world import World, wall
from usecases import own_turns, tasks
from usecases.tasks import TaskFilled

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
tasks.plan                     task.plan                x      -    -   x   .     .       x     .      x     -   -    -   -   -
tasks.change                   task.plan                x      -    -   .   .     .       x     .      x     -   -    -   -   -
tasks.change_from              task.plan                x      -    -   .   .     .       x     .      x     -   -    -   -   -
tasks.end                      task.plan                x      -    -   .   .     .       x     .      x     -   -    -   -   -
tasks.see                      task.plan                x      -    -   .   .     .       x     .      x     -   -    -   -   -
tasks.of_family                task.plan                x      -    -   x   .     .       x     .      x     -   -    -   -   -
tasks.choices                  task.plan                x      -    -   x   .     .       x     .      x     -   -    -   -   -
turn_changes.drop_turn         task.plan                x      -    -   .   .     .       x     .      x     -   -    -   -   -
turn_changes.move_turn         task.plan                x      -    -   .   .     .       x     .      x     -   -    -   -   -
turn_changes.give_turn         task.plan                x      -    -   .   .     .       x     .      x     -   -    -   -   -
turns_shown.mine               task.see_own             x      x    x   x   x     .       -     -      -     -   -    -   -   -
turns_shown.on_day             task.see_own             x      x    x   x   x     .       -     -      -     -   -    -   -   -
turns_shown.see                task.see_own             x      .    x   .   .     .       -     -      -     -   -    -   -   -
turns_shown.calendar           task.see_own             .      .    x   .   .     .       -     -      -     -   -    -   -   -
own_turns.done                 task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
own_turns.cannot               task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
own_turns.ask_help             task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
own_turns.later                task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
own_turns.take                 task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
own_turns.decline              task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
own_turns.correct              task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
own_turns.seen_to              task.answer              x      .    ~   .   .     .       ~     -      ~     -   -    -   -   -
own_tasks.given                task.see_own             x      x    x   x   x     .       -     -      -     -   -    -   -   -
own_tasks.accept_task          task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
own_tasks.decline_task         task.answer              .      .    x   .   .     .       ~     -      ~     -   -    -   -   -
week.see                       week.see                 x      x    -   x   .     .       x     .      x     -   -    -   -   -
week.gaps                      week.see                 ~      ~    -   -   -     -       x     x      x     -   -    -   -   -
week.record                    task.answer              ~      ~    ~   -   -     -       x     .      x     -   -    -   -   -
task_turns.due_tasks           clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
task_turns.plan_turns          clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
task_turns.due_turns           clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
task_turns.take                clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
task_turns.set_aside           clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
"""  # noqa: E501 -- one row is one line, or nobody can read it

MONDAY = date(2026, 11, 30)
WEEK_AFTER = MONDAY + timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CircleStage:
    """Wil's task of family ⭐, in Fatima's week: a turn to come, one she did already, and one offered to her."""

    task: Task
    turn: TaskTurn
    answered: TaskTurn
    offered: TaskTurn


async def set_circle(world: World) -> CircleStage:
    """Two tasks for the coming weeks."""
    fatima, wil = world.id("fatima"), world.id("wil")
    given = await _plan(world, "van school halen", owner=wil)
    first, second, *_ = await _turns(world, given)
    answered = await world.do(own_turns.done, world.who("wil"), turn=second.id, sequence=second.sequence)
    loose = await _plan(world, "boodschappen doen", owner=None, reserve=wil, contact=fatima)
    offered = replace((await _turns(world, loose))[0], state=TurnState.OFFERED, asked=frozenset({wil}))
    async with world.unit() as uow:
        await uow.tasks.keep_turn(offered)
    return CircleStage(given, first, answered.turn, offered)


async def _plan(world: World, words: str, *, owner: PersonId | None, **more: PersonId) -> Task:
    filled = TaskFilled(
        Secret(words),
        Series(MONDAY, time(15), Every.WEEK, times=6),
        60,
        owner=owner,
        people=frozenset({world.id("fatima")}),
        contact=world.id("fatima"),
    )
    filled = replace(filled, **more)  # type: ignore[arg-type]  # people by the name of their part
    return await world.do(tasks.plan, world.sanne, family=world.cast.families["Ster"].id, filled=filled)


async def _turns(world: World, task: Task) -> tuple[TaskTurn, ...]:
    async with world.archive.reading() as uow:
        return await uow.tasks.turns_of(task.id, task.made_at)


Asked = Callable[["Stage"], dict[str, Any]]


def _of_family(**more: Any) -> Asked:
    return lambda stage: {"family": stage.world.cast.families["Ster"].id, **more}


def _task(**more: Any) -> Asked:
    return lambda stage: {"task": stage.circle.task.id, **more}


def _turn(**more: Any) -> Asked:
    return lambda stage: {"turn": stage.circle.turn.id, **more}


def _pressed(which: str, **more: Any) -> Asked:
    def asked(stage: "Stage") -> dict[str, Any]:
        turn: TaskTurn = getattr(stage.circle, which)
        return {"turn": turn.id, "sequence": turn.sequence, **more}

    return asked


def _revision(**more: Any) -> Asked:
    return lambda stage: {"task": stage.circle.task.id, "revision": stage.circle.task.revision, **more}


FILLED = TaskFilled(Secret("koken"), Series(MONDAY, time(17)), 90)

ASKED: dict[str, Asked] = {
    "tasks.plan": _of_family(filled=FILLED),
    "tasks.change": _revision(filled=FILLED),
    "tasks.change_from": _task(filled=replace(FILLED, series=Series(WEEK_AFTER, time(17))), slot=WEEK_AFTER),
    "tasks.end": _task(),
    "tasks.see": _task(),
    "tasks.of_family": _of_family(),
    "tasks.choices": _of_family(),
    "turn_changes.drop_turn": _turn(),
    "turn_changes.move_turn": _turn(starts_at=wall("2026-12-01 15:00")),
    "turn_changes.give_turn": lambda stage: {
        "turn": stage.circle.turn.id,
        "to": stage.world.id("noor"),
    },
    "turns_shown.on_day": lambda _: {"day": MONDAY},
    "turns_shown.see": _turn(),
    "turns_shown.calendar": _turn(),
    "own_turns.done": _pressed("turn"),
    "own_turns.cannot": _pressed("turn"),
    "own_turns.ask_help": _pressed("turn"),
    "own_turns.later": _pressed("turn", starts_at=wall("2026-12-01 15:00")),
    "own_turns.take": _pressed("offered"),
    "own_turns.decline": _pressed("offered"),
    "own_turns.correct": lambda stage: {"turn": stage.circle.answered.id},
    "own_turns.seen_to": lambda stage: {"turn": stage.circle.offered.id, "trouble": TurnTrouble.NOBODY},
    "own_tasks.accept_task": _revision(),
    "own_tasks.decline_task": _revision(),
    "week.see": _of_family(first=MONDAY),
    "week.record": _turn(state=TurnState.DONE),
    "task_turns.plan_turns": _task(),
    "task_turns.take": _turn(),
    "task_turns.set_aside": _of_family(),
}
"""What each use case is asked; what is not here is asked nothing."""
