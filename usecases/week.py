"""The week of a family's tasks, for the gezinsmanager and for the parents and young people whose week it is."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.access import Scope
from domain.actions import Action
from domain.actors import CaseManager, Talker
from domain.audit import Mode
from domain.errors import NotFound
from domain.linking import Recipient
from domain.people import Family, FamilyId
from domain.tasks import TaskTurn, TaskTurnId, TurnState
from domain.turn_answers import recorded
from domain.week import GAPS_WITHIN, Week, WeekDay, WeekTurn, own_week, week_of, week_span, week_turn
from usecases.permission import entrusted_to, family_of, permit, scope_of_family
from usecases.ports import Unit
from usecases.turn_effects import settle

__all__ = ["FamilyGap", "Week", "WeekDay", "WeekTurn", "gaps", "record", "see"]

LONGEST_TURN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FamilyGap:
    """A turn of a family, within two days, that nobody has or with which help was asked."""

    family: Family
    turn: WeekTurn


async def see(uow: Unit, who: Talker | CaseManager, *, family: FamilyId, first: date) -> Week:
    """The seven days from ``first`` (Amsterdam) on; somebody of the family sees the tasks of their own week only.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    own = () if isinstance(who, CaseManager) else (who.person,)
    scope = scope_of_family(household, *own)
    await permit(uow, who, Action.SEE_WEEK, scope, mode=Mode.READ, kind="week", object_id=family)
    turns = await uow.tasks.turns_between(family, *week_span(first))
    tasks = await uow.tasks.several({turn.task for turn in turns})
    if not isinstance(who, CaseManager):
        turns = own_week(turns, tasks, who.person, await uow.families.flags_of(family))
    people = {person.id: person for person in await uow.families.people_of(family)}
    return week_of(first, turns, tasks, people, now=uow.now)


async def gaps(uow: Unit, who: CaseManager) -> tuple[FamilyGap, ...]:
    """The gaps within two days in the weeks of all own families, and of those one stands in for; earliest first."""
    scope = Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_WEEK, scope, mode=Mode.READ, kind="week")
    found: list[FamilyGap] = []
    for owner in (who.professional, *sorted(await entrusted_to(uow, who.professional))):
        for family in await uow.families.families(owner):
            found += await _gaps_of(uow, family)
    return tuple(sorted(found, key=lambda gap: (gap.turn.turn.starts_at, gap.turn.turn.id)))


async def record(uow: Unit, who: CaseManager, *, turn: TaskTurnId, state: TurnState) -> TaskTurn:
    """Write down that a turn was done or was not; what stood about it on a list is dealt with.

    Raises:
        NotFound, NotAllowed: no such turn for this actor. Unsuitable: it can be done or not done only.
        TurnEnded: it was put off or called off, or is too long ago.
    """
    found = await uow.tasks.turn(turn)
    task = None if found is None else await uow.tasks.get(found.task)
    if found is None or task is None:
        raise NotFound(detail="turn")
    family = await family_of(uow, found.family)
    scope = scope_of_family(family)
    await permit(uow, who, Action.ANSWER_TASK, scope, mode=Mode.UPDATE, kind="turn", object_id=turn)
    fresh = recorded(found, state, now=uow.now)
    return await settle(uow, task, found, fresh, by=Recipient(professional=who.professional))


async def _gaps_of(uow: Unit, family: Family) -> tuple[FamilyGap, ...]:
    turns = await uow.tasks.turns_between(family.id, uow.now - LONGEST_TURN, uow.now + GAPS_WITHIN)
    open_turns = [
        turn for turn in turns if turn.is_open and (turn.holder is None or turn.help_at is not None)
    ]
    if not open_turns:
        return ()
    tasks = await uow.tasks.several({turn.task for turn in open_turns})
    people = {person.id: person for person in await uow.families.people_of(family.id)}
    shown = [week_turn(one, tasks[one.task], people, now=uow.now) for one in open_turns if one.task in tasks]
    return tuple(FamilyGap(family, one) for one in shown if one.is_gap)
