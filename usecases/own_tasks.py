"""What somebody says of a task that is meant for them: that it is fine, or that it is not for them."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.actions import Action
from domain.actors import Participant
from domain.audit import Mode
from domain.errors import NotFound, Outdated
from domain.linking import Recipient
from domain.notices_circle import TurnTrouble
from domain.people import Family
from domain.secret import Secret
from domain.series import Series
from domain.tasks import Task, TaskId
from domain.work_items import WorkKind
from usecases.outbox import put_on_list
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit
from usecases.task_following import follow
from usecases.turn_telling import news

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task that is meant for somebody who did not say yet whether that is right; ``minutes`` is its window."""

    id: TaskId
    revision: int
    words: Secret
    series: Series
    minutes: int


async def given(uow: Unit, who: Participant) -> tuple[GivenTask, ...]:
    """What waits for a yes or no of one's own, oldest first."""
    person = await person_of(uow, who.person)
    scope = scope_of_family(await family_of(uow, person.family), person.id)
    await permit(uow, who, Action.SEE_OWN_TASKS, scope, mode=Mode.READ, kind="task")
    return tuple(
        GivenTask(task.id, task.revision, task.words, task.series, task.minutes)
        for task in await uow.tasks.of_family(person.family)
        if task.owner == person.id and task.agreed_at is None
    )


def declined_key(task: TaskId) -> str:
    """Under which key it stands on a list that a task has nobody any more."""
    return f"task:declined:{task.hex}"


async def accept_task(uow: Unit, who: Participant, *, task: TaskId, revision: int) -> Task:
    """They do it; saying so twice is once.

    Raises:
        NotFound, NotAllowed: no such task for this actor. Outdated: it ended, was changed, or is somebody else's.
    """
    _, found = await _own(uow, who, task)
    if found.ended_at is not None or found.owner != who.person or found.revision != revision:
        raise Outdated(detail="task")
    if found.agreed_at is not None:
        return found
    agreed = replace(found, agreed_at=uow.now)
    await uow.tasks.keep(agreed)
    return agreed


async def decline_task(uow: Unit, who: Participant, *, task: TaskId, revision: int) -> Task:
    """It is not for them: its turns go to the others whom the family chose, and the gezinsmanager looks for somebody.

    Who said before that it was fine can say so too; twice is once. No reason is asked.

    Raises:
        NotFound, NotAllowed: no such task for this actor. Outdated: it ended, was changed, or is somebody else's.
    """
    family, found = await _own(uow, who, task)
    if found.ended_at is None and found.owner is None:
        return found
    if found.ended_at is not None or found.owner != who.person or found.revision != revision:
        raise Outdated(detail="task")
    free = replace(found, owner=None, agreed_at=None, revision=found.revision + 1)
    await uow.tasks.keep(free)
    await follow(uow, family, Recipient(person=who.person), found, free)
    key = declined_key(task)
    await put_on_list(uow, family, WorkKind.TASK_NOBODY, key=key, person=who.person)
    await _tell_contact(uow, who, free)
    return free


async def _tell_contact(uow: Unit, who: Participant, task: Task) -> None:
    """The contact hears at once when nobody else is asked for what is near; otherwise the ladder finds somebody."""
    if task.contact in (None, who.person) or task.asked_in_turn:
        return
    assert task.contact is not None  # noqa: S101 - just looked at
    turns = await uow.tasks.turns_of(task.id, uow.now)
    first = next((turn for turn in turns if turn.is_open and turn.holder is None), None)
    if first is not None and first.starts_at - uow.now <= SOON:
        await news(uow, first, task.contact, TurnTrouble.NOBODY)


async def _own(uow: Unit, who: Participant, which: TaskId) -> tuple[Family, Task]:
    task = await uow.tasks.get(which)
    if task is None:
        raise NotFound(detail="task")
    family = await family_of(uow, task.family)
    # Who said before that it is not for them can say so again.
    said = [event.by.person for event in await uow.tasks.history(which) if event.by is not None]
    scope = scope_of_family(family, *(one for one in (task.owner, *said) if one is not None))
    await permit(uow, who, Action.ANSWER_TASK, scope, mode=Mode.UPDATE, kind="task", object_id=which)
    return family, task
