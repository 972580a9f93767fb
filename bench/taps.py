"""`tap_cost_ratio`: the processor time of a button tap through the whole house, over an echo bot's."""

import asyncio
from dataclasses import dataclass

from bench.figures import Json, spread
from bench.processes import BenchFailed, cpu_seconds, echo_bot
from bench.stage import (
    ECHO_TOKEN,
    Stage,
    echo_conversation,
    family_with_appointment,
    tap_first,
)
from demo.chats import Posted
from demo.household import set_up
from demo.phone import Phone

GAP_S = 0.05
"""Both are tapped at the same tempo, twenty a second: slower than either, and than the pace Kring keeps."""

SETTLES_S = 0.3
"""Kring marks an update as done after it has answered."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A running bot, and the message whose first button changes something each time."""

    pid: int
    phone: Phone
    message: Posted


async def tap_cost(stage: Stage, *, rounds: int, taps: int, warm_up: int) -> Json:
    """Rounds of taps on both bots in turn, both running all the while.

    For Kring a tap is: kept sealed before it is confirmed, the doorway, rights, the answer with its list item,
    the access log and new buttons in one transaction, the tap answered and the message changed. The echo bot
    does the last two. Each round gives one ratio.
    """
    await set_up(stage.kring)
    async with (
        stage.kring.running() as kring_process,
        echo_bot(stage.folder, ECHO_TOKEN, stage.echo_address) as echo_process,
    ):
        household = await family_with_appointment(stage)
        kring = Tapped(kring_process.pid, household.fatima, household.fatima.last())
        phone = await echo_conversation(stage)
        echo = Tapped(echo_process.pid, phone, phone.last())
        for tapped in (kring, echo):
            await _cost_ms(tapped, warm_up)
        costs = [(await _cost_ms(kring, taps), await _cost_ms(echo, taps)) for _ in range(rounds)]
    return {
        **spread([ours / theirs for ours, theirs in costs], 2),
        "kring_ms": spread([ours for ours, _ in costs], 2)["median"],
        "echo_ms": spread([theirs for _, theirs in costs], 2)["median"],
        "rounds": rounds,
        "taps": taps,
    }


async def _cost_ms(tapped: Tapped, taps: int) -> float:
    """Processor time of one of so many taps, in milliseconds."""
    loop = asyncio.get_running_loop()
    before = cpu_seconds(tapped.pid)
    for _ in range(taps):
        next_at = loop.time() + GAP_S
        await tap_first(tapped.phone, tapped.message)
        await asyncio.sleep(next_at - loop.time())
    await asyncio.sleep(SETTLES_S)
    journal = tapped.phone.stand_in.journal
    if journal.refused() or len(journal.of("answerCallbackQuery")) < taps:
        raise BenchFailed("not every tap was answered as it should be")
    journal.clear()
    return (cpu_seconds(tapped.pid) - before) / taps * 1000
