"""The drawers of the plan and of the check-ins, as narrow protocols: only what some use case calls."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from domain.bare_turns import BareHistory
from domain.checkins import Rhythm, Turn, TurnId
from domain.delivery import DispatchId
from domain.histories import History
from domain.linking import Recipient
from domain.people import FamilyId, PersonId
from domain.plan_copies import PlanCopy, Proposal, ProposalId
from domain.plan_questions import PlanQuestion, PlanQuestionId
from domain.plans import GoalStand, Plan, PlanVersion, PlanVersionId, StepId
from domain.rounds import Round, RoundId
from domain.signals import Signal, SignalId


class PlansDrawer(Protocol):
    """The plan of each family: its versions, how its goals and steps stand, and when it is looked at next."""

    async def of(self, family: FamilyId) -> Plan | None:
        """The plan as it stands; None when none was begun."""

    async def several(self, which: Iterable[FamilyId]) -> dict[FamilyId, Plan]:
        """The plans of these families, in one trip; a family without one is left out."""

    async def save(self, plan: Plan) -> None:
        """Insert or replace when it is looked at, its rounds and how often it was asked; not its versions."""

    async def keep_version(self, version: PlanVersion) -> None:
        """Insert or replace."""

    async def version(self, which: PlanVersionId) -> PlanVersion | None: ...
    async def versions(self, family: FamilyId) -> tuple[PlanVersion, ...]:
        """Every version, newest first."""

    async def whole(self, family: FamilyId) -> tuple[Plan | None, tuple[PlanVersion, ...]]:
        """The plan and every version of it, newest first, in one trip."""

    async def keep_stand(self, stand: GoalStand) -> None:
        """Insert or replace."""

    async def mark_step(self, step: StepId, family: FamilyId, at: datetime | None) -> None:
        """The step was taken at this instant; None takes that back."""

    async def due_for_round(self, week: date, limit: int) -> tuple[FamilyId, ...]:
        """Families whose next round is of this week or an earlier one."""

    async def due(self, now: datetime, limit: int) -> tuple[FamilyId, ...]:
        """Families whose plan is to be looked at at or before ``now``, earliest first."""

    async def next_look(self) -> datetime | None: ...
    async def next_round(self) -> date | None:
        """The earliest Monday for which a round is still to be planned."""


class PlanCopiesDrawer(Protocol):
    """What people do with a version: their copies, proposals and one-tap answers."""

    async def of(self, version: PlanVersionId) -> tuple[PlanCopy, ...]: ...
    async def about(
        self, family: FamilyId, versions: Iterable[PlanVersionId]
    ) -> tuple[tuple[PlanCopy, ...], tuple[Proposal, ...], tuple[PlanQuestion, ...]]:
        """The copies of these versions, every proposal and every question of this family, in one trip."""

    async def save(self, copy: PlanCopy) -> None:
        """Insert or replace; there is one per version and person."""

    async def proposals(self, family: FamilyId) -> tuple[Proposal, ...]:
        """Every proposal of this family, newest first."""

    async def proposal(self, which: ProposalId) -> Proposal | None: ...
    async def keep_proposal(self, proposal: Proposal) -> None:
        """Insert or replace."""

    async def questions(self, family: FamilyId) -> tuple[PlanQuestion, ...]:
        """Every "leeft het plan nog?" of this family, newest first."""

    async def waiting_for(self, person: PersonId) -> PlanQuestion | None:
        """The newest one that this person has not answered yet."""

    async def question(self, which: PlanQuestionId) -> PlanQuestion | None: ...
    async def keep_question(self, question: PlanQuestion) -> None:
        """Insert or replace."""


class CheckInsDrawer(Protocol):
    """Rounds, everybody's turn in them, and what each person chose for theirs."""

    async def rhythm(self, person: PersonId) -> Rhythm:
        """What this person chose; the defaults when nothing."""

    async def rhythms(self, which: Iterable[PersonId]) -> dict[PersonId, Rhythm]:
        """Of each of these people, in one trip; with the defaults for who chose nothing."""

    async def save_rhythm(self, rhythm: Rhythm) -> None: ...
    async def add_round(self, one: Round) -> bool:
        """Keep it; False when this family has a round of this week already."""

    async def save_round(self, one: Round) -> None: ...
    async def round(self, which: RoundId) -> Round | None: ...
    async def newest_round(self, family: FamilyId) -> Round | None:
        """The round of the latest week, open or closed."""

    async def to_close(self, now: datetime, limit: int) -> tuple[RoundId, ...]:
        """Rounds that are to be closed at or before ``now`` and are not yet, earliest first."""

    async def closed_since(self, families: Iterable[FamilyId], since: datetime) -> tuple[Round, ...]:
        """Rounds of these families that were closed after this instant."""

    async def keep_turn(self, turn: Turn) -> None:
        """Insert or replace; there is one per round and holder."""

    async def turn(self, which: TurnId) -> Turn | None: ...
    async def turn_of(self, which: RoundId, holder: Recipient) -> Turn | None: ...
    async def turns_in(self, which: RoundId) -> dict[PersonId, Turn | None]:
        """Everybody of the family who has a turn in this round; None for one that cannot be read any more."""

    async def due(self, now: datetime, limit: int) -> tuple[TurnId, ...]:
        """Turns whose ladder has something to say at or before ``now``, earliest first."""

    async def next_look(self) -> datetime | None:
        """The first instant at which a turn has something to say, or a round is to be closed."""

    async def history(self, family: FamilyId, since: date | None = None) -> History:
        """The rounds of this family from this Monday on, with their turns opened."""

    async def histories(self, which: Iterable[FamilyId], since: date) -> dict[FamilyId, History]:
        """Of each of these families, in one trip."""

    async def bare(self, which: Iterable[FamilyId], since: date) -> dict[FamilyId, BareHistory]:
        """The same in numbers alone, for a page that shows many families."""


class SignalsDrawer(Protocol):
    """Signals that were found, until somebody has seen to them."""

    async def add(self, signal: Signal) -> None:
        """Keep it; one of this key that this family has already, seen or not, stays as it is."""

    async def get(self, which: SignalId) -> Signal | None: ...
    async def save(self, signal: Signal) -> None: ...
    async def open_of(self, which: Iterable[FamilyId]) -> tuple[Signal, ...]:
        """Those of these families that wait for somebody, oldest first."""

    async def of(self, family: FamilyId) -> tuple[Signal, ...]:
        """Every signal there ever was, newest first."""


class PushesDrawer(Protocol):
    """When somebody got a message that counts in the budget."""

    async def note(self, person: PersonId, dispatch: DispatchId, at: datetime) -> None:
        """Count it; the same dispatch counts once, at the last instant."""

    async def since(
        self, person: PersonId, at: datetime, *, but: DispatchId | None = None
    ) -> tuple[datetime, ...]:
        """The instants after this one, oldest first; leaving out the dispatch ``but``."""
