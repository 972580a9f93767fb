"""`rota`: what a year of a weekly task costs in five hundred families, and fifty people who take the same turn at once.

`plan_s`: seconds of one core, counted over all threads and scaled to five hundred families when fewer are measured
(`count`), to make the turns of a whole year of each, as the bot's tick does; `wall_s` is what the clock said on that
core, which others may use too, and `turns` how many were made. `race`: fifty parallel takers of one turn that is open
to all of them, `rounds` times over, each in a transaction of their own; `p99_ms` is the time between the tap and the
answer that 99 in 100 do not pass, whether they have it or hear that it is arranged. In every race one wins.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter, process_time

from bench.figures import Json, tail
from bench.population import ADMINISTRATOR, archive_in
from bench.processes import BenchFailed
from bench.visitors import one_core
from demo.clock import Clock
from domain.actors import Clockwork, NetworkMember
from domain.calendar import ONE_DAY, at_local, local
from domain.linking import Link, LinkId, Recipient
from domain.people import (
    Called,
    Family,
    FamilyId,
    Person,
    PersonId,
    Professional,
    ProfessionalRole,
    Role,
)
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import Task, TaskId, TaskTurn, TaskTurnId, TurnState, TurnTaken
from handlers.house import account_of
from storage.archive import Archive
from usecases.organisation import add_professional, set_up
from usecases.own_turns import take
from usecases.ports import Unit
from usecases.task_turns import BATCH, plan_turns

FIVE_HUNDRED = 500
YEAR = ONE_DAY * 364
WEEKS = 52
TAKERS = 50
CLOCKWORK = Clockwork()
BRINGS_AT = time(8, 15)
MINUTES = 30


@dataclass(frozen=True, slots=True)
class Race:
    """A turn that is open to all of these; each has a link, and would hear of it."""

    turn: TaskTurn
    takers: tuple[NetworkMember, ...]


async def rota(folder: Path, *, count: int, rounds: int) -> Json:
    """Both, in an empty folder."""
    clock = Clock(folder / "clock")
    monday = _monday()
    clock.move_to(at_local(monday, time(7)))
    starts_at = at_local(monday + ONE_DAY, BRINGS_AT)
    with one_core():
        # The archive has threads of its own, which stay on the core on which they began.
        async with archive_in(folder, folder / "clock") as archive:
            sanne = await _office(archive)
            tasks = await _tasks(archive, sanne, count, monday + ONE_DAY)
            planned = await _planned(archive, tasks, monday + YEAR)
            return {**planned, "race": await _races(archive, sanne, rounds, starts_at)}


async def _planned(archive: Archive, tasks: list[TaskId], until: date) -> Json:
    """All turns of all tasks, so many tasks in a transaction as the tick plans."""
    made = 0
    begun, before = perf_counter(), process_time()
    for first in range(0, len(tasks), BATCH):
        async with archive.unit() as uow:
            for task in tasks[first : first + BATCH]:
                made += await plan_turns(uow, CLOCKWORK, task=task, until=until)
    scale = FIVE_HUNDRED / len(tasks)
    spent, waited = (process_time() - before) * scale, (perf_counter() - begun) * scale
    if made != WEEKS * len(tasks):
        raise BenchFailed(f"{made} turns were made for {len(tasks)} tasks")
    return {"plan_s": round(spent, 2), "wall_s": round(waited, 2), "turns": made, "count": len(tasks)}


async def _races(archive: Archive, sanne: Professional, rounds: int, starts_at: datetime) -> Json:
    ms: list[float] = []
    people = await _neighbours(archive, sanne)
    for number in range(rounds):
        race = await _open_turn(archive, people, starts_at + timedelta(days=number))
        came = await asyncio.gather(*(_takes(archive, race, who) for who in race.takers))
        won = Counter(has_it for has_it, _ in came)
        if won != {True: 1, False: TAKERS - 1}:
            raise BenchFailed(f"{won[True]} had it")
        ms += [taken for _, taken in came]
    return {
        **tail(ms),
        "p99_ms": round(sorted(ms)[len(ms) * 99 // 100], 1),
        "takers": TAKERS,
        "rounds": rounds,
    }


async def _takes(archive: Archive, race: Race, who: NetworkMember) -> tuple[bool, float]:
    """Whether they have it, and after how many milliseconds they know."""
    begun = perf_counter()
    try:
        async with archive.unit() as uow:
            await take(uow, who, turn=race.turn.id, sequence=race.turn.sequence)
    except TurnTaken:
        return False, (perf_counter() - begun) * 1000
    return True, (perf_counter() - begun) * 1000


async def _office(archive: Archive) -> Professional:
    async with archive.unit() as uow:
        await set_up(uow, ADMINISTRATOR, organisation=Secret("Bench"), team=Secret("Bench"))
        return await add_professional(
            uow, ADMINISTRATOR, name=Secret("Sanne"), role=ProfessionalRole.CASE_MANAGER
        )


async def _tasks(archive: Archive, sanne: Professional, count: int, first: date) -> list[TaskId]:
    """A family each, with somebody who brings the children every week for a year."""
    made = []
    for begin in range(0, count, BATCH):
        async with archive.unit() as uow:
            for number in range(begin, min(begin + BATCH, count)):
                family = await _family(uow, sanne, f"Huis{number}")
                owner = await _member(uow, family, number)
                task = _task(uow, family, Series(first, BRINGS_AT, Every.WEEK, until=first + YEAR - ONE_DAY))
                await uow.tasks.keep(replace(task, owner=owner))
                made.append(task.id)
    return made


async def _neighbours(archive: Archive, sanne: Professional) -> tuple[FamilyId, tuple[PersonId, ...]]:
    """One family with fifty who help."""
    async with archive.unit() as uow:
        family = await _family(uow, sanne, "Straat")
        return family, tuple([await _member(uow, family, number) for number in range(TAKERS)])


async def _open_turn(
    archive: Archive, people: tuple[FamilyId, tuple[PersonId, ...]], starts_at: datetime
) -> Race:
    family, others = people
    asked = frozenset(others)
    day = local(starts_at).date()
    async with archive.unit() as uow:
        task = replace(_task(uow, family, Series(day, BRINGS_AT)), others=asked, planned_until=date.max)
        turn = TaskTurn(
            id=TaskTurnId(uow.new_id()),
            task=task.id,
            family=family,
            slot=day,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=MINUTES),
            holder=None,
            state=TurnState.OFFERED,
            asked=asked,
        )
        await uow.tasks.keep(task)
        await uow.tasks.keep_turn(turn)
    return Race(turn, tuple(NetworkMember(person, family) for person in others))


async def _family(uow: Unit, sanne: Professional, alias: str) -> FamilyId:
    family = Family(FamilyId(uow.new_id()), alias, "🏠", sanne.team, sanne.id)
    await uow.families.add_family(family)
    return family.id


async def _member(uow: Unit, family: FamilyId, number: int) -> PersonId:
    """Somebody who helps, linked and agreed."""
    person = PersonId(uow.new_id())
    name = Secret(f"Buur{number}")
    await uow.families.add_person(Person(person, family, Role.NETWORK_MEMBER, Called.NEIGHBOUR, name))
    await uow.links.add(
        Link(
            id=LinkId(uow.new_id()),
            holder=Recipient(person=person),
            account=account_of(uow, number),
            chat=Secret(str(number)),
            linked_at=uow.now,
            consented_at=uow.now,
        )
    )
    return person


def _task(uow: Unit, family: FamilyId, series: Series) -> Task:
    by = Recipient(person=PersonId(uow.new_id()))
    return Task(TaskId(uow.new_id()), family, Secret("brengen"), series, MINUTES, by, uow.now)


def _monday() -> date:
    today = local(datetime.now(UTC)).date()
    return today + ONE_DAY * (7 - today.weekday())
