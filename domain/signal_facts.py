"""The facts of one family that the rules for signals look at, and when anybody last did something with its plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.histories import History
from domain.people import Flag, PersonId
from domain.plan_copies import PlanCopy, Proposal
from domain.plan_questions import PlanQuestion
from domain.plans import Plan


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at, of one family at the instant ``now`` (UTC).

    ``copies`` are those of the established version and of the one in the making; ``paused`` are those who are not asked
    for now.
    """

    plan: Plan
    now: datetime
    history: History
    copies: tuple[PlanCopy, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    questions: tuple[PlanQuestion, ...] = ()
    flags: tuple[Flag, ...] = ()
    paused: frozenset[PersonId] = frozenset()


def last_active(facts: Facts) -> datetime | None:
    """When anybody did something with the plan or a check-in for the last time (UTC); None when nobody ever did."""
    return max(_instants(facts), default=None)


def _instants(facts: Facts) -> Iterator[datetime]:
    plan = facts.plan
    for version in (plan.established, plan.open):
        if version is not None:
            yield from _some(
                version.made_at, version.proposed_at, version.discussed_at, version.established_at
            )
    yield from plan.done_steps.values()
    for stand in plan.stands:
        yield from _some(stand.since, stand.ended_at, stand.kept_at)
    for copy in facts.copies:
        yield from _some(copy.read_at, copy.discussed_at, copy.agreed_at, copy.reaction_at)
    for proposal in facts.proposals:
        yield from _some(proposal.made_at, proposal.settled_at)
    for question in facts.questions:
        yield from _some(question.answered_at)
    for one in facts.history.rounds:
        for turn in facts.history.turns.get(one.id, ()):
            yield from _some(turn.skipped_at, *(score.changed_at for score in turn.scores.values()))
            # Of words it is not kept when they were said: within their round, or a little later.
            yield from _some(min(one.closes_at, facts.now) if turn.words else None)


def _some(*instants: datetime | None) -> tuple[datetime, ...]:
    return tuple(at for at in instants if at is not None)
