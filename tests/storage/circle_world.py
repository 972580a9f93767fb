"""A circle around the family Ster: two who help, a task with turns, a meeting; every field filled."""

from dataclasses import replace
from datetime import date, time, timedelta

from domain.appointments import Kind
from domain.circle import (
    MemberEnd,
    MemberKind,
    MemberProposal,
    MemberProposalId,
    Membership,
    MemberState,
)
from domain.held_words import HELD_FOR, HeldWords, HeldWordsId
from domain.linking import Recipient
from domain.meetings import Meeting, MeetingId, MeetingKind
from domain.people import Called, Person, PersonId, Role
from domain.plans import GoalId, StepId
from domain.repeating import AppointmentSeries
from domain.secret import Secret
from domain.series import Every, Moved, Series, SeriesId
from domain.tasks import Task, TaskId, TaskTurn, TaskTurnId, TurnState
from domain.threads import MessageKind
from storage.archive import Archive
from tests.storage.world import NUMBER, PLACE, START, Cast, new_id

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
MONDAY = date(2026, 3, 2)

TASK_WORDS, PURPOSE, HELD = "kanarie ophalen", "kanarie op maandag", "kanarie vloog weg"
PROPOSED_NAME, REPLY = "Tante Kanarina", "kanarieantwoord"

WEEKLY = Series(
    first=MONDAY,
    at=time(15),
    every=Every.WEEK,
    weekdays=frozenset({0, 3}),
    until=MONDAY + 8 * WEEK,
    skips_holidays=True,
    dropped=frozenset({MONDAY + WEEK, MONDAY + 2 * WEEK}),
    moved=(Moved(MONDAY + 3 * WEEK, MONDAY + 3 * WEEK + DAY, time(16, 30)),),
)


def around(cast: Cast) -> tuple[Person, Person]:
    """A grandmother and a neighbour."""
    family = cast.family.id
    return (
        Person(
            PersonId(new_id()), family, Role.NETWORK_MEMBER, Called.GRANDMOTHER, Secret("Oma Kanarieveld")
        ),
        Person(PersonId(new_id()), family, Role.NETWORK_MEMBER, Called.NEIGHBOUR, Secret("Ben Kanariehof")),
    )


async def joined(archive: Archive, cast: Cast) -> tuple[Person, Person]:
    """The same two, kept."""
    oma, ben = around(cast)
    async with archive.unit() as unit:
        for one in (oma, ben):
            await unit.families.add_person(one)
    return oma, ben


def membership_of(person: Person) -> Membership:
    """Everything that can be said of taking part, though not all of it at once."""
    return Membership(
        person=person.id,
        family=person.family,
        since=START,
        kind=MemberKind.PROFESSIONAL,
        purpose=Secret(PURPOSE),
        until=MONDAY + 30 * DAY,
        state=MemberState.STEPPED_BACK,
        consented_at=START + HOUR,
        asked_at=START + 2 * HOUR,
        goes_on=False,
        back_on=MONDAY + 10 * DAY,
        back_asked_at=START + 3 * HOUR,
        ended_at=START + 4 * HOUR,
        end=MemberEnd.LEFT,
        look_at=START + DAY,
    )


def proposal_of(cast: Cast, *, once: str = "form 1", by: PersonId | None = None) -> MemberProposal:
    """Somebody's proposal that waits for an answer."""
    return MemberProposal(
        id=MemberProposalId(new_id()),
        family=cast.family.id,
        by=cast.fatima.id if by is None else by,
        name=Secret(PROPOSED_NAME),
        called=Called.AUNT,
        purpose=Secret(PURPOSE),
        made_at=START,
        once=once,
    )


def held_of(account: bytes, *, source: int = 1, after: timedelta = timedelta(0)) -> HeldWords:
    """Something that was typed."""
    return HeldWords(
        id=HeldWordsId(new_id()),
        account=account,
        kind=MessageKind.TEXT,
        body=Secret(HELD),
        received_at=START + after,
        expires_at=START + after + HELD_FOR,
        source=source,
        message=77,
        is_edit=True,
        alarming=True,
    )


def task_of(cast: Cast, owner: PersonId, reserve: PersonId) -> Task:
    """A task with everything filled in, of which turns were made up to its second week."""
    return Task(
        id=TaskId(new_id()),
        family=cast.family.id,
        words=Secret(TASK_WORDS),
        series=WEEKLY,
        minutes=45,
        made_by=Recipient(person=cast.fatima.id),
        made_at=START,
        owner=owner,
        reserve=reserve,
        others=frozenset({cast.jan.id, reserve}),
        people=frozenset({cast.fatima.id, cast.jan.id}),
        contact=cast.fatima.id,
        goal=GoalId(new_id()),
        step=StepId(new_id()),
        revision=3,
        agreed_at=START + HOUR,
        planned_until=MONDAY + WEEK,
        ended_at=START + WEEK,
    )


def bare_task(cast: Cast) -> Task:
    """The least that a task can be."""
    return Task(
        TaskId(new_id()),
        cast.family.id,
        Secret(TASK_WORDS),
        Series(MONDAY, time(9)),
        60,
        Recipient(professional=cast.sanne.id),
        START,
    )


def turn_of(task: Task, holder: PersonId | None, *, week: int = 0) -> TaskTurn:
    """A turn that is planned, some weeks after the first."""
    starts_at = START + DAY + week * WEEK
    return TaskTurn(
        id=TaskTurnId(new_id()),
        task=task.id,
        family=task.family,
        slot=MONDAY + week * WEEK,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        holder=holder,
        look_at=starts_at - HOUR,
    )


def offered(turn: TaskTurn, *asked: PersonId, refused: PersonId | None = None) -> TaskTurn:
    """The turn while nobody has it."""
    said_no = frozenset() if refused is None else frozenset({refused})
    return replace(turn, holder=None, state=TurnState.OFFERED, asked=frozenset(asked), refused=said_no)


def meeting_of(cast: Cast, *people: PersonId) -> Meeting:
    """A meeting that is polled, with everything that can be filled in before it is held."""
    return Meeting(
        id=MeetingId(new_id()),
        family=cast.family.id,
        kind=MeetingKind.EVALUATION,
        people=frozenset(people),
        made_by=cast.sanne.id,
        made_at=START,
        minutes=90,
        place=Secret(PLACE),
        options=(START + DAY, START + 2 * DAY, START + 3 * DAY),
        poll_until=START + 20 * HOUR,
        agreed_at=START + 4 * DAY,
        revision=2,
        look_at=START + 20 * HOUR,
    )


def series_of(cast: Cast) -> AppointmentSeries:
    """Appointments every week, everything filled in."""
    return AppointmentSeries(
        id=SeriesId(new_id()),
        family=cast.family.id,
        series=WEEKLY,
        kind=Kind.CIRCLE_MEETING,
        minutes=90,
        people=(cast.jan.id, cast.fatima.id),
        made_by=cast.sanne.id,
        made_at=START,
        obligatory=True,
        place=Secret(PLACE),
        number=Secret(NUMBER),
        meeting=MeetingKind.TEAM,
        planned_until=MONDAY + 2 * WEEK,
        look_at=START + DAY,
        ended_at=START + WEEK,
        revision=4,
    )
