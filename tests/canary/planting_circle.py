"""Planting in the circle: what members take part for, tasks with their turns, and all that was said of a meeting."""

from datetime import date, time, timedelta

from bot.clock import parse_instant
from domain.meetings import Meeting, MeetingKind, MeetingPoint, MeetingState, Says
from domain.people import Called
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import Task
from tests.canary.planting import Planted
from tests.canary.rules import MANAGER_OF, Kind
from tests.support.world import KringUnderTest
from usecases import circle, meeting_outcomes, meetings, own_meetings, own_turns, tasks
from usecases.ports import Unit
from usecases.task_desk import TaskFilled

SEES = {
    "a": (("mother", "young1"), ("father",)),
    "b": (("mother", "father", "young1"), ("father",)),
}
"""Whose week each of the two tasks stands in; the parents of family a are kept apart."""

COMES = ("mother", "young1", "net1")
"""To both meetings."""

UNTIL = date(2027, 3, 1)
EVERY_DAY = Series(date(2026, 11, 24), time(17), Every.DAY, until=date(2026, 12, 20))


async def help_out(kring: KringUnderTest, planted: Planted) -> None:
    """Each family has members with a purpose, a proposal, two tasks, and two meetings."""
    for family in MANAGER_OF:
        async with kring.unit() as uow:
            await _take_part(uow, planted, family)
        async with kring.unit() as uow:
            await _give(uow, planted, family)
        async with kring.unit() as uow:
            await _meet(uow, planted, family)
    await kring.idle()


async def _take_part(uow: Unit, planted: Planted, family: str) -> None:
    who = planted.manager(family)
    for seat in ("net1", "net2", "net3"):
        key = f"{family}.{seat}"
        purpose = planted.word(Kind.PURPOSE, key, people=planted.known_to(key))
        person = planted.cast.people[key].id
        await circle.change_member(uow, who, person=person, purpose=Secret(purpose), until=UNTIL)
    proposer = f"{family}.mother"
    words = [Secret(planted.word(Kind.MEMBER_PROPOSED, proposer)) for _ in range(2)]
    await circle.propose(
        uow,
        planted.talker(proposer),
        name=words[0],
        called=Called.AUNT,
        purpose=words[1],
        once=uow.new_token(),
    )


async def _give(uow: Unit, planted: Planted, family: str) -> None:
    """The first task has been handed on to the reserve on its first day; the second one is the reserve's own."""
    first = await _task(uow, planted, family, "net1", SEES[family][0], reserve="net2", others=("net3",))
    await _task(uow, planted, family, "net2", SEES[family][1])
    (turn, *_) = await uow.tasks.turns_of(first.id, uow.now)
    who = planted.cast.participant(f"{family}.net1")
    await own_turns.cannot(uow, who, turn=turn.id, sequence=turn.sequence)


async def _task(
    uow: Unit,
    planted: Planted,
    family: str,
    owner: str,
    sees: tuple[str, ...],
    *,
    reserve: str = "",
    others: tuple[str, ...] = (),
) -> Task:
    seats = (owner, *sees, *((reserve,) if reserve else ()), *others)
    people = {seat: planted.cast.people[f"{family}.{seat}"].id for seat in seats}
    words = planted.word(Kind.TASK, f"{family}.{owner}", people=tuple(f"{family}.{seat}" for seat in seats))
    filled = TaskFilled(
        words=Secret(words.capitalize()),
        series=EVERY_DAY,
        minutes=30,
        owner=people[owner],
        reserve=people[reserve] if reserve else None,
        others=frozenset(people[seat] for seat in others),
        people=frozenset(people[seat] for seat in sees),
        contact=people[sees[0]],
    )
    household = planted.cast.families[family].id
    return await tasks.plan(uow, planted.manager(family), family=household, filled=filled)


async def _meet(uow: Unit, planted: Planted, family: str) -> None:
    """One has a moment this evening, the other is being polled."""
    keys = tuple(f"{family}.{seat}" for seat in COMES)
    await _prepared(uow, planted, family, keys, "2026-11-26 18:30")
    met = await _prepared(uow, planted, family, keys, "2026-11-23 18:30")
    await meetings.choose(uow, planted.manager(family), meeting=met.id, option=0)


async def _prepared(uow: Unit, planted: Planted, family: str, keys: tuple[str, ...], at: str) -> Meeting:
    """Everybody who comes has a point of their own, and the mother shares another one."""
    first = parse_instant(at)
    made = await meetings.poll(
        uow,
        planted.manager(family),
        family=planted.cast.families[family].id,
        kind=MeetingKind.TEAM,
        people=tuple(planted.cast.people[key].id for key in keys),
        options=(first, first + timedelta(days=1)),
        minutes=60,
    )
    for key in keys:
        await _point(uow, planted, key, made, planted.word(Kind.POINT, key))
    mother = f"{family}.mother"
    shared = await _point(uow, planted, mother, made, planted.word(Kind.SHARED_POINT, mother, people=keys))
    await own_meetings.share_point(uow, planted.cast.participant(mother), point=shared.id)
    return made


async def _point(uow: Unit, planted: Planted, key: str, of: Meeting, words: str) -> MeetingPoint:
    who, once = planted.cast.participant(key), uow.new_token()
    return await own_meetings.point(uow, who, meeting=of.id, body=Secret(words), once=once)


async def look_back(kring: KringUnderTest, planted: Planted) -> None:
    """The meeting was held; the mother and whoever helps say that what was decided with them is not right."""
    for family in MANAGER_OF:
        async with kring.unit() as uow:
            await _look_back(uow, planted, family)
    await kring.idle()


async def _look_back(uow: Unit, planted: Planted, family: str) -> None:
    who, household = planted.manager(family), planted.cast.families[family].id
    met = next(one for one in await uow.meetings.of_family(household) if one.state is MeetingState.PLANNED)
    present = frozenset(planted.cast.people[f"{family}.{seat}"].id for seat in COMES)
    await meeting_outcomes.held(uow, who, meeting=met.id, present=present)
    task = next(iter(await uow.tasks.of_family(household)))
    mother, member = f"{family}.mother", f"{family}.net1"
    for keys, of in (((mother, member), task.id), ((mother,), None)):
        # Of what was decided with them the network sees the task it became, never the words.
        words = Secret(planted.word(Kind.DECIDED, mother, people=(mother,)))
        people = frozenset(planted.cast.people[key].id for key in keys)
        await meeting_outcomes.decide(uow, who, meeting=met.id, words=words, people=people, task=of)
    await meeting_outcomes.ask_agreement(uow, who, meeting=met.id)
    for key in (mother, member):
        note = Secret(planted.word(Kind.POINT, key))
        someone = planted.cast.participant(key)
        await own_meetings.say(uow, someone, meeting=met.id, says=Says.WRONG, note=note)
