"""What follows when a turn of a task changes: it is kept with its next look, and who should hear of it does."""

from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from domain.calendar import ONE_DAY, at_local
from domain.circle import are_apart
from domain.linking import Recipient
from domain.people import Family, PersonId
from domain.task_ladder import Rung, next_look
from domain.tasks import Task, TaskTurn, TaskTurnId, TurnEvent, TurnState
from domain.work_items import WorkKind
from usecases.circle_people import can_hear, takes_part
from usecases.outbox import put_on_list
from usecases.permission import family_of
from usecases.ports import Unit
from usecases.turn_telling import arranged, hand_on, tell_contact, tell_of_change, tell_of_help

__all__ = [
    "able_for",
    "arranged",
    "hand_on",
    "hears_day_before",
    "keep",
    "put_turn_on_list",
    "settle",
    "turn_in",
    "turn_key",
    "unsaid_turns",
]

TURN_KINDS = (
    WorkKind.TASK_HELP,
    WorkKind.TASK_NOBODY,
    WorkKind.TASK_UNANSWERED,
    WorkKind.TASK_NOT_DONE,
    WorkKind.TASK_LATER,
)
"""What can stand on a list about one turn."""


def turn_key(kind: WorkKind, turn: TaskTurnId) -> str:
    """Under which key something about a turn stands on a list."""
    return f"turn:{kind.value}:{turn.hex}"


def turn_in(key: str) -> TaskTurnId:
    """The turn that something on a list is about, out of its `turn_key`."""
    return TaskTurnId(UUID(hex=key.rpartition(":")[2]))


async def able_for(uow: Unit, task: Task) -> frozenset[PersonId]:
    """Who of those whom the family chose can be asked now: they take part, would hear of it, and none is kept apart."""
    named = frozenset().union(*task.asked_in_turn) & await takes_part(uow, task.family)
    flags = await uow.families.flags_of(task.family)
    others = task.everybody
    near = [one for one in named if not any(are_apart(flags, (one, other)) for other in others - {one})]
    return frozenset([one for one in near if await can_hear(uow, one)])


async def unsaid_turns(uow: Unit, person: PersonId, day: date) -> tuple[TaskTurn, ...]:
    """What this person has to do on a day (Amsterdam) that was not said to them yet, and is not over."""
    start, end = at_local(day, time()), at_local(day + ONE_DAY, time())
    return tuple(
        turn
        for turn in await uow.tasks.turns_for(person, start, end)
        if turn.state is TurnState.PLANNED
        and turn.holder == person
        and turn.reminded_at is None
        and turn.ends_at > uow.now
    )


async def look_of(uow: Unit, task: Task, turn: TaskTurn) -> datetime | None:
    """When the ladder looks at this turn next."""
    day_before = await hears_day_before(uow, turn.holder)
    return next_look(task, turn, day_before=day_before, now=uow.now)


async def hears_day_before(uow: Unit, holder: PersonId | None) -> bool:
    """Whether this person hears of a task the evening before."""
    person = None if holder is None else await uow.families.person(holder)
    return person is None or person.preferences.tasks_day_before


async def keep(uow: Unit, task: Task, turn: TaskTurn, *, by: Recipient | None) -> TaskTurn:
    """Keep a turn that has changed, or a new one, with its next look and a line of its history."""
    kept = replace(turn, look_at=await look_of(uow, task, turn))
    await uow.tasks.keep_turn(kept)
    await uow.tasks.note(TurnEvent.of(kept, by, at=uow.now))
    return kept


async def settle(
    uow: Unit,
    task: Task,
    before: TaskTurn,
    after: TaskTurn,
    *,
    by: Recipient | None,
    but: PersonId | None = None,
) -> TaskTurn:
    """Keep what a turn became by an answer or a change, and let everybody hear what they should, except who did it.

    Offers to who is asked now, a kind word to who was asked and need not any more, news for the contact, and what a
    person has to do on the gezinsmanager's list; what is solved is taken from it. Without a change nothing happens.
    ``but``: somebody else who need not hear it, or cannot.
    """
    if after == before:
        return after
    family = await family_of(uow, task.family)
    spared = {but, None if by is None else by.person} - {None}
    asks_help = after.help_at is not None and before.help_at is None
    if asks_help and (task.contact is None or task.contact in spared):
        await put_turn_on_list(uow, family, after, WorkKind.TASK_HELP, urgent=True)
        after = replace(after, rung=int(after.rung | Rung.HELP_LIST))
    kept = await keep(uow, task, after, by=by)
    await hand_on(uow, family, task, kept, before)
    if before.state is TurnState.OFFERED and kept.state in (TurnState.PLANNED, TurnState.DONE):
        await arranged(uow, before, but=kept.holder)
    await tell_of_change(uow, before, kept, but=spared)
    await tell_of_help(uow, before, kept, but=spared)
    if task.contact is not None and task.contact not in spared:
        await tell_contact(uow, task, before, kept)
    await _mind_the_list(uow, family, before, kept, by=by)
    return kept


async def put_turn_on_list(
    uow: Unit, family: Family, turn: TaskTurn, kind: WorkKind, *, urgent: bool = False
) -> None:
    """Put something about a turn on the gezinsmanager's list, once, with whose turn it is."""
    person = turn.holder or turn.by
    await put_on_list(uow, family, kind, key=turn_key(kind, turn.id), person=person, urgent=urgent)


async def _mind_the_list(
    uow: Unit, family: Family, before: TaskTurn, after: TaskTurn, *, by: Recipient | None
) -> None:
    """What is solved is taken from the list; what did not work, or was not answered, comes on it.

    What the gezinsmanager wrote down is no news to them.
    """
    wanted: WorkKind | None = None
    if after.state is TurnState.NOT_DONE and (by is None or by.professional is None):
        wanted = WorkKind.TASK_NOT_DONE
    elif after.state is TurnState.UNANSWERED and not after.rung & Rung.SEEN_TO:
        wanted = WorkKind.TASK_UNANSWERED
    solved = [kind for kind in TURN_KINDS if kind is not wanted and _is_solved(kind, after)]
    for kind in solved:
        await uow.work_items.close_by_key(turn_key(kind, after.id), uow.now)
    if wanted is not None and after.state is not before.state:
        await put_turn_on_list(uow, family, after, wanted)


def _is_solved(kind: WorkKind, turn: TaskTurn) -> bool:
    """Whether an item of this kind asks nothing of anybody any more, as the turn now stands."""
    match kind:
        case WorkKind.TASK_HELP:
            return turn.help_at is None
        case WorkKind.TASK_NOBODY:
            return turn.state is not TurnState.OFFERED
        case _:
            return turn.state is not TurnState.LATER or kind is not WorkKind.TASK_LATER
