"""A circle around family ⭐: grandmother Wil, a neighbour and an aunt; shorthand for tasks and what is said of them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.calendar import local
from domain.linking import Link, LinkId, Recipient
from domain.notices_circle import AboutTask
from domain.people import Called, Person, PersonId, Role
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import Task, TaskId, TaskTurn, TaskTurnId
from tests.usecases.world import CLOCKWORK, World
from usecases import task_turns
from usecases.turn_effects import able_for, keep, settle

HELPERS = {"buur": (Called.NEIGHBOUR, "Bram de Buur", 701), "tante": (Called.AUNT, "Truus de Wit", 702)}

MONDAY = date(2026, 11, 30)
"""The first Monday after the one on which a test begins."""


async def surround(world: World) -> None:
    """Add a neighbour and an aunt to family ⭐, linked and agreed."""
    people = dict(world.cast.people)
    async with world.unit() as uow:
        for key, (called, name, user) in HELPERS.items():
            person = Person(
                PersonId(uow.new_id()),
                world.cast.families["Ster"].id,
                Role.NETWORK_MEMBER,
                called,
                Secret(name),
            )
            await uow.families.add_person(person)
            holder, account = Recipient(person=person.id), uow.index("account", str(user))
            await uow.links.add(
                Link(LinkId(uow.new_id()), holder, account, Secret(str(user)), uow.now, consented_at=uow.now)
            )
            people[key] = person
    world.cast = replace(world.cast, people=people)


def weekly(first: date = MONDAY, *, at: time = time(15), times: int = 8, **more: Any) -> Series:
    """Every week from that day on."""
    return Series(first, at, more.pop("every", Every.WEEK), times=times, **more)


async def give_task(
    world: World,
    series: Series | None = None,
    *,
    owner: str | None = "wil",
    reserve: str | None = "buur",
    others: tuple[str, ...] = ("tante",),
    contact: str | None = "fatima",
    minutes: int = 60,
    words: str = "Ophalen van school",
) -> Task:
    """A task for ⭐ that Sanne made, with its turns for the coming weeks."""
    async with world.unit() as uow:
        task = Task(
            id=TaskId(uow.new_id()),
            family=world.cast.families["Ster"].id,
            words=Secret(words),
            series=series or weekly(),
            minutes=minutes,
            made_by=Recipient(professional=world.sanne.professional),
            made_at=uow.now,
            owner=None if owner is None else world.id(owner),
            reserve=None if reserve is None else world.id(reserve),
            others=frozenset(map(world.id, others)),
            people=frozenset({world.id("fatima")}),
            contact=None if contact is None else world.id(contact),
        )
        await uow.tasks.keep(task)
        await task_turns.plan_turns(uow, CLOCKWORK, task=task.id)
    return task


async def task_of(world: World, task: Task) -> Task:
    """The task as it stands."""
    async with world.archive.reading() as uow:
        found = await uow.tasks.get(task.id)
    assert found is not None
    return found


async def turns_of(world: World, task: Task) -> tuple[TaskTurn, ...]:
    """Every turn of it, earliest first."""
    async with world.archive.reading() as uow:
        return await uow.tasks.turns_of(task.id, task.made_at - timedelta(days=400))


async def turn_of(world: World, which: TaskTurnId) -> TaskTurn:
    """The turn as it stands."""
    async with world.archive.reading() as uow:
        found = await uow.tasks.turn(which)
    assert found is not None
    return found


async def answer(world: World, verb: Any, which: TaskTurnId, by: str | None, *args: Any) -> TaskTurn:
    """What this verb of `turn_answers` makes of a turn, with everything that follows."""
    async with world.unit() as uow:
        turn = await uow.tasks.turn(which)
        task = await uow.tasks.get(turn.task)
        holder = () if by is None else (world.id(by),)
        if verb.__name__ in ("cannot", "decline", "without"):
            fresh = verb(task, turn, *holder, await able_for(uow, task), now=uow.now)
        elif verb.__name__ == "drop":
            fresh = verb(turn, now=uow.now)
        else:
            fresh = verb(turn, *holder, *args, now=uow.now)
        recipient = Recipient(person=world.id(by)) if by else None
        if isinstance(fresh, tuple):
            fresh, later = fresh
            await keep(uow, task, later, by=recipient)
        settled: TaskTurn = await settle(uow, task, turn, fresh, by=recipient)
        return settled


def about_tasks(world: World, who: str, since: datetime | None = None) -> list[tuple[str, str]]:
    """What somebody heard about tasks: kind, and when in Amsterdam ('11-30 15:00')."""
    return [
        (type(heard.notice).__name__, f"{local(heard.at):%m-%d %H:%M}")
        for heard in world.heard
        if heard.who == who and isinstance(heard.notice, AboutTask) and (since is None or heard.at >= since)
    ]
