"""`window`: how fast the window's pages come and what they weigh, with 200 families, served by a process on one core.

`pages`: for each page its server time in ms, from the last byte of the question to the last one of the answer, over a
kept connection on this machine: `median`, `p95`, `max`; `ratio` is its median over that of the trivial page, the help
card, which needs neither session nor database and was asked for in turn with the others; `cpu_p95` is processor time of
the whole process, which neighbours on the same machine disturb less. `inbox`, `today`, `families`: 200 families of two
to five people, somebody waiting in one conversation of three. `conversation`, `thread`: the two sides of 500 messages.
`first_load`: what a page of a family weighs in bytes with everything that it loads, on an empty cache; `largest` is the
heaviest. `rss_mb`: what the process holds after all this.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bench.figures import Json, tail
from bench.processes import cpu_seconds, rss_mb
from bench.visitors import Opened
from bench.wire import Wire, wire_to

FAMILIES = 200
MESSAGES = 500
TRIVIAL = "trivial"
WARM_UP = 5
BREATH_S = 0.005
"""What is left to do after an answer, such as letting go of its transaction, is done in this time."""

FAMILY_PAGES = (
    "/", "/sleutel", "/pin", "/thuis", "/berichten", "/schrijven", "/afspraken", "/instellingen", "/wie-leest", "/bel",
    "/plan", "/plan/voorstel", "/hoe-gaat-het", "/verloop", "/hulp", "/slot", "/rust",
)  # fmt: skip
_LOADED = re.compile(rb'(?:src|href)="(/static/[^"]+)"')


@dataclass(frozen=True, slots=True)
class Door:
    """One page to ask for, and as whom."""

    path: str
    cookies: Mapping[str, str]


async def measured(window: Opened, *, rounds: int) -> Json:
    """Everything about the window that takes many families."""
    async with wire_to(window.origin) as wire:
        pages = await _pages(wire, window, rounds)
        weights = await first_loads(wire, window.family.cookies)
    return {
        "pages": pages,
        "first_load": {"largest": max(weights.values()), **weights},
        "rss_mb": round(rss_mb(window.pid), 1),
        "families": FAMILIES,
        "messages": MESSAGES,
        "rounds": rounds,
    }


async def _pages(wire: Wire, window: Opened, rounds: int) -> Json:
    """Each page in turn, so that what else the machine does falls on all of them alike."""
    doors = _doors(window)
    ms: dict[str, list[float]] = {name: [] for name in doors}
    cpu: dict[str, list[float]] = {name: [] for name in doors}
    for number in range(WARM_UP + rounds):
        for name, door in doors.items():
            before = cpu_seconds(window.pid)
            answer = await wire.get(door.path, door.cookies)
            await asyncio.sleep(BREATH_S)
            if number >= WARM_UP:
                ms[name].append(answer.ms)
                cpu[name].append((cpu_seconds(window.pid) - before) * 1000)
    plain = sorted(ms[TRIVIAL])[rounds // 2]
    return {
        name: {
            **tail(ms[name]),
            "ratio": round(sorted(ms[name])[rounds // 2] / plain, 1),
            "cpu_p95": tail(cpu[name])["p95"],
        }
        for name in doors
    }


def _doors(window: Opened) -> dict[str, Door]:
    desk, family = window.desk.cookies, window.family.cookies
    return {
        TRIVIAL: Door("/hulp", {}),
        "inbox": Door("/werk/berichten", desk),
        "conversation": Door(f"/werk/gesprek/{window.who.person}", desk),
        "thread": Door("/berichten", family),
        "today": Door("/werk/vandaag", desk),
        "families": Door("/werk/gezinnen", desk),
    }


async def first_loads(wire: Wire, cookies: Mapping[str, str]) -> dict[str, int]:
    """Bytes of each page of a family, heads included, with its stylesheet, scripts and pictures."""
    seen: dict[str, int] = {}
    weights = {}
    for path in FAMILY_PAGES:
        page = await wire.get(path, cookies)
        loaded = {match.decode() for match in _LOADED.findall(page.body)}
        for address in sorted(loaded - seen.keys()):
            seen[address] = (await wire.get(address, {})).weight
        weights[path] = page.weight + sum(seen[address] for address in loaded)
    return weights
