"""The circle of family Ster: a neighbour beside grandmother, and a task for them, made without the typing."""

from datetime import date, time

from demo.phone import Phone
from domain.linking import Link, LinkId, Recipient
from domain.people import Called, Person, Role
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import Task, TaskId, TaskTurn
from handlers.house import account_of
from tests.support.cast import ADMINISTRATOR
from tests.support.plans_made import manager_of
from tests.support.world import KringUnderTest
from usecases import tasks
from usecases.families import add_person
from usecases.tasks import TaskFilled

MONDAYS = Series(date(2026, 11, 30), time(15), Every.WEEK, frozenset({0, 3}), until=date(2026, 12, 31))
"""Mondays and Thursdays at three, until the end of the year."""


async def neighbour_joins(kring: KringUnderTest) -> tuple[Person, Phone]:
    """Somebody of the street takes part, on the telephone of whoever was nobody yet."""
    phone = kring.stranger
    phone.chat.started = True
    async with kring.unit() as uow:
        person = await add_person(
            uow,
            ADMINISTRATOR,
            family=kring.cast.families["Ster"].id,
            role=Role.NETWORK_MEMBER,
            name=Secret("Bep Visser"),
            called=Called.NEIGHBOUR,
        )
        await uow.links.add(
            Link(
                id=LinkId(uow.new_id()),
                holder=Recipient(person=person.id),
                account=account_of(uow, phone.user_id),
                chat=Secret(str(phone.user_id)),
                linked_at=uow.now,
                consented_at=uow.now,
            )
        )
    kring.cast.people["bep"] = person
    return person, phone


async def given(
    kring: KringUnderTest,
    *,
    words: str = "van school halen",
    series: Series = MONDAYS,
    others: tuple[str, ...] = ("bep",),
    contact: str | None = "fatima",
) -> Task:
    """Grandmother does it, the others can be asked, and the mother hears it when it does not work."""
    people = kring.cast.people
    filled = TaskFilled(
        words=Secret(words),
        series=series,
        minutes=60,
        owner=people["wil"].id,
        others=frozenset(people[key].id for key in others),
        people=frozenset({people["fatima"].id}),
        contact=None if contact is None else people[contact].id,
    )
    async with kring.unit() as uow:
        made = await tasks.plan(
            uow, manager_of(kring.cast), family=kring.cast.families["Ster"].id, filled=filled
        )
    await kring.idle()
    return made


async def turns_of(kring: KringUnderTest, task: TaskId) -> tuple[TaskTurn, ...]:
    """The turns of a task from its beginning on."""
    async with kring.reading() as uow:
        made = await uow.tasks.get(task)
        assert made is not None
        return await uow.tasks.turns_of(task, made.made_at)
