"""What whoever plans a task has before them, whether they may, and whether what they filled in can be a task."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.actions import Action
from domain.actors import CaseManager, Parent
from domain.audit import Mode
from domain.circle import are_apart
from domain.errors import KeptApart, NotFound, Unsuitable
from domain.linking import Recipient
from domain.neutral import check_neutral
from domain.people import Family, FamilyId, Flag, Person, PersonId
from domain.plan_checks import may_share
from domain.plan_views import apart_from, sees_goal
from domain.plans import Goal, Plan
from domain.task_forms import TaskFilled, filled_of
from domain.tasks import LONGEST_WORDS, Task, TaskId, TaskTurn, TaskTurnId, TurnEvent
from usecases.circle_people import takes_part
from usecases.permission import family_of, permit, scope_of_family
from usecases.ports import Unit

__all__ = [
    "Planner",
    "TaskChoices",
    "TaskFilled",
    "TaskLine",
    "TaskSeen",
    "TasksOf",
    "changing_task",
    "checked",
    "filled_of",
    "open_goals",
    "people_for",
    "planning_for",
    "recipient_of",
]

Planner = CaseManager | Parent
"""Who gives tasks to the circle."""

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 24 * 60


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in the list of a family, with its next turn; without one it is over, or is planned no further."""

    task: Task
    coming: TaskTurn | None


@dataclass(frozen=True, slots=True)
class TasksOf:
    """The tasks of a family that have not ended, oldest first, and who the people in them are.

    Of a parent it is the tasks that stand in their own week.
    """

    family: Family
    lines: tuple[TaskLine, ...]
    people: Mapping[PersonId, Person]


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """A task: ``coming`` are its open turns and those of today on, ``history`` stands newest first.

    ``people`` are all in it; who is kept apart from the parent who looks is not among them. ``goal`` is what it comes
    from, when whoever looks sees that.
    """

    family: Family
    task: Task
    coming: tuple[TaskTurn, ...]
    history: tuple[TurnEvent, ...]
    turns: Mapping[TaskTurnId, TaskTurn]
    people: Mapping[PersonId, Person]
    goal: Goal | None

    def filled(self) -> TaskFilled:
        """What a form to change it begins with."""
        return filled_of(self.task)


@dataclass(frozen=True, slots=True)
class TaskChoices:
    """Who and what can be chosen: ``people`` can do it, ``family_people`` (parents, young people) see it in their week.

    ``goals`` are the open ones that whoever plans sees, with their steps.
    """

    family: Family
    people: tuple[Person, ...]
    family_people: tuple[Person, ...]
    goals: tuple[Goal, ...]


def recipient_of(who: Planner) -> Recipient:
    """Under whom it stands in the history."""
    if isinstance(who, CaseManager):
        return Recipient(professional=who.professional)
    return Recipient(person=who.person)


async def planning_for(uow: Unit, family: FamilyId, who: Planner, mode: Mode) -> Family:
    """The family for which this actor plans tasks; a parent for their own.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    own = (who.person,) if isinstance(who, Parent) else ()
    scope = scope_of_family(household, *own)
    await permit(uow, who, Action.PLAN_TASK, scope, mode=mode, kind="task", object_id=family)
    return household


async def changing_task(uow: Unit, which: TaskId, who: Planner, mode: Mode) -> tuple[Family, Task]:
    """A task with its family; a parent only those that stand in their own week.

    Raises:
        NotFound, NotAllowed: no such task for this actor.
    """
    task = await uow.tasks.get(which)
    if task is None:
        raise NotFound(detail="task")
    household = await family_of(uow, task.family)
    scope = scope_of_family(household, *task.people)
    await permit(uow, who, Action.PLAN_TASK, scope, mode=mode, kind="task", object_id=which)
    return household, task


async def checked(
    uow: Unit, household: Family, who: Planner, filled: TaskFilled, before: Task | None = None
) -> TaskFilled:
    """What was filled in, tidied, if it can be a task of this family; ``before`` is what it changes.

    A parent is always among those who see it, and leaves a goal that is not theirs to see as it was.

    Raises:
        Unsuitable: ``detail`` names the field: words, minutes, owner, reserve, others, people, contact, goal, step, or
        that of `Series.check`. NotNeutral: the words tell something. KeptApart: two of these may have no contact.
    """
    flags = await uow.families.flags_of(household.id)
    people = await uow.families.people_of(household.id)
    names = [person.name for person in people]
    names += [one.name for one in await uow.organisation.professionals()]
    words = check_neutral(filled.words, names, longest=LONGEST_WORDS, place="words")
    if not SHORTEST_MINUTES <= filled.minutes <= LONGEST_MINUTES:
        raise Unsuitable(detail="minutes")
    seen_by = filled.people | ({who.person} if isinstance(who, Parent) else set())
    others = filled.others - {one for one in (filled.owner, filled.reserve) if one is not None}
    fresh = replace(filled, words=words, series=filled.series.check(), people=seen_by, others=others)
    _check_people(fresh, people, await takes_part(uow, household.id), before)
    fresh = await _with_goal(uow, who, household, fresh, before, flags)
    together = (fresh.owner, fresh.reserve, *fresh.others, *fresh.people)
    if are_apart(flags, (one for one in together if one is not None)):
        raise KeptApart(detail="task")
    return fresh


def _check_people(
    filled: TaskFilled, people: tuple[Person, ...], able: frozenset[PersonId], before: Task | None
) -> None:
    """Who stepped back for a while stays what they were, and becomes nothing new."""
    was = (None, None, frozenset()) if before is None else (before.owner, before.reserve, before.others)
    if filled.owner not in able | {None, was[0]}:
        raise Unsuitable(detail="owner")
    if filled.reserve not in able | {None, was[1]} or (filled.reserve and filled.reserve == filled.owner):
        raise Unsuitable(detail="reserve")
    if not filled.others <= able | was[2]:
        raise Unsuitable(detail="others")
    if not filled.people <= {person.id for person in people if may_share(person)}:
        raise Unsuitable(detail="people")
    if filled.contact is not None and filled.contact not in filled.people:
        raise Unsuitable(detail="contact")


async def _with_goal(
    uow: Unit,
    who: Planner,
    household: Family,
    filled: TaskFilled,
    before: Task | None,
    flags: tuple[Flag, ...],
) -> TaskFilled:
    """The task with the goal it comes from, which is one of the plan, or what it was before."""
    goals = open_goals(await uow.plans.of(household.id), who, flags)
    known = {goal.id: {step.id for step in goal.steps} for goal in goals}
    was = (None, None) if before is None else (before.goal, before.step)
    if was[0] is not None and was[0] not in known and filled.goal in (None, was[0]):
        # It ended, or it is not theirs to see, so that no form of theirs can hold it.
        return replace(filled, goal=was[0], step=was[1])
    if filled.goal is None:
        return replace(filled, step=None)
    if filled.goal not in known:
        raise Unsuitable(detail="goal")
    if filled.step is not None and filled.step not in known[filled.goal]:
        raise Unsuitable(detail="step")
    return filled


def open_goals(plan: Plan | None, who: Planner, flags: tuple[Flag, ...]) -> tuple[Goal, ...]:
    """The open goals of the plan, of a parent those that they see."""
    goals = () if plan is None else plan.open_goals
    if isinstance(who, CaseManager):
        return goals
    return tuple(goal for goal in goals if sees_goal(goal, who.person, flags))


async def people_for(uow: Unit, household: Family, who: Planner) -> tuple[Person, ...]:
    """The people of the family; for a parent without those from whom they are kept apart."""
    people = await uow.families.people_of(household.id)
    if isinstance(who, CaseManager):
        return people
    apart = apart_from(await uow.families.flags_of(household.id), who.person)
    return tuple(person for person in people if person.id not in apart)
