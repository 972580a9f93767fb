"""Delivery: carries what is due from the outbox to Telegram; the intent is committed before the call."""

import asyncio
import logging
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from telegram.ext import ExtBot

from bot.bell import Bell
from bot.crash import CrashPoints
from bot.delivery_desk import (
    CLOCKWORK,
    Ready,
    TurnLost,
    give_up,
    note_failed,
    note_failed_plainly,
    note_sent,
    note_sent_plainly,
    prepare,
)
from bot.logs import event, failure
from bot.menus import set_menu_of
from bot.settling import TRIES, until_kept
from bot.stopping import Stopped
from bot.verdicts import verdict_of
from domain.delivery import DispatchId
from domain.letters import WelcomeLetter
from handlers.keyboards import menu_markup
from handlers.replies import NO_PREVIEW
from storage.errors import AWAY
from usecases import delivery
from usecases.delivery import LEASE
from usecases.ports import Archive

LOG = logging.getLogger("kring.delivery")

WIDTH = 16
"""How many chats are written to at once; the pace is kept elsewhere (bot/pacing.py)."""

REST = 1.0
"""Seconds that a dispatch which could not be prepared is left alone, and its chat with it."""


class Sender:
    """The one sender: looks when it is woken or a tick passes, and keeps up to sixteen chats going."""

    def __init__(
        self,
        archive: Archive,
        bot: ExtBot[Any],
        owner: UUID,
        crash: CrashPoints,
        tick: float,
        *,
        window: str = "",
    ) -> None:
        self._archive = archive
        self._bot = bot
        self._owner = owner
        self._crash = crash
        self._window = window
        self._bell = Bell(tick)
        self._lease_until: datetime | None = None
        self._recovered = False
        self._busy: set[DispatchId] = set()
        self._resting: dict[DispatchId, float] = {}
        self._tries: Counter[DispatchId] = Counter()
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
        room = WIDTH - len(self._busy)
        # A full look for each single place that comes free would read the same rows again and again.
        if room < WIDTH // 4 or self._closing:
            return
        async with self._archive.reading() as uow:
            passed_over = len(self._busy) + len(self._resting)
            due, now = await delivery.due(uow, CLOCKWORK, limit=room + passed_over), uow.now
            stray = any(dispatch.id not in self._busy for dispatch in await uow.dispatches.in_flight())
        stray = stray or not self._recovered
        fresh = [which for which in due if which not in self._busy and not self._rests(which)][:room]
        if not (fresh or stray) or not await self._has_turn(now):
            return
        if stray:
            await self._recover()
        for which in fresh:
            self._busy.add(which)
            group.create_task(self._carry(which))

    async def _recover(self) -> None:
        """What somebody else left half-sent, who died or whose turn is over, may have arrived."""
        async with self._archive.unit() as uow:
            left = await delivery.recover(uow, CLOCKWORK, own=self._busy)
        self._recovered = True
        event(LOG, "delivery.recovered", doubtful=left)

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
            ready = await self._prepared(which)
            if ready is not None:
                await self._deliver(ready)
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001 - one dispatch must not stop the others
            failure(LOG, "delivery.failed", error, dispatch=which)
        finally:
            self._busy.discard(which)
            self._landed.set()
            self._bell.ring()

    async def _prepared(self, which: DispatchId) -> Ready | None:
        """What leaves now. One that cannot be prepared may not head its chat for ever: it is given up in the end."""
        self._crash("before_intent")
        try:
            ready = await prepare(self._archive, which, self._owner, window=self._window)
        except TurnLost:
            self._lease_until = None
            return None
        except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
            failure(LOG, "delivery.not_prepared", error, dispatch=which)
            self._resting[which] = asyncio.get_running_loop().time() + REST
            if not isinstance(error, AWAY):
                self._tries[which] += 1
            if self._tries[which] >= TRIES:
                await give_up(self._archive, which)
                del self._tries[which]
            return None
        self._tries.pop(which, None)
        return ready

    async def _deliver(self, ready: Ready) -> None:
        which = ready.outgoing.dispatch.id
        self._crash("before_send")
        try:
            message = await self._send(ready)
        except Exception as error:  # noqa: BLE001 - of any error something must come, or it stays half-sent
            verdict = verdict_of(error)
            self._crash("before_settling")
            await until_kept(
                lambda: note_failed(self._archive, ready, verdict),
                lambda: note_failed_plainly(self._archive, ready, verdict),
            )
            event(
                LOG, "delivery.not_sent", dispatch=which, outcome=verdict.failure, error=type(error).__name__
            )
            if verdict.stop:
                raise Stopped("stop.token_refused", setting="KRING_TOKEN") from None
            return
        self._crash("after_acceptance")
        self._crash("before_settling")
        await until_kept(
            lambda: note_sent(self._archive, ready, message),
            lambda: note_sent_plainly(self._archive, ready, message),
        )
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

    def _rests(self, which: DispatchId) -> bool:
        until = self._resting.get(which)
        if until is None:
            return False
        if asyncio.get_running_loop().time() < until:
            return True
        del self._resting[which]
        return False
