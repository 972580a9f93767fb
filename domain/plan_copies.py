"""What people do with a version of the plan: it reaches them, they read it, agree, add their own view, propose."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from domain.people import FamilyId, PersonId
from domain.plans import GoalId, PlanVersionId
from domain.secret import Secret


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """The copy of a version that one person has: when it reached them, was read, was discussed, was agreed with.

    ``reaction`` is their own view (eigen reactie), which stays part of the plan; the others read it only when its
    writer said so with ``reaction_shared``.
    """

    version: PlanVersionId
    person: PersonId
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    discussed_at: datetime | None = None
    agreed_at: datetime | None = None
    reaction: Secret | None = None
    reaction_at: datetime | None = None
    reaction_shared: bool = False


ProposalId = NewType("ProposalId", UUID)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a parent or young person proposes: a new goal, or a change (of ``goal``, or of the plan at large).

    ``taken`` says what became of it once ``settled_at`` is there; ``reply`` is what the gezinsmanager said.
    """

    id: ProposalId
    family: FamilyId
    person: PersonId
    body: Secret
    made_at: datetime
    goal: GoalId | None = None
    settled_at: datetime | None = None
    taken: bool | None = None
    reply: Secret | None = None
