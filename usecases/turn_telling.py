"""Who hears what of a turn of a task that changed: offered, arranged, at another time, or something the matter."""

from collections.abc import Set
from datetime import timedelta

from domain.notices_circle import TurnArranged, TurnChanged, TurnNews, TurnOffered, TurnTrouble
from domain.people import Family, PersonId
from domain.tasks import Task, TaskTurn, TurnState
from usecases.outbox import tell_person
from usecases.ports import Unit

KNOWS_SOON = timedelta(hours=48)
"""What begins so soon is known by whoever has it, also before it was said to them."""

NEWS_FOR = timedelta(days=1)


async def hand_on(
    uow: Unit, family: Family, task: Task, turn: TaskTurn, before: TaskTurn | None = None
) -> None:
    """Offer an open turn to everybody in ``turn.asked`` who was not asked ``before`` already."""
    if turn.state is not TurnState.OFFERED or task.family != family.id:
        return
    been = frozenset() if before is None or before.state is not turn.state else before.asked
    until = turn.starts_at if uow.now < turn.starts_at else turn.ends_at
    notice = TurnOffered(turn.id, turn.sequence)
    for person in sorted(turn.asked - been):
        key = f"offer:{turn.id.hex}:{turn.sequence}"
        await tell_person(uow, person, notice, key=key, appointment=None, until=until)


async def arranged(uow: Unit, turn: TaskTurn, but: PersonId | None) -> None:
    """Somebody does it: everybody to whom the ``turn`` was open until now, except that one, hears so kindly."""
    for person in sorted(one for one in turn.asked if one != but):
        key = f"arranged:{turn.id.hex}:{turn.sequence}"
        await tell_person(uow, person, TurnArranged(turn.id), key=key, appointment=None, until=turn.ends_at)


async def tell_of_help(uow: Unit, before: TaskTurn, after: TaskTurn, *, but: Set[PersonId | None]) -> None:
    """Who asked for help and still does it hears, once for every time, that it is seen to."""
    asked_at, holder = before.help_at, after.holder
    if asked_at is None or after.help_at is not None or after.state is not TurnState.PLANNED:
        return
    if holder is None or holder != before.holder or holder in but:
        return
    key = f"helped:{after.id.hex}:{asked_at:%Y%m%dT%H%M%S}"
    until = after.ends_at if uow.now < after.ends_at else uow.now + NEWS_FOR
    await tell_person(uow, holder, TurnArranged(after.id), key=key, appointment=None, until=until)


async def news(uow: Unit, turn: TaskTurn, contact: PersonId, trouble: TurnTrouble) -> None:
    """Let the contact hear what is the matter with a turn."""
    until = max(turn.ends_at, uow.now) + NEWS_FOR
    key = f"news:{trouble.value}:{turn.id.hex}:{turn.sequence}"
    if trouble is TurnTrouble.HELP and turn.help_at is not None:
        key += f":{turn.help_at:%Y%m%dT%H%M%S}"
    await tell_person(uow, contact, TurnNews(turn.id, trouble), key=key, appointment=None, until=until)


async def tell_contact(uow: Unit, task: Task, before: TaskTurn, after: TaskTurn) -> None:
    """The contact hears that help is needed, that it was put off, or that it was not done."""
    if task.contact is None:
        return
    if after.help_at is not None and before.help_at is None:
        await news(uow, after, task.contact, TurnTrouble.HELP)
    elif after.state is before.state:
        return
    elif after.state is TurnState.NOT_DONE:
        await news(uow, after, task.contact, TurnTrouble.NOT_DONE)
    elif after.state is TurnState.LATER:
        await news(uow, after, task.contact, TurnTrouble.LATER)


def change_key(turn: TaskTurn) -> str:
    """Under which key somebody hears that a turn changed into this, so that nobody hears the same twice."""
    return f"turn_changed:{turn.id.hex}:{turn.sequence}"


async def tell_of_change(uow: Unit, before: TaskTurn, after: TaskTurn, *, but: Set[PersonId | None]) -> None:
    """Who had it and knew of it hears that it is off, not theirs any more, or at another time.

    Who was asked for it hears only that it is off: of another time they are asked anew.
    """
    was_moved, is_off = after.starts_at != before.starts_at, after.state is TurnState.DROPPED
    knew = before.reminded_at is not None or before.starts_at <= uow.now + KNOWS_SOON
    told = set(before.asked) if is_off else set()
    if before.holder is not None and knew and (is_off or was_moved or after.holder != before.holder):
        told.add(before.holder)
    if uow.now >= before.starts_at and not was_moved:
        return
    ahead = [at for at in (before.starts_at, after.starts_at, after.ends_at) if at > uow.now]
    notice = TurnChanged(after.id, before.starts_at)
    for person in sorted(told - but):
        await tell_person(
            uow, person, notice, key=change_key(after), appointment=None, until=min(ahead, default=None)
        )
