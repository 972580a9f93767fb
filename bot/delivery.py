"""Delivery: carries what is due from the outbox to Telegram; the intent is committed before the call."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.bell import Bell
from bot.crash import CrashPoints
from bot.delivery_desk import CLOCKWORK, Ready, note_failed, note_sent, prepare
from bot.logs import event, failure
from bot.menus import set_menu_of
from bot.stopping import Stopped
from bot.verdicts import verdict_of
from domain.delivery import DispatchId
from domain.letters import WelcomeLetter
from handlers.keyboards import menu_markup
from handlers.replies import NO_PREVIEW
from usecases import delivery
from usecases.delivery import LEASE
from usecases.ports import Archive

LOG = logging.getLogger("kring.delivery")

WIDTH = 16
"""How many chats are written to at once; the pace is kept elsewhere (bot/pacing.py)."""

SETTLE_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
REST = 30.0
"""Seconds that a dispatch which could not even be prepared is left alone."""


class Sender:
    """The one sender: looks when it is woken or a tick passes, and keeps up to sixteen chats going."""

    def __init__(
        self, archive: Archive, bot: ExtBot[Any], owner: UUID, crash: CrashPoints, tick: float
    ) -> None:
        self._archive = archive
        self._bot = bot
        self._owner = owner
        self._crash = crash
        self._bell = Bell(tick)
        self._lease_until: datetime | None = None
        self._recovered = False
        self._busy: set[DispatchId] = set()
        self._resting: dict[DispatchId, float] = {}
        self._looking = False
        self._closing = False
        self._landed = asyncio.Event()

    def wake(self) -> None:
        """Look now: something may have been planned."""
        self._bell.ring()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way and nobody asked to look."""
        return not (self._busy or self._looking or self._bell.is_rung)

    async def quiet(self) -> None:
        """Begin nothing new and wait until what is on its way has arrived."""
        self._closing = True
        while self._busy:
            self._landed.clear()
            await self._landed.wait()

    async def run(self) -> None:
        """Deliver until cancelled.

        Raises:
            Stopped: Telegram refuses the token.
        """
        self._bell.ring()
        async with asyncio.TaskGroup() as group:
            while True:
                await self._bell.wait()
                self._looking = True
                self._bell.answer()
                try:
                    await self._look(group)
                except Exception as error:  # noqa: BLE001 - the next look must come, whatever went wrong
                    failure(LOG, "delivery.look_failed", error)
                finally:
                    self._looking = False

    async def _look(self, group: asyncio.TaskGroup) -> None:
        if not self._recovered and not await self._recover():
            return
        room = WIDTH - len(self._busy)
        if room <= 0 or self._closing:
            return
        async with self._archive.reading() as uow:
            passed_over = len(self._busy) + len(self._resting)
            due, now = await delivery.due(uow, CLOCKWORK, limit=room + passed_over), uow.now
        fresh = [which for which in due if which not in self._busy and not self._rests(which)][:room]
        if not fresh or not await self._has_turn(now):
            return
        for which in fresh:
            self._busy.add(which)
            group.create_task(self._carry(which))

    async def _recover(self) -> bool:
        if not await self._take_turn():
            return False
        async with self._archive.unit() as uow:
            left = await delivery.recover(uow, CLOCKWORK)
        self._recovered = True
        event(LOG, "delivery.recovered", doubtful=left)
        return True

    async def _has_turn(self, now: datetime) -> bool:
        """Whether the lease is ours; it is asked for again in its second half only."""
        if self._lease_until is not None and now < self._lease_until - LEASE / 2:
            return True
        return await self._take_turn()

    async def _take_turn(self) -> bool:
        async with self._archive.unit() as uow:
            token, now = await delivery.take_turn(uow, CLOCKWORK, owner=self._owner), uow.now
        self._lease_until = None if token is None else now + LEASE
        if token is None:
            event(LOG, "delivery.not_our_turn", level=logging.WARNING)
        return token is not None

    async def _carry(self, which: DispatchId) -> None:
        try:
            await self._deliver(which)
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001 - one dispatch must not stop the others
            failure(LOG, "delivery.failed", error, dispatch=which)
            self._resting[which] = asyncio.get_running_loop().time() + REST
        finally:
            self._busy.discard(which)
            self._landed.set()
            self._bell.ring()

    async def _deliver(self, which: DispatchId) -> None:
        self._crash("before_intent")
        ready = await prepare(self._archive, which)
        if ready is None:
            return
        self._crash("before_send")
        try:
            message = await self._send(ready)
        except TelegramError as error:
            verdict = verdict_of(error)
            self._crash("before_settling")
            await self._until_kept(lambda: note_failed(self._archive, which, verdict))
            event(
                LOG, "delivery.not_sent", dispatch=which, outcome=verdict.failure, error=type(error).__name__
            )
            if verdict.stop:
                raise Stopped("stop.token_refused", setting="KRING_TOKEN") from None
            return
        self._crash("after_acceptance")
        self._crash("before_settling")
        await self._until_kept(lambda: note_sent(self._archive, ready, message))
        event(LOG, "delivery.sent", dispatch=which, copy=ready.outgoing.letter.labelled or None)
        contents = ready.outgoing.letter.contents
        if ready.newcomer is not None and isinstance(contents, WelcomeLetter):
            await set_menu_of(self._bot, ready.chat, ready.newcomer, contents.form)

    async def _send(self, ready: Ready) -> int:
        sent = await self._bot.send_message(
            ready.chat,
            ready.view.text,
            reply_markup=ready.markup or menu_markup(ready.view),
            disable_notification=ready.outgoing.silent,
            protect_content=True,
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    async def _until_kept(self, settle: Callable[[], Awaitable[None]]) -> None:
        """What came of a sending must be written down, however long the archive is away."""
        tries = 0
        while True:
            try:
                return await settle()
            except Exception as error:  # noqa: BLE001 - whatever it was, forgetting the outcome would be worse
                failure(LOG, "delivery.not_settled", error)
            await asyncio.sleep(SETTLE_PAUSES[min(tries, len(SETTLE_PAUSES) - 1)])
            tries += 1

    def _rests(self, which: DispatchId) -> bool:
        until = self._resting.get(which)
        if until is None:
            return False
        if asyncio.get_running_loop().time() < until:
            return True
        del self._resting[which]
        return False
