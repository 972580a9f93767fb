"""Delivery: carries what is due from the outbox to Telegram; the intent is committed before the call."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from telegram import Bot, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.crash import CrashPoints
from bot.logs import event, failure
from bot.stopping import Stopped
from bot.verdicts import Verdict, verdict_of
from domain.actors import Clockwork
from domain.delivery import DispatchId, Failure
from handlers.replies import NO_PREVIEW, keep_buttons
from handlers.views.notices import view_of
from handlers.views.view import View
from usecases import delivery, wiping
from usecases.delivery import LEASE, Outgoing
from usecases.ports import Archive

LOG = logging.getLogger("kring.delivery")

WIDTH = 16
"""How many chats are written to at once; the pace is kept elsewhere (bot/pacing.py)."""

SETTLE_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
REST = 30.0
"""Seconds that a dispatch which could not even be prepared is left alone."""

CLOCKWORK = Clockwork()


@dataclass(frozen=True, slots=True)
class Ready:
    """What leaves now, in words; its intent and its buttons are committed."""

    outgoing: Outgoing
    view: View
    markup: InlineKeyboardMarkup | None


class Sender:
    """The one sender: looks when it is woken or a tick passes, and keeps up to sixteen chats going."""

    def __init__(self, archive: Archive, bot: Bot, owner: UUID, crash: CrashPoints, tick: float) -> None:
        self._archive = archive
        self._bot = bot
        self._owner = owner
        self._crash = crash
        self._tick = tick
        self._awake = asyncio.Event()
        self._lease_until: datetime | None = None
        self._recovered = False
        self._busy: set[DispatchId] = set()
        self._resting: dict[DispatchId, float] = {}
        self._looking = False
        self._closing = False
        self._landed = asyncio.Event()

    def wake(self) -> None:
        """Look now: something may have been planned."""
        self._awake.set()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way and nobody asked to look."""
        return not (self._busy or self._looking or self._awake.is_set())

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
        self._awake.set()
        async with asyncio.TaskGroup() as group:
            while True:
                await self._wait()
                self._looking = True
                try:
                    await self._look(group)
                except Exception as error:  # noqa: BLE001 - the next look must come, whatever went wrong
                    failure(LOG, "delivery.look_failed", error)
                finally:
                    self._looking = False

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self._tick):
                await self._awake.wait()
        except TimeoutError:
            pass
        self._awake.clear()

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
            self._awake.set()

    async def _deliver(self, which: DispatchId) -> None:
        self._crash("before_intent")
        ready = await self._prepare(which)
        if ready is None:
            return
        self._crash("before_send")
        try:
            message = await self._send(ready)
        except TelegramError as error:
            verdict = verdict_of(error)
            self._crash("before_settling")
            await self._until_kept(lambda: self._failed(which, verdict))
            event(LOG, "delivery.not_sent", dispatch=which, outcome=verdict.failure, error=type(error).__name__)
            if verdict.stop:
                raise Stopped("stop.token_refused", setting="KRING_TOKEN") from None
            return
        self._crash("after_acceptance")
        self._crash("before_settling")
        await self._until_kept(lambda: self._sent(ready, message))
        event(LOG, "delivery.sent", dispatch=which, copy=ready.outgoing.letter.labelled or None)

    async def _prepare(self, which: DispatchId) -> Ready | None:
        """Commit the intent together with the buttons; what cannot be put into words is a defect at once."""
        defect: Exception | None = None
        async with self._archive.unit() as uow:
            outgoing = await delivery.begin(uow, CLOCKWORK, dispatch_id=which)
            if outgoing is None:
                return None
            try:
                view = view_of(outgoing.letter)
            except Exception as error:  # noqa: BLE001 - anything: a letter without words must not come back for ever
                defect = error
                await delivery.failed(uow, CLOCKWORK, dispatch_id=which, failure=Failure.DEFECT)
            else:
                return Ready(outgoing, view, await keep_buttons(uow, view, outgoing.account))
        failure(LOG, "delivery.no_words", defect, dispatch=which)
        return None

    async def _send(self, ready: Ready) -> int:
        sent = await self._bot.send_message(
            int(ready.outgoing.chat.reveal()),
            ready.view.text,
            reply_markup=ready.markup,
            disable_notification=ready.outgoing.silent,
            protect_content=True,
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    async def _sent(self, ready: Ready, message: int) -> None:
        outgoing = ready.outgoing
        recipient = outgoing.dispatch.recipient
        async with self._archive.unit() as uow:
            await delivery.sent(uow, CLOCKWORK, dispatch_id=outgoing.dispatch.id, message=message)
            if recipient.professional is not None:
                await wiping.plan(
                    uow,
                    CLOCKWORK,
                    recipient=recipient,
                    account=outgoing.account,
                    chat=int(outgoing.chat.reveal()),
                    message=message,
                )

    async def _failed(self, which: DispatchId, verdict: Verdict) -> None:
        async with self._archive.unit() as uow:
            await delivery.failed(
                uow, CLOCKWORK, dispatch_id=which, failure=verdict.failure, wait=verdict.wait
            )

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

