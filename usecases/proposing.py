"""Proposing somebody for the circle: by a parent or young person; agreed or refused by the gezinsmanager."""

from dataclasses import replace
from datetime import date

from domain.actions import Action
from domain.actors import CaseManager, Talker
from domain.audit import Mode
from domain.circle import (
    LONGEST_PURPOSE,
    MemberKind,
    MemberProposal,
    MemberProposalId,
    check_called,
)
from domain.errors import NotFound, Outdated, Unsuitable
from domain.people import Called, Family, Person, PersonId, Role, check_person
from domain.secret import Secret
from domain.work_items import WorkKind
from usecases.circle_changes import NewMember, add
from usecases.outbox import put_on_list
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


async def propose(
    uow: Unit, who: Talker, *, name: Secret, called: Called, purpose: Secret, once: str
) -> MemberProposal:
    """Somebody of the family knows who could help; the gezinsmanager hears of it. The same ``once`` is one proposal.

    Raises:
        Unsuitable: no name, no such everyday word, nothing to help with, or too much of it.
    """
    person, family = await _own(uow, who, Mode.CREATE)
    check_person(Role.NETWORK_MEMBER, name, has_authority=False)
    proposal = MemberProposal(
        id=MemberProposalId(uow.new_id()),
        family=family.id,
        by=person.id,
        name=Secret(name.reveal().strip()),
        called=check_called(called),
        purpose=_wish(purpose),
        made_at=uow.now,
        once=once,
    )
    if not await uow.circle.propose(proposal):
        known = await _by(uow, family, person.id)
        return next((earlier for earlier in known if earlier.once == once), proposal)
    await put_on_list(uow, family, WorkKind.MEMBER_PROPOSED, key=_proposed(proposal.id), person=person.id)
    return proposal


async def own_proposals(uow: Unit, who: Talker) -> tuple[MemberProposal, ...]:
    """What one proposed oneself, newest first, with what came of it."""
    person, family = await _own(uow, who, Mode.READ)
    return await _by(uow, family, person.id)


async def agree(
    uow: Unit,
    who: CaseManager,
    *,
    proposal: MemberProposalId,
    kind: MemberKind,
    until: date,
    purpose: Secret,
    called: Called | None = None,
) -> Person:
    """Take a proposal over: the person is there now, and can be invited. ``until`` is the last day (Amsterdam).

    Raises:
        NotFound, NotAllowed: no such proposal for this actor. Outdated: it was settled before.
        Unsuitable, NotNeutral: a purpose or an end that cannot be.
    """
    found, household = await _proposal(uow, who, proposal)
    new = NewMember(found.name, called or found.called, kind, purpose, until)
    person = await add(uow, household, new, who)
    await uow.circle.settle(replace(found, settled_at=uow.now, person=person.id))
    await uow.work_items.close_by_key(_proposed(proposal), uow.now)
    return person


async def refuse(
    uow: Unit, who: CaseManager, *, proposal: MemberProposalId, reply: Secret | None = None
) -> None:
    """Not this person; ``reply`` is read by whoever proposed them.

    Raises:
        NotFound, NotAllowed: no such proposal for this actor. Outdated: it was settled before.
        Unsuitable: a reply that is too long.
    """
    found, _ = await _proposal(uow, who, proposal)
    said = "" if reply is None else reply.reveal().strip()
    if len(said) > LONGEST_PURPOSE:
        raise Unsuitable(detail="reply")
    await uow.circle.settle(replace(found, settled_at=uow.now, reply=Secret(said) if said else None))
    await uow.work_items.close_by_key(_proposed(proposal), uow.now)


def _wish(purpose: Secret) -> Secret:
    """What for, in the family's own words; those that a chat may show are the gezinsmanager's."""
    words = purpose.reveal().strip()
    if not 1 <= len(words) <= LONGEST_PURPOSE:
        raise Unsuitable(detail="purpose")
    return Secret(words)


def _proposed(which: MemberProposalId) -> str:
    return f"proposed:{which.hex}"


async def _by(uow: Unit, family: Family, person: PersonId) -> tuple[MemberProposal, ...]:
    return tuple(one for one in await uow.circle.proposals(family.id) if one.by == person)


async def _proposal(uow: Unit, who: CaseManager, which: MemberProposalId) -> tuple[MemberProposal, Family]:
    found = await uow.circle.proposal(which)
    if found is None:
        raise NotFound(detail="member_proposal")
    household = await family_of(uow, found.family)
    scope, kind = scope_of_family(household), "member_proposal"
    await permit(uow, who, Action.CHANGE_CIRCLE, scope, mode=Mode.UPDATE, kind=kind, object_id=which)
    if found.settled_at is not None:
        raise Outdated(detail="member_proposal")
    return found, household


async def _own(uow: Unit, who: Talker, mode: Mode) -> tuple[Person, Family]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope = scope_of_family(family, person.id)
    await permit(uow, who, Action.PROPOSE_MEMBER, scope, mode=mode, kind="member_proposal")
    return person, family
