"""The process: from settings to a running machine, and back to a clean end."""

import asyncio
import contextlib
import fcntl
import gc
import logging
import os
import resource
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot import logs
from bot.application import AnyApplication, build_application
from bot.clock import Clock, clock_of
from bot.crash import crash_points
from bot.logs import event, failure
from bot.menus import set_menus
from bot.pacing import Pacer
from bot.settings import Settings, StartRefused
from bot.stopping import Stopped
from bot.wiring import Machine, archive_of, build_machine
from domain.calendar import local
from domain.people import Form
from locales.catalogue import load as load_words
from locales.catalogue import text

LOG = logging.getLogger("kring.process")

GOODBYE = 3.0
"""Seconds that what is under way gets to finish when Kring is told to stop."""

SHORTEST, LONGEST = 1.0, 30.0

SETTLED = 5.0
"""Seconds after which everything that stays to the end has been made."""


def run(settings: Settings) -> int:
    """Serve until told to stop; the exit status: 0 after a stop, 1 when it had to end, 2 when it may not start."""
    logs.set_up((settings.token.get_secret_value(),))
    # A core dump would hold every key.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        load_words()
        with only_one(settings):
            asyncio.run(_serve(settings))
    except (StartRefused, Stopped) as reason:
        say(reason.key, **reason.values)
        return 2 if isinstance(reason, StartRefused) else 1
    except Exception as error:  # noqa: BLE001 - no traceback: it could hold anything
        failure(LOG, "process.defect", error)
        say("stop.defect")
        return 1
    return 0


def say(key: str, **values: str) -> None:
    """One sentence to whoever runs Kring, on standard error."""
    sys.stderr.write(f"{text(key, Form.U, **values)}\n")
    sys.stderr.flush()


@contextlib.contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Be the only serving process of this database on this machine; the lock goes when the process dies.

    Raises:
        StartRefused: another one holds it, or there is no folder to put it in.
    """
    try:
        if settings.on_loopback:
            settings.lock.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(settings.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        raise StartRefused("start.no_database", setting="KRING_DATABASE_URL") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StartRefused("start.running", setting="KRING_DATABASE_URL") from None
    finally:
        os.close(handle)


async def _serve(settings: Settings) -> None:
    loop = asyncio.get_running_loop()
    logs.watch_loop(loop)
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    crash = crash_points(settings)
    clock = clock_of(settings)
    _warn_of_stale_number(settings, clock)
    _warn_of_no_window(settings)
    async with archive_of(settings, clock, writer="bot") as archive:
        application = build_application(settings, Pacer())
        if not await reach_telegram(application, stop):
            return
        async with initialised(application):
            machine = await build_machine(application, settings, clock, archive, crash)
            loop.call_later(SETTLED, _set_apart)
            await run_machine(machine, stop)
    event(LOG, "process.stopped")


def _set_apart() -> None:
    """Leave what stays to the end out of every later search for garbage: each took a tenth of a second (measured)."""
    gc.collect()
    gc.freeze()


def _warn_of_stale_number(settings: Settings, clock: Clock) -> None:
    if settings.number_is_stale(local(clock.now()).date()):
        event(LOG, "process.number_stale", level=logging.WARNING)
        say("start.number_stale", setting="KRING_EMERGENCY_CHECKED")


def _warn_of_no_window(settings: Settings) -> None:
    if not settings.window_url:
        event(LOG, "process.no_window", level=logging.WARNING)
        say("start.no_window", setting="KRING_WINDOW_URL")


async def reach_telegram(application: AnyApplication, stop: asyncio.Event) -> bool:
    """Ask Telegram who we are, again and again while there is no network; False when told to stop meanwhile.

    Raises:
        StartRefused: Telegram does not know the token.
    """
    pause = SHORTEST
    while not stop.is_set():
        try:
            await application.bot.initialize()
        except InvalidToken:
            raise StartRefused("start.token_refused", setting="KRING_TOKEN") from None
        except TelegramError as error:
            failure(LOG, "process.no_telegram", error)
        else:
            return True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await stop.wait()
        pause = min(LONGEST, pause * 2)
    await application.bot.shutdown()
    return False


@asynccontextmanager
async def initialised(application: AnyApplication) -> AsyncIterator[None]:
    """The application ready to lead updates through its doors, and let go at the end."""
    await application.initialize()
    try:
        yield
    finally:
        await application.shutdown()


async def run_machine(machine: Machine, stop: asyncio.Event) -> None:
    """Take in, handle, deliver, wipe and tick until ``stop`` is set; then finish what is under way, briefly.

    Raises:
        Stopped: something that going on would not mend. StartRefused: the window cannot be opened where it should be.
    """
    try:
        async with machine.window(), asyncio.TaskGroup() as group:
            machine.lanes.open(group)
            for arrival in await machine.handling.left_over():
                machine.lanes.offer(arrival)
            intake = group.create_task(machine.intake.run())
            parts = [
                group.create_task(part.run()) for part in (machine.sender, machine.wiper, machine.timers)
            ]
            settling = group.create_task(_settle_in(machine))
            event(LOG, "process.running")
            await stop.wait()
            intake.cancel()
            await _let_finish(machine)
            for part in (*parts, settling):
                part.cancel()
            machine.lanes.close()
    except* Stopped as reasons:
        raise _first(reasons) from None
    finally:
        await machine.source.close()


async def _settle_in(machine: Machine) -> None:
    """What the first answers need not wait for."""
    bot = machine.application.bot
    assert isinstance(bot, ExtBot)  # noqa: S101 - build_application made it
    await set_menus(bot)
    try:
        await machine.remember_young_people()
    except Exception as error:  # noqa: BLE001 - without it a young person reads the card for adults
        failure(LOG, "process.no_young_people", error)


async def _let_finish(machine: Machine) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GOODBYE):
            await machine.lanes.empty()
            await machine.sender.quiet()


def _first(reasons: BaseExceptionGroup[Stopped]) -> Stopped:
    inner: BaseException = reasons
    while isinstance(inner, BaseExceptionGroup):
        inner = inner.exceptions[0]
    assert isinstance(inner, Stopped)  # noqa: S101 - the group holds nothing else
    return inner
