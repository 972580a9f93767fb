"""`make demo`: a Telegram of one's own on this machine, the real Kring against it, and phones in the browser."""

import argparse
import asyncio
import signal
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from demo.clock import Clock
from demo.household import move_in, set_up
from demo.kring import Kring, KringFailed
from demo.server import StandIn
from demo.serving import free_port, serving
from demo.story import Story

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TOKEN = "424242:made-up-token-of-the-demo-only"  # noqa: S105 - it opens nothing: the server is our own
PORT = 8077
WEDNESDAY = 2


def main() -> int:
    """Run the demo; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make demo ARGS=…", description=__doc__)
    parser.add_argument("--port", type=int, default=None, help=f"where the page is (default {PORT})")
    parser.add_argument("--headless", action="store_true", help="no page to look at: any free port will do")
    parser.add_argument("--script", action="store_true", help="play the story, print each step, and stop")
    args = parser.parse_args()
    port = args.port if args.port is not None else 0 if args.headless else PORT
    try:
        return asyncio.run(_demo(port, script=args.script))
    except KringFailed as failed:
        return _complain(f"Kring stopped: {failed}")
    except AssertionError as failed:
        return _complain(f"The story stopped: {failed}")
    except OSError as taken:
        return _complain(f"Port {port} cannot be used ({taken.strerror}). Try: make demo ARGS='--port 8099'")


async def _demo(port: int, *, script: bool) -> int:
    """Everything stands in one stack of blocks, so that stopping anywhere takes all of it down."""
    task = asyncio.current_task()
    if task is not None:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with tempfile.TemporaryDirectory(prefix="kring-demo-") as folder:
        clock_file = Path(folder) / "clock"
        clock = Clock(clock_file)
        clock.move_to(first_morning())
        stand_in = StandIn(TOKEN, clock)
        try:
            async with serving(stand_in.app, port) as address:
                window = f"http://localhost:{port + 1 if port else free_port()}"
                kring = Kring(Path(folder), TOKEN, address, clock_file, window)
                await set_up(kring)
                async with kring.running() as process:
                    await _play(stand_in, kring, script=script)
                    if not script:
                        _say(f"\nKring is ready. Open {address} in any browser. Stop with Ctrl-C.")
                        await process.wait()
                        raise KringFailed(kring.complaint())
        except asyncio.CancelledError:
            _say("\nStopped.")
    return 0


async def _play(stand_in: StandIn, kring: Kring, *, script: bool) -> None:
    _say("Making a family in Zeeland, and linking their phones…")
    try:
        household = await move_in(stand_in, kring, with_grandmother=not script)
    except AssertionError as failed:
        raise KringFailed(f"{failed}\n{kring.complaint()}") from None
    stand_in.show_desk(f"{kring.window}/werk", "Sanne", "het bureau")
    _say("Sanne (gezinsmanager), Fatima (moeder), her son and the neighbour are linked.")
    if script:
        await Story(stand_in, kring, household, _say).play()
        _say("The story is told.")


def first_morning() -> datetime:
    """Half past nine on the first Wednesday from today: a working day, with all of the ladder ahead."""
    today = datetime.now(AMSTERDAM).date()
    day = today + timedelta(days=(WEDNESDAY - today.weekday()) % 7 or 7)
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=AMSTERDAM).astimezone(UTC)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _complain(line: str) -> int:
    sys.stderr.write(line + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
