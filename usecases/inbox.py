"""The inbox of a gezinsmanager: every thread in which somebody waits, over all families, waiting longest first."""

from dataclasses import dataclass

from domain.access import Action, Scope
from domain.actors import CaseManager
from domain.audit import Mode
from domain.people import Family, FamilyId, Person, ProfessionalId
from domain.threads import Thread
from usecases.permission import entrusted_to, permit
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One thread in the inbox. ``instead_of``: it is read on behalf of this colleague, who is away."""

    family: Family
    person: Person
    thread: Thread
    instead_of: ProfessionalId | None


async def see(uow: Unit, who: CaseManager) -> tuple[InboxEntry, ...]:
    """Every thread of one's own families, and of those of a colleague who is away: urgent first, then longest waiting.

    Threads in which nobody waits come last, newest first. Who looks here has been told of what came in.
    """
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_INBOX, scope, mode=Mode.READ, kind="inbox")
    entries: list[InboxEntry] = []
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        instead_of = None if owner == who.professional else owner
        entries += await _of(uow, owner, instead_of)
        await uow.messages.mark_all_told(owner, uow.now)
    return tuple(sorted(entries, key=_order))


async def _of(uow: Unit, owner: ProfessionalId, instead_of: ProfessionalId | None) -> list[InboxEntry]:
    families: dict[FamilyId, Family] = {f.id: f for f in await uow.families.families(owner)}
    people = {p.id: p for p in await uow.families.people_of_case_manager(owner)}
    return [
        InboxEntry(families[people[thread.person].family], people[thread.person], thread, instead_of)
        for thread in await uow.threads.of_case_manager(owner)
        if thread.person in people
    ]


def _order(entry: InboxEntry) -> tuple[int, float]:
    thread = entry.thread
    if thread.urgent_since is not None:
        return 0, thread.urgent_since.timestamp()
    if thread.waiting_since is not None:
        return 1, thread.waiting_since.timestamp()
    return 2, -thread.id.int
