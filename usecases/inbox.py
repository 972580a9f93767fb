"""The inbox of a gezinsmanager: every thread in which somebody waits, over all families, waiting longest first."""

from dataclasses import dataclass

from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.people import Family, FamilyId, Person, ProfessionalId
from domain.threads import Thread
from usecases.permission import entrusted_to, permit
from usecases.ports import Unit

AT_EASE = 2
"""The place in the order of threads in which nobody waits."""


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One thread in the inbox. ``instead_of``: it is read on behalf of this colleague, who is away."""

    family: Family
    person: Person
    thread: Thread
    instead_of: ProfessionalId | None


async def see(
    uow: Unit, who: CaseManager, *, at_ease: int | None = None, most: int | None = None
) -> tuple[InboxEntry, ...]:
    """Every thread of one's own families, and of those of a colleague who is away: urgent first, then longest waiting.

    Threads in which nobody waits come last, newest first; ``at_ease`` is how many of them are wanted, ``most`` how many
    threads in all. Only the names of those are opened. Who looks here has been told of what came in.
    """
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_INBOX, scope, mode=Mode.READ, kind="inbox")
    threads: list[tuple[Thread, ProfessionalId]] = []
    owners = (who.professional, *sorted(await entrusted_to(uow, who.professional)))
    for owner in owners:
        threads += [(thread, owner) for thread in await uow.threads.for_inbox(owner, at_ease=at_ease)]
        await uow.messages.mark_all_told(owner, uow.now)
    threads.sort(key=lambda each: _order(each[0]))
    waiting = sum(_order(thread)[0] < AT_EASE for thread, _ in threads)
    wanted = threads if at_ease is None else threads[: waiting + at_ease]
    return await _entries(uow, who, owners, wanted if most is None else wanted[:most])


async def _entries(
    uow: Unit,
    who: CaseManager,
    owners: tuple[ProfessionalId, ...],
    threads: list[tuple[Thread, ProfessionalId]],
) -> tuple[InboxEntry, ...]:
    families: dict[FamilyId, Family] = {}
    for owner in owners:
        families |= {family.id: family for family in await uow.families.families(owner)}
    people = await uow.families.several(thread.person for thread, _ in threads)
    return tuple(
        InboxEntry(
            family=families[people[thread.person].family],
            person=people[thread.person],
            thread=thread,
            instead_of=None if owner == who.professional else owner,
        )
        for thread, owner in threads
    )


def _order(thread: Thread) -> tuple[int, float]:
    if thread.urgent_since is not None:
        return 0, thread.urgent_since.timestamp()
    if thread.waiting_since is not None:
        return 1, thread.waiting_since.timestamp()
    return AT_EASE, -thread.id.int
