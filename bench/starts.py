"""`start_s` and `rss_mb`: from the start of the process to the first answer, and what it holds when it rests."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bench.figures import Json, spread
from bench.processes import echo_bot, rss_mb
from bench.stage import ECHO_TOKEN, TAPPER, Stage, until
from demo.household import MOTHER
from demo.server import StandIn

RESTS_S = 2.0
"""After the first answer come the command menus; then it only waits."""

Running = Callable[[], AbstractAsyncContextManager[Process]]


async def start_and_rest(stage: Stage, *, times: int) -> tuple[Json, Json]:
    """`start_s` and `rss_mb` of both bots, stopped and started again so many times.

    A `/start` of somebody who is known waits for each of them; Kring has a family, an appointment and a
    history in its files.
    """

    def echo() -> AbstractAsyncContextManager[Process]:
        return echo_bot(stage.folder, ECHO_TOKEN, stage.echo_address)

    ours = [await _once(stage.kring.running, stage.kring_stand_in, MOTHER) for _ in range(times)]
    theirs = [await _once(echo, stage.echo_stand_in, TAPPER) for _ in range(times)]
    start = {
        **spread([seconds for seconds, _ in ours]),
        "echo": spread([seconds for seconds, _ in theirs])["median"],
        "times": times,
    }
    memory = {
        "kring": spread([held for _, held in ours], 1)["median"],
        "echo": spread([held for _, held in theirs], 1)["median"],
    }
    return start, memory


async def _once(running: Running, stand_in: StandIn, user: int) -> tuple[float, float]:
    """Seconds to the first answer, and MB at rest."""
    stand_in.journal.clear()
    stand_in.world.says(user, "/start")
    began = asyncio.get_running_loop().time()
    async with running() as process:
        await until(lambda: bool(stand_in.journal.sent(user)), "a waiting /start was not answered")
        answered = stand_in.journal.sent(user)[0].real
        await asyncio.sleep(RESTS_S)
        return answered - began, rss_mb(process.pid)
