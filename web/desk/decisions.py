"""After a meeting at the desk: who was there, what was decided and which task came of it, and asking who agrees."""

from starlette.responses import Response
from starlette.routing import Route

from domain.errors import KeptApart, NotTheFuture, Outdated, Unsuitable
from domain.meetings import LONGEST_DECISION
from domain.neutral import NotNeutral
from domain.people import Form, PersonId
from domain.plans import GoalId
from domain.tasks import TaskId
from locales.catalogue import text
from usecases import meetings, tasks
from usecases.meetings import MeetingSeen
from web.desk.circle_meetings import CANNOT, seen_in, shown
from web.desk.decisions_words import Said
from web.desk.task_asked import beside, read_task
from web.doorway import desk, go
from web.forms import as_id
from web.pages import sentence
from web.visits import DeskVisit


async def held(visit: DeskVisit) -> Response:
    """It took place with these people; the last word counts."""
    seen = await seen_in(visit)
    present = frozenset(PersonId(as_id(one)) for one in visit.data.all("erbij"))
    try:
        await meetings.held(visit.uow, visit.case_manager, meeting=seen.meeting.id, present=present)
    except CANNOT as refusal:
        return await shown(visit, refusal=refusal)
    return _back(seen)


async def decide(visit: DeskVisit) -> Response:
    """Write down what was decided, with the task that came of it in the same breath."""
    seen, data = await seen_in(visit), visit.data
    people = frozenset(PersonId(as_id(one)) for one in data.all("met"))
    errors = _missing(seen, data.get("besluit"), people)
    if errors:
        return await shown(visit, said=Said(errors))
    try:
        task = await _task(visit, seen)
    except _TaskWrong as wrong:
        return await shown(visit, said=Said(wrong.errors))
    try:
        await meetings.decide(
            visit.uow,
            visit.case_manager,
            meeting=seen.meeting.id,
            words=data.secret("besluit"),
            people=people,
            task=task,
            goal=GoalId(as_id(data.get("doel"))) if data.get("doel") else None,
        )
    except (Outdated, Unsuitable, KeptApart) as refusal:
        if task is not None:  # The task that was made must not stay without its decision.
            raise
        if isinstance(refusal, KeptApart):
            return await shown(visit, said=Said({"met": sentence(refusal, Form.U)}))
        return await shown(visit, refusal=refusal)
    return _back(seen)


async def ask(visit: DeskVisit) -> Response:
    """Ask each with whom something was agreed whether it is right."""
    seen = await seen_in(visit)
    try:
        await meetings.ask_agreement(visit.uow, visit.case_manager, meeting=seen.meeting.id)
    except CANNOT as refusal:
        return await shown(visit, refusal=refusal)
    return _back(seen)


class _TaskWrong(Exception):
    """The task beside a decision cannot be one; ``errors`` are sentences by the name of a field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__()
        self.errors = errors


async def _task(visit: DeskVisit, seen: MeetingSeen) -> TaskId | None:
    """The task that was filled in beside a decision; nothing when its words were left empty."""
    if not visit.data.get("woorden"):
        return None
    read = read_task(visit.data, visit)
    if read.filled is None:
        raise _TaskWrong(read.errors)
    try:
        made = await tasks.plan(
            visit.uow,
            visit.case_manager,
            family=seen.family.id,
            filled=read.filled,
            once=visit.data.get("once"),
        )
    except (Unsuitable, NotNeutral, KeptApart, NotTheFuture) as refusal:
        raise _TaskWrong(beside(refusal)) from None
    return made.id


def _missing(seen: MeetingSeen, said: str, people: frozenset[PersonId]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not 1 <= len(said) <= LONGEST_DECISION:
        errors["besluit"] = text("overleg.wrong.besluit", Form.U, most=LONGEST_DECISION)
    if not people <= seen.meeting.people:
        errors["met"] = text("overleg.wrong.participant", Form.U)
    return errors


def _back(seen: MeetingSeen) -> Response:
    return go(f"/werk/gezin/{seen.family.id}/overleg/{seen.meeting.id}#besluiten")


_ONE = "/werk/gezin/{id}/overleg/{meeting}"
ROUTES = (
    Route(f"{_ONE}/geweest", desk(held), methods=["POST"]),
    Route(f"{_ONE}/besluit", desk(decide), methods=["POST"]),
    Route(f"{_ONE}/klopt", desk(ask), methods=["POST"]),
)
