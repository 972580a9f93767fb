"""Handling: leads a kept update through the doors, notes how far it came, and gives up only into a person's hands."""

import asyncio
import json
import logging
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationHandlerStop, CallbackContext

from bot.emergency import Emergency
from bot.lanes import Arrival
from bot.logs import event, failure
from domain.actors import Clockwork
from domain.people import Form
from handlers.house import House
from handlers.replies import Reply, plain, send_reply
from handlers.views.errors import unexpected
from handlers.views.machine import processed
from storage.errors import AWAY, AlreadyApplied
from storage.inbox import Inbox, KeptUpdate
from storage.tables.inbox import UpdateState
from usecases.failures import report_unhandled

LOG = logging.getLogger("kring.handling")

TRIES = 3

DEATHS = 10
"""At how many deaths of the process an update may have stood first in its lane before it counts as what kills it.

Somebody who pulls the plug a few times at a bad moment is likelier than such an update, and would lose their words.
"""
PAUSES = (0.5, 2.0)
AWAY_PAUSE = 2.0

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class _Failed(Exception):
    """Every try failed; ``last`` is the last error."""

    def __init__(self, last: Exception) -> None:
        super().__init__()
        self.last = last


class Handling:
    """What happens with one arrival after the other of a lane."""

    def __init__(self, application: AnyApplication, house: House, inbox: Inbox, emergency: Emergency) -> None:
        self._application = application
        self._house = house
        self._inbox = inbox
        self._emergency = emergency
        self._errors: dict[int, Exception] = {}
        application.add_error_handler(self._note)

    async def handle(self, arrival: Arrival) -> None:
        """Handle it and write down that it is done; never raises an ordinary error."""
        number = arrival.update.update_id
        try:
            if arrival.applied:
                await self._say_processed(arrival)
            else:
                await self._try(arrival)
            await self._mark(number, UpdateState.DONE)
        except _Failed as failed:
            await self._give_up(arrival, failed.last)
        except Exception as error:  # noqa: BLE001 - the lane must go on; what is not done comes back at the next start
            failure(LOG, "handling.not_marked", error, update=number)

    async def left_over(self) -> list[Arrival]:
        """What an earlier process did not finish, in order; what was begun too often already is given up."""
        arrivals = []
        for kept in await self._inbox.pending():
            try:
                update = Update.de_json(json.loads(kept.payload), self._application.bot)
            except Exception as error:  # noqa: BLE001 - one update we cannot read must not keep us from starting
                failure(LOG, "handling.unreadable", error, update=kept.update_id)
                await self.unreadable(kept.update_id, kept.lane)
                continue
            arrival = Arrival(update, kept.lane, applied=kept.state is UpdateState.APPLIED)
            if await self._emergency.attend((update,)):
                await self._mark(kept.update_id, UpdateState.DONE)
            elif not arrival.applied and _begun_too_often(kept):
                await self._give_up(arrival, None)
            else:
                arrivals.append(arrival)
        return arrivals

    async def unreadable(self, number: int, account: bytes) -> None:
        """An update that the library cannot read is kept, and a person hears of it."""
        try:
            async with self._house.archive.unit() as uow:
                await report_unhandled(uow, Clockwork(), update=number, account=account)
            await self._mark(number, UpdateState.FAILED)
        except Exception as error:  # noqa: BLE001 - nothing was marked then, so the next start tries again
            failure(LOG, "handling.not_given_up", error, update=number)

    async def _try(self, arrival: Arrival) -> None:
        tries = 0
        while True:
            try:
                return await self._process(arrival.update)
            except AlreadyApplied:
                # At the first try it came twice, and the other one answers; later our own effect was kept.
                if tries:
                    await self._say_processed(arrival)
                return None
            except AWAY as error:
                failure(LOG, "handling.archive_away", error, update=arrival.update.update_id)
                await asyncio.sleep(AWAY_PAUSE)
            except Exception as error:
                tries += 1
                failure(LOG, "handling.failed", error, update=arrival.update.update_id, tries=tries)
                if tries >= TRIES:
                    raise _Failed(error) from error
                await asyncio.sleep(PAUSES[tries - 1])

    async def _process(self, update: Update) -> None:
        await self._application.process_update(update)
        error = self._errors.pop(update.update_id, None)
        if error is not None:
            raise error

    async def _note(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        if isinstance(update, Update) and context.error is not None:
            self._errors[update.update_id] = context.error
        # Otherwise the library goes on to further handlers of the same update.
        raise ApplicationHandlerStop

    async def _say_processed(self, arrival: Arrival) -> None:
        view = processed(await self._form_of(arrival.lane))
        await send_reply(self._house, Reply(arrival.update, view, fresh=True))

    async def _give_up(self, arrival: Arrival, last: Exception | None) -> None:
        number = arrival.update.update_id
        try:
            async with self._house.archive.unit() as uow:
                await report_unhandled(uow, Clockwork(), update=number, account=arrival.lane)
            await self._mark(number, UpdateState.FAILED)
            view = unexpected(await self._form_of(arrival.lane), number=self._house.emergency_number)
            await send_reply(self._house, plain(arrival.update, view))
            self._house.wake()
            event(LOG, "handling.given_up", level=logging.ERROR, update=number, error=type(last).__name__)
        except Exception as error:  # noqa: BLE001 - nothing was marked then, so the next start tries again
            failure(LOG, "handling.not_given_up", error, update=number)

    async def _form_of(self, account: bytes) -> Form:
        async with self._house.archive.reading() as uow:
            link = await uow.links.by_account(account)
            if link is None or link.holder.person is None:
                return Form.U
            person = await uow.families.person(link.holder.person)
        return Form.U if person is None else person.preferences.form

    async def _mark(self, number: int, state: UpdateState) -> None:
        while True:
            try:
                return await self._inbox.mark(number, state)
            except AWAY as error:
                failure(LOG, "handling.not_marked", error, update=number)
                await asyncio.sleep(AWAY_PAUSE)


def _begun_too_often(kept: KeptUpdate) -> bool:
    """Whether it was there at several deaths of the process, and is perhaps what kills it."""
    return kept.attempts > DEATHS
