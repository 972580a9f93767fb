"""Who takes part in the circle of a family now, who can hear of it, and by which mark somebody knows the family."""

from domain.linking import Reachability, Recipient
from domain.people import FamilyId, Person, PersonId, Role
from usecases.letters import is_paused
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


async def can_hear(uow: Unit, person: PersonId) -> bool:
    """Whether a message to them would arrive: linked, agreed, not blocked, and nobody stopped the messages."""
    link = await uow.links.of(Recipient(person=person))
    if link is None or link.consented_at is None or link.reachability is not Reachability.LINKED:
        return False
    someone = await uow.families.person(person)
    return someone is not None and not await is_paused(uow, someone)


async def circle_mark(uow: Unit, person: Person) -> str:
    """The symbol of this person's family when their account takes part in more than one; otherwise empty."""
    link = await uow.links.of(Recipient(person=person.id))
    if link is None or len(await uow.links.all_of(link.account)) < 2:  # noqa: PLR2004 - more than one
        return ""
    return (await family_of(uow, person.family)).symbol
