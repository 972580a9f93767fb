"""People who come to take part in a circle, step by step; also with an account that takes part in another already."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.actors import NetworkMember
from domain.circle import CircleEvent, MemberKind, Membership
from domain.linking import Recipient
from domain.people import Called, Person, PersonId
from domain.secret import Secret
from tests.usecases.telephones import STRANGER
from tests.usecases.world import World
from usecases import circle, linking

UNTIL = date(2027, 2, 28)
PURPOSE = Secret("Op maandag ophalen")


async def added(world: World, name: str = "Bob Smit", family: str = "Ster", **wishes: Any) -> Person:
    """Somebody whom the gezinsmanager of this family adds; of the cast from now on, by their name."""
    by = world.sanne if family == "Ster" else world.mehmet
    asked: dict[str, Any] = {
        "called": Called.NEIGHBOUR,
        "kind": MemberKind.OWN,
        "purpose": PURPOSE,
        "until": UNTIL,
        **wishes,
    }
    which = world.cast.families[family].id
    person = await world.do(circle.add_member, by, family=which, name=Secret(name), **asked)
    key = name if family == "Ster" else f"{name} ({family})"
    world.cast = replace(world.cast, people={**world.cast.people, key: person})
    return person


async def joined(
    world: World, name: str = "Bob Smit", family: str = "Ster", *, user: int = 7001, **wishes: Any
) -> NetworkMember:
    """The same, linked to this Telegram account, and agreeing."""
    person = await added(world, name, family, **wishes)
    await linked(world, person, user=user)
    who = NetworkMember(person.id, person.family)
    await world.do(linking.consent, who)
    return who


async def linked(world: World, person: Person, *, user: int) -> None:
    """Invitation, code and words, all of it right."""
    by = world.sanne if person.family == world.cast.families["Ster"].id else world.mehmet
    issued = await world.do(linking.invite, by, invitee=Recipient(person=person.id))
    async with world.archive.reading() as uow:
        account = uow.index("account", str(user))
    asked: dict[str, Any] = {"account": account, "chat": Secret(str(user)), "token": issued.token.reveal()}
    assert await world.do(linking.open_invitation, STRANGER, **asked)
    words = await world.do(linking.give_code, STRANGER, account=account, code=issued.code.reveal())
    assert words is not None
    assert await world.do(linking.confirm_words, by, words=" ".join(words), professionals=False)


async def membership(world: World, person: PersonId) -> Membership:
    """How somebody's part stands."""
    async with world.archive.reading() as uow:
        found = await uow.circle.membership(person)
    assert found is not None
    return found


async def history(world: World, person: PersonId) -> list[CircleEvent]:
    """What happened to somebody's part, oldest first."""
    async with world.archive.reading() as uow:
        events = await uow.circle.history(world.cast.families["Ster"].id)
    return [event for event in events if event.person == person]


def told(world: World, person: PersonId) -> list[str]:
    """The kinds of notices that left for somebody who is not of the cast, in order."""
    return [
        type(sending.outgoing.dispatch.notice).__name__
        for sending in world.sendings
        if sending.outgoing.dispatch.recipient == Recipient(person=person)
    ]
