"""The wiper: deletes chat messages that must disappear, and hands over to a person what Telegram refuses."""

import asyncio
import logging
from datetime import datetime, timedelta
from uuid import UUID

from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.bell import Bell
from bot.logs import event, failure
from domain.actors import Clockwork
from domain.delivery import Wipe, retry_at
from handlers.patience import says, seconds_of
from usecases import wiping
from usecases.ports import Archive

LOG = logging.getLogger("kring.wiper")

CLOCKWORK = Clockwork()
ALREADY_GONE = "message_to_delete_not_found"
WIDTH = 8


class Wiper:
    """Looks when it is woken or a tick passes."""

    def __init__(self, archive: Archive, bot: Bot, tick: float) -> None:
        self._archive = archive
        self._bot = bot
        self._bell = Bell(tick)
        self._looking = False
        self._resting: dict[UUID, datetime] = {}

    def wake(self) -> None:
        """Look now: something must disappear."""
        self._bell.ring()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being wiped and nobody asked to look."""
        return not (self._looking or self._bell.is_rung)

    async def run(self) -> None:
        """Wipe until cancelled."""
        while True:
            await self._bell.wait()
            self._looking = True
            self._bell.answer()
            try:
                await self._look()
            except Exception as error:  # noqa: BLE001 - the next look must come, whatever went wrong
                failure(LOG, "wiper.look_failed", error)
            finally:
                self._looking = False

    async def _look(self) -> None:
        async with self._archive.reading() as uow:
            due, now = await wiping.due(uow, CLOCKWORK), uow.now
        self._resting = {which: until for which, until in self._resting.items() if until > now}
        at_once = asyncio.Semaphore(WIDTH)
        async with asyncio.TaskGroup() as group:
            for wipe, chat in due:
                if wipe.id not in self._resting:
                    group.create_task(self._carry(at_once, wipe, chat))

    async def _carry(self, at_once: asyncio.Semaphore, wipe: Wipe, chat: int | None) -> None:
        async with at_once:
            try:
                await self._wipe(wipe, chat)
            except Exception as error:  # noqa: BLE001 - one message must not keep the others in the chats
                failure(LOG, "wiper.failed", error, wipe=wipe.id)
                async with self._archive.reading() as uow:
                    self._resting[wipe.id] = retry_at(5, now=uow.now)

    async def _wipe(self, wipe: Wipe, chat: int | None) -> None:
        if chat is None:
            return await self._give_up(wipe)
        wait: timedelta | None = None
        try:
            await self._bot.delete_message(chat, wipe.message)
        except BadRequest as refused:
            if not says(refused, ALREADY_GONE):
                return await self._give_up(wipe)
        except Forbidden:
            return await self._give_up(wipe)
        except RetryAfter as told:
            wait = timedelta(seconds=seconds_of(told))
            return await self._put_off(wipe, wait)
        except TelegramError:
            # Deleting twice is harmless, so a doubt is simply tried again.
            return await self._put_off(wipe, wait)
        async with self._archive.unit() as uow:
            await wiping.done(uow, CLOCKWORK, wipe=wipe)
        event(LOG, "wiper.wiped", wipe=wipe.id)
        return None

    async def _give_up(self, wipe: Wipe) -> None:
        async with self._archive.unit() as uow:
            await wiping.give_up(uow, CLOCKWORK, wipe=wipe)
        event(LOG, "wiper.refused", wipe=wipe.id, level=logging.WARNING)

    async def _put_off(self, wipe: Wipe, wait: timedelta | None) -> None:
        async with self._archive.unit() as uow:
            until = retry_at(wipe.attempts, now=uow.now) if wait is None else uow.now + wait
            kept = await wiping.put_off(uow, CLOCKWORK, wipe=wipe, until=until)
        event(LOG, "wiper.put_off" if kept else "wiper.too_late", wipe=wipe.id)
