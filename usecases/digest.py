"""The digest: planned once per working day and professional, composed when it leaves."""

from collections import Counter
from datetime import date

from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager, Clockwork, TeamLeader, colleague
from domain.appointments import Appointment
from domain.audit import Mode
from domain.calendar import at_local, local, next_working_day, previous_working_day
from domain.delivery import Dispatch, DispatchId
from domain.digest import (
    DIGEST_AT,
    DIGEST_UNTIL,
    Digest,
    DigestRound,
    FamilyName,
    digest_due,
    digest_span,
)
from domain.histories import History
from domain.linking import Recipient
from domain.notices import DigestReady
from domain.people import Family, ProfessionalId, ProfessionalRole
from domain.rounds import Round
from domain.summarising import who_answered
from usecases.entries import appointment_entry, open_work
from usecases.outbox import is_reachable
from usecases.permission import allow, entrusted_to, permit
from usecases.ports import Unit


async def plan_digests(uow: Unit, who: Clockwork) -> int:
    """Plan today's digest for every professional, once; returns how many professionals there were."""
    allow(who, Action.RUN, Scope())
    day = digest_due(uow.now)
    if day is None:
        return 0
    professionals = await uow.organisation.professionals()
    for professional in professionals:
        if not await is_reachable(uow, professional.id):
            continue
        await uow.dispatches.add(
            Dispatch(
                id=DispatchId(uow.new_id()),
                key=f"digest:{day.isoformat()}:{professional.id.hex}",
                recipient=Recipient(professional=professional.id),
                notice=DigestReady(day),
                not_before=uow.now,
                valid_until=at_local(day, DIGEST_UNTIL),
            )
        )
    return len(professionals)


async def read_digest(uow: Unit, who: CaseManager | TeamLeader, *, day: date | None = None) -> Digest:
    """What this day asks of a professional, for the command line and the chat."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_DIGEST, scope, mode=Mode.READ, kind="digest")
    digest = await compose_digest(uow, who.professional, day or local(uow.now).date())
    return digest or Digest(day or local(uow.now).date(), (), (), ())


async def compose_digest(uow: Unit, which: ProfessionalId, day: date) -> Digest | None:
    """Today's appointments, those until the end of the next working day that nobody confirmed, the list, the rounds."""
    professional = await uow.organisation.professional(which)
    if professional is None:
        return None
    who = colleague(professional)
    start, end = digest_span(day)
    _, soon = digest_span(next_working_day(day))
    today: tuple[Appointment, ...] = ()
    later: tuple[Appointment, ...] = ()
    if professional.role is ProfessionalRole.CASE_MANAGER:
        for owner in (which, *sorted(await entrusted_to(uow, which))):
            today += await uow.appointments.of_case_manager(owner, start, end)
            later += await uow.appointments.of_case_manager(owner, end, soon)
    entries = tuple([await appointment_entry(uow, a) for a in today])
    waiting = tuple([e for e in [await appointment_entry(uow, a) for a in later] if e.unconfirmed])
    rounds = await digest_rounds(uow, who, day) if isinstance(who, CaseManager) else ()
    return Digest(day, entries, waiting, await open_work(uow, who), rounds)


async def digest_rounds(uow: Unit, who: CaseManager, day: date) -> tuple[DigestRound, ...]:
    """The families of which a round closed since the digest of the working day before, or of which signals wait.

    Who asks has asked already who may; there is nothing in it but counts.
    """
    families: list[Family] = []
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        families += await uow.families.families(owner)
    which = [family.id for family in families]
    since = at_local(previous_working_day(day), DIGEST_AT)
    closed = {
        one.family: one
        for one in sorted(await uow.check_ins.closed_since(which, since), key=lambda one: one.week)
        if one.closed_at is not None and one.closed_at < digest_span(day)[1]
    }
    first = min((one.week for one in closed.values()), default=day)
    histories = await uow.check_ins.histories(closed, first)
    signals = Counter(signal.family for signal in await uow.signals.open_of(which))
    found = (
        _round(family, histories.get(family.id), closed.get(family.id), signals[family.id])
        for family in families
    )
    return tuple(one for one in found if one.asked or one.signals)


def _round(family: Family, history: History | None, closed: Round | None, signals: int) -> DigestRound:
    name = FamilyName(family.symbol, family.alias)
    if history is None or closed is None:
        return DigestRound(name, 0, 0, signals)
    asked, answered = who_answered(history, closed)
    return DigestRound(name, len(asked), len(answered), signals)
