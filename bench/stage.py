"""The stage: two bots, each before a Telegram of its own on loopback, with somebody who taps their buttons."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.processes import BenchFailed
from demo.chats import Posted
from demo.clock import Clock
from demo.household import Household, move_in
from demo.journey import travel
from demo.kring import Kring
from demo.phone import Phone
from demo.server import StandIn
from demo.serving import free_port, serving

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KRING_TOKEN = "424242:made-up-token-for-measuring-kring"  # noqa: S105 - it opens nothing: the server is our own
ECHO_TOKEN = "434343:made-up-token-for-measuring-echo"  # noqa: S105 - as above
TAPPER = 3001
PATIENCE_S = 30.0
LOOK_EVERY_S = 0.005
WEDNESDAY = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """Both stand-ins with their addresses, and Kring's installation; no bot runs yet."""

    folder: Path
    kring: Kring
    kring_stand_in: StandIn
    echo_stand_in: StandIn
    echo_address: str


@asynccontextmanager
async def stage(folder: Path, start: datetime | None = None) -> AsyncIterator[Stage]:
    """Set the stage in an empty folder; for Kring it is ``start`` (UTC), or a Wednesday morning to come."""
    clock_file = folder / "clock"
    clock = Clock(clock_file)
    clock.move_to(start or wednesday_morning())
    ours, theirs = StandIn(KRING_TOKEN, clock), StandIn(ECHO_TOKEN)
    async with serving(ours.app) as address, serving(theirs.app) as echo_address:
        window = f"http://localhost:{free_port()}"
        kring = Kring(folder, KRING_TOKEN, address, clock_file, window)
        try:
            yield Stage(folder, kring, ours, theirs, echo_address)
        except (BenchFailed, AssertionError) as failed:
            raise BenchFailed(f"{failed}\n{kring.complaint()}") from None


def wednesday_morning() -> datetime:
    """Half past nine, Amsterdam, on the first Wednesday from tomorrow: outside quiet hours, on a working day."""
    tomorrow = datetime.now(AMSTERDAM).date() + timedelta(days=1)
    day = tomorrow + timedelta(days=(WEDNESDAY - tomorrow.weekday()) % 7)
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=AMSTERDAM).astimezone(UTC)


async def family_with_appointment(stage: Stage) -> Household:
    """Link a family and plan a home visit with the mother, who is told of it; Kring runs and is set up.

    The visit is more than a week away, so that her answers are no news that must be told at once.
    """
    household = await move_in(stage.kring_stand_in, stage.kring)
    await household.sanne.says("/afspraak ⭐ volgende week vrijdag half drie huisbezoek")
    await household.sanne.taps("Bevestig", timeout=PATIENCE_S)
    await household.sanne.waits_for("tot dan kan het terug", PATIENCE_S)
    after_correcting = stage.kring_stand_in.clock.instant() + timedelta(minutes=11)
    await travel(stage.kring_stand_in.world, after_correcting)
    await household.fatima.waits_for("huisbezoek", PATIENCE_S)
    return household


async def echo_conversation(stage: Stage) -> Phone:
    """Begin with the echo bot, which is running; it asks something with buttons."""
    phone = Phone(stage.echo_stand_in, TAPPER, "Tess")
    await phone.says("/start")
    await phone.waits_for("Will you come", PATIENCE_S)
    return phone


async def tap_first(phone: Phone, message: Posted) -> None:
    """Tap the first button of a message and wait until the bot has changed the message.

    Raises:
        BenchFailed: there is no button, or no answer.
    """
    changes = len(message.versions)
    if not message.buttons:
        raise BenchFailed(f"a tap left no buttons: {message.text}")
    phone.stand_in.world.taps(phone.user_id, message.buttons[0]["callback_data"], message.message_id)
    await until(lambda: len(message.versions) > changes, "a tap was not answered")


async def until(holds: Callable[[], bool], complaint: str, patience: float = PATIENCE_S) -> None:
    """Wait until something holds.

    Raises:
        BenchFailed: it did not in so many seconds.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while not holds():
        if loop.time() > deadline:
            raise BenchFailed(complaint)
        await asyncio.sleep(LOOK_EVERY_S)
