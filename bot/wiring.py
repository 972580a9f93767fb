"""Wiring: builds the machine from its settings; here the type checker proves that the archive fits the ports."""

import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from uuid import NAMESPACE_URL, UUID, uuid5

from telegram.ext import ExtBot

from bot.application import AnyApplication
from bot.clock import Clock
from bot.crash import CrashPoints
from bot.delivery import Sender
from bot.delivery_wiper import Wiper
from bot.emergency import Cards, Emergency
from bot.fetching import Fetcher
from bot.handling import Handling
from bot.intake import Intake
from bot.ladder import ladder_of
from bot.lanes import Lanes
from bot.polling import Polling
from bot.settings import Settings, StartRefused
from bot.sweeping import sweep
from bot.timers import Timers, often
from bot.window import Window, window_of
from domain.crisis import read_phrases
from domain.crisis_points import read_points
from domain.linking import Recipient
from domain.people import Form, Role
from handlers.house import ACCOUNT, House, move_in
from handlers.traces import leave_trace
from handlers.views.emergency import Numbers, emergency_card
from handlers.views.machine import wiped
from handlers.views.menus import help_words
from locales.control_words import control_words
from locales.crisis import crisis_phrases, crisis_points
from storage import archive as storage
from storage.errors import (
    ForeignDatabase,
    KeyGone,
    NewerDatabase,
    StorageError,
    Tampered,
    UnsafeKeyFile,
)
from storage.files.store import FileStore
from storage.opening import open_archive
from storage.vault import make_master_key, read_master_key
from usecases import ports


@dataclass(frozen=True, slots=True)
class Machine:
    """All the parts, wired and not yet running."""

    settings: Settings
    clock: Clock
    archive: storage.Archive
    application: AnyApplication
    house: House
    emergency: Emergency
    lanes: Lanes
    handling: Handling
    source: Polling
    intake: Intake
    sender: Sender
    wiper: Wiper
    timers: Timers
    window: Window

    async def remember_young_people(self) -> None:
        """Have the help card say *je* to them, also when nothing else works."""
        async with self.archive.reading() as uow:
            for family in await uow.families.families():
                for person in await uow.families.people_of(family.id):
                    link = await uow.links.of(Recipient(person=person.id))
                    if link is not None:
                        self.emergency.remember(int(link.chat.reveal()), person.role is Role.YOUNG_PERSON)


@asynccontextmanager
async def archive_of(
    settings: Settings, clock: Clock, *, writer: str, make_key: bool = False
) -> AsyncIterator[storage.Archive]:
    """The archive these settings name, closed at the end; ``writer`` names the audit chain.

    Raises:
        StartRefused: a file is missing, unsafe, not ours, or the key does not fit.
    """
    master = _master_key(settings, make=make_key or settings.on_loopback)
    try:
        archive = await open_archive(
            settings.database,
            master,
            clock=clock.now,
            writer=writer,
            entropy=os.urandom,
            words=control_words(),
            ladder=ladder_of(settings),
            keys_url=settings.keys,
        )
    except NewerDatabase:
        raise StartRefused("start.newer_database", setting="KRING_DATABASE_URL") from None
    except ForeignDatabase:
        raise StartRefused("start.foreign_database", setting="KRING_DATABASE_URL") from None
    except (StorageError, OSError) as error:
        raise StartRefused("start.no_database", setting="KRING_DATABASE_URL") from error
    try:
        await _try_key(archive)
        yield archive
    finally:
        await archive.close()


async def build_machine(
    application: AnyApplication,
    settings: Settings,
    clock: Clock,
    archive: storage.Archive,
    crash: CrashPoints,
) -> Machine:
    """Wire everything around an application whose bot has been initialised."""
    fits: ports.Archive = archive
    bot = application.bot
    assert isinstance(bot, ExtBot)  # noqa: S101 - build_application made it
    phrases = read_phrases(crisis_phrases(), read_points(crisis_points()))
    files = archive.files_in(settings.files)
    emergency = Emergency(bot, cards(settings.own_number, phrases.alarms))
    tick = often(on_loopback=settings.on_loopback)
    sender = Sender(fits, bot, sender_id(settings), crash, tick, window=settings.window_url)
    wiper = Wiper(fits, bot, tick)

    def wake() -> None:
        sender.wake()
        wiper.wake()

    own, address = settings.own_number, settings.window_url
    house = House(fits, clock, own, bot.username, wake, emergency.remember, phrases.alarms, address)
    emergency.leaves_trace = partial(leave_trace, house)
    move_in(application, house)
    handling = Handling(application, house, archive.inbox, emergency)
    lanes = Lanes(handling.handle)
    source = Polling(settings)
    return Machine(
        settings=settings,
        clock=clock,
        archive=archive,
        application=application,
        house=house,
        emergency=emergency,
        lanes=lanes,
        handling=handling,
        source=source,
        intake=Intake(
            bot, source, archive.inbox, lanes, emergency, await indexing(fits), handling.unreadable
        ),
        sender=sender,
        wiper=wiper,
        timers=_timers(archive, clock, tick, wake, files, Fetcher(fits, files, bot)),
        window=window_of(settings, fits, files, bot.username, wake, phrases),
    )


def _timers(
    archive: storage.Archive,
    clock: Clock,
    tick: float,
    wake: Callable[[], None],
    files: FileStore,
    fetcher: Fetcher,
) -> Timers:
    return Timers(
        archive,
        clock,
        often=tick,
        wake=wake,
        sweep=lambda: sweep(archive, clock, files),
        checkpoint=archive.checkpoint,
        fetch=fetcher.tick,
    )


def cards(own_number: str, alarms: Callable[[str], bool]) -> Cards:
    """Everything the help card says, and how words of danger are known, in memory from now on."""
    numbers = Numbers(own_number)
    return Cards(
        adult=emergency_card(numbers, Form.U, young=False),
        young=emergency_card(numbers, Form.JE, young=True),
        unknown=emergency_card(numbers, Form.U, young=True),
        words=help_words(),
        wiped=wiped(Form.U),
        alarms=alarms,
    )


def sender_id(settings: Settings) -> UUID:
    """Who we are to the sender's lease: this machine and this database.

    A process that died and its successor are one to the lease, since the lock on the database proves the first
    one dead; so nobody waits for a lease to run out after a crash.
    """
    return uuid5(NAMESPACE_URL, f"{socket.gethostname()}:{settings.database.absolute()}")


async def indexing(archive: ports.Archive) -> Callable[[int], bytes]:
    """How the intake tells lanes apart: by the same keyed index that links are found by.

    The index needs keys only, which are in memory: it goes on when the files are gone.
    """
    async with archive.reading() as uow:
        index = uow.index
    return lambda user: index(ACCOUNT, str(user))


def _master_key(settings: Settings, *, make: bool) -> bytes:
    """The master key; made where it may be, and only while there is nothing yet that it would have to open."""
    path = settings.master_key
    try:
        if make and not path.exists() and not settings.database.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            return make_master_key(path)
    except FileExistsError:
        pass  # Another process of ours was first.
    except OSError:
        raise StartRefused("start.key_unsafe", setting="KRING_MASTER_KEY_FILE") from None
    try:
        return read_master_key(path)
    except UnsafeKeyFile:
        raise StartRefused("start.key_unsafe", setting="KRING_MASTER_KEY_FILE") from None


async def _try_key(archive: storage.Archive) -> None:
    try:
        async with archive.reading() as uow:
            await uow.organisation.organisation()
    except (Tampered, KeyGone):
        raise StartRefused("start.wrong_key", setting="KRING_MASTER_KEY_FILE") from None
