"""The drawer of the circle: who takes part in a family, who was proposed, and the history of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from domain.circle import (
    CircleEvent,
    CircleStep,
    MemberEnd,
    MemberKind,
    MemberProposal,
    MemberProposalId,
    Membership,
    MemberState,
)
from domain.people import Called, FamilyId, PersonId
from domain.secret import Secret
from storage.database import insert_or
from storage.desk import Desk, maybe_holder, maybe_holder_columns, of_family, of_person
from storage.keeping import keeping
from storage.keystore import KeyOwner
from storage.statements import Row, Statement
from storage.tables.circle import circle_events, member_proposals, memberships

_GET = Statement(select(memberships).where(memberships.c.id == bindparam("which")))
_OF_FAMILY = Statement(
    select(memberships)
    .where(memberships.c.family == bindparam("of_family"))
    .order_by(memberships.c.since, memberships.c.id)
)
_SAVE = keeping(memberships)
_DUE = Statement(
    select(memberships.c.id)
    .where(memberships.c.look_at <= bindparam("now", type_=memberships.c.look_at.type))
    .order_by(memberships.c.look_at, memberships.c.id)
    .limit(bindparam("at_most"))
)
_NEXT_LOOK = Statement(select(func.min(memberships.c.look_at).label("at")))

_NOTE = Statement(
    insert(circle_events).values({c.name: bindparam(c.name) for c in circle_events.c if c.name != "n"})
)
_HISTORY = Statement(
    select(circle_events).where(circle_events.c.family == bindparam("of_family")).order_by(circle_events.c.n)
)

_PROPOSE = Statement(insert_or(member_proposals).on_conflict_do_nothing(index_elements=["made_by", "once"]))
_SETTLE = keeping(member_proposals)
_PROPOSAL = Statement(select(member_proposals).where(member_proposals.c.id == bindparam("which")))
_PROPOSALS = Statement(
    select(member_proposals)
    .where(member_proposals.c.family == bindparam("of_family"))
    .order_by(member_proposals.c.made_at.desc(), member_proposals.c.id.desc())
)

_MOMENTS = ("since", "consented_at", "asked_at", "back_asked_at", "ended_at", "look_at")


class CircleDrawer:
    """What somebody takes part for is sealed with their own key; what was proposed, with that of the family."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def membership(self, person: PersonId) -> Membership | None:
        """How this person takes part; without a purpose when that cannot be read any more."""
        row = await self._desk.tx.first(_GET, which=person)
        return None if row is None else await self._membership(row)

    async def memberships(self, family: FamilyId) -> dict[PersonId, Membership]:
        """Of everybody who takes or took part, in one trip; what cannot be read keeps its place without a purpose."""
        rows = await self._desk.tx.all(_OF_FAMILY, of_family=family)
        return {PersonId(row["id"]): await self._membership(row) for row in rows}

    async def save(self, membership: Membership) -> None:
        """Insert or replace; there is one per person."""
        own = of_person(membership.person)
        self._desk.tx.later(
            _SAVE,
            id=membership.person,
            family=membership.family,
            kind=membership.kind.value,
            purpose=await self._desk.seal(
                own, "memberships", membership.person, "purpose", membership.purpose
            ),
            until=membership.until,
            state=membership.state.value,
            goes_on=membership.goes_on,
            back_on=membership.back_on,
            ending=None if membership.end is None else membership.end.value,
            **{name: getattr(membership, name) for name in _MOMENTS},
        )

    async def note(self, event: CircleEvent) -> None:
        """Add a line to the history; lines are never changed."""
        self._desk.tx.later(
            _NOTE,
            person=event.person,
            family=event.family,
            step=event.step.value,
            at=event.at,
            **maybe_holder_columns(event.by),
        )

    async def history(self, family: FamilyId) -> tuple[CircleEvent, ...]:
        """Every line, oldest first."""
        return tuple(map(_event, await self._desk.tx.all(_HISTORY, of_family=family)))

    async def due(self, now: datetime, limit: int) -> tuple[PersonId, ...]:
        """Memberships with something to say at or before ``now``, earliest first."""
        rows = await self._desk.tx.all(_DUE, now=now, at_most=limit)
        return tuple(PersonId(row["id"]) for row in rows)

    async def next_look(self) -> datetime | None:
        """The first instant at which a membership has something to say."""
        row = await self._desk.tx.first(_NEXT_LOOK)
        at: datetime | None = row["at"] if row else None
        return at

    async def propose(self, proposal: MemberProposal) -> bool:
        """Keep it; False when this person's proposal with the same ``once`` is there already."""
        return await self._desk.tx.run(_PROPOSE, **await self._columns(proposal)) == 1

    async def settle(self, proposal: MemberProposal) -> None:
        """Keep what became of it."""
        self._desk.tx.later(_SETTLE, **await self._columns(proposal))

    async def proposal(self, which: MemberProposalId) -> MemberProposal | None:
        """The proposal; None also when it cannot be read any more."""
        row = await self._desk.tx.first(_PROPOSAL, which=which)
        return None if row is None else await self._proposal(row)

    async def proposals(self, family: FamilyId) -> tuple[MemberProposal, ...]:
        """Every readable one, newest first."""
        rows = await self._desk.tx.all(_PROPOSALS, of_family=family)
        found = [await self._proposal(row) for row in rows]
        return tuple(proposal for proposal in found if proposal is not None)

    async def _membership(self, row: Row) -> Membership:
        return Membership(
            person=PersonId(row["id"]),
            family=FamilyId(row["family"]),
            kind=MemberKind(row["kind"]),
            purpose=await self._text(of_person(row["id"]), "memberships", row, "purpose"),
            until=row["until"],
            state=MemberState(row["state"]),
            goes_on=row["goes_on"],
            back_on=row["back_on"],
            end=None if row["ending"] is None else MemberEnd(row["ending"]),
            **{name: row[name] for name in _MOMENTS},
        )

    async def _columns(self, proposal: MemberProposal) -> dict[str, Any]:
        owner = of_family(proposal.family)
        sealed = {"name": proposal.name, "purpose": proposal.purpose, "reply": proposal.reply}
        return {
            "id": proposal.id,
            "family": proposal.family,
            "made_by": proposal.by,
            "called": proposal.called.value,
            "made_at": proposal.made_at,
            "once": proposal.once,
            "settled_at": proposal.settled_at,
            "person": proposal.person,
            **{
                column: await self._desk.seal(owner, "member_proposals", proposal.id, column, text)
                for column, text in sealed.items()
            },
        }

    async def _proposal(self, row: Row) -> MemberProposal | None:
        owner = of_family(row["family"])
        name = await self._text(owner, "member_proposals", row, "name")
        purpose = await self._text(owner, "member_proposals", row, "purpose")
        if name is None or purpose is None:
            return None
        return MemberProposal(
            id=MemberProposalId(row["id"]),
            family=FamilyId(row["family"]),
            by=PersonId(row["made_by"]),
            name=name,
            called=Called(row["called"]),
            purpose=purpose,
            made_at=row["made_at"],
            once=row["once"],
            settled_at=row["settled_at"],
            person=None if row["person"] is None else PersonId(row["person"]),
            reply=await self._text(owner, "member_proposals", row, "reply"),
        )

    async def _text(self, owner: KeyOwner, table: str, row: Row, column: str) -> Secret | None:
        return await self._desk.maybe(owner, table, row["id"], column, row[column])


def _event(row: Row) -> CircleEvent:
    return CircleEvent(
        person=PersonId(row["person"]),
        family=FamilyId(row["family"]),
        step=CircleStep(row["step"]),
        at=row["at"],
        by=maybe_holder(row),
    )
