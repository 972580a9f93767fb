"""Many families who talk with their gezinsmanager in the window, written straight into the drawers of an archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bench.population import ADMINISTRATOR
from domain.appointments import Answer, Appointment, AppointmentId, Attendance, Kind, Outcome, Told
from domain.linking import Link, LinkId, Recipient
from domain.people import (
    Called,
    Family,
    FamilyId,
    Person,
    PersonId,
    Professional,
    ProfessionalId,
    ProfessionalRole,
    Role,
)
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, Thread, ThreadId
from domain.work_items import WorkKind
from handlers.house import account_of
from storage.archive import Archive
from usecases.organisation import add_professional, set_up
from usecases.outbox import put_on_list
from usecases.ports import Unit
from usecases.standing import restand

FIRST_USER = 70_000
"""The Telegram number of the one who has said the most; the others are not linked."""

ROLES = (
    (Role.PARENT, Called.MOTHER),
    (Role.YOUNG_PERSON, Called.YOUNG_PERSON),
    (Role.PARENT, Called.FATHER),
    (Role.NETWORK_MEMBER, Called.GRANDMOTHER),
    (Role.YOUNG_PERSON, Called.YOUNG_PERSON),
)
"""A family of two to five takes the first so many."""

ONE_IN = 3
"""Somebody waits for an answer in one conversation of so many."""

USUAL = 12
"""Messages in a conversation."""

AHEAD = tuple(week * 7 + day for week in range(4) for day in (0, 1, 2, 5, 6))
"""The working days of four weeks, counted from a Wednesday."""

SENTENCES = (
    "Goedemorgen, ik wil graag iets met u overleggen over school.",
    "Het gaat deze week wat beter, hij slaapt weer door en eet goed.",
    "Kan de afspraak van donderdag ook een half uur later?",
    "Dank u wel, dan weet ik dat. Ik neem het boekje mee.",
    "Wij hebben er samen over gepraat en vinden het een goed plan.",
)


@dataclass(frozen=True, slots=True)
class Talkers:
    """The gezinsmanager of all of them, and the one who has said the most."""

    case_manager: ProfessionalId
    person: PersonId


async def talkers(archive: Archive, *, families: int, most: int) -> Talkers:
    """So many families of two to five, each with appointments and conversations; one of ``most`` messages."""
    async with archive.unit() as uow:
        await set_up(uow, ADMINISTRATOR, organisation=Secret("Bench"), team=Secret("Bench"))
        sanne = await add_professional(
            uow, ADMINISTRATOR, name=Secret("Sanne de Visser"), role=ProfessionalRole.CASE_MANAGER
        )
    mothers = []
    for number in range(families):
        async with archive.unit() as uow:
            mothers.append(await _family(uow, sanne, number, most))
    return Talkers(sanne.id, mothers[0])


async def _family(uow: Unit, sanne: Professional, number: int, most: int) -> PersonId:
    family = Family(FamilyId(uow.new_id()), f"Huis{number}", f"S{number}", sanne.team, sanne.id)
    await uow.families.add_family(family)
    people = []
    for which, (role, called) in enumerate(ROLES[: 2 + number % 4]):
        name = Secret(f"Persoon{which} van {family.alias}")
        person = Person(PersonId(uow.new_id()), family.id, role, called, name)
        await uow.families.add_person(person)
        people.append(person)
    if not number:
        await uow.links.add(_link(uow, people[0]))
    for which, person in enumerate(people):
        if person.role is not Role.NETWORK_MEMBER:
            first = not (number or which)
            await _conversation(
                uow,
                family,
                person,
                count=most if first else USUAL,
                waits=not first and (number + which) % ONE_IN == 0,
            )
    for appointment in _appointments(uow, sanne, family, people, number):
        await uow.appointments.add(appointment)
    return people[0].id


def _link(uow: Unit, person: Person) -> Link:
    return Link(
        id=LinkId(uow.new_id()),
        holder=Recipient(person=person.id),
        account=account_of(uow, FIRST_USER),
        chat=Secret(str(FIRST_USER)),
        linked_at=uow.now,
        consented_at=uow.now,
    )


async def _conversation(uow: Unit, family: Family, person: Person, *, count: int, waits: bool) -> None:
    """In turn and read, the newest an hour ago; the last word is the person's when they wait."""
    thread = Thread(ThreadId(uow.new_id()), person.id)
    await uow.threads.add(thread)
    for age in range(count - 1, -1, -1):
        newest = waits and age == 0
        of_person = newest or age % 2 == 1
        at = uow.now - timedelta(hours=1 + 5 * age)
        await uow.messages.keep(
            Message(
                id=MessageId(uow.new_id()),
                thread=thread.id,
                author=Recipient(person=person.id)
                if of_person
                else Recipient(professional=family.case_manager),
                kind=MessageKind.TEXT,
                body=Secret(_said(age)),
                received_at=at,
                source=f"form:{thread.id.hex}:{age}",
                leaves_at=None if of_person else at,
                told_at=None if newest else at,
                opened_at=None if newest else at,
                read_at=None if newest else at,
            )
        )
    if waits:
        await put_on_list(uow, family, WorkKind.READ_THREAD, key=f"thread:{person.id.hex}", person=person.id)
    await restand(uow, family, person, thread)


def _said(age: int) -> str:
    """One to five sentences."""
    return " ".join(SENTENCES[: 1 + age % len(SENTENCES)])


def _appointments(
    uow: Unit, sanne: Professional, family: Family, people: list[Person], number: int
) -> Iterator[Appointment]:
    """Two that were held, and one on a working day to come, today being one, which half of them confirmed."""
    days = AHEAD[number % len(AHEAD)]
    coming = uow.now + timedelta(days=days, hours=1 + number % 6)
    for starts_at in (coming - timedelta(weeks=6), coming - timedelta(weeks=5), coming):
        ahead = starts_at > uow.now
        answer = Answer.NONE if ahead and number % 2 else Answer.COMING
        yield Appointment(
            id=AppointmentId(uow.new_id()),
            family=family.id,
            kind=Kind.HOME_VISIT,
            starts_at=starts_at,
            minutes=60,
            obligatory=False,
            made_by=sanne.id,
            made_at=starts_at - timedelta(weeks=7),
            effective_at=starts_at - timedelta(weeks=7),
            attendances=tuple(
                Attendance(
                    person.id,
                    answer=answer,
                    answered_at=None if answer is Answer.NONE else uow.now - timedelta(days=1),
                    told=Told(starts_at),
                )
                for person in people
            ),
            outcome=None if ahead else Outcome.HELD,
        )
