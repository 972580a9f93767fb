"""Tasks in the window: what somebody does, what is open to take, how it went, and a file for their agenda."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Parent, Talker
from domain.calendar import local
from domain.errors import Outdated, Unsuitable
from domain.later_moments import later_moments
from domain.notices_circle import TurnTrouble
from domain.tasks import TaskId, TaskTurn, TaskTurnId, TurnEnded, TurnState, TurnTaken
from locales import dates
from locales.catalogue import text
from usecases import own_tasks, own_turns
from usecases.own_tasks import GivenTask
from usecases.own_turns import OwnTurn
from web import addresses
from web.doorway import family
from web.family.times import Asking, answer_typed, ask, chosen
from web.forms import as_number
from web.pages import page
from web.refusals import status_of
from web.series_form import in_words
from web.visits import FamilyVisit

FILENAME = "taak.ics"
ONE = f"{addresses.TASKS}/{{id}}"
NEWS = "news"
_STANDS = {
    TurnState.DONE: "done",
    TurnState.LATER: "later",
    TurnState.NOT_DONE: "not_done",
    TurnState.UNANSWERED: "over",
    TurnState.DROPPED: "off",
}
"""What is said of a turn that ended, when nothing more can be said to it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A task that waits for a yes or no, with how often it is in words."""

    task: GivenTask
    rule: str


async def own(visit: FamilyVisit) -> Response:
    """What one does in the coming time, and what one may take."""
    return await _list(visit)


async def one(visit: FamilyVisit) -> Response:
    """One turn, with every answer that still fits."""
    try:
        return _one(visit, await own_turns.see(visit.uow, visit.who, turn=_id(visit)))
    except (TurnTaken, TurnEnded) as refusal:
        return await _gone(visit, refusal)


async def say(visit: FamilyVisit) -> Response:
    """Gedaan, lukt niet, hulp nodig; ik doe het, dat lukt niet; toch niet; ik regel het."""
    try:
        found, said = await _said(visit, visit.data.get("said"))
    except (TurnTaken, TurnEnded) as refusal:
        return await _gone(visit, refusal)
    except Outdated as refusal:
        now = await own_turns.see(visit.uow, visit.who, turn=_id(visit))
        return _one(visit, now, "owntasks.changed", status_of(refusal))
    return _one(visit, found, said)


async def later_page(visit: FamilyVisit) -> Response:
    """When then?"""
    try:
        found = await own_turns.see(visit.uow, visit.who, turn=_id(visit))
    except (TurnTaken, TurnEnded) as refusal:
        return await _gone(visit, refusal)
    if not found.can_answer:
        return _one(visit, found)
    return ask(visit, _asking(visit, found.turn))


async def later(visit: FamilyVisit) -> Response:
    """Another moment: one of ours, or one that was typed."""
    try:
        found = await own_turns.see(visit.uow, visit.who, turn=_id(visit))
    except (TurnTaken, TurnEnded) as refusal:
        return await _gone(visit, refusal)
    moment = chosen(visit)
    if moment is None:
        return answer_typed(visit, _asking(visit, found.turn))
    try:
        await own_turns.later(
            visit.uow, visit.who, turn=found.turn.id, sequence=_version(visit), starts_at=moment
        )
    except Unsuitable as refusal:
        said = text("owntasks.later.unfit", visit.form)
        return ask(visit, _asking(visit, found.turn), mistake=said, status=status_of(refusal))
    except (TurnTaken, TurnEnded) as refusal:
        return await _gone(visit, refusal)
    except Outdated as refusal:
        return _one(visit, found, "owntasks.changed", status_of(refusal))
    when = dates.when(local(moment), local(visit.uow.now).date())
    return await _list(visit, text("tasks.later.kept", visit.form, when=when))


async def answer_task(visit: FamilyVisit) -> Response:
    """Whether a task that is meant for them is right so."""
    which, revision = TaskId(visit.id("task")), _version(visit)
    accepts = visit.data.get("said") == "yes"
    answer = own_tasks.accept_task if accepts else own_tasks.decline_task
    try:
        await answer(visit.uow, visit.who, task=which, revision=revision)
    except Outdated as refusal:
        return await _list(visit, text("owntasks.changed", visit.form), status_of(refusal))
    return await _list(visit, text("tasks.fine" if accepts else "tasks.not_me", visit.form))


async def calendar(visit: FamilyVisit) -> Response:
    """The turn as a file for an agenda: its neutral words and the time."""
    found = await own_turns.calendar(visit.uow, visit.who, turn=_id(visit))
    headers = {"content-disposition": f'attachment; filename="{FILENAME}"'}
    return Response(found.content, headers=headers, media_type="text/calendar; charset=utf-8")


async def _said(visit: FamilyVisit, said: str) -> tuple[OwnTurn, str]:
    """What the turn became, and what is said back."""
    uow, who, turn, sequence = visit.uow, visit.who, _id(visit), _version(visit)
    match said:
        case "done":
            return await own_turns.done(uow, who, turn=turn, sequence=sequence), "tasks.thanks.0"
        case "cannot":
            return await own_turns.cannot(uow, who, turn=turn, sequence=sequence), "tasks.refused"
        case "help":
            return await own_turns.ask_help(uow, who, turn=turn, sequence=sequence), "tasks.help"
        case "take":
            return await own_turns.take(uow, who, turn=turn, sequence=sequence), "tasks.yours"
        case "decline":
            return await own_turns.decline(uow, who, turn=turn, sequence=sequence), "owntasks.declined"
        case "correct":
            return await own_turns.correct(uow, who, turn=turn), "tasks.corrected"
        case "seen_to" if isinstance(who, Talker):
            found = await own_turns.seen_to(uow, who, turn=turn, trouble=TurnTrouble.NOBODY)
            return found, "tasks.seen_to"
        case _:
            raise Unsuitable(detail="answer")


async def _gone(visit: FamilyVisit, refusal: TurnTaken | TurnEnded) -> Response:
    """Somebody else was first, or it is over: said kindly, above what is still theirs."""
    key = "owntasks.gone.taken" if isinstance(refusal, TurnTaken) else "owntasks.gone.ended"
    return await _list(visit, text(key, visit.form), status_of(refusal))


async def _list(visit: FamilyVisit, said: str = "", status: int = 200) -> Response:
    today = local(visit.uow.now).date()
    given = await own_tasks.given(visit.uow, visit.who)
    return page(
        visit,
        "family/turns.html",
        status,
        own=await own_turns.mine(visit.uow, visit.who),
        given=[Given(task, in_words(task.series, visit.form, today)) for task in given],
        said=said,
        is_refused=status != 200,
        talks=isinstance(visit.who, Talker),
        plans=isinstance(visit.who, Parent),
    )


def _one(visit: FamilyVisit, found: OwnTurn, said: str = "", status: int = 200) -> Response:
    return page(
        visit,
        "family/turn.html",
        status,
        own=found,
        turn=found.turn,
        stands=_stands(visit, found),
        address=_address(found.turn),
        said=text(said, visit.form) if said else "",
        is_refused=status != 200,
    )


def _stands(visit: FamilyVisit, found: OwnTurn) -> str:
    """How it is for whoever looks, which tells what can be said of it."""
    turn, person = found.turn, visit.who.person
    if found.can_answer:
        return "mine"
    if found.can_take:
        return "offered"
    if found.can_see_to:
        return NEWS
    if turn.is_open:
        return "refused" if person in turn.refused else "others" if turn.holder else "nobody"
    return _STANDS[turn.state]


def _asking(visit: FamilyVisit, turn: TaskTurn) -> Asking:
    return Asking(
        action=f"{_address(turn)}/later",
        back=_address(turn),
        question=text("owntasks.later", visit.form),
        version=turn.sequence,
        options=later_moments(turn.starts_at, now=visit.uow.now),
    )


def _address(turn: TaskTurn) -> str:
    return f"{addresses.TASKS}/{turn.id}"


def _id(visit: FamilyVisit) -> TaskTurnId:
    return TaskTurnId(visit.id())


def _version(visit: FamilyVisit) -> int:
    return as_number(visit.data.get("version"))


ROUTES = (
    Route(addresses.TASKS, family(own), methods=["GET"]),
    Route(f"{addresses.TASKS}/taak/{{task}}/antwoord", family(answer_task), methods=["POST"]),
    Route(ONE, family(one), methods=["GET"]),
    Route(ONE, family(say), methods=["POST"]),
    Route(f"{ONE}/later", family(later_page), methods=["GET"]),
    Route(f"{ONE}/later", family(later), methods=["POST"]),
    Route(f"{ONE}/agenda", family(calendar), methods=["GET"]),
)
"""The pages of a parent's tasks stand before these, see `web/app.py`: their addresses would be those of a turn."""
