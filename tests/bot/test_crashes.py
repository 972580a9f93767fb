"""Power cuts: a process killed at any point loses nothing, and says so when it says it twice."""

import asyncio
import random

import pytest

from bot.clock import parse_instant
from bot.crash import POINTS, VARIABLE
from demo.chats import Posted
from tests.support.cast import open_files
from tests.support.plans import plan_visit
from tests.support.process import RECOVERED, bot_process
from tests.support.waiting import until
from tests.support.world import KringUnderTest, environment_for

LABEL = "twee keer"


async def _environment(kring: KringUnderTest, **more: str) -> dict[str, str]:
    return environment_for(kring.files, kring.settings.server) | more


async def _plan(kring: KringUnderTest) -> None:
    archive = await open_files(kring.files, kring.stand_in.clock.instant)
    try:
        async with archive.unit() as uow:
            await plan_visit(uow, kring.cast, "fatima")
    finally:
        await archive.close()


async def _arrived(kring: KringUnderTest, count: int) -> list[Posted]:
    def said() -> list[Posted]:
        return [posted for posted in kring.fatima.messages() if posted.from_bot]

    await until(lambda: len(said()) >= count)
    return said()


@pytest.mark.parametrize("point", POINTS)
async def test_a_kill_at_a_named_point_loses_nothing(kring_stopped: KringUnderTest, point: str) -> None:
    kring = kring_stopped
    await _plan(kring)
    kring.stand_in.clock.move_to(parse_instant("2026-11-23 09:15"))
    async with bot_process(await _environment(kring, **{VARIABLE: point}), kring.files.folder) as bot:
        assert await bot.ended() == -9, bot.said()
    before = [posted.text for posted in kring.fatima.messages()]
    assert len(before) == (point in ("after_acceptance", "before_settling"))

    async with bot_process(await _environment(kring), kring.files.folder) as bot:
        await bot.ready(RECOVERED)
        kring.stand_in.clock.move_to(parse_instant("2026-11-23 09:16"))
        messages = await _arrived(kring, len(before) + 1)
        await asyncio.sleep(1.5)
        assert len(await _arrived(kring, 0)) == len(messages) <= 2
        assert await bot.stop() == 0
    if point == "before_intent":
        assert LABEL not in messages[-1].text, "nobody could have seen it before"
    else:
        assert LABEL in messages[-1].text
    assert all(LABEL not in text for text in before)


async def test_random_kills_lose_no_update_and_double_none(kring_stopped: KringUnderTest) -> None:
    kring, chance = kring_stopped, random.Random(7)
    texts = [f"verhaal {number}" for number in range(24)]
    for turn in range(4):
        async with bot_process(await _environment(kring), kring.files.folder) as bot:
            await bot.ready()
            for text in texts[turn * 6 : turn * 6 + 6]:
                await kring.fatima.says(text)
                await asyncio.sleep(chance.random() / 40)
            await bot.kill()
    await kring.start()
    await kring.idle()
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people["fatima"].id)
        assert thread is not None
        kept = [message.body.reveal() for message in await uow.messages.all_of(thread)]
    assert kept == texts
    await kring.move_to("2026-11-23 09:05")
    assert not [posted for posted in kring.fatima.messages() if not posted.from_bot], "all of it was wiped"
