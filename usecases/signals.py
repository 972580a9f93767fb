"""Signals: what the rules find is kept, until it holds no more or somebody has seen to it."""

from dataclasses import replace

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.errors import NotFound
from domain.histories import History
from domain.people import Family, PersonId
from domain.plans import Plan
from domain.signal_facts import Facts
from domain.signal_rules import MISSED_ROUNDS, findings
from domain.signals import Signal, SignalId
from domain.summarising import silences
from usecases.permission import family_of, permit, scope_of_family
from usecases.ports import Unit


async def look(uow: Unit, family: Family) -> int:
    """Keep what the rules find now and let go of what holds no more; returns how many signals are new.

    Who calls this has asked already who may: it comes along when a round closes and when a plan is looked at.
    """
    plan = await uow.plans.of(family.id)
    if plan is None:
        return 0
    found = {finding.key: finding for finding in findings(await facts_of(uow, family, plan))}
    kept = {signal.finding.key: signal for signal in await uow.signals.of(family.id)}
    for key, signal in kept.items():
        fresh = _now(uow, signal, found=key in found)
        if key in found and fresh.is_open:
            fresh = replace(fresh, finding=found[key])
        if fresh != signal:
            await uow.signals.save(fresh)
    new = [finding for key, finding in found.items() if key not in kept]
    for finding in new:
        await uow.signals.add(Signal(SignalId(uow.new_id()), family.id, finding, found_at=uow.now))
    return len(new)


async def facts_of(uow: Unit, family: Family, plan: Plan) -> Facts:
    """Everything that the rules look at."""
    history = await uow.check_ins.history(family.id)
    live = [version.id for version in (plan.established, plan.open) if version is not None]
    copies, proposals, questions = await uow.plan_copies.about(family.id, live)
    return Facts(
        plan=plan,
        now=uow.now,
        history=history,
        copies=copies,
        proposals=proposals,
        questions=questions,
        flags=await uow.families.flags_of(family.id),
        paused=await _paused(uow, history),
    )


async def seen(uow: Unit, who: CaseManager, *, signal: SignalId) -> Signal:
    """The gezinsmanager, or who stands in, has seen to it; a second time is no change.

    Raises:
        NotFound, NotAllowed: no such signal for this actor.
    """
    found = await uow.signals.get(signal)
    if found is None:
        raise NotFound(detail="signal")
    family = await family_of(uow, found.family)
    scope = scope_of_family(family, *((found.finding.person,) if found.finding.person else ()))
    await permit(uow, who, Action.CLOSE_WORK, scope, mode=Mode.UPDATE, kind="signal", object_id=signal)
    if found.seen_at is not None:
        return found
    settled = replace(found, seen_at=uow.now, seen_by=who.professional)
    await uow.signals.save(settled)
    return settled


async def _paused(uow: Unit, history: History) -> frozenset[PersonId]:
    """Of those who did not react, who is not asked for now; of the others nobody needs to know."""
    silent = {who for who, rounds in silences(history).items() if len(rounds) >= MISSED_ROUNDS}
    rhythms = await uow.check_ins.rhythms(silent) if silent else {}
    return frozenset(person for person, rhythm in rhythms.items() if rhythm.paused_since is not None)


def _now(uow: Unit, signal: Signal, *, found: bool) -> Signal:
    """Gone when it holds no more; back when it holds again and nobody had seen to it."""
    if found:
        return replace(signal, gone_at=None) if signal.seen_at is None else signal
    return replace(signal, gone_at=uow.now) if signal.gone_at is None else signal
