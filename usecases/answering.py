"""Climbing the ladder of a thread: doorbells, nudges and urgent items, each taken once, whenever it falls due."""

from dataclasses import replace
from datetime import timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.notices import SomethingWaits, WorkWaits
from domain.people import Family, Person, ProfessionalId
from domain.thread_ladder import Hears, Rung, next_look
from domain.threads import Thread, ThreadId
from domain.work_items import OnList, WorkItem, WorkItemId, WorkKind
from usecases.outbox import put_on_list, tell_leaders, tell_person, tell_professional
from usecases.permission import allow, family_of, person_of, stand_in_of
from usecases.ports import Unit
from usecases.standing import restand, rungs_of

REST = timedelta(hours=1)


async def due_threads(uow: Unit, who: Clockwork, *, limit: int = 50) -> tuple[ThreadId, ...]:
    """The threads whose ladder has something to say now."""
    allow(who, Action.RUN, Scope())
    return tuple(thread.id for thread in await uow.threads.due(uow.now, limit))


async def look(uow: Unit, who: Clockwork, *, thread_id: ThreadId) -> int:
    """See how this thread stands, and take every rung that is due; how many there were."""
    allow(who, Action.RUN, Scope())
    thread = await uow.threads.get(thread_id)
    if thread is None:
        return 0
    person = await person_of(uow, thread.person)
    family = await family_of(uow, person.family)
    before = await restand(uow, family, person, thread)
    after = await climb_thread(uow, family, person, before)
    return len(after.climbed - before.climbed)


async def climb_thread(uow: Unit, family: Family, person: Person, thread: Thread) -> Thread:
    """Take the rungs that are due and were not taken, and remember them in the same transaction."""
    rungs = await rungs_of(uow, family, thread)
    due = [rung for rung in rungs if rung.due_at <= uow.now and rung.key not in thread.climbed]
    for rung in _worth_taking(due):
        await _take(uow, family, person, thread, rung)
    climbed = thread.climbed | {rung.key for rung in due}
    fresh = replace(thread, climbed=climbed, look_at=next_look(rungs, climbed))
    if fresh != thread:
        await uow.threads.save(fresh)
    return fresh


def _worth_taking(due: list[Rung]) -> list[Rung]:
    """Without the doorbells that a later one makes needless: after a standstill it rings once."""
    bells = [rung for rung in due if rung.step.hears is Hears.PERSON]
    return [rung for rung in due if rung not in bells[:-1]]


async def _take(uow: Unit, family: Family, person: Person, thread: Thread, rung: Rung) -> None:
    stand_in = await stand_in_of(uow, family.case_manager)
    match rung.step.hears:
        case Hears.PERSON:
            key = f"{rung.key}:{thread.id.hex}"
            await tell_person(
                uow, person.id, SomethingWaits(thread.id), key=key, appointment=None, until=None
            )
        case Hears.CASE_MANAGER:
            await _on_list(uow, family, person, thread, rung, family.case_manager)
        case Hears.STAND_IN if stand_in is not None:
            await _on_list(uow, family, person, thread, rung, stand_in)
        case Hears.STAND_IN | Hears.TEAM:
            await _on_team_list(uow, family, person, thread, rung)


async def _on_list(
    uow: Unit, family: Family, person: Person, thread: Thread, rung: Rung, tell: ProfessionalId
) -> None:
    item = await _put(uow, family, person, thread, rung, OnList.CASE_MANAGER)
    if rung.step.urgent:
        await tell_professional(uow, family, tell, WorkWaits(item.id), key=f"{rung.key}:{item.id.hex}")


async def _on_team_list(uow: Unit, family: Family, person: Person, thread: Thread, rung: Rung) -> None:
    """On the team's list too, and told to who leads it; what stands on the gezinsmanager's list stays there."""
    item = await _put(uow, family, person, thread, rung, OnList.TEAM)
    await tell_leaders(uow, family.team, WorkWaits(item.id), key=f"{rung.key}:{item.id.hex}")


async def _put(uow: Unit, family: Family, person: Person, thread: Thread, rung: Rung, on: OnList) -> WorkItem:
    assert rung.step.kind is not None  # noqa: S101 - only the person's own rungs have none
    return await uow.work_items.put(
        WorkItem(
            id=WorkItemId(uow.new_id()),
            key=key_of(rung.step.kind, thread.id, on),
            kind=rung.step.kind,
            on=on,
            team=family.team,
            case_manager=family.case_manager,
            made_at=uow.now,
            family=family.id,
            person=person.id,
            urgent=rung.step.urgent,
        )
    )


def key_of(kind: WorkKind, thread: ThreadId, on: OnList) -> str:
    """Under which key something about a thread stands on a list, once."""
    return f"{kind.value}:{on.value}:{thread.hex}"


async def close_items(uow: Unit, thread: Thread, *kinds: WorkKind) -> None:
    """Take what is no longer to be done about a thread from every list."""
    for kind in kinds:
        for on in OnList:
            await uow.work_items.close_by_key(key_of(kind, thread.id, on), uow.now)


async def set_aside(uow: Unit, who: Clockwork, *, thread_id: ThreadId) -> None:
    """Looking at this thread goes wrong again and again: leave it for an hour, and have a person look into it."""
    allow(who, Action.RUN, Scope())
    thread = await uow.threads.get(thread_id)
    if thread is None:
        return
    await uow.threads.save(replace(thread, look_at=uow.now + REST))
    person = await person_of(uow, thread.person)
    family = await family_of(uow, person.family)
    await put_on_list(uow, family, WorkKind.CHECK_NOTICE, key=f"aside:{thread.id.hex}", person=person.id)
