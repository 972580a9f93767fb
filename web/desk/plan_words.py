"""A plan in the words of the desk: how far a version has come, who has it, what they say about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.people import Form, Person
from domain.plan_copies import PlanCopy, Proposal
from domain.plans import Goal, GoalEnd, GoalStand, Plan, PlanState, PlanVersion, Step, StepId
from locales.catalogue import text
from web.desk import words


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One person and their copy of a version; ``dates`` are when it reached them, was read, discussed and agreed."""

    person: str
    name: str
    dates: tuple[datetime | None, ...]
    is_read: bool
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class View:
    """Somebody's own view of a version; ``shared`` with the others of the family, or for the gezinsmanager alone."""

    name: str
    said: str = field(repr=False)
    at: datetime | None
    shared: bool
    number: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a goal, and when it was taken."""

    step: Step
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of a version, with who works on it by name, its steps, and how it ended."""

    goal: Goal
    names: str
    steps: tuple[StepRow, ...]
    stand: GoalStand | None

    @property
    def is_reached(self) -> bool:
        """Whether it ended because it was reached."""
        return self.stand is not None and self.stand.end is GoalEnd.REACHED

    @property
    def is_ended(self) -> bool:
        """Whether it ended, however."""
        return self.stand is not None and self.stand.ended_at is not None


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """What somebody proposes, and for which goal."""

    proposal: Proposal
    name: str
    goal: str


def state(version: PlanVersion) -> str:
    """'voorstel'; one that was not given yet says so."""
    if version.state is PlanState.PROPOSED and version.proposed_at is None:
        return text("plan.state.writing", Form.U)
    return text(f"plan.state.{version.state.value}", Form.U)


def state_kind(version: PlanVersion) -> str:
    """The look of its badge."""
    return {PlanState.ESTABLISHED: "good", PlanState.REPLACED: "plain"}.get(version.state, "warn")


def copy_rows(
    version: PlanVersion, copies: tuple[PlanCopy, ...], people: tuple[Person, ...]
) -> tuple[CopyRow, ...]:
    """Everybody with whom this version is shared; who got none yet stands there without dates."""
    of = {copy.person: copy for copy in copies}
    shared = [person for person in people if person.id in version.text.people or person.id in of]
    return tuple(_row(person, of.get(person.id)) for person in shared)


def views(
    copies: Iterable[tuple[PlanVersion, tuple[PlanCopy, ...]]], people: tuple[Person, ...]
) -> tuple[View, ...]:
    """Every own view of these versions, in the order of the versions."""
    names = {person.id: words.who(person) for person in people}
    return tuple(
        View(
            names.get(copy.person, ""),
            copy.reaction.reveal(),
            copy.reaction_at,
            copy.reaction_shared,
            version.number,
        )
        for version, given in copies
        for copy in given
        if copy.reaction
    )


def goal_rows(version: PlanVersion, plan: Plan | None, people: tuple[Person, ...]) -> tuple[GoalRow, ...]:
    """The goals of a version in its order."""
    done: Mapping[StepId, datetime] = plan.done_steps if plan else {}
    return tuple(
        GoalRow(
            goal=goal,
            names=", ".join(words.who(person) for person in people if person.id in goal.people),
            steps=tuple(StepRow(step, done.get(step.id)) for step in goal.steps),
            stand=plan.stand_of(goal.id) if plan else None,
        )
        for goal in version.text.goals
    )


def proposal_rows(
    proposals: tuple[Proposal, ...], goals: tuple[Goal, ...], people: tuple[Person, ...]
) -> tuple[ProposalRow, ...]:
    """What was proposed, as it came."""
    names = {person.id: words.who(person) for person in people}
    called = {goal.id: goal_name(goal) for goal in goals}
    return tuple(
        ProposalRow(one, names.get(one.person, ""), called.get(one.goal, "") if one.goal else "")
        for one in proposals
    )


def goal_name(goal: Goal) -> str:
    """'⚽ Voetbal'."""
    return f"{goal.symbol} {goal.nickname}"


def _row(person: Person, copy: PlanCopy | None) -> CopyRow:
    dates = (
        (copy.delivered_at, copy.read_at, copy.discussed_at, copy.agreed_at)
        if copy
        else (None, None, None, None)
    )
    return CopyRow(
        str(person.id), words.who(person), dates, is_read=dates[1] is not None, is_agreed=dates[3] is not None
    )
