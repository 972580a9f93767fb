"""Fifty people tap "ik doe het" at the same moment: one has it, forty-nine hear that it is arranged, on a real file."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest

from domain.actors import NetworkMember, participant
from domain.calendar import local
from domain.linking import Link, LinkId, Recipient
from domain.people import Called, Person, PersonId, Role
from domain.secret import Secret
from domain.series import Series
from domain.tasks import Task, TaskId, TaskTurn, TaskTurnId, TurnEnded, TurnState, TurnTaken
from tests.support.cast import START
from tests.usecases.world import World
from usecases import own_turns
from usecases.ports import Unit

TAKERS = 50
TOMORROW = START + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Race:
    """A turn that is open to many, and those many."""

    task: Task
    turn: TaskTurn
    takers: tuple[NetworkMember, ...]


@pytest.fixture
async def race(world: World) -> Race:
    """Wil cannot, and fifty others of the circle were asked at once."""
    async with world.archive.unit() as uow:
        people = [await _neighbour(uow, world, number) for number in range(TAKERS)]
        task, turn = await _offered(uow, world, frozenset(one.id for one in people))
    actors = map(participant, people)
    return Race(task, turn, tuple(who for who in actors if isinstance(who, NetworkMember)))


async def _neighbour(uow: Unit, world: World, number: int) -> Person:
    family = world.cast.families["Ster"].id
    name = Secret(f"Buur {number}")
    person = Person(PersonId(uow.new_id()), family, Role.NETWORK_MEMBER, Called.NEIGHBOUR, name)
    holder, account, chat = Recipient(person=person.id), number.to_bytes(32), Secret(str(7000 + number))
    await uow.families.add_person(person)
    await uow.links.add(Link(LinkId(uow.new_id()), holder, account, chat, START, consented_at=START))
    return person


async def _offered(uow: Unit, world: World, asked: frozenset[PersonId]) -> tuple[Task, TaskTurn]:
    family, fatima = world.cast.families["Ster"].id, world.cast.people["fatima"].id
    slot = local(TOMORROW)
    task = Task(
        TaskId(uow.new_id()),
        family,
        Secret("ophalen"),
        Series(slot.date(), slot.time()),
        60,
        Recipient(person=fatima),
        START,
        owner=world.cast.people["wil"].id,
        others=asked,
        people=frozenset({fatima}),
    )
    turn = TaskTurn(
        TaskTurnId(uow.new_id()),
        task.id,
        family,
        slot.date(),
        TOMORROW,
        TOMORROW + timedelta(hours=1),
        None,
        TurnState.OFFERED,
        asked=asked,
    )
    await uow.tasks.keep(task)
    await uow.tasks.keep_turn(turn)
    return task, turn


async def _takes(world: World, race: Race, who: NetworkMember) -> str:
    try:
        async with world.archive.unit() as uow:
            taken = await own_turns.take(uow, who, turn=race.turn.id, sequence=race.turn.sequence)
    except TurnTaken:
        return "taken"
    assert taken.turn.holder == who.person
    return "has it"


async def test_of_fifty_who_take_at_once_one_has_it(world: World, race: Race) -> None:
    assert len(race.takers) == TAKERS
    came = await asyncio.gather(*(_takes(world, race, who) for who in race.takers))
    assert Counter(came) == {"has it": 1, "taken": TAKERS - 1}

    winner = race.takers[came.index("has it")]
    async with world.archive.unit() as uow:
        turn = await uow.tasks.turn(race.turn.id)
        history = await uow.tasks.history(race.task.id)
        assert turn is not None
        assert (turn.state, turn.holder) == (TurnState.PLANNED, winner.person)
        assert [(event.state, event.holder) for event in history] == [(TurnState.PLANNED, winner.person)]
        for who in race.takers:
            mine = [one.id for one in await uow.tasks.turns_for(who.person, START, START + timedelta(days=9))]
            assert mine == ([turn.id] if who is winner else [])


async def test_who_took_it_and_taps_again_still_has_it(world: World, race: Race) -> None:
    first, second = race.takers[:2]
    assert await _takes(world, race, first) == "has it"
    assert await _takes(world, race, second) == "taken"
    assert await _takes(world, race, first) == "has it"


async def test_somebody_who_can_after_all_does_not_get_what_another_has(world: World, race: Race) -> None:
    assert await _takes(world, race, race.takers[0]) == "has it"
    async with world.archive.unit() as uow:
        sequence = (await own_turns.see(uow, race.takers[0], turn=race.turn.id)).turn.sequence
    async with world.archive.unit() as uow:
        await own_turns.done(uow, race.takers[0], turn=race.turn.id, sequence=sequence)
    for who in race.takers[1:3]:
        with pytest.raises((TurnTaken, TurnEnded)):
            await _late(world, race, who)


async def _late(world: World, race: Race, who: NetworkMember) -> None:
    async with world.archive.unit() as uow:
        await own_turns.take(uow, who, turn=race.turn.id, sequence=race.turn.sequence)
