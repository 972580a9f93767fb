"""The window in the process: it opens and closes with it, and costs nothing where there is none."""

import asyncio
import socket
import subprocess
import sys
import time

import httpx

from tests.house.sources import ROOT
from tests.support.process import bot_process
from tests.support.window import free_port
from tests.support.world import KringUnderTest, environment_for

HEAVY = ("starlette", "uvicorn", "jinja2", "webauthn", "multipart", "PIL")


def _with_window(kring: KringUnderTest, port: int) -> dict[str, str]:
    environment = environment_for(kring.files, kring.settings.server)
    return environment | {"KRING_WINDOW_URL": f"http://localhost:{port}"}


async def test_the_window_opens_with_the_process_and_closes_with_it_also_while_somebody_holds_on(
    kring_stopped: KringUnderTest,
) -> None:
    port = free_port()
    async with bot_process(_with_window(kring_stopped, port), kring_stopped.files.folder) as bot:
        await bot.ready()
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://localhost:{port}/hulp")).status_code == 200
        _, holding = await asyncio.open_connection("127.0.0.1", port)
        began = time.monotonic()
        assert await bot.stop() == 0
        assert time.monotonic() - began < 6, "the aim is 3 seconds; a busy machine gets twice that"
        holding.close()
    assert "no_window" not in bot.said()
    assert "/hulp" not in bot.said()


async def test_without_a_window_the_start_says_so_in_one_sentence(kring_stopped: KringUnderTest) -> None:
    environment = environment_for(kring_stopped.files, kring_stopped.settings.server)
    async with bot_process(environment, kring_stopped.files.folder) as bot:
        await bot.ready()
        assert await bot.stop() == 0
    said = [line for line in bot.said().splitlines() if line.startswith("Let op:")]
    assert len(said) == 1
    assert "KRING_WINDOW_URL" in said[0]
    assert "event=process.no_window" in bot.said()


async def test_a_taken_port_is_told_in_one_sentence(kring_stopped: KringUnderTest) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = _with_window(kring_stopped, taken.getsockname()[1])
        async with bot_process(environment, kring_stopped.files.folder) as bot:
            assert await bot.ended() == 2
    assert "KRING_WINDOW_LISTEN" in bot.said()
    assert "Traceback" not in bot.said()


def test_where_there_is_no_window_nothing_of_it_is_loaded() -> None:
    looked = f"import sys, bot.process; print([name for name in {HEAVY!r} if name in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", looked], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert said.stdout.strip() == "[]"
