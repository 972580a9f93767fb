"""Somebody who comes to take part in a circle, as on the sofa; also with a telephone that is linked already."""

from datetime import date, time

from demo.phone import Phone
from domain.actors import CaseManager, NetworkMember
from domain.circle import MemberKind
from domain.linking import Recipient
from domain.people import Called, FamilyId, Person
from domain.secret import Secret
from domain.series import Series
from domain.tasks import Task
from tests.support.joining import words_shown
from tests.support.world import KringUnderTest
from usecases import circle, linking, tasks
from usecases.linking import Issued

UNTIL = date(2027, 2, 28)
GEZINSMANAGERS = {"Ster": "sanne", "Maan": "mehmet"}


def manager_of(kring: KringUnderTest, family: str) -> CaseManager:
    """The gezinsmanager of this family."""
    professional = kring.cast.professionals[GEZINSMANAGERS[family]]
    return CaseManager(professional.id, professional.team)


async def added(kring: KringUnderTest, name: str, family: str = "Ster") -> Person:
    """Somebody is to take part, and can be invited."""
    async with kring.unit() as uow:
        return await circle.add_member(
            uow,
            manager_of(kring, family),
            family=kring.cast.families[family].id,
            name=Secret(name),
            called=Called.NEIGHBOUR,
            kind=MemberKind.OWN,
            purpose=Secret("Op maandag ophalen"),
            until=UNTIL,
        )


async def invited(kring: KringUnderTest, person: Person, family: str = "Ster") -> Issued:
    """An invitation for them."""
    async with kring.unit() as uow:
        return await linking.invite(uow, manager_of(kring, family), invitee=Recipient(person=person.id))


async def joins(kring: KringUnderTest, phone: Phone, name: str, family: str = "Ster") -> NetworkMember:
    """All of it, up to and including the quiet hours."""
    person = await added(kring, name, family)
    words = await words_shown(kring, phone, await invited(kring, person, family))
    await getattr(kring, GEZINSMANAGERS[family]).says(f"/bevestig {words}")
    await phone.taps("Ik doe mee", timeout=10)
    await phone.taps("Zeg u")
    await phone.taps("20.00")
    await phone.taps("Nee")
    await phone.waits_for("Alles staat goed")
    await kring.idle()
    return NetworkMember(person.id, person.family)


async def gives_task(
    kring: KringUnderTest, owner: NetworkMember, reserve: NetworkMember | None = None, *, on: date
) -> Task:
    """The gezinsmanager gives them a task, once, from three to four in the afternoon."""
    mother = kring.cast.people["fatima"].id
    async with kring.unit() as uow:
        return await tasks.plan(
            uow,
            manager_of(kring, "Ster"),
            family=FamilyId(owner.family),
            filled=tasks.TaskFilled(
                words=Secret("Ophalen van school"),
                series=Series(on, time(15)),
                minutes=60,
                owner=owner.person,
                reserve=None if reserve is None else reserve.person,
                people=frozenset({mother}),
                contact=mother,
            ),
        )
