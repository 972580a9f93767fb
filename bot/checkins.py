"""The tick of check-ins: rounds are closed and planned, people asked, plans looked at; a failure stops no other."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bot.logs import event, failure
from domain.actors import Clockwork
from domain.checkins import TurnId
from domain.people import FamilyId
from domain.rounds import RoundId
from storage.errors import AWAY
from usecases import plan_questions, rounds
from usecases.ports import Archive, Unit
from usecases.rounds import BATCH

LOG = logging.getLogger("kring.checkins")

CLOCKWORK = Clockwork()

TRIES = 3
"""How often something is tried; then it is left alone for an hour, and a person looks into it."""

REST = timedelta(hours=1)


class Chore(StrEnum):
    """What a tick does, in this order: a round ends before the next begins, and all who take part are asked last."""

    CLOSE = "close"
    PLAN = "plan"
    LOOK = "look"
    ASK = "ask"


TOGETHER = {Chore.PLAN: BATCH, Chore.CLOSE: 10}
"""How many of a kind are done in one transaction: a commit of its own costs as much as closing a round."""


class CheckIns:
    """Does what is due about rounds, turns and plans."""

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
                await self._all(chore, fresh)

    async def _due(self, chore: Chore, tried: int) -> list[UUID]:
        async with self._archive.reading() as uow:
            now = uow.now
            self._resting = {one: until for one, until in self._resting.items() if until > now}
            # What rests or was tried stands first in the row, and must not hide the rest of it.
            limit = BATCH + len(self._resting) + tried
            found = await _found(uow, chore, limit)
        return [which for which in found if (chore, which) not in self._resting]

    async def _all(self, chore: Chore, which: list[UUID]) -> None:
        at_once = TOGETHER.get(chore, 1)
        for begin in range(0, len(which), at_once):
            some = which[begin : begin + at_once]
            if len(some) == 1 or not await self._together(chore, some):
                for one in some:
                    await self._take(chore, one)

    async def _together(self, chore: Chore, which: list[UUID]) -> bool:
        """All of these in one transaction; False when that failed, and then each of them gets its own chance."""
        try:
            async with self._archive.unit() as uow:
                if chore is Chore.PLAN:
                    planned = await rounds.plan(uow, CLOCKWORK, families=tuple(map(FamilyId, which)))
                else:
                    planned = 0
                    for one in which:
                        await _done(uow, chore, one)
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, it may have been one of many
            failure(LOG, "checkins.batch_failed", error, chore=chore.value)
            return False
        for one in which:
            self._tries.pop((chore, one), None)
        if planned:
            event(LOG, "checkins.planned", rounds=planned)
        return True

    async def _take(self, chore: Chore, which: UUID) -> None:
        try:
            async with self._archive.unit() as uow:
                said = await _done(uow, chore, which)
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
            failure(LOG, "checkins.failed", error, chore=chore.value, about=which)
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
                await rounds.set_aside(uow, CLOCKWORK, family=family)


async def _found(uow: Unit, chore: Chore, limit: int) -> Sequence[UUID]:
    match chore:
        case Chore.CLOSE:
            return await rounds.to_close(uow, CLOCKWORK, limit=limit)
        case Chore.PLAN:
            return await rounds.due_families(uow, CLOCKWORK, limit=limit)
        case Chore.ASK:
            return await rounds.due_turns(uow, CLOCKWORK, limit=limit)
        case Chore.LOOK:
            return await plan_questions.due(uow, CLOCKWORK, limit=limit)


async def _done(uow: Unit, chore: Chore, which: UUID) -> bool:
    """Do it; whether something may have to be sent now."""
    match chore:
        case Chore.CLOSE:
            await rounds.close(uow, CLOCKWORK, round=RoundId(which))
            return False
        case Chore.PLAN:
            await rounds.plan(uow, CLOCKWORK, families=(FamilyId(which),))
            return False
        case Chore.ASK:
            return await rounds.take(uow, CLOCKWORK, turn=TurnId(which))
        case Chore.LOOK:
            return bool(await plan_questions.look(uow, CLOCKWORK, family=FamilyId(which)))


async def _family(uow: Unit, chore: Chore, which: UUID) -> FamilyId | None:
    """Of which family it was."""
    if chore in (Chore.PLAN, Chore.LOOK):
        return FamilyId(which)
    turn = await uow.check_ins.turn(TurnId(which)) if chore is Chore.ASK else None
    of = await uow.check_ins.round(RoundId(which) if turn is None else turn.round)
    return None if of is None else of.family
