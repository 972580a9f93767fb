"""One turn of a task at the desk: who has it, giving it to somebody, moving it, dropping it, and how it went."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.errors import KeptApart, NotFound, NotTheFuture, Outdated, Refusal, Unsuitable
from domain.people import Form, PersonId
from domain.tasks import TaskTurn, TaskTurnId, TurnState
from locales.catalogue import text
from usecases import tasks, week
from usecases.task_desk import TaskSeen
from web.desk import turn_words, words
from web.desk.moments import When, error_at, read_when
from web.desk.tasks import seen_in
from web.doorway import desk, go
from web.forms import as_id
from web.pages import page, sentence
from web.refusals import status_of
from web.visits import DeskVisit

RECORDED = (TurnState.DONE, TurnState.NOT_DONE)
CANNOT = (Unsuitable, KeptApart, NotTheFuture)
Act = Callable[[TaskTurn], Awaitable[object]]


async def look(visit: DeskVisit) -> Response:
    """The turn as it stands."""
    return await _page(visit)


async def give(visit: DeskVisit) -> Response:
    """Somebody else does it this once."""
    to = visit.data.get("aan")
    if not to:
        return await _page(visit, errors={"aan": text("desktasks.wrong.aan", Form.U)})

    async def act(turn: TaskTurn) -> None:
        who, to_whom = visit.case_manager, PersonId(as_id(to))
        await tasks.give_turn(visit.uow, who, turn=turn.id, to=to_whom)

    return await _do(visit, act, field="aan")


async def move(visit: DeskVisit) -> Response:
    """This one on another day or at another time; the others stay as they are."""
    when = read_when(visit.data, visit.uow.now)
    if when.instant is None:
        return await _page(visit, when=when, errors=error_at(when))
    starts_at = when.instant

    async def act(turn: TaskTurn) -> None:
        await tasks.move_turn(visit.uow, visit.case_manager, turn=turn.id, starts_at=starts_at)

    return await _do(visit, act, field="wanneer")


async def drop(visit: DeskVisit) -> Response:
    """This one does not come; the others do."""

    async def act(turn: TaskTurn) -> None:
        await tasks.drop_turn(visit.uow, visit.case_manager, turn=turn.id)

    return await _do(visit, act)


async def record(visit: DeskVisit) -> Response:
    """How it went, as the gezinsmanager knows it; the last word counts."""
    if visit.data.get("uitkomst") not in RECORDED:
        raise Outdated(detail="outcome")
    state = TurnState(visit.data.get("uitkomst"))

    async def act(turn: TaskTurn) -> None:
        await week.record(visit.uow, visit.case_manager, turn=turn.id, state=state)

    return await _do(visit, act)


async def _do(visit: DeskVisit, act: Act, *, field: str = "") -> Response:
    """Do it, and show how it stands then; each of these is refused before anything is changed."""
    _, turn = await _which(visit)
    try:
        await act(turn)
    except Outdated as refusal:
        return await _page(visit, error=sentence(refusal, Form.U), status=status_of(refusal))
    except CANNOT as refusal:
        said = _said(refusal, field)
        return await _page(visit, errors={field: said} if field else {}, error=None if field else said)
    return go(visit.request.url.path.rpartition("/")[0])


def _said(refusal: Refusal, field: str) -> str:
    if field and isinstance(refusal, Unsuitable):
        return text(f"desktasks.wrong.{field}", Form.U)
    return sentence(refusal, Form.U)


async def _page(
    visit: DeskVisit,
    *,
    status: int | None = None,
    error: str | None = None,
    errors: dict[str, str] | None = None,
    when: When | None = None,
) -> Response:
    seen, turn = await _which(visit)
    data = visit.data
    choices = await tasks.choices(visit.uow, visit.case_manager, family=seen.family.id)
    return page(
        visit,
        "desk/task_turn.html",
        status or (422 if errors or error else 200),
        family=seen.family,
        task=seen.task,
        turn=turn,
        state=turn_words.state(turn),
        rows=_facts(seen, turn),
        able=[(str(one.id), words.who(one)) for one in choices.people if one.id != turn.holder],
        day=local(turn.starts_at).date(),
        begun=turn.starts_at <= visit.uow.now,
        typed={name: data.get(name) for name in ("wanneer", "dag", "tijd", "aan")},
        options=when.options if when else (),
        error=error,
        errors=errors or {},
        words=words,
    )


def _facts(seen: TaskSeen, turn: TaskTurn) -> list[tuple[str, str]]:
    people = seen.people
    return words.rows(
        ("desktasks.owner", turn_words.name(people, turn.holder)),
        ("desktasks.asked", turn_words.names(people, turn.asked) if turn.asked else None),
        ("desktasks.refused", turn_words.names(people, turn.refused) if turn.refused else None),
        ("desktasks.said_by", turn_words.name(people, turn.by) if turn.by else None),
        ("desktasks.contact", turn_words.name(people, seen.task.contact) if seen.task.contact else None),
    )


async def _which(visit: DeskVisit) -> tuple[TaskSeen, TaskTurn]:
    seen, which = await seen_in(visit), TaskTurnId(visit.id("beurt"))
    turn = seen.turns.get(which) or next((one for one in seen.coming if one.id == which), None)
    if turn is None:
        raise NotFound(detail="turn")
    return seen, turn


_ONE = "/werk/gezin/{id}/taken/{task}/beurt/{beurt}"
ROUTES = (
    Route(_ONE, desk(look), methods=["GET"]),
    Route(f"{_ONE}/geef", desk(give), methods=["POST"]),
    Route(f"{_ONE}/verplaats", desk(move), methods=["POST"]),
    Route(f"{_ONE}/weg", desk(drop), methods=["POST"]),
    Route(f"{_ONE}/uitkomst", desk(record), methods=["POST"]),
)
