"""What becomes of the turns of a task that was changed or ended, and who hears of it."""

from domain.linking import Recipient
from domain.notices_circle import TurnChanged
from domain.people import Family, PersonId
from domain.task_forms import followed
from domain.tasks import Task, TaskTurn, TurnState
from usecases.outbox import tell_person
from usecases.ports import Unit
from usecases.turn_effects import able_for, hand_on, settle


async def follow(uow: Unit, family: Family, by: Recipient, before: Task, after: Task) -> None:
    """Every turn that has yet to begin becomes what the task now says; who knew of it hears that it changed.

    Who lost all of it, and knew of no turn in particular, hears of the first one, so that nobody keeps waiting.
    """
    able = await able_for(uow, after)
    lost: dict[PersonId, tuple[TaskTurn, TaskTurn]] = {}
    stays: set[PersonId] = set()
    for turn in await uow.tasks.turns_of(after.id, uow.now):
        if not turn.is_open:
            continue
        fresh = followed(before, after, turn, able, now=uow.now)
        kept = await change_turn(uow, family, after, turn, fresh, by)
        if kept.is_open and kept.holder is not None:
            stays.add(kept.holder)
        if turn.holder is not None and (kept.holder != turn.holder or kept.state is TurnState.DROPPED):
            lost.setdefault(turn.holder, (turn, kept))
    if after.owner is not None and after.ended_at is None:
        # Who is still to do it hears of the whole task.
        stays.add(after.owner)
    for person, (turn, kept) in lost.items():
        if person != by.person and person not in stays:
            await _tell(uow, person, turn, kept)


async def change_turn(
    uow: Unit, family: Family, task: Task, before: TaskTurn, fresh: TaskTurn, by: Recipient
) -> TaskTurn:
    """Keep what a turn became, and let everybody hear what they should; who was asked for it is asked anew."""
    kept = await settle(uow, task, before, fresh, by=by)
    is_moved = (kept.starts_at, kept.ends_at) != (before.starts_at, before.ends_at)
    if is_moved and kept.state is TurnState.OFFERED:
        await hand_on(uow, family, task, kept)
    return kept


async def _tell(uow: Unit, person: PersonId, turn: TaskTurn, kept: TaskTurn) -> None:
    """The key is that of `turn_effects.settle`, so that nobody hears the same twice."""
    notice, key = TurnChanged(turn.id, turn.starts_at), f"turn_changed:{kept.id.hex}:{kept.sequence}"
    await tell_person(uow, person, notice, key=key, appointment=None, until=turn.starts_at)
