"""Shorthand for meetings of the circle around family ⭐: polled, planned, held, and what was agreed there."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain.appointments import Appointment, AppointmentId
from domain.meetings import Decision, Meeting, MeetingId, MeetingKind
from domain.people import PersonId
from domain.secret import Secret
from domain.series import Series
from domain.task_forms import TaskFilled
from domain.tasks import Task
from tests.usecases.world import World, wall
from usecases import meetings, own_meetings, tasks

OPTIONS = ("2026-12-07 15:00", "2026-12-08 10:00", "2026-12-09 19:00")
SOON = timedelta(hours=1)


async def polled(world: World, *people: str, options: Sequence[str] = OPTIONS, **other: Any) -> Meeting:
    """Sanne asks these people which of three moments suit them."""
    return await world.do(
        meetings.poll, world.sanne, **asked(world, *people, **other), options=list(map(wall, options))
    )


def asked(world: World, *people: str, **other: Any) -> dict[str, Any]:
    """What every meeting is asked with."""
    known: dict[str, Any] = {"family": world.cast.families["Ster"].id, "kind": MeetingKind.TEAM}
    known |= {"people": ids(world, *people or ("fatima", "noor", "wil")), "minutes": 60}
    return known | other


def ids(world: World, *people: str) -> frozenset[PersonId]:
    """Who these are."""
    return frozenset(world.id(key) for key in people)


async def planned(world: World, *people: str, at: str = "2026-12-08 10:00") -> Meeting:
    """Sanne plans a meeting at once."""
    return await world.do(meetings.plan_once, world.sanne, **asked(world, *people), starts_at=wall(at))


async def held(world: World, *people: str) -> Meeting:
    """A meeting that took place with these people."""
    meeting = await planned(world, *people)
    await world.at("2026-12-08 12:00")
    present = ids(world, *people or ("fatima", "noor", "wil"))
    return await world.do(meetings.held, world.sanne, meeting=meeting.id, present=present)


async def agreed(
    world: World, meeting: Meeting, *people: str, words: str = "Wil haalt op", **other: Any
) -> Decision:
    """Sanne writes down what was agreed with these people."""
    named = ids(world, *people)
    said = Secret(words)
    return await world.do(meetings.decide, world.sanne, meeting=meeting.id, words=said, people=named, **other)


async def task_for(world: World, key: str, series: Series, words: str = "Kind ophalen") -> Task:
    """A task that became of it."""
    filled = TaskFilled(Secret(words), series, 60, owner=world.id(key), people=ids(world, "fatima"))
    return await world.do(tasks.plan, world.sanne, family=world.cast.families["Ster"].id, filled=filled)


async def vote(world: World, key: str, meeting: Meeting, *options: int) -> own_meetings.OwnMeeting:
    """Somebody says which moments suit."""
    asking = {"meeting": meeting.id, "revision": meeting.revision, "options": options}
    return await world.do(own_meetings.vote, world.who(key), **asking)


async def now_is(world: World, which: MeetingId) -> Meeting:
    """How it stands."""
    async with world.archive.reading() as uow:
        found = await uow.meetings.get(which)
    assert found is not None
    return found


async def appointment(world: World, meeting: Meeting) -> Appointment:
    """The appointment that it became."""
    which = (await now_is(world, meeting.id)).appointment
    assert which is not None
    return await world.appointment(AppointmentId(which))
