"""The world of a story: the stand-in for Telegram, the real machine against it over HTTP, phones, and a clock."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Self

from bot.application import build_application
from bot.clock import clock_of, parse_instant
from bot.crash import CrashPoints
from bot.pacing import Pacer
from bot.process import initialised, reach_telegram, run_machine
from bot.settings import Settings, load
from bot.wiring import Machine, archive_of, build_machine
from demo.clock import Clock as StandInClock
from demo.phone import Phone
from demo.server import StandIn
from demo.serving import serving
from storage.unit import Unit
from tests.support.cast import CAST, START, Cast, Files

TOKEN = "123456:AAF-made_up_token_for_the_tests_0000"
PATIENCE = 10.0
OWN_NUMBER = "0800-0000000"


class KringUnderTest:
    """Everything of one story; ``kring.fatima`` and so on are the phones of the cast.

    The bot sends as fast as it can unless a test gives another ``pacer``.
    """

    fatima: Phone
    jan: Phone
    noor: Phone
    wil: Phone
    lotte: Phone
    sanne: Phone
    mehmet: Phone
    ria: Phone
    stranger: Phone

    def __init__(self, stand_in: StandIn, files: Files, cast: Cast, url: str) -> None:
        self.stand_in = stand_in
        self.files = files
        self.cast = cast
        self.settings = settings_for(files, url)
        self.machine: Machine
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._opened = AsyncExitStack()
        for member in CAST:
            phone = Phone(stand_in, member.user, member.name.split()[0])
            # Who is linked once pressed Start; without that Telegram lets no bot write to them.
            phone.chat.started = member.role is not None
            setattr(self, member.key, phone)

    async def start(self, pacer: Pacer | None = None) -> Self:
        """Start the machine, as the process does."""
        self._stop = asyncio.Event()
        self._opened = AsyncExitStack()
        clock = clock_of(self.settings)
        archive = await self._opened.enter_async_context(archive_of(self.settings, clock, writer="bot"))
        application = build_application(self.settings, pacer or Pacer(overall_gap=0, chat_gap=0))
        await reach_telegram(application, self._stop)
        await self._opened.enter_async_context(initialised(application))
        self.machine = await build_machine(application, self.settings, clock, archive, CrashPoints())
        menus = self._menus_set()
        self._running = asyncio.get_running_loop().create_task(run_machine(self.machine, self._stop))
        # It sets its menus after it took up what an earlier process left; before that it only seems idle.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self._menus_set() == menus and not self._running.done():  # noqa: ASYNC110 - nobody sets an event
                    await asyncio.sleep(0.01)
        return self

    async def stop(self) -> None:
        """Stop it cleanly; what made it end by itself is raised here."""
        self._stop.set()
        try:
            if self._running is not None:
                await self._running
        finally:
            self._running = None
            await self._opened.aclose()

    @property
    def now(self) -> datetime:
        """What time the bot thinks it is."""
        return self.machine.clock.now()

    async def move_to(self, moment: str) -> None:
        """Move the clock forward to '2026-11-24 10:00' (Amsterdam) and see what is due then through."""
        self.stand_in.clock.move_to(parse_instant(moment))
        await self.machine.timers.look()
        self.machine.house.wake()
        await self.idle()

    async def idle(self) -> None:
        """Wait until everything that was said has been handled, and everything that is due has left."""
        loop = asyncio.get_running_loop()
        until, still = loop.time() + PATIENCE, 0
        while still < 3:
            still = still + 1 if self._is_idle() else 0
            self._raise_if_it_ended()
            if loop.time() > until:
                raise AssertionError(f"not idle after {PATIENCE} s: {self._busy_with()}")
            await asyncio.sleep(0.01)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """A transaction beside the bot's, for arranging; what it planned is sent at once."""
        async with self.machine.archive.unit() as uow:
            yield uow
        self.machine.house.wake()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        """A look at what is kept."""
        async with self.machine.archive.reading() as uow:
            yield uow

    def _menus_set(self) -> int:
        return len(self.stand_in.journal.of("setMyCommands"))

    def _is_idle(self) -> bool:
        return not any(self._busy_with().values())

    def _busy_with(self) -> dict[str, object]:
        return {
            "unconfirmed": self.stand_in.updates.waiting(),
            "lanes": not self.machine.lanes.is_idle,
            "sender": not self.machine.sender.is_idle,
            "wiper": not self.machine.wiper.is_idle,
        }

    def _raise_if_it_ended(self) -> None:
        if self._running is not None and self._running.done():
            ended, self._running = self._running, None
            ended.result()


def settings_for(files: Files, url: str) -> Settings:
    """Settings of a bot in these files against a stand-in at this address."""
    return load(environment_for(files, url))


def environment_for(files: Files, url: str) -> dict[str, str]:
    """The same as environment variables, for a process of its own."""
    return {
        "KRING_TOKEN": TOKEN,
        "KRING_API_BASE": url,
        "KRING_DATABASE_URL": str(files.database),
        "KRING_MASTER_KEY_FILE": str(files.master),
        "KRING_EMERGENCY_NUMBER": OWN_NUMBER,
        "KRING_NOW": START.isoformat(),
        "KRING_CLOCK_FILE": str(files.folder / "clock"),
    }


@asynccontextmanager
async def world(files: Files, cast: Cast) -> AsyncIterator[KringUnderTest]:
    """A stand-in being served and a bot that can be started; both are ended afterwards."""
    stand_in = StandIn(TOKEN, StandInClock(files.folder / "clock", START, expire=False))
    async with serving(stand_in.app) as url:
        kring = KringUnderTest(stand_in, files, cast, url)
        try:
            yield kring
        finally:
            await kring.stop()
