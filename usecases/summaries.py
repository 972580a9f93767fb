"""Summaries of check-ins: of one family in full, of all of one's families at a glance, and one's own course."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager, Talker
from domain.audit import Mode
from domain.bare_turns import BareHistory, BareLine, bare_lines, counts
from domain.calendar import local
from domain.course import every_goal, joined_on, narrowed, remarks_for, shown_lines, stands_of
from domain.errors import NotFound
from domain.histories import History, Line
from domain.moments import Moment, moments
from domain.people import Family, FamilyId, Person, PersonId, ProfessionalId
from domain.plan_views import sees_goal
from domain.plans import Goal, GoalEnd, GoalId, GoalStand, Plan, PlanVersion
from domain.rounds import WEEK, Round, RoundId, monday_of
from domain.secret import Secret
from domain.signals import Signal
from domain.summaries import CheckInSummary
from domain.summarising import NO_STEPS, summarise
from usecases.permission import entrusted_to, family_of, permit, person_of, scope_of_family
from usecases.ports import Unit

WEEKS_SHOWN = 12
MEETINGS_BACK = timedelta(days=731)
"""How far back meetings are laid beside the lines."""


@dataclass(frozen=True, slots=True)
class FamilySummary:
    """The check-ins of one family. ``summary`` is of the round asked for, or of the newest that closed, if any did.

    ``rounds`` are those that closed, newest first; ``goals`` every goal that ever stood in the plan, each as last
    written; ``signals`` every one that still holds, newest first; ``moments`` earliest first.
    """

    family: Family
    plan: Plan | None
    people: Mapping[PersonId, Person]
    summary: CheckInSummary | None
    rounds: tuple[Round, ...]
    history: History
    signals: tuple[Signal, ...]
    goals: tuple[Goal, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """One's own course. ``plan`` holds only what this person may see of it; None when it is not shared with them.

    ``goals`` are those they see, also what ended; ``ends`` how those did. ``lines`` are their own, those of the
    professionals, and those of others who all agreed to that; ``people`` whose lines these are. ``remarks`` are the
    gezinsmanager's, newest first. ``shares_lines`` is what this person chose.
    """

    plan: Plan | None
    goals: tuple[Goal, ...]
    ends: Mapping[GoalId, GoalEnd]
    lines: tuple[Line, ...]
    people: Mapping[PersonId, Person]
    remarks: tuple[tuple[Round, Secret], ...]
    moments: tuple[Moment, ...]
    shares_lines: bool


@dataclass(frozen=True, slots=True)
class FamilyTrend:
    """One family among many: its open goals and lines of the last twelve weeks, how its last round went, its signals.

    ``instead_of``: the colleague for whom one stands in; ``people``: all of the family; ``signals``: those that wait.
    """

    family: Family
    instead_of: Secret | None
    people: Mapping[PersonId, Person]
    goals: tuple[Goal, ...]
    lines: Mapping[GoalId, tuple[BareLine, ...]]
    last: Round | None
    asked: int
    answered: int
    signals: tuple[Signal, ...]


async def see(
    uow: Unit,
    who: CaseManager,
    *,
    family: FamilyId,
    round: RoundId | None = None,  # noqa: A002 - its own word
) -> FamilySummary:
    """One family's check-ins in full.

    Raises:
        NotFound, NotAllowed: no such family, or no such round in it, for this actor.
    """
    household = await _permitted(uow, who, family, Mode.READ)
    return await _in_full(uow, household, round)


async def export(
    uow: Unit,
    who: CaseManager,
    *,
    family: FamilyId,
    round: RoundId | None = None,  # noqa: A002 - its own word
) -> FamilySummary:
    """The same, to be carried out of Kring as a file; the log says so.

    Raises:
        NotFound, NotAllowed: as for seeing.
    """
    household = await _permitted(uow, who, family, Mode.EXECUTE)
    return await _in_full(uow, household, round)


async def trends(uow: Unit, who: CaseManager) -> tuple[FamilyTrend, ...]:
    """One's own families, then those of colleagues for whom one stands in; a family without a plan is left out."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_CHECK_INS, scope, mode=Mode.READ, kind="trends")
    families: list[tuple[Family, ProfessionalId | None]] = []
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        instead = None if owner == who.professional else owner
        families += [(family, instead) for family in await uow.families.families(owner)]
    plans = await uow.plans.several(family.id for family, _ in families)
    since = monday_of(local(uow.now).date()) - WEEK * (WEEKS_SHOWN - 1)
    histories = await uow.check_ins.bare(plans, since)
    signals = await uow.signals.open_of(plans)
    people = await uow.families.people_in(plans)
    away = {one: await uow.organisation.professional(one) for _, one in families if one is not None}
    found: list[FamilyTrend] = []
    for family, instead_of in families:
        if family.id in plans:
            own_scope = scope_of_family(family)
            await permit(uow, who, Action.SEE_CHECK_INS, own_scope, mode=Mode.READ, kind="summary")
            history = histories[family.id]
            own = tuple(signal for signal in signals if signal.family == family.id)
            colleague = None if instead_of is None else away[instead_of]
            name = colleague.name if colleague is not None else None
            there = {person.id: person for person in people.get(family.id, ())}
            found.append(_trend(family, name, there, plans[family.id], history, own))
    return tuple(found)


async def own(uow: Unit, who: Talker) -> OwnCourse:
    """How it went, for the one who asks.

    Raises:
        NotFound, NotAllowed: this is not somebody of that family.
    """
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope = scope_of_family(family, person.id)
    await permit(uow, who, Action.SEE_CHECK_INS, scope, mode=Mode.READ, kind="course", object_id=person.id)
    flags = await uow.families.flags_of(family.id)
    plan, versions = await uow.plans.whole(family.id)
    history = await uow.check_ins.history(family.id)
    goals = tuple(goal for goal in every_goal(plan, versions) if sees_goal(goal, person.id, flags))
    rhythms = await uow.check_ins.rhythms({person.id, *(one for goal in goals for one in goal.people)})
    sharing = frozenset(one for one, rhythm in rhythms.items() if rhythm.shares_lines)
    stands = stands_of(plan, goals)
    shown = shown_lines(history, person.id, goals, sharing, joined_on(versions, person.id))
    others = [line.holder.person for line in shown if line.holder is not None]
    return OwnCourse(
        plan=narrowed(plan, person.id, flags, goals),
        goals=goals,
        ends={
            stand.goal: stand.end for stand in stands if stand.ended_at is not None and stand.end is not None
        },
        lines=shown,
        people=await uow.families.several({one for one in others if one is not None}),
        remarks=remarks_for(history, plan, versions, person.id, flags),
        moments=await _moments(uow, family.id, versions, stands, of=person.id),
        shares_lines=person.id in sharing,
    )


async def _permitted(uow: Unit, who: CaseManager, family: FamilyId, mode: Mode) -> Family:
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.SEE_CHECK_INS, scope, mode=mode, kind="summary", object_id=family)
    return household


async def _in_full(uow: Unit, family: Family, which: RoundId | None) -> FamilySummary:
    plan, versions = await uow.plans.whole(family.id)
    history = await uow.check_ins.history(family.id)
    signals = await uow.signals.of(family.id)
    shown = history.find(which)
    if which is not None and shown is None:
        raise NotFound(detail="round")
    steps = plan.done_steps if plan is not None else NO_STEPS
    return FamilySummary(
        family=family,
        plan=plan,
        people={person.id: person for person in await uow.families.people_of(family.id)},
        summary=None if shown is None else summarise(history, shown, steps=steps),
        rounds=tuple(reversed(history.closed)),
        history=history,
        signals=tuple(signal for signal in signals if signal.gone_at is None),
        goals=every_goal(plan, versions),
        moments=await _moments(uow, family.id, versions, plan.stands if plan is not None else ()),
    )


def _trend(
    family: Family,
    instead_of: Secret | None,
    people: Mapping[PersonId, Person],
    plan: Plan,
    history: BareHistory,
    signals: tuple[Signal, ...],
) -> FamilyTrend:
    asked, answered = (0, 0) if history.last is None else counts(history, history.last)
    return FamilyTrend(
        family=family,
        instead_of=instead_of,
        people=people,
        goals=plan.open_goals,
        lines=bare_lines(history, [goal.id for goal in plan.open_goals]),
        last=history.last,
        asked=asked,
        answered=answered,
        signals=signals,
    )


async def _moments(
    uow: Unit,
    family: FamilyId,
    versions: tuple[PlanVersion, ...],
    stands: tuple[GoalStand, ...],
    *,
    of: PersonId | None = None,
) -> tuple[Moment, ...]:
    """What happened beside the check-ins; with ``of`` only what this person took part in."""
    met = await uow.appointments.of_family(family, uow.now - MEETINGS_BACK, uow.now)
    there = [one for one in met if of is None or of in one.people]
    theirs = [version for version in versions if of is None or of in version.text.people]
    return moments(theirs, there, stands)
