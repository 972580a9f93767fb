"""How a thread stands after something was said, read or taken back, and when the ladder looks at it next."""

from dataclasses import replace

from domain.absence import WorkingHours
from domain.people import Family, Person, Role
from domain.standing import standing
from domain.thread_ladder import THREAD_LADDER, Rung, climb, next_look
from domain.threads import Thread, ThreadId
from domain.working_time import answer_by
from usecases.permission import stand_in_of
from usecases.ports import Unit


async def thread_of(uow: Unit, person: Person) -> Thread:
    """The person's thread, which is made the first time somebody says something."""
    thread = await uow.threads.of_person(person.id)
    if thread is None:
        thread = Thread(ThreadId(uow.new_id()), person.id)
        await uow.threads.add(thread)
    return thread


async def restand(uow: Unit, family: Family, person: Person, thread: Thread) -> Thread:
    """Work out anew how the thread stands, and keep it.

    Nobody from the network waits for an answer or has something to read: what they say is passed on, and stands on a
    list (security §3.2).
    """
    fresh = standing(thread, await uow.messages.outlines(thread))
    if person.role is Role.NETWORK_MEMBER:
        fresh = replace(fresh, waiting_since=None, promised_by=None, unread_since=None)
    hours = await answering_hours(uow, family)
    if fresh.waiting_since is not None and fresh.promised_by is None:
        fresh = replace(fresh, promised_by=answer_by(hours, fresh.waiting_since))
    rungs = climb(THREAD_LADDER, fresh, hours)
    climbed = fresh.climbed & {rung.key for rung in rungs}
    fresh = replace(fresh, climbed=climbed, look_at=next_look(rungs, climbed))
    await uow.threads.save(fresh)
    return fresh


async def answering_hours(uow: Unit, family: Family) -> WorkingHours:
    """The hours of whoever answers this family today: the gezinsmanager, or who stands in."""
    return await uow.absences.hours_of(await stand_in_of(uow, family.case_manager) or family.case_manager)


async def rungs_of(uow: Unit, family: Family, thread: Thread) -> tuple[Rung, ...]:
    """Every rung that the thread asks for now, earliest first."""
    return climb(THREAD_LADDER, thread, await answering_hours(uow, family))
