"""Who takes part in the circle of a family now, who can hear of it, and by which mark somebody knows the family."""

from datetime import UTC, datetime, time

from domain.calendar import at_local
from domain.circle import MemberKind, Membership, MemberState
from domain.letters_circle import MemberPart
from domain.linking import Reachability, Recipient
from domain.people import FamilyId, FlagKind, Person, PersonId, Role, has_flag
from usecases.permission import family_of
from usecases.ports import Unit


async def takes_part(uow: Unit, family: FamilyId) -> frozenset[PersonId]:
    """Who may be given tasks and asked to meetings now: parents, young people, and members who take part.

    A member without a membership was there before taking part was kept, and takes part; those who were invited,
    stepped back for a while, or ended, do not.
    """
    memberships = await uow.circle.memberships(family)
    return frozenset(
        person.id
        for person in await uow.families.people_of(family)
        if person.role is not Role.NETWORK_MEMBER
        or person.id not in memberships
        or memberships[person.id].takes_part
    )


async def away_until(uow: Unit, person: PersonId) -> datetime | None:
    """Until when (UTC) nothing new is theirs; None for who takes part, and for parents and young people.

    Who stepped back is counted on again from the agreed day on, until they were asked on it and did not say yes.
    """
    kept = await uow.circle.membership(person)
    if kept is None or kept.takes_part:
        return None
    is_expected = kept.state is MemberState.STEPPED_BACK and kept.back_asked_at is None
    if kept.back_on is None or not is_expected:
        return datetime.max.replace(tzinfo=UTC)
    return at_local(kept.back_on, time())


async def can_hear(uow: Unit, person: PersonId) -> bool:
    """Whether a message to them would arrive: linked, agreed, not blocked, and nobody stopped the messages."""
    link = await uow.links.of(Recipient(person=person))
    if link is None or link.consented_at is None or link.reachability is not Reachability.LINKED:
        return False
    someone = await uow.families.person(person)
    if someone is None or someone.preferences.paused_since is not None:
        return False
    return not has_flag(await uow.families.flags_of(someone.family), FlagKind.PAUSED, person)


async def circle_mark(uow: Unit, person: Person) -> str:
    """The symbol of this person's family when their account takes part in more than one; otherwise empty."""
    link = await uow.links.of(Recipient(person=person.id))
    if link is None or len(await uow.links.all_of(link.account)) <= 1:
        return ""
    return (await family_of(uow, person.family)).symbol


async def membership_of(uow: Unit, person: Person) -> Membership:
    """Their part; of who was there before taking part was kept, that they take part, for no known purpose or end."""
    kept = await uow.circle.membership(person.id)
    if kept is not None:
        return kept
    link = await uow.links.of(Recipient(person=person.id))
    return taking_part(person, consented=None if link is None else link.consented_at, now=uow.now)


def taking_part(person: Person, *, consented: datetime | None, now: datetime) -> Membership:
    """The part of somebody of whom nothing was kept."""
    since = now if consented is None else consented
    return Membership(person.id, person.family, since, state=MemberState.MEMBER, consented_at=consented)


async def part_of(uow: Unit, person: Person, membership: Membership) -> MemberPart:
    """What they take part for, until when, and the tasks that are theirs or that they are asked for when needed."""
    tasks = await uow.tasks.of_family(person.family)
    own = (task for task in tasks if person.id in (task.owner, task.reserve) or person.id in task.others)
    return MemberPart(
        membership.purpose,
        membership.until,
        tuple(task.words for task in own),
        membership.kind is MemberKind.PROFESSIONAL,
        is_asked_to_stay=membership.asked_at is not None,
        stays=membership.goes_on,
        back_on=membership.back_on,
        is_asked_back=membership.back_asked_at is not None,
    )


def stays_key(person: PersonId) -> str:
    """Under which key it stands on a list that a member would go on."""
    return f"stays:{person.hex}"


def returns_key(person: PersonId) -> str:
    """Under which key it stands on a list that a member who stepped back is asked back."""
    return f"returns:{person.hex}"


async def has_ended(uow: Unit, person: Person) -> bool:
    """Whether they took part and do not any more; never true of a parent or young person."""
    if person.role is not Role.NETWORK_MEMBER:
        return False
    kept = await uow.circle.membership(person.id)
    return kept is not None and kept.state is MemberState.ENDED
