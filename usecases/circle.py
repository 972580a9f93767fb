"""The circle of a family as it stands, seen by the family and by the gezinsmanager; all its verbs are found here."""

from dataclasses import dataclass, replace

from domain.actions import Action
from domain.actors import CaseManager, Talker
from domain.audit import Mode
from domain.circle import CircleEvent, MemberProposal, Membership, MemberState, are_apart
from domain.linking import Recipient
from domain.people import Family, FamilyId, Flag, Person, PersonId, Preferences, Role
from domain.reach import Reach, reach_of
from domain.secret import Secret
from usecases.circle_changes import add_member, bring_back, change_member, prolong, remove, step_back
from usecases.circle_people import taking_part
from usecases.permission import family_of, permit, scope_of_family
from usecases.ports import Unit
from usecases.proposing import agree, own_proposals, propose, refuse
from usecases.taking_part import answer_return, answer_stay, decline, leave, part

__all__ = [
    "Circle",
    "Member",
    "add_member",
    "agree",
    "answer_return",
    "answer_stay",
    "bring_back",
    "change_member",
    "decline",
    "leave",
    "own_proposals",
    "part",
    "prolong",
    "propose",
    "refuse",
    "remove",
    "see",
    "step_back",
]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the circle; ``reach`` is for the gezinsmanager only, and None for the family."""

    person: Person
    membership: Membership
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """Who takes or took part around a family.

    The family sees who takes part now, by everyday word and first name, and what one proposed oneself: no history, and
    nobody with whom one may have no contact. ``people`` are the parents and young people, for the gezinsmanager.
    """

    family: Family
    members: tuple[Member, ...]
    proposals: tuple[MemberProposal, ...]
    history: tuple[CircleEvent, ...] = ()
    people: tuple[Person, ...] = ()


async def see(uow: Unit, who: Talker | CaseManager, *, family: FamilyId) -> Circle:
    """The circle, as far as it is for whoever looks; proposals are newest first, the history is oldest first.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    own = None if isinstance(who, CaseManager) else who.person
    scope = scope_of_family(household, *(() if own is None else (own,)))
    await permit(uow, who, Action.SEE_CIRCLE, scope, mode=Mode.READ, kind="circle", object_id=family)
    everybody = await uow.families.people_of(family)
    flags = await uow.families.flags_of(family)
    members = await _members(uow, family, everybody, flags)
    proposals = await uow.circle.proposals(family)
    if own is not None:
        shown = tuple(_as_family_sees(member) for member in members if _may_be_seen(member, own, flags))
        return Circle(household, shown, tuple(one for one in proposals if one.by == own))
    return Circle(
        household,
        members,
        proposals,
        await uow.circle.history(family),
        tuple(person for person in everybody if person.role is not Role.NETWORK_MEMBER),
    )


async def _members(
    uow: Unit, family: FamilyId, everybody: tuple[Person, ...], flags: tuple[Flag, ...]
) -> tuple[Member, ...]:
    kept = await uow.circle.memberships(family)
    found: list[Member] = []
    for person in everybody:
        if person.role is not Role.NETWORK_MEMBER:
            continue
        holder = Recipient(person=person.id)
        link, invitations = await uow.links.of(holder), await uow.invitations.open_for(holder)
        consented = None if link is None else link.consented_at
        membership = kept.get(person.id) or taking_part(person, consented=consented, now=uow.now)
        found.append(Member(person, membership, reach_of(person, flags, link, invitations, uow.now)))
    return tuple(found)


def _may_be_seen(member: Member, by: PersonId, flags: tuple[Flag, ...]) -> bool:
    ended = member.membership.state is MemberState.ENDED
    return not ended and not are_apart(flags, (by, member.person.id))


def _as_family_sees(member: Member) -> Member:
    """Everyday word, first name, what for and until when; how they are reached and what they chose stays theirs."""
    first = member.person.name.reveal().split()[0]
    seen = replace(member.person, name=Secret(first), preferences=Preferences())
    return Member(seen, member.membership)
