"""What becomes of the turns of a task that was changed or ended, and who hears of it."""

from dataclasses import replace

from domain.calendar import ONE_DAY
from domain.delivery import DispatchState
from domain.linking import Recipient
from domain.notices_circle import TurnChanged
from domain.people import Family, PersonId
from domain.task_forms import followed
from domain.tasks import Task, TaskTurn, TurnState
from usecases.circle_people import away_until
from usecases.outbox import tell_person
from usecases.ports import Unit
from usecases.task_asking import given_key
from usecases.turn_effects import able_for, hand_on, settle
from usecases.turn_telling import change_key


async def follow(uow: Unit, family: Family, by: Recipient, before: Task, after: Task) -> None:
    """Every turn that has yet to begin becomes what the task now says; who knew of it hears that it changed.

    Whose task it was hears once that it is not theirs any more, if they ever heard that it was. Who else lost all of
    it, and knew of no turn in particular, hears of the first one, so that nobody keeps waiting.
    """
    able = await able_for(uow, after)
    was, will = before, after
    if after.owner is not None and await away_until(uow, after.owner) is not None:
        # Who stepped back for a while keeps the task, and is given no turn of it meanwhile.
        was, will = replace(before, owner=None), replace(after, owner=None)
    former = _former(before, after, by)
    knew = former is not None and await _knew(uow, before, former)
    lost: dict[PersonId, tuple[TaskTurn, TaskTurn]] = {}
    stays: set[PersonId] = set()
    # What was off earlier today can come back later today.
    for turn in await uow.tasks.turns_of(after.id, uow.now - ONE_DAY):
        fresh = followed(was, will, turn, able, now=uow.now)
        kept = await change_turn(uow, family, after, turn, fresh, by, but=former if knew else None)
        if kept.is_open and kept.starts_at >= uow.now and kept.holder is not None:
            stays.add(kept.holder)
        if (
            turn.is_open
            and turn.holder is not None
            and (kept.holder != turn.holder or kept.state is TurnState.DROPPED)
        ):
            lost.setdefault(turn.holder, (turn, kept))
    if after.owner is not None and after.ended_at is None:
        # Who is still to do it hears of the whole task.
        stays.add(after.owner)
    for person, (turn, kept) in lost.items():
        if person == former:
            if knew:
                await _tell(uow, person, turn, kept, whole=True)
        elif person != by.person and person not in stays:
            await _tell(uow, person, turn, kept)


async def change_turn(
    uow: Unit,
    family: Family,
    task: Task,
    before: TaskTurn,
    fresh: TaskTurn,
    by: Recipient,
    *,
    but: PersonId | None = None,
) -> TaskTurn:
    """Keep what a turn became, and let everybody hear what they should; who was asked for it is asked anew."""
    kept = await settle(uow, task, before, fresh, by=by, but=but)
    is_moved = (kept.starts_at, kept.ends_at) != (before.starts_at, before.ends_at)
    if is_moved and kept.state is TurnState.OFFERED:
        await hand_on(uow, family, task, kept)
    return kept


def _former(before: Task, after: Task, by: Recipient) -> PersonId | None:
    """Whose task it was and is no more, while it goes on; nobody when they gave it up themselves."""
    is_another = before.owner != after.owner and after.ended_at is None
    return before.owner if is_another and before.owner != by.person else None


async def _knew(uow: Unit, task: Task, owner: PersonId) -> bool:
    """Whether they ever heard that this task was theirs."""
    if task.agreed_at is not None:
        return True
    for revision in range(task.revision, 0, -1):
        told = await uow.dispatches.with_key(f"{given_key(task, revision)}:{owner.hex}")
        if told is not None and told.state is DispatchState.SENT:
            return True
    turns = await uow.tasks.turns_of(task.id, task.made_at)
    return any(turn.holder == owner and turn.reminded_at is not None for turn in turns)


async def _tell(uow: Unit, person: PersonId, turn: TaskTurn, kept: TaskTurn, *, whole: bool = False) -> None:
    """The key is that of `turn_effects.settle`, so that nobody hears the same twice."""
    notice, until = TurnChanged(turn.id, turn.starts_at, whole), None if whole else turn.starts_at
    await tell_person(uow, person, notice, key=change_key(kept), appointment=None, until=until)
