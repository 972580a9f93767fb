"""Asking who is to do a task whether that is right, as the task is now."""

from domain.notices_circle import TaskGiven
from domain.tasks import Task
from usecases.circle_people import away_until
from usecases.outbox import tell_person
from usecases.ports import Unit


async def ask_owner(uow: Unit, task: Task) -> None:
    """Whoever is to do it and did not say yes yet is asked for this revision; the buttons of an earlier one are old.

    Who stepped back for a while is asked nothing.
    """
    if task.owner is None or task.agreed_at is not None or task.ended_at is not None:
        return
    if await away_until(uow, task.owner) is not None:
        return
    notice, key = TaskGiven(task.id, task.revision), given_key(task, task.revision)
    await tell_person(uow, task.owner, notice, key=key, appointment=None, until=None)


def given_key(task: Task, revision: int) -> str:
    """Under which key somebody is asked for a task as it is in this revision."""
    return f"task:{task.id.hex}:{revision}"
