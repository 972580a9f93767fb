"""The tick of tasks: turns are made weeks ahead and taken up their ladder; one that fails holds up no other."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bot.logs import event, failure
from domain.actors import Clockwork
from domain.people import FamilyId
from domain.tasks import TaskId, TaskTurnId
from storage.errors import AWAY
from usecases import task_turns
from usecases.ports import Archive, Unit
from usecases.task_turns import BATCH

LOG = logging.getLogger("kring.tasks")

CLOCKWORK = Clockwork()

TRIES = 3
"""How often something is tried; then it is left alone for an hour, and a person looks into it."""

REST = timedelta(hours=1)


class Chore(StrEnum):
    """What a tick does, in this order."""

    PLAN = "plan"
    STEP = "step"


class Tasks:
    """Does what is due about tasks and their turns."""

    def __init__(self, archive: Archive, wake: Callable[[], None]) -> None:
        self._archive = archive
        self._wake = wake
        self._tries: Counter[tuple[Chore, UUID]] = Counter()
        self._resting: dict[tuple[Chore, UUID], datetime] = {}

    async def tick(self) -> None:
        """Do everything that is due now."""
        for chore in Chore:
            tried: set[UUID] = set()
            while fresh := [which for which in await self._due(chore, len(tried)) if which not in tried]:
                tried.update(fresh)
                if chore is Chore.STEP or not await self._together(fresh):
                    for one in fresh:
                        await self._take(chore, one)

    async def _due(self, chore: Chore, tried: int) -> list[UUID]:
        async with self._archive.reading() as uow:
            now = uow.now
            self._resting = {one: until for one, until in self._resting.items() if until > now}
            # What rests or was tried stands first in the row, and must not hide the rest of it.
            found = await _found(uow, chore, BATCH + len(self._resting) + tried)
        return [which for which in found if (chore, which) not in self._resting]

    async def _together(self, which: list[UUID]) -> bool:
        """Plan all of these in one transaction; False when that failed: then each of them gets its own chance."""
        try:
            async with self._archive.unit() as uow:
                made = 0
                for one in which:
                    made += await task_turns.plan_turns(uow, CLOCKWORK, task=TaskId(one))
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, it may have been one of many
            failure(LOG, "tasks.batch_failed", error)
            return False
        for one in which:
            self._tries.pop((Chore.PLAN, one), None)
        if made:
            event(LOG, "tasks.planned", turns=made)
        return True

    async def _take(self, chore: Chore, which: UUID) -> None:
        try:
            async with self._archive.unit() as uow:
                said = await _done(uow, chore, which)
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
            failure(LOG, "tasks.failed", error, chore=chore.value, about=which)
            await self._note_failed(chore, which)
        else:
            self._tries.pop((chore, which), None)
            if said:
                self._wake()

    async def _note_failed(self, chore: Chore, which: UUID) -> None:
        one = (chore, which)
        self._tries[one] += 1
        if self._tries[one] < TRIES:
            return
        del self._tries[one]
        async with self._archive.unit() as uow:
            self._resting[one] = uow.now + REST
            family = await _family(uow, chore, which)
            if family is not None:
                await task_turns.set_aside(uow, CLOCKWORK, family=family)


async def _found(uow: Unit, chore: Chore, limit: int) -> Sequence[UUID]:
    if chore is Chore.PLAN:
        return await task_turns.due_tasks(uow, CLOCKWORK, limit=limit)
    return await task_turns.due_turns(uow, CLOCKWORK, limit=limit)


async def _done(uow: Unit, chore: Chore, which: UUID) -> bool:
    """Do it; whether something may have to be sent now."""
    if chore is Chore.PLAN:
        await task_turns.plan_turns(uow, CLOCKWORK, task=TaskId(which))
        return False
    return await task_turns.take(uow, CLOCKWORK, turn=TaskTurnId(which))


async def _family(uow: Unit, chore: Chore, which: UUID) -> FamilyId | None:
    """Of which family it was."""
    if chore is Chore.PLAN:
        task = await uow.tasks.get(TaskId(which))
        return None if task is None else task.family
    turn = await uow.tasks.turn(TaskTurnId(which))
    return None if turn is None else turn.family
