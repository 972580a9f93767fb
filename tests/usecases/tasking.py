"""Shorthand for tasks as people plan and change them."""

from datetime import datetime
from typing import Any

from domain.calendar import local
from domain.errors import Refusal
from domain.notices_circle import TurnChanged
from domain.people import PersonId
from domain.secret import Secret
from domain.task_forms import TaskFilled
from domain.tasks import Task, TaskTurn
from tests.usecases.circle_made import turns_of, weekly
from tests.usecases.world import World
from usecases import tasks


def filled(world: World, **wishes: Any) -> TaskFilled:
    """Every Monday at three from 30 November on, Wil's; the neighbour is reserve, and Fatima sees it."""
    usual = {
        "owner": "wil",
        "reserve": "buur",
        "contact": "fatima",
        "others": ("tante",),
        "people": ("fatima",),
    }
    parts: dict[str, Any] = {part: _people(world, wishes.get(part, usual[part])) for part in usual}
    rest = {part: wishes[part] for part in ("minutes", "goal", "step") if part in wishes}
    words = Secret(wishes.get("words", "van school halen"))
    return TaskFilled(words, wishes.get("series") or weekly(), **{"minutes": 60, **rest}, **parts)


def _people(world: World, keys: str | tuple[str, ...] | None) -> PersonId | frozenset[PersonId] | None:
    if isinstance(keys, tuple):
        return frozenset(world.id(key) for key in keys)
    return None if keys is None else world.id(keys)


async def plan(world: World, by: str | None = None, *, once: str = "", **wishes: Any) -> Task:
    """Sanne plans a task for ⭐, or this parent does."""
    family, asked = world.cast.families["Ster"].id, filled(world, **wishes)
    who = world.sanne if by is None else world.who(by)
    return await world.do(tasks.plan, who, family=family, filled=asked, once=once)


async def change(world: World, task: Task, by: str | None = None, **wishes: Any) -> Task:
    """The same form, filled in otherwise."""
    who = world.sanne if by is None else world.who(by)
    return await world.do(
        tasks.change, who, task=task.id, revision=task.revision, filled=filled(world, **wishes)
    )


async def refused(coroutine: Any) -> tuple[type, str]:
    """Why something could not be done."""
    try:
        await coroutine
    except Refusal as refusal:
        return type(refusal), refusal.detail
    raise AssertionError("it was done")


async def held(world: World, task: Task) -> list[tuple[str, str, str]]:
    """Every turn: when ('11-30 15:00'), whose, and how it stands."""
    keys = {person.id: key for key, person in world.cast.people.items()}
    return [
        (f"{local(turn.starts_at):%m-%d %H:%M}", keys.get(turn.holder, "-"), turn.state.value)  # type: ignore[arg-type]  # nobody is a dash
        for turn in await turns_of(world, task)
    ]


async def first_turn(world: World, task: Task) -> TaskTurn:
    """The first turn of it."""
    return (await turns_of(world, task))[0]


def changes_told(world: World, key: str) -> list[datetime]:
    """Of which turns somebody heard that they changed: when each was before."""
    return [one.was for one in world.said_to(key) if isinstance(one, TurnChanged)]
